package aftercare.measure.evidence;

import aftercare.contract.Contracts;
import aftercare.contract.Evidence;
import aftercare.contract.PromiseRule.Span;
import aftercare.contract.Rules;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.facts.RatingScale;
import aftercare.table.CallbacksTable;
import aftercare.table.RepairsTable;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The views that queries are written on, from {@code schemas/evidence/views}: events of some months as seen at the end
 * of a day, by the rules in force.
 */
final class Views {
    static final String MONTHS = "months";

    private static final Pattern READ = Pattern.compile("\\b(?:from|join)\\s+([a-z][a-z0-9_]*)");
    private static final Pattern SECONDS = Pattern.compile("\\{seconds:(?:([a-z_]+):)?([a-z_.]+)}");
    private static final Pattern NUMBER = Pattern.compile("\\{number:([a-z_]+)}");

    private final Contracts contracts;
    private final AsOf asOf;
    private final List<YearMonth> months;
    /** Views that are made for the table at hand. */
    private final Map<String, String> made = new LinkedHashMap<>();

    /** What orders say beside what the views name. */
    private String promised = "";

    Views(Contracts contracts, AsOf asOf, List<YearMonth> months) {
        this.contracts = contracts;
        this.asOf = asOf;
        this.months = months;
        String visit = template("visit");
        Rules rules = contracts.rules();
        made.put(
                "visits",
                visit(visit, RepairsTable.OPENED_AT, RepairsTable.ARRIVED_AT, rules.window(Rules.ONSITE_VISIT), ""));
        made.put("calls", call(RepairsTable.COMPLETED_AT, CallbacksTable.CALLED_AT, rules.window(Rules.CALLED_BACK)));
        made.put("called", template("called").replace("{calls}", "calls"));
    }

    /** Adds a view. */
    void make(String name, String sql) {
        made.put(name, sql);
    }

    /** Adds columns to the orders. */
    void promised(String columns) {
        promised = columns;
    }

    String visit(String from, String to, VersionedRule<Span> window, String where) {
        return visit(template("visit"), from, to, window, where);
    }

    private String visit(String template, String from, String to, VersionedRule<Span> window, String where) {
        return seconds(template, rule -> window)
                .replace("{from}", from)
                .replace("{to}", to)
                .replace("{where}", where)
                .replace("{seconds:from}", seconds(window, from));
    }

    String call(String from, String to, VersionedRule<Span> window) {
        return seconds(template("call"), rule -> window)
                .replace("{from}", from)
                .replace("{to}", to)
                .replace("{seconds:from}", seconds(window, from));
    }

    static String template(String name) {
        return Evidence.sql("views/" + name).orElseThrow(() -> new IllegalStateException("no view " + name));
    }

    /** The views that a query reads, each after those it reads itself; of tables only the names. */
    Needed neededBy(String query, Predicate<String> tables) {
        Needed needed = new Needed(new TreeSet<>(), new LinkedHashMap<>());
        add(query, tables, needed);
        return needed;
    }

    /**
     * What a query reads.
     *
     * @param tables tables of the lake
     * @param views views by name, in the order in which they can be made
     */
    record Needed(Set<String> tables, Map<String, String> views) {}

    private void add(String sql, Predicate<String> tables, Needed needed) {
        Matcher read = READ.matcher(sql.replaceAll("--.*", ""));
        while (read.find()) {
            String name = read.group(1);
            if (needed.views().containsKey(name) || needed.tables().contains(name)) {
                continue;
            }
            if (tables.test(name)) {
                needed.tables().add(name);
            } else {
                String view = filled(name);
                if (view != null) {
                    add(view, tables, needed);
                    needed.views().put(name, view);
                }
            }
        }
    }

    private @Nullable String filled(String name) {
        if (name.equals(MONTHS)) {
            return months();
        }
        String sql = made.getOrDefault(name, Evidence.sql("views/" + name).orElse(null));
        return sql == null ? null : filledIn(sql);
    }

    /** A text with the numbers of the rules. */
    String filledIn(String sql) {
        return number(seconds(sql, rule -> contracts.rules().window(rule)))
                .replace("{promised}", promised)
                .replace("{end}", Sql.instant(asOf.end()))
                .replace("{satisfied_from}", "" + RatingScale.SATISFIED_FROM)
                .replace("{dissatisfied_to}", "" + RatingScale.DISSATISFIED_TO)
                .replace("{promoter_from}", "" + RatingScale.PROMOTER_FROM)
                .replace("{detractor_to}", "" + RatingScale.DETRACTOR_TO);
    }

    private String number(String sql) {
        return NUMBER.matcher(sql)
                .replaceAll(
                        number -> "" + contracts.rules().number(number.group(1)).on(asOf.day()));
    }

    /** Fills in how long windows last that run from an instant. */
    private String seconds(String sql, Function<String, VersionedRule<Span>> windows) {
        Function<MatchResult, String> filled = match -> match.group(2).equals("from") && match.group(1) == null
                ? match.group()
                : seconds(windows.apply(match.group(1)), match.group(2));
        return SECONDS.matcher(sql).replaceAll(match -> Matcher.quoteReplacement(filled.apply(match)));
    }

    /** How long a window lasts that runs from an instant, in the version of that instant. */
    private String seconds(VersionedRule<Span> window, String from) {
        List<VersionedRule.Version<Span>> versions = window.versions();
        String first = "" + versions.get(0).value().inHours() * 3600L;
        if (versions.size() == 1) {
            return first;
        }
        StringBuilder cases = new StringBuilder("case");
        for (int i = versions.size() - 1; i > 0; i--) {
            cases.append(" when ")
                    .append(from)
                    .append(" >= ")
                    .append(Sql.instant(asOf.start(versions.get(i).validFrom()).toInstant()))
                    .append(" then ")
                    .append(versions.get(i).value().inHours() * 3600L);
        }
        return cases.append(" else ").append(first).append(" end").toString();
    }

    private String months() {
        StringBuilder rows = new StringBuilder();
        for (YearMonth month : months) {
            rows.append(rows.isEmpty() ? "" : ",\n    ")
                    .append("(")
                    .append(Sql.day(month.atDay(1)))
                    .append(", ")
                    .append(Sql.instant(asOf.start(month).toInstant()))
                    .append(", ")
                    .append(Sql.instant(asOf.start(month.plusMonths(1)).toInstant()))
                    .append(")");
        }
        return "-- The months asked for, from when to when.\nselect * from (values\n    " + rows
                + ") as m(month, begins_at, ends_at)";
    }
}
