package aftercare.measure.competitors;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Units in which terms are stated, in their usual spellings. Those of one kind can be brought to one another. */
enum TermUnit {
    HOURS(Kind.CLOCK, 1, "h", "hr", "hrs", "hour", "小时", "时"),
    DAYS(Kind.CLOCK, 24, "d", "day", "天", "日"),
    WEEKS(Kind.CLOCK, 168, "w", "week", "周"),
    MONTHS(Kind.CALENDAR, 1, "m", "month", "月", "个月"),
    YEARS(Kind.CALENDAR, 12, "y", "yr", "year", "年"),
    SHARE(Kind.PART, 1, "ratio", "比例"),
    PERCENT(Kind.PART, 0.01, "%", "pct", "百分比");

    private enum Kind {
        CLOCK,
        CALENDAR,
        PART
    }

    private final Kind kind;
    private final double size;
    private final List<String> spellings;

    TermUnit(Kind kind, double size, String... spellings) {
        this.kind = kind;
        this.size = size;
        this.spellings = List.of(spellings);
    }

    /** The unit that a text names; empty for one that we do not know, or none. */
    static Optional<TermUnit> of(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String word = text.strip().toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(unit -> unit.word().equals(word) || unit.spellings.contains(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A value of this unit in another; empty where they do not measure the same, such as days and months. */
    Optional<Double> in(TermUnit other, double value) {
        return kind == other.kind ? Optional.of(value * size / other.size) : Optional.empty();
    }
}
