package aftercare.serve.dashboard;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What cards may write instead of saying it at length. It is put in full before anybody sees the query, so that the same text runs
 * everywhere:
 *
 * <ul>
 *   <li>{@code label(set, expression)}: the word for a code, of a set of index.yaml
 *   <li>{@code chosen_month()}: the month chosen, else the last one that is over, else the last one
 *   <li>{@code standard(metric, month)}: the target of the standard in force for everybody on the month's first day
 *   <li>{@code wilson_low(x, n)}, {@code wilson_high(x, n)}: the 95 % interval of a share (Wilson 1927, z = 1.959963984540054), null when n
 *       is 0
 * </ul>
 */
final class Macros {
    private static final Pattern CALL = Pattern.compile("\\b(label|chosen_month|standard|wilson_low|wilson_high)\\(");
    private static final String CHOSEN_MONTH =
            "(select coalesce(max(month) filter (where is_complete), max(month)) from marts.dim_month where true [[ and {{month}} ]])";
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
        int wanted = "chosen_month".equals(name) ? 0 : 2;
        if (arguments.size() != wanted) {
            throw new IllegalArgumentException(name + " takes " + wanted + " arguments, not " + arguments.size());
        }
        return switch (name) {
            case "chosen_month" -> CHOSEN_MONTH;
            case "label" -> label(arguments.get(0), arguments.get(1));
            case "standard" -> standard(arguments.get(0), arguments.get(1));
            case "wilson_low" -> wilson(arguments.get(0), arguments.get(1), '-');
            default -> wilson(arguments.get(0), arguments.get(1), '+');
        };
    }

    private String label(String set, String expression) {
        return words.apply(set).entrySet().stream()
                .map(word -> " when " + quoted(word.getKey()) + " then " + quoted(word.getValue()))
                .collect(Collectors.joining("", "case " + expression, " else " + expression + " end"));
    }

    private String standard(String metric, String day) {
        return "(select target from marts.standard_in_force where metric = " + keptAs(metric) + " and scope = 'all' and " + day
                + " >= valid_from and (valid_to is null or " + day + " < valid_to))";
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
