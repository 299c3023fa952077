package aftercare.measure.servicegap;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import aftercare.contract.Contracts;
import aftercare.contract.ServiceGaps;
import aftercare.contract.DefaultStandards;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Standards;
import aftercare.measure.servicegap.QuarterFacts.Asked;
import aftercare.table.OutletsTable;
import aftercare.table.PromiseMonthTable;
import aftercare.table.SatisfactionMonthTable;
import aftercare.table.ServiceGapQuarterTable;
import aftercare.table.ServqualTable;
import aftercare.table.StandardsTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * service_gap_quarter: where service comes apart between expectation and perception. Defined in schemas/gold/service_gap_quarter.yaml and
 * docs/decisions.md (DV6, DV7).
 *
 * <p>It looks at a few rows per month of other gold tables, so it gathers them and reckons in plain Java.
 */
public final class ServiceGapQuarter implements Measure {
    private final ServiceGaps rules;
    private final List<ServiceGaps.Share> shares;
    private final DefaultStandards shipped;

    /** Takes which promises and figures answer which dimension, and the contracts that say what they are. */
    public ServiceGapQuarter(ServiceGaps rules, Contracts contracts) {
        this.rules = rules;
        this.shares = ServiceGaps.shares(contracts).stream()
                .filter(share -> rules.dimensions().values().stream()
                        .anyMatch(answers -> answers.kpis().contains(share.name())))
                .toList();
        this.shipped = contracts.standards();
    }

    @Override
    public String table() {
        return Tables.SERVICE_GAP_QUARTER;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.STANDARDS);
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.SERVQUAL, Tables.PROMISE_MONTH, Tables.OUTLET_KPI_MONTH, Tables.SATISFACTION_MONTH);
    }

    @Override
    public String settings() {
        return rules.fewestRespondents() + "\n" + rules.dimensions() + "\n" + shares + "\n" + shipped;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        NavigableMap<LocalDate, QuarterFacts> quarters = new TreeMap<>();
        addSurveys(inputs.gold(Tables.SERVQUAL), quarters);
        addFigures(inputs, quarters);
        FiveGaps gaps = new FiveGaps(rules);
        List<Row> rows = quarters.entrySet().stream()
                .flatMap(quarter -> gaps.of(quarter.getKey(), quarter.getValue()))
                .toList();
        return inputs.spark().createDataFrame(rows, FiveGaps.RESULT);
    }

    private static void addSurveys(Dataset<Row> servqual, NavigableMap<LocalDate, QuarterFacts> quarters) {
        List<Row> ours = servqual.filter(col(ServqualTable.COMPANY).equalTo("us"))
                .filter(col(ServqualTable.REGION_ID).equalTo(SurveyGroup.ALL))
                .filter(col(ServqualTable.RESPONDENT).isin("consumer", "employee"))
                .select(
                        col(ServiceGapQuarterTable.QUARTER),
                        col(ServqualTable.RESPONDENT),
                        col(ServiceGapQuarterTable.DIMENSION),
                        col(ServqualTable.SCALE_CHECK).equalTo(ScaleCheck.SUSPECT.word()),
                        col(ServqualTable.EXPECTATION),
                        col(ServqualTable.EXPECTATION_SD),
                        col(ServqualTable.EXPECTATION_N),
                        col(ServqualTable.PERCEPTION),
                        col(ServqualTable.PERCEPTION_SD),
                        col(ServqualTable.PERCEPTION_N))
                .collectAsList();
        for (Row row : ours) {
            QuarterFacts facts = facts(row.getDate(0).toLocalDate(), quarters);
            add(facts, row, Asked.EXPECTATION, 4);
            add(facts, row, Asked.PERCEPTION, 7);
        }
    }

    private static void add(QuarterFacts facts, Row row, Asked asked, int at) {
        if (!row.isNullAt(at)) {
            double sd = row.isNullAt(at + 1) ? Double.NaN : row.getDouble(at + 1);
            SurveyFigure figure = new SurveyFigure(row.getDouble(at), sd, row.getLong(at + 2), row.getBoolean(3));
            facts.add(row.getString(1), asked, row.getString(2), figure);
        }
    }

    private void addFigures(Inputs inputs, NavigableMap<LocalDate, QuarterFacts> quarters) {
        Standards standards = Standards.of(shipped, inputs);
        NavigableMap<LocalDate, List<MonthFigure>> figures = new TreeMap<>();
        for (Row row : monthFigures(inputs).collectAsList()) {
            MonthFigure figure = new MonthFigure(
                    row.getDate(0).toLocalDate(),
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.isNullAt(5) ? null : (Double) row.getDouble(5));
            figures.computeIfAbsent(quarterOf(figure.month()), none -> new ArrayList<>())
                    .add(figure.withTargetOf(standards));
        }
        figures.forEach((quarter, each) -> each.stream()
                .collect(Collectors.groupingBy(MonthFigure::name, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(sameName -> facts(quarter, quarters).add(MonthFigure.together(sameName))));
    }

    /** Of the whole company, by month: name, gold table, times reached, times due and, of promises, the target. */
    private Dataset<Row> monthFigures(Inputs inputs) {
        Dataset<Row> promises = inputs.gold(Tables.PROMISE_MONTH)
                .filter(col(PromiseMonthTable.CUT).equalTo("company"))
                .select(
                        col(PromiseMonthTable.MONTH),
                        col(PromiseMonthTable.PROMISE),
                        lit(MonthFigure.PROMISES),
                        col(PromiseMonthTable.KEPT_N),
                        col(PromiseMonthTable.DUE_N),
                        col(PromiseMonthTable.TARGET));
        Dataset<Row> outlets = inputs.gold(Tables.OUTLET_KPI_MONTH);
        Dataset<Row> satisfaction = inputs.gold(Tables.SATISFACTION_MONTH)
                .filter(col(SatisfactionMonthTable.CUT).equalTo("company"));
        return Stream.of(promises, summed(outlets, "outlet_kpi_month"), summed(satisfaction, "satisfaction_month"))
                .reduce(Dataset::union)
                .orElseThrow();
    }

    private Dataset<Row> summed(Dataset<Row> rows, String table) {
        List<ServiceGaps.Share> wanted =
                shares.stream().filter(share -> share.table().equals(table)).toList();
        if (wanted.isEmpty()) {
            return rows.sparkSession().createDataFrame(List.of(), MonthFigure.TYPE);
        }
        Column[] sums = wanted.stream()
                .flatMap(share -> Stream.of(
                        sum(share.numerator()).as(share.name() + "_n"),
                        sum(share.denominator()).as(share.name() + "_d")))
                .toArray(Column[]::new);
        Column[] figures = wanted.stream()
                .map(share -> struct(
                        lit(share.name()).as(OutletsTable.NAME),
                        lit(table).as("table"),
                        col(share.name() + "_n").as("n"),
                        col(share.name() + "_d").as("d"),
                        lit(null).cast("double").as(StandardsTable.TARGET)))
                .toArray(Column[]::new);
        return rows.groupBy(PromiseMonthTable.MONTH)
                .agg(sums[0], java.util.Arrays.copyOfRange(sums, 1, sums.length))
                .select(col(PromiseMonthTable.MONTH), inline(array(figures)));
    }

    private static QuarterFacts facts(LocalDate quarter, NavigableMap<LocalDate, QuarterFacts> quarters) {
        return quarters.computeIfAbsent(quarter, none -> new QuarterFacts());
    }

    private static LocalDate quarterOf(LocalDate month) {
        return month.with(month.getMonth().firstMonthOfQuarter()).withDayOfMonth(1);
    }
}
