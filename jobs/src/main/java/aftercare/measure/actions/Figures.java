package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import aftercare.measure.actions.ActionEffect.Windows;
import aftercare.measure.actions.Movement.Counts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.OutletKpiExpectedTable;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.PromiseMonthTable;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionDriverTable;
import aftercare.table.SatisfactionMonthTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Monthly counts by which actions are judged: of each figure, of each member, how many of how many. */
final class Figures {
    static final Figures NONE = new Figures();

    /** Of the repairs of a model, the share with one symptom. */
    private static final String SYMPTOM_SHARE = "symptom_share";

    private static final String COMPANY = "all";
    private static final Set<String> SHARES = Set.of(
            SatisfactionMonthTable.SATISFACTION_RATE,
            OutletKpiMonthTable.FIRST_FIX_RATE,
            OutletKpiMonthTable.ONSITE_RATE,
            OutletKpiMonthTable.FIXED_RATE);

    private final Map<String, Map<String, TreeMap<YearMonth, Count>>> counts = new HashMap<>();

    /** What an outlet's figure fell short of what was expected of its work, in cases, by metric, outlet and month. */
    private final Map<String, Map<String, Map<YearMonth, Double>>> shortfalls = new TreeMap<>();

    private record Count(long x, long n) {}

    /**
     * What an action is judged by.
     *
     * @param kind where its counts stand
     * @param metric the figure, by its name in the tables
     * @param higherIsBetter which direction is better
     * @param members all members that have it, none of what only the whole company has
     */
    record Question(String kind, String metric, boolean higherIsBetter, Set<String> members) {}

    private Figures() {}

    /** @param judgesIssues whether repairs are counted by model and symptom too */
    static Figures of(Inputs inputs, AsOf asOf, boolean judgesIssues) {
        Figures figures = new Figures();
        if (judgesIssues) {
            figures.readIssues(inputs, asOf);
        }
        figures.readOutlets(inputs);
        figures.readPromises(inputs);
        figures.readDrivers(inputs);
        return figures;
    }

    private void readOutlets(Inputs inputs) {
        inputs
                .gold(Tables.OUTLET_KPI_EXPECTED)
                .filter(col(OutletKpiExpectedTable.METRIC).isin(SHARES.toArray()))
                .collectAsList()
                .stream()
                .map(OutletKpiExpectedTable::of)
                .forEach(row -> {
                    YearMonth month = YearMonth.from(row.month());
                    add(OutletAdvice.WHAT + row.metric(), row.outletId(), month, row.n(), row.d());
                    if (row.metric().equals(OutletKpiMonthTable.ONSITE_RATE)) {
                        add(PlanAdvice.TECHNICIANS + row.metric(), row.regionId(), month, row.n(), row.d());
                    }
                    Double mix = row.mixRate();
                    if (mix != null) {
                        shortfalls
                                .computeIfAbsent(row.metric(), none -> new HashMap<>())
                                .computeIfAbsent(row.outletId(), none -> new HashMap<>())
                                .put(month, mix * row.d() - row.n());
                    }
                });
    }

    private void readIssues(Inputs inputs, AsOf asOf) {
        List<Row> repairs = SeenOrders.of(inputs.silver(Tables.REPAIRS), asOf)
                .filter(FirstFix.isRepair()
                        .and(not(SeenOrders.cancelled()))
                        .and(col(RepairsTable.MODEL_ID).isNotNull())
                        .and(col(RepairsTable.SYMPTOM_CODE).isNotNull()))
                .groupBy(
                        Months.of(col(RepairsTable.OPENED_AT), asOf).as(SatisfactionMonthTable.MONTH),
                        col(RepairsTable.MODEL_ID),
                        col(RepairsTable.SYMPTOM_CODE))
                .count()
                .collectAsList();
        Map<String, Map<YearMonth, Long>> ofModel = new HashMap<>();
        Set<String> symptoms = new TreeSet<>();
        for (Row row : repairs) {
            symptoms.add(row.getAs(RepairsTable.SYMPTOM_CODE));
            ofModel.computeIfAbsent(row.getAs(RepairsTable.MODEL_ID), none -> new HashMap<>())
                    .merge(month(row), row.<Long>getAs("count"), Long::sum);
        }
        for (String symptom : symptoms) {
            String figure = IssueAdvice.WHAT + "/" + symptom;
            ofModel.forEach((model, months) -> months.forEach((month, n) -> add(figure, model, month, 0, n)));
        }
        repairs.forEach(row -> add(
                IssueAdvice.WHAT + "/" + row.getAs(RepairsTable.SYMPTOM_CODE),
                row.getAs(RepairsTable.MODEL_ID),
                month(row),
                row.<Long>getAs("count"),
                0));
    }

    private static YearMonth month(Row row) {
        return YearMonth.from(row.<Date>getAs(SatisfactionMonthTable.MONTH).toLocalDate());
    }

    /** Who an action is about among the members of its figure; an issue names model and symptom. */
    static String member(String what, String about) {
        int slash = about.lastIndexOf('/');
        return what.equals(IssueAdvice.WHAT) && slash >= 0 ? about.substring(0, slash) : about;
    }

    private void readPromises(Inputs inputs) {
        inputs.gold(Tables.PROMISE_MONTH).filter(col(PromiseMonthTable.CUT).equalTo("company")).collectAsList().stream()
                .map(PromiseMonthTable::of)
                .forEach(row -> add(
                        PromiseAdvice.WHAT + row.promise(),
                        COMPANY,
                        YearMonth.from(row.month()),
                        row.keptN(),
                        row.dueN()));
    }

    private void readDrivers(Inputs inputs) {
        Map<YearMonth, Long> completed = new HashMap<>();
        inputs
                .gold(Tables.SATISFACTION_MONTH)
                .filter(col(SatisfactionMonthTable.CUT).equalTo("company"))
                .collectAsList()
                .stream()
                .map(SatisfactionMonthTable::of)
                .forEach(row -> completed.put(YearMonth.from(row.month()), row.completedN()));
        inputs
                .gold(Tables.SATISFACTION_DRIVER)
                .filter(col(SatisfactionDriverTable.CUT)
                        .equalTo("company")
                        .and(col(SatisfactionDriverTable.WINDOW_MONTHS).equalTo(1)))
                .collectAsList()
                .stream()
                .map(SatisfactionDriverTable::of)
                .forEach(row -> add(
                        DriverAdvice.WHAT + row.driver(),
                        COMPANY,
                        YearMonth.from(row.month()),
                        row.exposedOrdersN(),
                        completed.getOrDefault(YearMonth.from(row.month()), 0L)));
    }

    private void add(String figure, String member, YearMonth month, long x, long n) {
        counts.computeIfAbsent(figure, none -> new HashMap<>())
                .computeIfAbsent(member, none -> new TreeMap<>())
                .merge(month, new Count(x, n), (one, other) -> new Count(one.x() + other.x(), one.n() + other.n()));
    }

    /** The figure that tells whether an action helped; null where none does. */
    @Nullable
    Question question(String what, String about, Windows windows) {
        String metric =
                switch (what) {
                    case OutletAdvice.WHAT -> furthestBelow(about, windows);
                    case PlanAdvice.TECHNICIANS -> OutletKpiMonthTable.ONSITE_RATE;
                    case PromiseAdvice.WHAT, DriverAdvice.WHAT -> about;
                    case IssueAdvice.WHAT -> SYMPTOM_SHARE;
                    default -> null;
                };
        boolean isIssue = what.equals(IssueAdvice.WHAT);
        String kind = isIssue ? what + "/" + about.substring(about.lastIndexOf('/') + 1) : what + metric;
        Map<String, TreeMap<YearMonth, Count>> members = counts.get(kind);
        if (metric == null || members == null) {
            return null;
        }
        Set<String> comparable = new TreeSet<>(members.keySet());
        comparable.remove(COMPANY);
        return new Question(kind, metric, !isIssue && !what.equals(DriverAdvice.WHAT), comparable);
    }

    private @Nullable String furthestBelow(String outlet, Windows windows) {
        return shortfalls.entrySet().stream()
                .filter(metric -> metric.getValue().containsKey(outlet))
                .max(Comparator.comparingDouble(
                        metric -> metric.getValue().getOrDefault(outlet, Map.of()).entrySet().stream()
                                .filter(month -> windows.isBefore(month.getKey()))
                                .mapToDouble(Map.Entry::getValue)
                                .sum()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** What was counted of a member before and after; null where nothing was on either side. */
    @Nullable
    Counts counts(Question question, String about, Windows windows) {
        Map<String, TreeMap<YearMonth, Count>> members = counts.getOrDefault(question.kind(), Map.of());
        String member = members.keySet().equals(Set.of(COMPANY)) ? COMPANY : about;
        List<Map.Entry<YearMonth, Count>> months =
                List.copyOf(members.getOrDefault(member, new TreeMap<>()).entrySet());
        long[] sums = new long[4];
        for (Map.Entry<YearMonth, Count> month : months) {
            int at = windows.isBefore(month.getKey()) ? 0 : windows.isAfter(month.getKey()) ? 2 : -1;
            if (at >= 0) {
                sums[at] += month.getValue().x();
                sums[at + 1] += month.getValue().n();
            }
        }
        return sums[1] == 0 || sums[3] == 0 ? null : new Counts(sums[0], sums[1], sums[2], sums[3]);
    }
}
