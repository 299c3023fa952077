package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.bench.FaultFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days in processes of their own that are killed by {@code kill -9}, first at every named boundary and then at random
 * moments, and are started again. {@code -Daftercare.faults.kills=N} says how many, {@code -Daftercare.faults.seed=N}
 * which moments.
 */
@Tag("torture")
class KillsTest {
    private static final int FEW_MILLIS = 30;

    @TempDir
    private Path folder;

    @Test
    void aDayThatIsKilledAndStartedAgainEndsInTheSameLakeAndLeavesNothing() throws Exception {
        int kills = Integer.getInteger("aftercare.faults.kills", 20);
        Random random = new Random(Long.getLong("aftercare.faults.seed", 20));
        SmallDay day = new SmallDay(folder);
        Path whole = day.lake(folder.resolve("whole"));
        day.run(new Pipeline(whole).lake());
        Map<String, List<String>> expected = LakeContents.of(new Pipeline(whole).lake());
        List<Map.Entry<String, Function<Path, BooleanSupplier>>> boundaries =
                new ArrayList<>(boundaries().entrySet());
        long length = kills > boundaries.size() ? length(day) : 0;
        List<String> differences = new ArrayList<>();
        int atBoundaries = 0;
        int atRandom = 0;
        int tooLate = 0;
        for (int kill = 0; kill < kills; kill++) {
            Path lake = day.lake(folder.resolve("lake-" + kill));
            String where;
            boolean killed;
            if (kill < boundaries.size()) {
                where = "after " + boundaries.get(kill).getKey();
                killed = child(lake).killWhen(boundaries.get(kill).getValue().apply(lake));
                atBoundaries += killed ? 1 : 0;
            } else {
                // Starting Java and Spark changes nothing: from a fifth of the time on.
                long at = System.currentTimeMillis() + length / 5 + (long) (random.nextDouble() * length * 4 / 5);
                where = "at a random moment";
                killed = child(lake).killWhen(() -> System.currentTimeMillis() >= at);
                atRandom += killed ? 1 : 0;
            }
            tooLate += killed ? 0 : 1;
            // Maintaining takes longer than all else, and changes no rows.
            if (kill < boundaries.size() - 1) {
                day.run(new Pipeline(lake).lake());
            } else {
                day.run(lake);
            }
            Map<String, List<String>> found = LakeContents.of(new Pipeline(lake).lake());
            int number = kill;
            expected.forEach((table, rows) -> {
                if (!rows.equals(found.get(table))) {
                    differences.add("kill " + number + " " + where + ": " + table + " is " + found.get(table));
                }
            });
            LakeContents.leftovers(lake).forEach(file -> differences.add(number + " " + where + ": " + file));
            assertThat(workFolders()).as("of all processes before").hasSizeLessThanOrEqualTo(1);
            System.out.printf(
                    "kills: %d %s, killed %s, %d differences so far%n", kill, where, killed, differences.size());
        }
        assertThat(differences).isEmpty();
        FaultFigures.note(
                "A day (load, compute, close, maintain) in a process of its own is killed by kill -9 and started again",
                atBoundaries + atRandom,
                atBoundaries + " at a named boundary, " + atRandom + " at a random moment, " + tooLate
                        + " more had ended; all lakes equal, no drafts left, never more than the last work folder");
    }

    /** How long a day that nothing happens to takes, in milliseconds; it leaves no work folder. */
    private long length(SmallDay day) throws Exception {
        long began = System.currentTimeMillis();
        assertThat(child(day.lake(folder.resolve("timed"))).status()).isZero();
        long length = System.currentTimeMillis() - began;
        assertThat(workFolders()).as("of a process that ended").isEmpty();
        return length;
    }

    private ChildProcess child(Path lake) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        return ChildProcess.startClass(
                folder.resolve("words.txt"),
                "1g",
                List.of("-Djava.io.tmpdir=" + temporary),
                DayProcess.class,
                folder.toString(),
                lake.toString());
    }

    /** What processes keep for themselves, and what Spark makes for them. */
    private List<Path> workFolders() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.filter(file -> file.getFileName().toString().matches("(aftercare-|blockmgr-|spark-).*"))
                    .toList();
        }
    }

    private static Map<String, Function<Path, BooleanSupplier>> boundaries() {
        Map<String, Function<Path, BooleanSupplier>> all = new LinkedHashMap<>();
        all.put("a file is archived", lake -> more(lake.resolve("bronze"), ".*\\.csv"));
        for (String table : List.of(
                "quarantine/repairs",
                "silver/repairs",
                "silver/callbacks",
                "ops/ledger",
                "gold/outlet_kpi_month",
                "ops/runs",
                "gold/closed_month")) {
            all.put("the commit of " + table, lake -> more(lake.resolve(table).resolve("_delta_log"), "\\d+\\.json"));
        }
        all.put("maintaining begins", lake -> {
            BooleanSupplier closed = more(lake.resolve("gold/closed_month/_delta_log"), "\\d+\\.json");
            long[] since = {0};
            return () -> {
                if (since[0] == 0 && closed.getAsBoolean()) {
                    since[0] = System.currentTimeMillis();
                }
                return since[0] > 0 && System.currentTimeMillis() > since[0] + FEW_MILLIS;
            };
        });
        return all;
    }

    /** Whether a folder holds more files of a kind than now. */
    private static BooleanSupplier more(Path folder, String name) {
        long before = Delivered.count(folder, name);
        return () -> Delivered.count(folder, name) > before;
    }
}
