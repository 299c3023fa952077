package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.CodeWords;
import aftercare.measure.facts.IssueWindow;
import aftercare.table.ActionTable;
import aftercare.table.EmergingIssueTable;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.Tables;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Models and symptoms with more repairs than explained, each once, by the batch that shows it clearest. */
final class IssueAdvice implements Adviser {
    static final String WHAT = "issue";

    @Override
    public List<String> gold() {
        return List.of(Tables.EMERGING_ISSUE, Tables.OUTLET_KPI_MONTH);
    }

    @Override
    public List<ActionTable.Builder> advice(Known known, Effects effects) {
        Map<String, EmergingIssueTable.Values> clearest =
                known.latest(Tables.EMERGING_ISSUE, EmergingIssueTable.AS_OF).collectAsList().stream()
                        .map(EmergingIssueTable::of)
                        .collect(Collectors.toMap(
                                issue -> issue.modelId() + "/" + issue.symptomCode(),
                                Function.identity(),
                                (one, other) -> one.pValue() <= other.pValue() ? one : other,
                                TreeMap::new));
        Double price = clearest.isEmpty() ? null : meanCost(known);
        return clearest.entrySet().stream()
                .map(issue -> recommendation(issue.getKey(), issue.getValue(), effects.unsatisfied(), price))
                .toList();
    }

    private static ActionTable.Builder recommendation(
            String about, EmergingIssueTable.Values issue, @Nullable Double unsatisfied, @Nullable Double price) {
        double months = IssueWindow.DAYS / Known.DAYS_A_MONTH;
        double tooMany = (issue.observedN() - issue.expectedN()) / months;
        Gain repairs = new Gain(
                tooMany,
                (issue.ratioLow() - 1) * issue.expectedN() / months,
                (issue.ratioHigh() - 1) * issue.expectedN() / months);
        ActionTable.Builder action = Adviser.about(
                        WHAT, about, Adviser.say("issue", "symptom", CodeWords.within(issue.symptomCode())))
                .modelId(issue.modelId())
                .avoidedN(tooMany)
                .money(price == null ? null : price * tooMany)
                .since(issue.firstSeen())
                .owner("quality")
                .evidenceTable(Tables.EMERGING_ISSUE)
                .evidenceKey("as_of=" + issue.asOf() + ",model_id=" + issue.modelId() + ",symptom_code="
                        + issue.symptomCode() + ",batch_month=" + issue.batchMonth());
        return Gain.into(action, unsatisfied == null ? null : repairs.times(unsatisfied));
    }

    /** Labour and parts of an order, in the mean of the whole company; null where no order states them. */
    private static @Nullable Double meanCost(Known known) {
        List<OutletKpiMonthTable.Values> rows = known.rows(
                Tables.OUTLET_KPI_MONTH,
                known.inMonths(OutletKpiMonthTable.MONTH)
                        .and(col(OutletKpiMonthTable.LABOUR_COST)
                                .isNotNull()
                                .or(col(OutletKpiMonthTable.PARTS_COST).isNotNull())),
                OutletKpiMonthTable::of);
        double orders =
                rows.stream().mapToLong(OutletKpiMonthTable.Values::completedN).sum();
        double cost = rows.stream()
                .flatMap(row -> Stream.of(row.labourCost(), row.partsCost()))
                .filter(Objects::nonNull)
                .mapToDouble(BigDecimal::doubleValue)
                .sum();
        return orders > 0 ? cost / orders : null;
    }
}
