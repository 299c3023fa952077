package aftercare.cli.doctor;

import aftercare.lake.Lake;
import aftercare.lake.Lease;
import aftercare.lake.SparkSessions;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Who holds the lake, and what a run that died has left. Starts Spark, but only for a lake that was once written to.
 */
final class LeaseCheck implements Check {
    private final Optional<LakePlace> lake;
    private final Clock clock;

    LeaseCheck(Optional<LakePlace> lake, Clock clock) {
        this.lake = lake;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "lease";
    }

    @Override
    public Optional<Finding> look() {
        try {
            return lake.isEmpty() || !lake.get().has("ops/lease/_delta_log")
                    ? Optional.empty()
                    : Optional.of(judge(lake.get().text()));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.of(Finding.fail(
                    "The lease of the lake cannot be read: " + unreadable.getMessage() + ".",
                    "If no run is at work, remove its folder ops/lease."));
        }
    }

    private Finding judge(String location) {
        SparkSession spark = SparkSessions.start("local[1]", ZoneOffset.UTC).newSession();
        Lake opened = Lake.openAsLaidOut(spark, location);
        Optional<Lease.Holder> holder = Lease.holder(opened);
        if (holder.isPresent() && holder.get().holds(clock.instant())) {
            return Finding.warn(
                    "The lake is held by " + holder.get().holder() + " until "
                            + holder.get().until() + " unless it renews.",
                    "Wait for it to end, or start with --wait.");
        }
        if (holder.isPresent() && !holder.get().token().isEmpty()) {
            return Finding.warn(
                    "The lease was left by " + holder.get().holder() + ", which did not end.",
                    "Start the run again: it takes the lease over and finishes what was begun.");
        }
        return Finding.ok("No run holds the lake.");
    }
}
