package aftercare.cli.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Loads that began and did not end, and those that could not be finished and were set aside. */
final class PendingLoadsCheck implements Check {
    private static final String PENDING = "ops/pending";
    private static final String SET_ASIDE = PENDING + "/set-aside";

    private final Optional<LakePlace> lake;

    PendingLoadsCheck(Optional<LakePlace> lake) {
        this.lake = lake;
    }

    @Override
    public String name() {
        return "loads";
    }

    @Override
    public Optional<Finding> look() {
        if (lake.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<String> setAside = lake.get().journals(SET_ASIDE);
            if (!setAside.isEmpty()) {
                return Optional.of(Finding.warn(
                        "Loads could not be finished and were set aside (AFC-3071): " + String.join(", ", setAside)
                                + ".",
                        "Deliver their files again where they are missing, then remove them from " + SET_ASIDE + "."));
            }
            List<String> pending = lake.get().journals(PENDING);
            return pending.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Finding.warn(
                            "Loads did not end, or are at work now: " + String.join(", ", pending) + ".",
                            "The next ingest or run finishes them first, from bronze."));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.of(Finding.fail(
                    "The loads that did not end cannot be read: " + unreadable.getMessage() + ".",
                    "Check the rights of this user on " + PENDING + "."));
        }
    }
}
