package aftercare.serve.dashboard;

import aftercare.config.Language;
import aftercare.contract.CodeWords;
import aftercare.contract.FigureDrivers;
import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.table.ChartNoteTable;
import aftercare.table.DimMonthTable;
import aftercare.table.DimOutletTable;
import aftercare.table.PromiseMonthTable;
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
 *   <li>{@code label(set, expression)}: the word for a code, of a set of index.yaml, or one that contracts name:
 *       {@code source}, {@code table}, {@code promise} and {@code field}, a column of a source
 *   <li>{@code word(expression)}: the word for a code of a company's own lists, see {@link CodeWords}
 *   <li>{@code chosen_month()}: the month chosen, else the last one that is over, else the last one
 *   <li>{@code driver(expression)}: what happens to an order that counts against a KPI or promise, as a driver of
 *       satisfaction; null for none
 *   <li>{@code addressee()}: the outlet that a letter is written to, by its id
 *   <li>{@code standing(kept, due, target, fewest)}: how a promise stands to its target: {@code unjudged} with fewer
 *       due or without a target, {@code missed} beyond chance, {@code broken} where the target allows no exception and
 *       there was one, else {@code kept}
 *   <li>{@code standard(metric, month)}: the target of the standard in force for everybody on the month's first day
 *   <li>{@code control_limits(months, better)}: the rows of a p' control chart (Laney 2002) of the shares x / n of
 *       {@code months} (month, x, n, target), with month, x, n, target, centre, limit_low and limit_high, and how the
 *       process stands to the target: in beyond_target_n of the months_n months with a target it was on the wrong side
 *       of the target of the month; assurance says whether it reaches the last target {@code never}, {@code sometimes}
 *       or {@code always}, by whether the limits, at their mean width, lie wholly on one side of it (NHS England,
 *       Making data count); null with fewer than 8 months. better is {@code higher} or {@code lower}. A third argument
 *       names a column of {@code months}: one chart for each of its values, which come first
 *   <li>{@code rate_limits(months, better)}: the same as a u' chart, of x events in n units
 *   <li>{@code phase(metric, month)}: how often the usual level of a figure was begun anew up to a month, by notes
 *       on the company; a control chart takes it as its series
 *   <li>{@code noted(metric, month)}: what notes say happened in a month that readers of a chart of the figure should
 *       know, each of a region or an outlet with its name; null for nothing
 *   <li>{@code promise_target()}: of rows of promise_month by region, grouped by promise and month, the company's
 *       target where all that was due is counted, else the mean of the regions' targets by what was due
 *   <li>{@code beyond_chance(x, n, counted)}: whether the shares x / n of the rows that {@code counted} holds for
 *       differ by more than chance, by Pearson's test of homogeneity: of 20 times that they do not, it says so once. A
 *       fourth argument is what the rows are grouped by. Null with fewer than two such rows
 *   <li>{@code family_sigmas(m)}: by how many standard deviations one of m normal figures must differ so that chance
 *       alone brings any such in one of 20 times at most (Bonferroni)
 *   <li>{@code count_low(x)}, {@code count_high(x)}: the 95 % interval of the mean of a count (Byar's approximation to
 *       the exact Poisson limits; Rothman and Boice 1979)
 *   <li>{@code wilson_low(x, n)}, {@code wilson_high(x, n)}: the 95 % interval of a share (Wilson 1927,
 *       z = 1.959963984540054), null when n is 0
 * </ul>
 *
 * <p>What a card gives to a query that it shares with others comes before: {@code ${metric}} stands for a name or
 * number.
 */
final class Macros {
    private static final Pattern CALL = Pattern.compile(
            "\\b(label|word|chosen_month|addressee|phase|noted|driver|standing|promise_target|standard|control_limits|rate_limits"
                    + "|beyond_chance|family_sigmas|count_low|count_high|wilson_low|wilson_high)\\(");
    private static final Pattern GIVEN = Pattern.compile("\\$\\{([a-z][a-z0-9_]*)}");
    private static final String CHOSEN_MONTH =
            "(select coalesce(max(%1$s) filter (where %2$s), max(%1$s)) from marts.%3$s where true [[ and {{%4$s}} ]])"
                    .formatted(DimMonthTable.MONTH, DimMonthTable.IS_COMPLETE, Tables.DIM_MONTH, Filter.MONTH);
    private static final String ADDRESSEE = "(select %s from marts.%s where {{%s}})"
            .formatted(DimOutletTable.OUTLET_ID, Tables.DIM_OUTLET, Filter.OUTLET);
    private static final String STANDARD =
            "(select %s from marts.%s where %s = %%1$s and %s = 'all' and %%2$s >= %s and (%6$s is null or %%2$s < %6$s))"
                    .formatted(
                            StandardInForceTable.TARGET,
                            Tables.STANDARD_IN_FORCE,
                            StandardInForceTable.METRIC,
                            StandardInForceTable.SCOPE,
                            StandardInForceTable.VALID_FROM,
                            StandardInForceTable.VALID_TO);
    private static final String PHASE =
            "(select count(*) from marts.%1$s where %1$s.%2$s and %1$s.%3$s = 'company' and %1$s.%4$s in ('all', %%1$s) and %1$s.%5$s <= %%2$s)"
                    .formatted(
                            Tables.CHART_NOTE,
                            ChartNoteTable.REBASE,
                            ChartNoteTable.CUT,
                            ChartNoteTable.METRIC,
                            ChartNoteTable.MONTH);
    private static final String NOTED =
            ("(select string_agg(coalesce(noted_region.name || ': ', noted_outlet.name || ': ', case when %1$s.%2$s <> 'company' then"
                            + " %1$s.%3$s || ': ' end, '') || %1$s.%4$s, '; ' order by %1$s.%5$s, %1$s.%2$s, %1$s.%3$s) from marts.%1$s"
                            + " left join marts.%8$s as noted_region on %1$s.%2$s = 'region' and noted_region.region_id = %1$s.%3$s"
                            + " left join marts.%9$s as noted_outlet on %1$s.%2$s = 'outlet' and noted_outlet.outlet_id = %1$s.%3$s"
                            + " where %1$s.%6$s in ('all', %%1$s) and %1$s.%7$s = %%2$s)")
                    .formatted(
                            Tables.CHART_NOTE,
                            ChartNoteTable.CUT,
                            ChartNoteTable.CUT_ID,
                            ChartNoteTable.NOTE,
                            ChartNoteTable.NOTED_ON,
                            ChartNoteTable.METRIC,
                            ChartNoteTable.MONTH,
                            Tables.DIM_REGION,
                            Tables.DIM_OUTLET);
    private static final String OF_COMPANY =
            "(select max(%%s) from marts.%1$s as company where cut = 'company' and company.%2$s = %1$s.%2$s and company.%3$s = %1$s.%3$s)"
                    .formatted(Tables.PROMISE_MONTH, PromiseMonthTable.PROMISE, PromiseMonthTable.MONTH);
    private static final String PROMISE_TARGET =
            "case when sum(%1$s) = %2$s then %3$s else sum(%4$s * %1$s) / nullif(sum(%1$s), 0) end"
                    .formatted(
                            PromiseMonthTable.DUE_N,
                            OF_COMPANY.formatted(PromiseMonthTable.DUE_N),
                            OF_COMPANY.formatted(PromiseMonthTable.TARGET),
                            PromiseMonthTable.TARGET);
    /** Months (1), the column of the series and a comma (2), the window of one (3), the variance (4), the most (5). */
    private static final String CHART = """
            (with centred as (select %2$smonth, x, n, target, sum(x) over (%3$s) / sum(n) over (%3$s) as p,
              first_value(target) over (%3$s order by month desc) as aim from %1$s),
             spread as (select %2$smonth, x, n, target, aim, p, sqrt(%4$s / n) as error from centred),
             scaled as (select %2$smonth, x, n, target, aim, p, error, (x / n - p) / nullif(error, 0) as z from spread),
             moves as (select %2$smonth, x, n, target, aim, p, error, abs(z - lag(z) over (%3$s order by month)) as move
              from scaled),
             widths as (select %2$smonth, x, n, target, aim, p, error * avg(move) over (%3$s) / 1.128 as sigma
              from moves),
             limits as (select %2$smonth, x, n, target, aim, p as centre,
              case when sigma is not null then greatest(0, p - 3 * sigma) end as limit_low,
              case when sigma is not null then least(%5$s, p + 3 * sigma) end as limit_high from widths)
             select %2$smonth, x, n, target, centre, limit_low, limit_high,
              case when count(aim) over (%3$s) < 8 then null when avg(%6$s) over (%3$s) %7$s aim then 'never'
               when avg(%8$s) over (%3$s) %9$s aim then 'always' else 'sometimes' end as assurance,
              count(*) filter (where x / n %7$s target) over (%3$s) as beyond_target_n,
              count(target) over (%3$s) as months_n
             from limits)""";
    /**
     * Of the rows counted: how many (1), the sums of x (2), of n (3) and of x squared over n (4), as windows. The
     * quantiles of chi square from three degrees of freedom on are Wilson and Hilferty's.
     */
    private static final String BEYOND_CHANCE = """
            case when %1$s > 1 then coalesce((%4$s - %2$s * %2$s / nullif(%3$s, 0)) * %3$s * %3$s
              / nullif(%2$s * (%3$s - %2$s), 0)
             > case %1$s when 2 then 3.841459 when 3 then 5.991465
               else (%1$s - 1) * power(1 - 2.0 / (9 * (%1$s - 1)) + 1.644854 * sqrt(2.0 / (9 * (%1$s - 1))), 3) end,
             false) end""";

    private static final double Z = 1.959963984540054;

    private final Function<String, Map<String, String>> words;

    private final Map<String, String> standards;
    private final Language language;

    /**
     * @param words the words of a set, by code
     * @param standards for each metric whose standard is kept under another name, this name
     * @param language in which the codes of companies' own lists are said
     */
    Macros(Function<String, Map<String, String>> words, Map<String, String> standards, Language language) {
        this.language = language;
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
                    case "chosen_month", "addressee", "promise_target" -> 0;
                    case "word", "driver", "family_sigmas", "count_low", "count_high" -> 1;
                    case "beyond_chance" -> 3;
                    case "standing" -> 4;
                    default -> 2;
                };
        boolean takesMore =
                Set.of("control_limits", "rate_limits", "beyond_chance").contains(name);
        if (arguments.size() != wanted && !(takesMore && arguments.size() == wanted + 1)) {
            throw new IllegalArgumentException(name + " takes " + wanted + " arguments, not " + arguments.size());
        }
        return switch (name) {
            case "chosen_month" -> CHOSEN_MONTH;
            case "addressee" -> ADDRESSEE;
            case "standing" -> standing(arguments);
            case "promise_target" -> PROMISE_TARGET;
            case "control_limits" -> chart(arguments, "p * (1 - p)", "1");
            case "rate_limits" -> chart(arguments, "p", "'Infinity'::double precision");
            case "beyond_chance" -> beyondChance(arguments);
            case "family_sigmas" -> familySigmas(arguments.get(0));
            case "count_low" -> countLimit(arguments.get(0), '-', 0);
            case "count_high" -> countLimit(arguments.get(0), '+', 1);
            case "driver" -> driver(arguments.get(0));
            case "word" -> CodeWords.sql(arguments.get(0), language);
            case "label" -> label(arguments.get(0), arguments.get(1));
            case "noted" -> NOTED.formatted(arguments.get(0), arguments.get(1));
            case "phase" -> PHASE.formatted(arguments.get(0), arguments.get(1));
            case "standard" -> STANDARD.formatted(keptAs(arguments.get(0)), arguments.get(1));
            case "wilson_low" -> wilson(arguments.get(0), arguments.get(1), '-');
            default -> wilson(arguments.get(0), arguments.get(1), '+');
        };
    }

    /** With too few due, nothing is said; DG9 says why a target of 100 % is broken and not missed. */
    private static String standing(List<String> arguments) {
        String kept = arguments.get(0);
        String due = arguments.get(1);
        return ("case when %2$s < %4$s or %3$s is null then 'unjudged' when %3$s < 1 and %5$s < %3$s then 'missed'"
                        + " when %3$s >= 1 and %1$s < %2$s then 'broken' else 'kept' end")
                .formatted(kept, due, arguments.get(2), arguments.get(3), wilson(kept, due, '+'));
    }

    private String label(String set, String expression) {
        return words.apply(set).entrySet().stream()
                .map(word -> " when " + quoted(word.getKey()) + " then " + quoted(word.getValue()))
                .collect(Collectors.joining("", "case " + expression, " else " + expression + " end"));
    }

    private static String driver(String expression) {
        return FigureDrivers.all().entrySet().stream()
                .map(known -> " when " + quoted(known.getKey()) + " then " + quoted(known.getValue()))
                .collect(Collectors.joining("", "case " + expression, " end"));
    }

    private static String chart(List<String> arguments, String variance, String most) {
        String series = arguments.size() > 2 ? arguments.get(2) + ", " : "";
        String better = arguments.get(1);
        if (!Set.of("higher", "lower").contains(better)) {
            throw new IllegalArgumentException("higher or lower is better, not " + better);
        }
        boolean higher = better.equals("higher");
        return CHART.formatted(
                arguments.get(0),
                series,
                partition(arguments, 2),
                variance,
                most,
                higher ? "limit_high" : "limit_low",
                higher ? "<" : ">",
                higher ? "limit_low" : "limit_high",
                higher ? ">=" : "<=");
    }

    private static String partition(List<String> arguments, int at) {
        return arguments.size() > at ? "partition by " + arguments.get(at) : "";
    }

    private static String beyondChance(List<String> arguments) {
        String x = exact(arguments.get(0));
        String n = exact(arguments.get(1));
        // Queries may compare sums, which cannot stand in the filter of an aggregate.
        Function<String, String> total = counted -> "sum(case when " + arguments.get(2) + " then " + counted
                + " end) over (" + partition(arguments, 3) + ")";
        return BEYOND_CHANCE.formatted(
                total.apply("1"),
                total.apply(x),
                total.apply(n),
                total.apply(x + " * " + x + " / nullif(" + n + ", 0)"));
    }

    private static String exact(String number) {
        return "(" + number + ")::double precision";
    }

    /** k (1 - 1 / (9 k) ± z / (3 sqrt k))³ of the count, or of one more for the upper limit. */
    private static String countLimit(String count, char sign, int more) {
        String k = "(" + exact(count) + " + " + more + ")";
        String root = "(1 - 1 / (9 * " + k + ") " + sign + " " + Z + " / (3 * sqrt(" + k + ")))";
        return "case when " + k + " > 0 then " + k + " * power(" + root + ", 3) when " + k + " = 0 then 0 end";
    }

    /** Abramowitz and Stegun 26.2.23 of a two-sided 5 % shared among m; off by less than 0.0005. */
    private static String familySigmas(String m) {
        String t = "sqrt(2 * ln(40 * " + exact(m) + "))";
        return "(" + t + " - (2.515517 + 0.802853 * " + t + " + 0.010328 * power(" + t + ", 2)) / (1 + 1.432788 * " + t
                + " + 0.189269 * power(" + t + ", 2) + 0.001308 * power(" + t + ", 3)))";
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
