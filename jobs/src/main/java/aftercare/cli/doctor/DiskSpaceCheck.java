package aftercare.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A full disk ends a run in the middle; nothing is lost, but nothing is done either. */
final class DiskSpaceCheck implements Check {
    private static final double GIBIBYTE = 1L << 30;
    private static final double SCARCE_GIBIBYTES = 5;
    private static final double TOO_LITTLE_GIBIBYTES = 0.5;

    private final Optional<LakePlace> lake;

    DiskSpaceCheck(Optional<LakePlace> lake) {
        this.lake = lake;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Optional<Finding> look() {
        return lake.flatMap(LakePlace::local).map(LakePlace::nearestThere).map(DiskSpaceCheck::below);
    }

    private static Finding below(Path folder) {
        try {
            return judge(Files.getFileStore(folder).getUsableSpace() / GIBIBYTE, folder);
        } catch (IOException e) {
            return Finding.warn(
                    "The free space below " + folder + " is unknown: " + e.getMessage() + ".", "Look yourself.");
        }
    }

    static Finding judge(double freeGibibytes, Path folder) {
        String says = String.format(Locale.ROOT, "%.1f GiB are free below %s.", freeGibibytes, folder);
        String fix = "Free some, or move the lake; `aftercare maintain` removes old files.";
        if (freeGibibytes < TOO_LITTLE_GIBIBYTES) {
            return Finding.fail(says, fix);
        }
        return freeGibibytes < SCARCE_GIBIBYTES ? Finding.warn(says, fix) : Finding.ok(says);
    }
}
