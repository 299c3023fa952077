package aftercare.serve.report;

import aftercare.contract.GoldColumn;
import aftercare.contract.Text;
import aftercare.serve.dashboard.CardSettings.CardColumn;
import aftercare.serve.dashboard.Role;
import aftercare.serve.report.CardQueries.Question;
import aftercare.serve.report.ReportPlan.Block;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block with the rows it shows: everything a drawing asks for.
 *
 * @param block what is to be drawn
 * @param question what was asked; it says what columns are called unless the block does
 * @param rows its rows
 * @param month the first day of the month reported
 * @param lexicon what columns mean
 * @param figures how numbers are written
 * @param words the words of the page
 */
record View(
        Block block,
        Question question,
        QueryRows rows,
        LocalDate month,
        Lexicon lexicon,
        Figures figures,
        Map<String, String> words) {

    private static final String BY_ROW = "by_row";

    /** The column that plays a part; null when none does, or when the query does not return it. */
    @Nullable
    String column(Role role) {
        String column = block.roles().getOrDefault(role, question.roles().get(role));
        return rows.has(column) ? column : null;
    }

    /** The column that plays a part without which there is nothing to draw. */
    String needed(Role role) {
        return Objects.requireNonNull(column(role), () -> block.id() + " has no column for " + role);
    }

    /** The page's word for something, such as {@code interval}; report.schema.json lists them. */
    String word(String name) {
        return Objects.requireNonNull(words.get(name), name);
    }

    boolean has(Role role) {
        return column(role) != null;
    }

    @Nullable
    Double number(Map<String, Object> row, Role role) {
        String column = column(role);
        return column == null ? null : QueryRows.number(row, column);
    }

    /** The value as it is written; empty where there is none. */
    String text(Map<String, Object> row, Role role) {
        String column = column(role);
        if (column == null) {
            return "";
        }
        Object value = row.get(column);
        return value == null ? "" : figures.of(value, unit(column));
    }

    @Nullable
    LocalDate day(Map<String, Object> row, Role role) {
        String column = column(role);
        return column == null ? null : QueryRows.day(row, column);
    }

    /** What a column is called. */
    String label(String column) {
        Text own = block.labels().get(column);
        if (own != null) {
            return lexicon.in(own);
        }
        return said(translated(column) ? column + Lexicon.CHINESE : column)
                .map(CardColumn::label)
                .or(() -> term(column).map(term -> lexicon.in(term.column().label())))
                .orElse(column);
    }

    String unit(String column) {
        String own = block.units().get(column);
        if (own != null) {
            return own;
        }
        return said(column)
                .map(CardColumn::unit)
                .or(() ->
                        term(column).map(term -> Objects.toString(term.column().unit(), "")))
                .orElse("");
    }

    /** The unit of a value: that of its column, or, where that is {@code by_row}, what the row's column unit says. */
    String unit(Map<String, Object> row, String column) {
        String unit = unit(column);
        return BY_ROW.equals(unit) ? QueryRows.text(row, "unit") : unit;
    }

    String labelOf(Role role) {
        return label(needed(role));
    }

    String unitOf(Role role) {
        return unit(needed(role));
    }

    private Optional<CardColumn> said(@Nullable String column) {
        return column == null
                ? Optional.empty()
                : Optional.ofNullable(question.columns().get(column));
    }

    Optional<Lexicon.Term> term(@Nullable String column) {
        return column == null ? Optional.empty() : lexicon.term(column, question.tables());
    }

    /** The columns that readers are meant to see, where the question says so; else all. */
    List<String> readable() {
        return rows.columns().stream()
                .filter(column -> said(column)
                        .map(said -> !said.hidden() || translated(column))
                        .orElse(true))
                .toList();
    }

    /** Of a column in both languages, rows hold the reader's under the plain name. */
    private boolean translated(String column) {
        return said(column + Lexicon.CHINESE).map(other -> !other.hidden()).orElse(false);
    }

    /** Whether a row rests on too few cases to be judged by itself. */
    boolean isSmall(Map<String, Object> row) {
        String column = column(Role.PUBLISHABLE);
        if (column != null) {
            return Boolean.FALSE.equals(row.get(column));
        }
        Double n = number(row, Role.N);
        return n != null && "share".equals(unitOf(Role.VALUE)) && n < lexicon.small();
    }

    /**
     * How many cases a value rests on and its interval: {@code n = 651, 95 % interval 80.7–86.4 %}; empty where neither
     * is known.
     */
    List<String> support(Map<String, Object> row) {
        List<String> parts = new ArrayList<>();
        Double low = number(row, Role.LOW);
        Double high = number(row, Role.HIGH);
        if (number(row, Role.N) != null) {
            parts.add("n\u00a0=\u00a0" + figures.of(number(row, Role.N), "count"));
        }
        if (low != null && high != null) {
            parts.add(word("fan".equals(block.as()) ? "interval80" : "interval") + " "
                    + figures.interval(low, high, unitOf(Role.VALUE)));
        }
        return parts;
    }

    /**
     * The same of a column that is not the value, in queries that are no card's: how many cases it rests on ({@code
     * NAME_n}) and its interval ({@code NAME_low}, {@code NAME_high}; the heading says that it is one), or the month
     * until which it counts ({@code NAME_until}).
     */
    List<String> support(Map<String, Object> row, String column) {
        if (!question.columns().isEmpty()) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        Double n = QueryRows.number(row, column + "_n");
        Double low = QueryRows.number(row, column + "_low");
        Double high = QueryRows.number(row, column + "_high");
        LocalDate until = QueryRows.day(row, column + "_until");
        if (n != null) {
            parts.add("n\u00a0=\u00a0" + figures.of(n, "count"));
        }
        if (low != null && high != null) {
            parts.add(figures.interval(low, high, unit(row, column)));
        }
        if (until != null) {
            parts.add(word("until").replace("{}", figures.month(until)));
        }
        return parts;
    }

    /** A value with everything that it is to be judged by, a line each. */
    String tip(Map<String, Object> row) {
        String unit = unitOf(Role.VALUE);
        List<String> parts = new ArrayList<>();
        parts.add(figures.of(number(row, Role.VALUE), unit));
        parts.addAll(support(row));
        if (number(row, Role.EXPECTED) != null) {
            parts.add(word("expected") + " " + figures.of(number(row, Role.EXPECTED), unit));
        }
        Double low = number(row, Role.LIMIT_LOW);
        Double high = number(row, Role.LIMIT_HIGH);
        if (low != null && high != null) {
            parts.add(word("limits") + " " + figures.interval(low, high, unit));
        }
        if (number(row, Role.TARGET) != null) {
            parts.add(labelOf(Role.TARGET) + " " + figures.of(number(row, Role.TARGET), unit));
        }
        return String.join("\n", parts);
    }

    /** Whether the whole interval lies on the wrong side of the target, so that chance alone does not explain it. */
    boolean isMissed(Map<String, Object> row) {
        Double target = number(row, Role.TARGET);
        Double low = number(row, Role.LOW);
        Double high = number(row, Role.HIGH);
        if (target == null || low == null || high == null) {
            return false;
        }
        return lowerIsBetter() ? low > target : high < target;
    }

    /** Whether the value lies outside the limits within which chance would keep it, on the wrong side. */
    boolean isWorse(Map<String, Object> row) {
        return lowerIsBetter() ? isAbove(row) : isBelow(row);
    }

    /** Whether the value lies outside the limits within which chance would keep it, on either side. */
    boolean isOutside(Map<String, Object> row) {
        return isAbove(row) || isBelow(row);
    }

    private boolean isAbove(Map<String, Object> row) {
        Double value = number(row, Role.VALUE);
        Double limit = number(row, Role.LIMIT_HIGH);
        return value != null && limit != null && value > limit;
    }

    private boolean isBelow(Map<String, Object> row) {
        Double value = number(row, Role.VALUE);
        Double limit = number(row, Role.LIMIT_LOW);
        return value != null && limit != null && value < limit;
    }

    boolean lowerIsBetter() {
        return lowerIsBetter(column(Role.VALUE));
    }

    boolean lowerIsBetter(@Nullable String column) {
        return "lower".equals(better(column));
    }

    /** Which direction is good: higher, lower or neutral; null where nobody says. */
    @Nullable
    String better(@Nullable String column) {
        return said(column)
                .map(CardColumn::better)
                .or(() -> term(column).map(term -> term.column().metric()).map(GoldColumn.Metric::better))
                .orElse(null);
    }
}
