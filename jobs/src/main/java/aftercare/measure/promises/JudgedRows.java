package aftercare.measure.promises;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.contract.Contract;
import aftercare.contract.Need;
import aftercare.contract.PromiseRule;
import aftercare.contract.PromiseRule.Judged;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.CallbackInTime;
import aftercare.measure.facts.EqualAge;
import aftercare.measure.facts.FreeRepair;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import aftercare.measure.promises.Promises.Version;
import aftercare.table.CallbacksTable;
import aftercare.table.HotlineCallsTable;
import aftercare.table.OutletsTable;
import aftercare.table.ProductReturnsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The rows of the sources with {@code outlet_id} and {@code region_id} in force, and what they say about promises. */
final class JudgedRows {
    /** What orders paid, known only once their completion is seen. */
    private static final String PAID = "_paid_";

    private static final String CODE = "_code";

    private final Inputs inputs;
    private final AsOf asOf;
    private final Promises promises;
    private final @Nullable EqualAge ages;
    private final Column end;
    private final Column today;

    /**
     * Rows of one source and all that is judged on them.
     *
     * @param rows the rows
     * @param judgements by their event's column
     */
    record Source(Dataset<Row> rows, Map<String, List<Judgement>> judgements) {}

    /** Rows as seen at the end of a day. */
    JudgedRows(Inputs inputs, AsOf asOf, Promises promises) {
        this(inputs, asOf, promises, null, lit(asOf.endTimestamp()), lit(asOf.day()));
    }

    /** Rows as seen at the ages at which their months are compared; each counts in its {@link EqualAge#MONTH} only. */
    JudgedRows(Inputs inputs, AsOf asOf, Promises promises, EqualAge ages) {
        this(inputs, asOf, promises, ages, col(EqualAge.UNTIL), col(EqualAge.LAST_DAY));
    }

    private JudgedRows(Inputs inputs, AsOf asOf, Promises promises, @Nullable EqualAge ages, Column end, Column today) {
        this.inputs = inputs;
        this.asOf = asOf;
        this.promises = promises;
        this.ages = ages;
        this.end = end;
        this.today = today;
    }

    /** The rows of a source that any month needs, once for each age at which theirs are looked at. */
    private Dataset<Row> of(String source, Collection<String> events) {
        Dataset<Row> rows = inputs.silver(source);
        if (ages == null) {
            return rows;
        }
        Months wanted = ages.months();
        Column any = events.stream()
                .map(event -> wanted.containMonthOf(col(event), asOf))
                .reduce(lit(false), Column::or);
        Column[] months =
                events.stream().map(event -> Months.of(col(event), asOf)).toArray(Column[]::new);
        return ages.of(rows.filter(any), months);
    }

    private Set<String> events(Judged... ways) {
        return promises.judged(ways).stream().map(Version::event).collect(Collectors.toCollection(TreeSet::new));
    }

    List<Source> all() {
        List<Source> all = new ArrayList<>();
        add(all, orders(), orderJudgements());
        add(all, calledOrders(), calledJudgements(0, 1, 0));
        if (anyDays(Tables.REPAIRS) || anyDays(Tables.CALLBACKS)) {
            // These were counted as due with all others.
            add(all, doubtfullyCalledOrders(), calledJudgements(-1, 0, 1));
        }
        add(all, calls(), callJudgements());
        add(all, requests(), requestJudgements());
        return all;
    }

    private static void add(List<Source> all, Dataset<Row> rows, List<Judgement> judgements) {
        Map<String, List<Judgement>> byEvent = new java.util.LinkedHashMap<>();
        judgements.forEach(judgement -> byEvent.computeIfAbsent(judgement.event(), none -> new ArrayList<>())
                .add(judgement));
        if (!byEvent.isEmpty()) {
            all.add(new Source(rows, byEvent));
        }
    }

    private Dataset<Row> orders() {
        Dataset<Row> repairs =
                of(Tables.REPAIRS, events(Judged.VISIT, Judged.RECORD, Judged.CALLBACK, Judged.FREE_REPAIR));
        Column completionSeen = col(RepairsTable.COMPLETED_AT)
                .isNull()
                .or(col(RepairsTable.COMPLETED_AT).lt(end));
        for (Version version : promises.judged(Judged.FREE_REPAIR)) {
            String paid = version.rule().column("paid");
            repairs = repairs.withColumn(PAID + paid, when(completionSeen, col(paid)));
        }
        return withRegion(
                SeenOrders.of(repairs, end), col(RepairsTable.OPENED_AT).cast("date"));
    }

    private Dataset<Row> withRegion(Dataset<Row> rows, Column day) {
        return OutletVersions.withRegion(rows, inputs.silver(Tables.OUTLETS), day)
                .withColumn(OutletsTable.REGION_ID, SeenOrders.orUnknown(col(OutletsTable.REGION_ID)))
                .withColumn(OutletsTable.OUTLET_ID, SeenOrders.orUnknown(col(OutletsTable.OUTLET_ID)));
    }

    private List<Judgement> orderJudgements() {
        List<Judgement> judgements = new ArrayList<>();
        for (Version version : promises.judged(Judged.VISIT, Judged.RECORD, Judged.CALLBACK, Judged.FREE_REPAIR)) {
            Judgement judgement =
                    switch (version.rule().judged()) {
                        case VISIT -> visit(version);
                        case RECORD -> record(version);
                        case CALLBACK -> callbackDue(version);
                        default -> freeRepair(version);
                    };
            judgements.add(told(judgement, version));
        }
        return judgements;
    }

    /**
     * A judgement by a version while it is in force: unknown where a column that it goes by is never filled; nothing at
     * all of a call back in months of which the callbacks do not speak.
     */
    private Judgement told(Judgement judgement, Version version) {
        if (version.rule().judged() == Judged.CALLBACK) {
            return judgement.where(version.inForce(asOf).and(callbacksSpeakOf(version)));
        }
        boolean isTold =
                version.needs().stream().allMatch(need -> inputs.spoken(need).ever());
        return (isTold ? judgement : judgement.unjudged()).where(version.inForce(asOf));
    }

    private Column callbacksSpeakOf(Version version) {
        return inputs.spoken(Need.of(Tables.CALLBACKS)).speaksOfMonthOf(col(version.event()), asOf);
    }

    private Judgement visit(Version version) {
        PromiseRule rule = version.rule();
        VisitPromise visit = new VisitPromise(rule.column("from"), rule.column("to"), RuleWindow.of(rule.term()));
        Column of = col(RepairsTable.SERVICE_TYPE).equalTo(rule.of());
        return Judgement.once(
                rule.promise(),
                version.event(),
                of.and(visit.due(asOf, end)),
                visit.kept(asOf, end),
                of.and(visit.unknown(asOf)));
    }

    private static Judgement record(Version version) {
        PromiseRule rule = version.rule();
        Column known = Objects.requireNonNull(rule.columns().get("known"), "a record states its columns").stream()
                .map(column -> col(column).isNotNull())
                .reduce(Column::and)
                .orElseThrow();
        Column completed = col(RepairsTable.COMPLETED_AT).isNotNull();
        return Judgement.once(rule.promise(), version.event(), completed, known, lit(false));
    }

    private Judgement callbackDue(Version version) {
        PromiseRule rule = version.rule();
        return Judgement.once(rule.promise(), version.event(), callbackIsDue(rule), lit(false), lit(false));
    }

    private Column callbackIsDue(PromiseRule rule) {
        return col(RepairsTable.COMPLETED_AT).isNotNull().and(callback(rule).due(asOf, end));
    }

    /** Of orders joined with {@link #callbacks}. */
    private static CallbackInTime callback(PromiseRule rule) {
        String to = rule.column("to");
        return new CallbackInTime(
                Moment.of(rule.column("from")),
                Moment.of(col("called_" + to), to, col("called_days")),
                RuleWindow.of(rule.term()));
    }

    private static Judgement freeRepair(Version version) {
        PromiseRule rule = version.rule();
        FreeRepair free = new FreeRepair(rule, col(PAID + rule.column("paid")));
        return Judgement.once(rule.promise(), version.event(), free.due(), free.kept(), free.unknown());
    }

    /** Whether some instants of a source are known only to the day. */
    private boolean anyDays(String source) {
        return !inputs.silver(source).filter(col(Contract.DAYS).isNotNull()).isEmpty();
    }

    /** Orders that were called back in time. */
    private Dataset<Row> calledOrders() {
        return calledOrders(completedOrders(), "left_semi", callback -> callback.sure(asOf));
    }

    /** Orders of which nobody can say whether they were called back in time, since only days are known. */
    private Dataset<Row> doubtfullyCalledOrders() {
        Dataset<Row> perhaps = calledOrders(completedOrders(), "left_semi", callback -> callback.possible(asOf)
                .and(not(callback.sure(asOf))));
        return calledOrders(perhaps, "left_anti", callback -> callback.sure(asOf));
    }

    private Dataset<Row> completedOrders() {
        List<Column> columns = new ArrayList<>(List.of(
                xxhash64(col(RepairsTable.REPAIR_ID)).as(CODE),
                col(RepairsTable.REPAIR_ID),
                col(RepairsTable.OUTLET_ID),
                col(RepairsTable.REGION_ID),
                col(RepairsTable.COMPLETED_AT),
                col(Contract.DAYS)));
        promises.judged(Judged.CALLBACK).stream()
                .flatMap(version -> Stream.of(version.event(), version.rule().column("from")))
                .filter(column -> !column.equals(RepairsTable.COMPLETED_AT))
                .distinct()
                .forEach(column -> columns.add(col(column)));
        if (ages != null) {
            Stream.of(EqualAge.JUDGED, EqualAge.MONTH, EqualAge.UNTIL).forEach(column -> columns.add(col(column)));
        }
        return orders().filter(col(RepairsTable.COMPLETED_AT).isNotNull()).select(columns.toArray(Column[]::new));
    }

    /**
     * Orders that have a callback of some kind, or have none: met by a code first because numbers move faster than
     * order numbers.
     */
    private Dataset<Row> calledOrders(Dataset<Row> orders, String join, Function<CallbackInTime, Column> kind) {
        List<Version> versions = promises.judged(Judged.CALLBACK);
        Column wanted = versions.stream()
                .map(version -> version.inForce(asOf)
                        .and(kind.apply(callback(version.rule())))
                        .and(
                                ages == null
                                        ? lit(true)
                                        : col("called_" + version.rule().column("to"))
                                                .lt(end)))
                .reduce(Column::or)
                .orElse(lit(false));
        return orders.join(
                callbacks(versions),
                orders.col(CODE)
                        .equalTo(col("called_code"))
                        .and(orders.col(RepairsTable.REPAIR_ID).equalTo(col("called_repair")))
                        .and(wanted),
                join);
    }

    private Dataset<Row> callbacks(List<Version> versions) {
        List<Column> columns = new ArrayList<>();
        columns.add(xxhash64(col(RepairsTable.REPAIR_ID)).as("called_code"));
        columns.add(col(RepairsTable.REPAIR_ID).as("called_repair"));
        columns.add(col(Contract.DAYS).as("called_days"));
        versions.stream()
                .map(version -> version.rule().column("to"))
                .distinct()
                .forEach(column -> columns.add(col(column).as("called_" + column)));
        return inputs.silver(Tables.CALLBACKS)
                .filter(col(CallbacksTable.CALLED_AT).lt(lit(asOf.endTimestamp())))
                .select(columns.toArray(Column[]::new));
    }

    /** What each of some orders adds to the promise to call back, where the call was due. */
    private List<Judgement> calledJudgements(long due, long kept, long unknown) {
        List<Judgement> judgements = new ArrayList<>();
        for (Version version : promises.judged(Judged.CALLBACK)) {
            PromiseRule rule = version.rule();
            judgements.add(new Judgement(rule.promise(), version.event(), lit(due), lit(kept), lit(unknown))
                    .where(callbackIsDue(rule).and(version.inForce(asOf)).and(callbacksSpeakOf(version))));
        }
        return judgements;
    }

    private Dataset<Row> calls() {
        return of(Tables.HOTLINE_CALLS, events(Judged.CALLS))
                .filter(col(HotlineCallsTable.HOUR).lt(end))
                .withColumn(RepairsTable.OUTLET_ID, lit(null).cast("string"));
    }

    private List<Judgement> callJudgements() {
        return promises.judged(Judged.CALLS).stream()
                .map(version -> new Judgement(
                                version.rule().promise(),
                                version.event(),
                                col(version.rule().column("offered")).cast("long"),
                                col(version.rule().column("answered")).cast("long"),
                                lit(0L))
                        .where(version.inForce(asOf)))
                .toList();
    }

    /** Requests as seen: a decision of a later day has not been made. */
    private Dataset<Row> requests() {
        Dataset<Row> seen = of(Tables.PRODUCT_RETURNS, events(Judged.REQUEST))
                .filter(col(ProductReturnsTable.REQUESTED_ON).leq(today));
        for (Version version : promises.judged(Judged.REQUEST)) {
            String decided = version.rule().column("decided");
            String decision = version.rule().column("decision");
            Column later = coalesce(col(decided).gt(today), lit(false));
            seen = seen.withColumn(decision, when(not(later), col(decision)))
                    .withColumn(decided, when(not(later), col(decided)));
        }
        return withRegion(seen, col(ProductReturnsTable.REQUESTED_ON));
    }

    private List<Judgement> requestJudgements() {
        return promises.judged(Judged.REQUEST).stream()
                .map(version -> told(request(version), version))
                .toList();
    }

    private Judgement request(Version version) {
        PromiseRule rule = version.rule();
        Column asked = col(rule.column("to"));
        Column decided = col(rule.column("decided"));
        Column decision = col(rule.column("decision"));
        Column within = col(ProductReturnsTable.KIND)
                .equalTo(rule.of())
                .and(asked.leq(FreeRepair.plus(col(rule.column("from")), rule.term())));
        Column unstated = decided.isNotNull().and(decision.isNull());
        Column old = date_add(asked, rule.answerTerm().days()).leq(today);
        return Judgement.once(
                rule.promise(),
                version.event(),
                within.and(decision.isNotNull().or(old)).and(not(unstated)),
                coalesce(decision.equalTo("approved"), lit(false)),
                within.and(unstated));
    }
}
