package aftercare.serve.dashboard;

import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.table.DimMonthTable;
import aftercare.table.StandardInForceTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What cards may write instead of saying it at length. It is put in full before anybody sees the query, so that the
 * same text runs everywhere:
 *
 * <ul>
 *   <li>{@code label(set, expression)}: the word for a code, of a set of index.yaml
 *   <li>{@code chosen_month()}: the month chosen, else the last one that is over, else the last one
 *   <li>{@code standard(metric, month)}: the target of the standard in force for everybody on the month's first day
 *   <li>{@code control_limits(months)}: the rows of a p' control chart (Laney 2002) of the shares x / n of
 *       {@code months}, with month, x, n, centre, limit_low and limit_high
 *   <li>{@code wilson_low(x, n)}, {@code wilson_high(x, n)}: the 95 % interval of a share (Wilson 1927,
 *       z = 1.959963984540054), null when n is 0
 * </ul>
 *
 * <p>What a card gives to a query that it shares with others comes before: {@code ${metric}} stands for a name or
 * number.
 */
final class Macros {
    private static final Pattern CALL =
            Pattern.compile("\\b(label|chosen_month|standard|control_limits|wilson_low|wilson_high)\\(");
    private static final Pattern GIVEN = Pattern.compile("\\$\\{([a-z][a-z0-9_]*)}");
    private static final String CHOSEN_MONTH =
            "(select coalesce(max(%1$s) filter (where %2$s), max(%1$s)) from marts.%3$s where true [[ and {{%4$s}} ]])"
                    .formatted(DimMonthTable.MONTH, DimMonthTable.IS_COMPLETE, Tables.DIM_MONTH, Filter.MONTH);
    private static final String STANDARD =
            "(select %s from marts.%s where %s = %%1$s and %s = 'all' and %%2$s >= %s and (%6$s is null or %%2$s < %6$s))"
                    .formatted(
                            StandardInForceTable.TARGET,
                            Tables.STANDARD_IN_FORCE,
                            StandardInForceTable.METRIC,
                            StandardInForceTable.SCOPE,
                            StandardInForceTable.VALID_FROM,
                            StandardInForceTable.VALID_TO);
    private static final String CONTROL_LIMITS = """
            (with centred as (select month, x, n, sum(x) over () / sum(n) over () as p from %s),
             spread as (select month, x, n, p, (x / n - p) / nullif(sqrt(p * (1 - p) / n), 0) as z from centred),
             moves as (select month, x, n, p, abs(z - lag(z) over (order by month)) as move from spread),
             limits as (select month, x, n, p, sqrt(p * (1 - p) / n) * avg(move) over () / 1.128 as sigma from moves)
             select month, x, n, p as centre, greatest(0, p - 3 * sigma) as limit_low, least(1, p + 3 * sigma) as limit_high
             from limits)""";
    private static final double Z = 1.959963984540054;

    private final Function<String, Map<String, String>> words;

    private final Map<String, String> standards;

    /**
     * @param words the words of a set, by code
     * @param standards for each metric whose standard is kept under another name, this name
     */
    Macros(Function<String, Map<String, String>> words, Map<String, String> standards) {
        this.words = words;
        this.standards = new TreeMap<>(standards);
    }

    /**
     * The query with all that a card gives put in.
     *
     * @throws IllegalArgumentException when the query asks for other names than are given
     */
    static String fill(String sql, Map<String, String> given) {
        Set<String> asked =
                GIVEN.matcher(sql).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
        if (!asked.equals(given.keySet())) {
            throw new IllegalArgumentException(
                    "it asks for " + asked + " and is given " + new TreeSet<>(given.keySet()));
        }
        return GIVEN.matcher(sql).replaceAll((MatchResult name) -> given.get(name.group(1)));
    }

    /** The query in full. */
    String expand(String sql) {
        Matcher call = CALL.matcher(sql);
        if (!call.find()) {
            return sql;
        }
        int end = Nesting.next(sql, call.end(), ")");
        if (end == sql.length()) {
            throw new IllegalArgumentException("a bracket of " + call.group(1) + " is not closed");
        }
        String arguments = expand(sql.substring(call.end(), end));
        return sql.substring(0, call.start())
                + inFull(call.group(1), arguments.isBlank() ? List.of() : Nesting.parts(arguments))
                + expand(sql.substring(end + 1));
    }

    private String inFull(String name, List<String> arguments) {
        int wanted =
                switch (name) {
                    case "chosen_month" -> 0;
                    case "control_limits" -> 1;
                    default -> 2;
                };
        if (arguments.size() != wanted) {
            throw new IllegalArgumentException(name + " takes " + wanted + " arguments, not " + arguments.size());
        }
        return switch (name) {
            case "chosen_month" -> CHOSEN_MONTH;
            case "control_limits" -> CONTROL_LIMITS.formatted(arguments.get(0));
            case "label" -> label(arguments.get(0), arguments.get(1));
            case "standard" -> STANDARD.formatted(keptAs(arguments.get(0)), arguments.get(1));
            case "wilson_low" -> wilson(arguments.get(0), arguments.get(1), '-');
            default -> wilson(arguments.get(0), arguments.get(1), '+');
        };
    }

    private String label(String set, String expression) {
        return words.apply(set).entrySet().stream()
                .map(word -> " when " + quoted(word.getKey()) + " then " + quoted(word.getValue()))
                .collect(Collectors.joining("", "case " + expression, " else " + expression + " end"));
    }

    /** The name that a standard is kept under, of a metric that a query names or works out. */
    private String keptAs(String metric) {
        for (Map.Entry<String, String> name : standards.entrySet()) {
            if (metric.equals(quoted(name.getKey()))) {
                return quoted(name.getValue());
            }
        }
        if (standards.isEmpty() || metric.startsWith("'")) {
            return metric;
        }
        return standards.entrySet().stream()
                .map(name -> " when " + quoted(name.getKey()) + " then " + quoted(name.getValue()))
                .collect(Collectors.joining("", "case " + metric, " else " + metric + " end"));
    }

    private static String quoted(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** (x + z²/2 ± z sqrt(x (n - x) / n + z²/4)) / (n + z²); rounding must not lead out of 0 to 1. */
    private static String wilson(String hits, String trials, char sign) {
        String x = "(" + hits + ")::double precision";
        String n = "(" + trials + ")::double precision";
        String spread = Z + " * sqrt(" + x + " * (" + n + " - " + x + ") / " + n + " + " + Z * Z / 4 + ")";
        String limit = "(" + x + " + " + Z * Z / 2 + " " + sign + " " + spread + ") / (" + n + " + " + Z * Z + ")";
        String within = sign == '-' ? "greatest(0, " + limit + ")" : "least(1, " + limit + ")";
        return "case when " + trials + " > 0 then " + within + " end";
    }
}
