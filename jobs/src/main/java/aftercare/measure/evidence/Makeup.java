package aftercare.measure.evidence;

import aftercare.contract.Evidence;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a figure is made of rows that add up over members.
 *
 * @param above what is counted above the line
 * @param below what is counted below it; null where nothing is
 * @param isRatio whether the figure is the one by the other; else what is above is counted among what is below
 * @param parts the columns of the table that the figure is made of
 */
record Makeup(Aggregate above, @Nullable Aggregate below, boolean isRatio, List<String> parts) {
    private static final Pattern RATIO = Pattern.compile("(.+) / nullif\\((\\w+), 0\\)");
    private static final Pattern WORD = Pattern.compile("\\b[a-z][a-z0-9_]*\\b");

    /**
     * An aggregate of the rows of a view.
     *
     * @param name the column of the table that it is, or the first of those that it is made of
     * @param view the view
     * @param value the SQL of the aggregate
     */
    record Aggregate(String name, String view, String value) {}

    /** What counts the events that the figure rests on. */
    Aggregate counted() {
        return below == null ? above : below;
    }

    /** How a figure is made; empty where it is not made of rows that add up, such as a percentile. */
    static Optional<Makeup> of(FigureSql sql, GoldContract contract, GoldColumn column) {
        Evidence.Column how = sql.column(column.name());
        if (how.formula() == null) {
            return aggregate(sql, column.name())
                    .map(above ->
                            new Makeup(above, amongWhich(sql, contract, column, how), false, List.of(column.name())));
        }
        Matcher ratio = RATIO.matcher(how.formula());
        if (!ratio.matches()) {
            return Optional.empty();
        }
        Optional<Aggregate> below = aggregate(sql, ratio.group(2));
        Optional<Aggregate> above = expression(sql, column, ratio.group(1));
        return above.isPresent() && below.isPresent()
                ? Optional.of(new Makeup(above.get(), below.get(), true, parts(contract, how.formula())))
                : Optional.empty();
    }

    private static List<String> parts(GoldContract contract, String formula) {
        List<String> parts = new ArrayList<>();
        Matcher words = WORD.matcher(formula);
        while (words.find()) {
            if (contract.column(words.group()).isPresent()) {
                parts.add(words.group());
            }
        }
        return parts;
    }

    /** A count or sum of the rows of a view. */
    private static Optional<Aggregate> aggregate(FigureSql sql, String name) {
        Evidence.Column how = sql.column(name);
        if (how.from() == null) {
            return Optional.empty();
        }
        if (how.count() != null) {
            return Optional.of(new Aggregate(name, how.from(), "count(*) filter (where " + how.count() + ")"));
        }
        return FigureSql.addsUp(how)
                ? Optional.of(new Aggregate(name, how.from(), Objects.requireNonNull(how.value())))
                : Optional.empty();
    }

    /** Counts put together, such as those of a net promoter score. */
    private static Optional<Aggregate> expression(FigureSql sql, GoldColumn column, String formula) {
        Matcher words = WORD.matcher(formula);
        StringBuilder value = new StringBuilder();
        String view = null;
        String first = column.name();
        while (words.find()) {
            Optional<Aggregate> part = aggregate(sql, words.group());
            if (part.isEmpty() || (view != null && !view.equals(part.get().view()))) {
                return Optional.empty();
            }
            view = part.get().view();
            first = words.group();
            words.appendReplacement(
                    value, Matcher.quoteReplacement("(" + part.get().value() + ")"));
        }
        words.appendTail(value);
        return view == null ? Optional.empty() : Optional.of(new Aggregate(first, view, value.toString()));
    }

    /** What a count is counted among by the contract's ratios; of a sum, the rows that say something. */
    private static @Nullable Aggregate amongWhich(
            FigureSql sql, GoldContract contract, GoldColumn column, Evidence.Column how) {
        if (how.count() == null && how.from() != null && !how.from().equals(PromiseViews.PROMISED)) {
            return new Aggregate(
                    column.name(), how.from(), "count(*) filter (where " + Objects.requireNonNull(how.where()) + ")");
        }
        return contract.columns().stream()
                .map(GoldColumn::metric)
                .filter(metric -> metric != null && column.name().equals(metric.numerator()))
                .flatMap(metric -> Stream.ofNullable(metric.denominator()))
                .flatMap(name -> aggregate(sql, name).stream())
                .filter(below -> below.view().equals(how.from()))
                .findFirst()
                .orElse(null);
    }
}
