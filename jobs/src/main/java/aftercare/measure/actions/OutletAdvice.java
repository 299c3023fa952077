package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import aftercare.contract.FigureDrivers;
import aftercare.contract.Messages;
import aftercare.contract.Scorecard;
import aftercare.contract.Text;
import aftercare.table.ActionTable;
import aftercare.table.OutletScorecardKpiTable;
import aftercare.table.OutletScorecardMonthTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Outlets that the scorecard says something is to be done about, as it says it. */
final class OutletAdvice implements Adviser {
    static final String WHAT = "outlet";

    private static final List<String> NOTHING_TO_DO = List.of("keep", "probation_pass");
    private static final String SATISFACTION = "satisfaction_rate";

    private final Scorecard scorecard;

    /** Takes what is advised where a KPI is low. */
    OutletAdvice(Scorecard scorecard) {
        this.scorecard = scorecard;
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.OUTLET_SCORECARD_MONTH, Tables.OUTLET_SCORECARD_KPI);
    }

    @Override
    public List<ActionTable.Builder> advice(Known known, Effects effects) {
        Map<String, List<OutletScorecardMonthTable.Values>> toDecide = known
                .rows(
                        Tables.OUTLET_SCORECARD_MONTH,
                        not(col(OutletScorecardMonthTable.RECOMMENDATION).isin(NOTHING_TO_DO.toArray())),
                        OutletScorecardMonthTable::of)
                .stream()
                .collect(Collectors.groupingBy(OutletScorecardMonthTable.Values::outletId));
        Map<String, List<OutletScorecardKpiTable.Values>> low = known
                .rows(
                        Tables.OUTLET_SCORECARD_KPI,
                        known.inMonth(OutletScorecardKpiTable.MONTH)
                                .and(col(OutletScorecardKpiTable.POSITION).equalTo("low")),
                        OutletScorecardKpiTable::of)
                .stream()
                .collect(Collectors.groupingBy(OutletScorecardKpiTable.Values::outletId));
        LocalDate month = known.month().atDay(1);
        return toDecide.values().stream()
                .flatMap(rows -> rows.stream()
                        .filter(row -> row.month().equals(month))
                        .map(row -> recommendation(
                                row,
                                low.getOrDefault(row.outletId(), List.of()),
                                known.since(rows.stream()
                                        .map(OutletScorecardMonthTable.Values::month)
                                        .toList()),
                                effects)))
                .toList();
    }

    private ActionTable.Builder recommendation(
            OutletScorecardMonthTable.Values row,
            List<OutletScorecardKpiTable.Values> low,
            LocalDate since,
            Effects effects) {
        String outlet = row.outletId();
        double ordersAMonth = (double) row.pooledCompletedN() / Math.max(1, row.pooledMonthsN());
        ActionTable.Builder action = Adviser.about(WHAT, outlet, advice(row.recommendation(), low))
                .outletId(outlet)
                .regionId(row.regionId())
                .since(since)
                .owner("quality")
                .evidenceTable(Tables.OUTLET_SCORECARD_MONTH)
                .evidenceKey("month=" + row.month() + ",outlet_id=" + outlet);
        return Gain.into(
                action,
                low.stream()
                        .map(kpi -> gain(kpi, ordersAMonth, effects))
                        .filter(Objects::nonNull)
                        .max(Comparator.comparingDouble(Gain::gain))
                        .orElse(null));
    }

    private Text advice(String recommendation, List<OutletScorecardKpiTable.Values> low) {
        Text step = Adviser.say("outlet." + recommendation);
        List<Text> how = low.stream()
                .map(kpi -> scorecard.kpi(kpi.metric()))
                .filter(Objects::nonNull)
                .map(Scorecard.Kpi::action)
                .toList();
        return how.isEmpty() ? step : Adviser.say("outlet.how", "step", step, "how", Messages.clauses(how));
    }

    /** What the shortfall of a KPI against what is expected of the outlet costs; null where nothing tells it. */
    private static @Nullable Gain gain(OutletScorecardKpiTable.Values kpi, double ordersAMonth, Effects effects) {
        Double expected = kpi.expectedRate();
        if (expected == null) {
            return null;
        }
        Gain shortfall = new Gain(expected - kpi.rate(), expected - kpi.rateHigh(), expected - kpi.rateLow());
        if (kpi.metric().equals(SATISFACTION)) {
            return shortfall.times(ordersAMonth);
        }
        Double lost = FigureDrivers.of(kpi.metric()).map(effects::lostByOne).orElse(null);
        return lost == null ? null : shortfall.times(lost * kpi.d() / kpi.monthsN());
    }
}
