package aftercare.bench;

import aftercare.referee.Referee;
import java.nio.file.Path;
import java.time.LocalDate;

/** Loads a landing folder into a DuckDB file and computes the two KPI tables; prints the seconds of both parts. */
final class DuckDbRun {

    private DuckDbRun() {}

    /** Takes the database file, the landing folder, the as-of day and the memory limit. Uses all cores. */
    @SuppressWarnings("SystemOut") // the parent process reads it
    public static void main(String[] args) {
        int cores = Runtime.getRuntime().availableProcessors();
        long started = System.nanoTime();
        try (Referee referee = Referee.open(Path.of(args[0]), cores, args[3])) {
            referee.load(Path.of(args[1]));
            long loaded = System.nanoTime();
            referee.computeOutletsAndSatisfaction(LocalDate.parse(args[2]));
            long computed = System.nanoTime();
            System.out.println((loaded - started) / 1e9);
            System.out.println((computed - loaded) / 1e9);
        }
    }
}
