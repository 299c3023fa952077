package aftercare.pipeline;

import aftercare.config.Progress;
import aftercare.lake.Lake;
import aftercare.lake.Lease;
import java.nio.file.Path;

/** A {@link SmallDay} in a process of its own, holding the lake's lease as a command does: its folder, and the lake. */
final class DayProcess {
    private DayProcess() {}

    public static void main(String[] arguments) throws Exception {
        SmallDay day = SmallDay.madeBelow(Path.of(arguments[0]));
        Path folder = Path.of(arguments[1]);
        Lake lake = new Pipeline(folder).lake();
        try (Lease lease = Lease.take(lake, "day", true, Progress.SILENT)) {
            day.run(lake);
            day.maintain(folder);
            lease.check();
        }
    }
}
