package aftercare.cli.doctor;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;

/** A lake keeps the zone it was laid out for; a run in another one is turned away. */
final class LakeZoneCheck implements Check {
    private final Optional<LakePlace> lake;
    private final ZoneId zone;

    LakeZoneCheck(Optional<LakePlace> lake, ZoneId zone) {
        this.lake = lake;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "zone";
    }

    @Override
    public Optional<Finding> look() {
        try {
            return lake.isEmpty()
                    ? Optional.empty()
                    : lake.get().small("ops/zone").map(this::judge);
        } catch (IOException | RuntimeException unreachable) {
            // The check of the lake's place says so already.
            return Optional.empty();
        }
    }

    private Finding judge(String laidOutFor) {
        return laidOutFor.equals(zone.getId())
                ? Finding.ok("The lake cuts its months in " + laidOutFor + ", as runs are set to.")
                : Finding.fail(
                        "The lake cuts its months in " + laidOutFor + ", but runs are set to " + zone.getId() + ".",
                        "Say --zone " + laidOutFor + ", or write zone: " + laidOutFor + " in aftercare.yaml.");
    }
}
