package aftercare.measure.evidence;

import aftercare.contract.Need;
import aftercare.contract.PromiseRule;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Spoken;
import aftercare.table.RepairsTable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The view {@code promised}: for each version of a promise the events that it judges, and whether it was due, kept or
 * could not be judged; as {@code schemas/promises.yaml} says it.
 */
final class PromiseViews {
    static final String PROMISED = "promised";

    /** What orders have in the views without promises. */
    private static final Set<String> ORDERS = Set.of(
            RepairsTable.REPAIR_ID,
            RepairsTable.OUTLET_ID,
            RepairsTable.REGION_ID,
            RepairsTable.MODEL_ID,
            RepairsTable.SERVICE_TYPE,
            RepairsTable.TECHNICIAN_ID,
            RepairsTable.SERIAL_NO,
            RepairsTable.OUTCOME,
            RepairsTable.OPENED_AT,
            RepairsTable.ARRIVED_AT,
            RepairsTable.COMPLETED_AT,
            RepairsTable.CANCELLED_AT,
            RepairsTable.PARTS_REQUESTED_AT,
            RepairsTable.PARTS_RECEIVED_AT,
            RepairsTable.STATUS,
            RepairsTable.LABOUR_COST,
            RepairsTable.PARTS_COST,
            RepairsTable.CLAIMED_AMOUNT,
            RepairsTable.SYMPTOM_CODE,
            RepairsTable.CAUSE_CODE);

    private static final String ORDER = "o.repair_id as event_id, o.outlet_id, o.region_id, o.model_id, o.category, "
            + "o.service_type, o.technician_id, o._file, o._line";
    private static final String REQUEST = "r.return_id as event_id, r.outlet_id, coalesce(r.region_id, v.region_id)"
            + " as region_id, r.model_id, coalesce(d.category, 'unknown') as category, cast(null as string) as"
            + " service_type, cast(null as string) as technician_id, r._file, r._line";
    private static final String CALL = "concat(h.region_id, ' ', cast(h.hour as string)) as event_id,"
            + " cast(null as string) as outlet_id, h.region_id, cast(null as string) as model_id, cast(null as string)"
            + " as category, cast(null as string) as service_type, cast(null as string) as technician_id, h._file,"
            + " h._line";

    private final Views views;
    private final AsOf asOf;
    private final Function<Need, Spoken> spoken;
    private final Set<String> columns = new TreeSet<>();
    private int number;

    PromiseViews(Views views, AsOf asOf, Function<Need, Spoken> spoken) {
        this.views = views;
        this.asOf = asOf;
        this.spoken = spoken;
    }

    /** Makes the view of one promise. */
    void make(List<PromiseRule> versions) {
        List<PromiseRule> sorted = versions.stream()
                .sorted(Comparator.comparing(PromiseRule::validFrom))
                .toList();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            all.add(of(sorted.get(i), i + 1 < sorted.size() ? sorted.get(i + 1).validFrom() : null));
        }
        views.make(PROMISED, String.join("\nunion all\n", all));
        views.promised(columns.stream().map(column -> ",\n    " + column).collect(Collectors.joining()));
    }

    private String of(PromiseRule rule, @Nullable LocalDate until) {
        number++;
        return switch (rule.judged()) {
            case VISIT -> visit(rule, until);
            case RECORD -> record(rule, until);
            case CALLBACK -> callback(rule, until);
            case FREE_REPAIR -> freeRepair(rule, until);
            case REQUEST -> request(rule, until);
            case CALLS -> calls(rule, until);
        };
    }

    private VersionedRule<PromiseRule.Span> window(PromiseRule rule) {
        return new VersionedRule<>(rule.promise(), List.of(new VersionedRule.Version<>(rule.validFrom(), rule.term())));
    }

    private void needs(String column) {
        if (!ORDERS.contains(column)) {
            columns.add("r." + column);
        }
    }

    /** Nothing is due of a promise that goes by a column nobody ever fills: then it is unknown. */
    private boolean isTold(String source, List<String> filled) {
        return filled.stream()
                .allMatch(column -> spoken.apply(Need.of(source, column)).ever());
    }

    private String judged(PromiseRule rule, String event, String due, String kept, String unknown, boolean isTold) {
        String isDue = "coalesce(" + due + ", false)";
        String isUnknown = "coalesce(" + unknown + ", false)";
        String counts = isTold
                ? "cast(" + isDue + " as integer) as due_n, cast(" + isDue + " and coalesce(" + kept
                        + ", false) as integer) as kept_n,\n    cast(" + isUnknown + " as integer) as unknown_n"
                : "0 as due_n, 0 as kept_n,\n    cast(" + isDue + " as integer) + cast(" + isUnknown
                        + " as integer) as unknown_n";
        return "select m.month, " + Sql.text(rule.promise()) + " as promise, " + event + ",\n    " + counts;
    }

    private String inForce(PromiseRule rule, String event, @Nullable LocalDate until) {
        String begun = event + " >= " + Sql.instant(asOf.start(rule.validFrom()).toInstant());
        return until == null
                ? begun
                : begun + " and " + event + " < "
                        + Sql.instant(asOf.start(until).toInstant());
    }

    private static String ofMonth(String event) {
        return "join months m on " + event + " >= m.begins_at and " + event + " < m.ends_at";
    }

    private String visit(PromiseRule rule, @Nullable LocalDate until) {
        String from = rule.column("from");
        needs(from);
        needs(rule.column("to"));
        String visits = "visits_" + number;
        views.make(visits, views.visit(from, rule.column("to"), window(rule), ""));
        String of = "o.service_type = " + Sql.text(Objects.requireNonNull(rule.of())) + " and ";
        return judged(
                        rule,
                        ORDER,
                        of + "v.due",
                        "v.kept",
                        of + "v.unclear",
                        isTold("repairs", List.of(rule.column("to"))))
                + "\nfrom judged_orders o\n" + ofMonth("o." + from) + "\njoin " + visits
                + " v on o.repair_id = v.repair_id\nwhere " + inForce(rule, "o." + from, until);
    }

    private String record(PromiseRule rule, @Nullable LocalDate until) {
        String at = rule.column("at");
        List<String> known = Objects.requireNonNull(rule.columns().get("known"));
        needs(at);
        known.forEach(this::needs);
        return judged(
                        rule,
                        ORDER,
                        "o.completed_at is not null",
                        known.stream().map(each -> "o." + each + " is not null").collect(Collectors.joining(" and ")),
                        "false",
                        isTold("repairs", known))
                + "\nfrom judged_orders o\n" + ofMonth("o." + at) + "\nwhere " + inForce(rule, "o." + at, until);
    }

    private String callback(PromiseRule rule, @Nullable LocalDate until) {
        String from = rule.column("from");
        needs(from);
        String calls = "calls_" + number;
        String called = "called_" + number;
        views.make(calls, views.call(from, rule.column("to"), window(rule)));
        views.make(called, Views.template("called").replace("{calls}", calls));
        String over = "plus_seconds(case when only_day(o._days, '" + from + "') then end_of_day(o." + from + ") else o."
                + from + " end, " + rule.term().inHours() * 3600L + ") <= {end}";
        String due = "o.completed_at is not null and " + over;
        Spoken speaks = spoken.apply(Need.of("callbacks"));
        String spokenOf = speaks.equals(Spoken.ALWAYS)
                ? ""
                : "\n    and "
                        + (speaks.ever()
                                ? "m.month between " + Sql.day(day(speaks.from())) + " and " + Sql.day(day(speaks.to()))
                                : "false");
        return judged(
                        rule,
                        ORDER,
                        due + " and (coalesce(c.in_time, false) or not coalesce(c.perhaps_in_time, false))",
                        "c.in_time",
                        due + " and coalesce(c.perhaps_in_time, false) and not coalesce(c.in_time, false)",
                        true)
                + "\nfrom judged_orders o\n" + ofMonth("o." + from) + "\nleft join " + called
                + " c on o.repair_id = c.repair_id\nwhere " + inForce(rule, "o." + from, until) + spokenOf;
    }

    private static LocalDate day(YearMonth month) {
        return month.atDay(1);
    }

    private String freeRepair(PromiseRule rule, @Nullable LocalDate until) {
        String sold = rule.column("from");
        String paid = rule.column("paid");
        String to = rule.column("to");
        needs(sold);
        needs(to);
        // What was paid is known only once the completion is seen.
        columns.add(
                "case when r.completed_at is null or r.completed_at < {end} then r." + paid + " end as paid_" + number);
        String of = "o.service_type = " + Sql.text(Objects.requireNonNull(rule.of())) + " and not o.cancelled";
        String within = "o." + to + " < start_of_day(" + plus("o." + sold, rule.term()) + ")";
        String paidFor = "o.paid_" + number;
        return judged(
                        rule,
                        ORDER,
                        of + " and " + within + " and " + paidFor + " is not null",
                        paidFor + " = 0",
                        of + " and o.completed_at is not null and (o." + sold + " is null or " + within + " and "
                                + paidFor + " is null)",
                        isTold("repairs", List.of(sold, paid)))
                + "\nfrom judged_orders o\n" + ofMonth("o." + to) + "\nwhere " + inForce(rule, "o." + to, until);
    }

    private static String plus(String day, PromiseRule.Span span) {
        return span.months() > 0
                ? "plus_months(" + day + ", " + span.months() + ")"
                : "plus_days(" + day + ", " + span.days() + ")";
    }

    private String request(PromiseRule rule, @Nullable LocalDate until) {
        String asked = "r." + rule.column("to");
        String today = Sql.day(asOf.day());
        String decided = "case when not coalesce(r." + rule.column("decided") + " > " + today + ", false) then r.";
        String decidedOn = decided + rule.column("decided") + " end";
        String decision = decided + rule.column("decision") + " end";
        String within = "r.kind = " + Sql.text(Objects.requireNonNull(rule.of())) + " and " + asked + " <= "
                + plus("r." + rule.column("from"), rule.term());
        String unstated = decidedOn + " is not null and " + decision + " is null";
        String inForce = asked + " >= " + Sql.day(rule.validFrom())
                + (until == null ? "" : " and " + asked + " < " + Sql.day(until));
        return judged(
                        rule,
                        REQUEST,
                        within + " and (" + decision + " is not null or plus_days(" + asked + ", "
                                + rule.answerTerm().days() + ") <= " + today + ") and not (" + unstated + ")",
                        decision + " = 'approved'",
                        within + " and " + unstated,
                        isTold("product_returns", List.of(rule.column("decision"))))
                + "\nfrom product_returns r\njoin months m on " + asked + " >= m.month and " + asked
                + " < plus_months(m.month, 1)\nleft join outlet_versions v on r.outlet_id = v.outlet_id\n    and "
                + "r.requested_on >= v.from_day and r.requested_on < v.until_day\n"
                + "left join models d on r.model_id = d.model_id\nwhere r.requested_on <= " + today + " and " + inForce;
    }

    private String calls(PromiseRule rule, @Nullable LocalDate until) {
        String at = "h." + rule.column("at");
        return "select m.month, " + Sql.text(rule.promise()) + " as promise, " + CALL
                + ",\n    coalesce(h." + rule.column("offered") + ", 0) as due_n, coalesce(h." + rule.column("answered")
                + ", 0) as kept_n, 0 as unknown_n\nfrom hotline_calls h\n" + ofMonth(at) + "\nwhere h.hour < {end} and "
                + inForce(rule, at, until);
    }
}
