package aftercare.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A clock that is off dates runs, leases and `--as-of` wrongly. */
final class ClockCheck implements Check {
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(2);

    private final Clock clock;

    ClockCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Optional<Finding> look() {
        Instant now = clock.instant();
        if (now.isBefore(WRITTEN)) {
            return Optional.of(Finding.fail(
                    "The clock says " + now + ", before this program was written.", "Set the clock of this machine."));
        }
        Duration difference = Duration.between(fileSystemTime(now), now).abs();
        return Optional.of(
                difference.compareTo(TOLERANCE) > 0
                        ? Finding.warn(
                                "Clock and file system differ by " + difference.toSeconds() + " s.",
                                "Set both by the same time server.")
                        : Finding.ok("It is " + now + "."));
    }

    private static Instant fileSystemTime(Instant otherwise) {
        try {
            Path probe = Files.createTempFile("aftercare-clock", null);
            try {
                return Files.getLastModifiedTime(probe).toInstant();
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            // A machine without a writable temporary folder has worse trouble, which other checks name.
            return otherwise;
        }
    }
}
