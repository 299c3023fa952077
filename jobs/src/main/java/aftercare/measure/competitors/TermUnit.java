package aftercare.measure.competitors;

import aftercare.contract.AcceptedForms;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Units in which terms are stated, in the spellings of schemas/accepted_forms.yaml. Those of one kind can be brought to
 * one another.
 */
enum TermUnit {
    HOURS(Kind.CLOCK, 1),
    DAYS(Kind.CLOCK, 24),
    WEEKS(Kind.CLOCK, 168),
    MONTHS(Kind.CALENDAR, 1),
    YEARS(Kind.CALENDAR, 12),
    SHARE(Kind.PART, 1),
    PERCENT(Kind.PART, 0.01);

    private enum Kind {
        CLOCK,
        CALENDAR,
        PART
    }

    private final Kind kind;
    private final double size;

    TermUnit(Kind kind, double size) {
        this.kind = kind;
        this.size = size;
    }

    /** The unit that a text names; empty for one that we do not know, or none. */
    static Optional<TermUnit> of(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        String word = text.strip().toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(unit -> unit.word().equals(word) || unit.spellings().contains(word))
                .findFirst();
    }

    private List<String> spellings() {
        return AcceptedForms.installed().units().getOrDefault(word(), List.of());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A value of this unit in another; empty where they do not measure the same, such as days and months. */
    Optional<Double> in(TermUnit other, double value) {
        return kind == other.kind ? Optional.of(value * size / other.size) : Optional.empty();
    }
}
