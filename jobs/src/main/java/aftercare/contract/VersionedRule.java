package aftercare.contract;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * A rule with all its versions.
 *
 * @param name its name
 * @param versions the earliest first, which counts for all earlier days too; never empty
 * @param <T> what it says: a span of time, or a number
 */
public record VersionedRule<T extends Serializable>(String name, List<Version<T>> versions) implements Serializable {
    /**
     * A version.
     *
     * @param validFrom the first day on which it counts
     * @param value what it says
     */
    public record Version<T extends Serializable>(LocalDate validFrom, T value) implements Serializable {}

    public VersionedRule {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("the rule " + name + " has no version");
        }
        versions = versions.stream()
                .sorted(Comparator.comparing(Version<T>::validFrom))
                .toList();
    }

    /** What it says on a day. */
    public T on(LocalDate day) {
        T value = versions.get(0).value();
        for (Version<T> version : versions) {
            if (!version.validFrom().isAfter(day)) {
                value = version.value();
            }
        }
        return value;
    }
}
