package aftercare.measure.servicegap;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import aftercare.contract.Contracts;
import aftercare.contract.DefaultStandards;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.contract.ServiceGaps;
import aftercare.contract.Text;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Standards;
import aftercare.measure.servicegap.QuarterFacts.Asked;
import aftercare.measure.servicegap.QuarterFacts.SurveyFigure;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.PromiseMonthTable;
import aftercare.table.SatisfactionMonthTable;
import aftercare.table.ServiceGapQuarterTable;
import aftercare.table.ServqualTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * service_gap_quarter: where service comes apart between expectation and perception. Defined in
 * schemas/gold/service_gap_quarter.yaml and docs/decisions.md (DV6, DV7).
 *
 * <p>It looks at a few rows per month of other gold tables, so it gathers them and computes in plain Java.
 */
public final class ServiceGapQuarter implements Measure {
    private final ServiceGaps rules;
    private final List<ServiceGaps.Share> shares;
    private final DefaultStandards shipped;
    private final Map<String, Text> names = new TreeMap<>();

    /** Takes which promises and figures answer which dimension, and the contracts that say what they are. */
    public ServiceGapQuarter(Contracts contracts) {
        rules = ServiceGaps.load(contracts);
        this.shares = ServiceGaps.shares(contracts).stream()
                .filter(share -> rules.dimensions().values().stream()
                        .anyMatch(answers -> answers.kpis().contains(share.name())))
                .toList();
        this.shipped = contracts.standards();
        rules.dimensions().values().stream()
                .flatMap(answers -> Stream.concat(answers.promises().stream(), answers.kpis().stream()))
                .forEach(name -> names.put(name, contracts.promiseName(name)));
        shares.forEach(share -> names.put(share.name(), label(contracts.gold(share.table()), share.name())));
    }

    private static Text label(GoldContract table, String column) {
        return table.columns().stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .map(GoldColumn::label)
                .orElseThrow(() -> new IllegalStateException("no column " + column));
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
        return rules.fewestRespondents() + "\n" + rules.dimensions() + "\n" + shares + "\n" + names + "\n" + shipped;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        NavigableMap<LocalDate, QuarterFacts> quarters = new TreeMap<>();
        addSurveys(inputs.gold(Tables.SERVQUAL), quarters);
        addFigures(inputs, quarters);
        FiveGaps gaps = new FiveGaps(rules, names::get);
        List<Row> rows = quarters.entrySet().stream()
                .flatMap(quarter -> gaps.of(quarter.getKey(), quarter.getValue()))
                .toList();
        return inputs.spark().createDataFrame(rows, ServiceGapQuarterTable.SCHEMA);
    }

    private static void addSurveys(Dataset<Row> servqual, NavigableMap<LocalDate, QuarterFacts> quarters) {
        servqual
                .filter(col(ServqualTable.COMPANY).equalTo("us"))
                .filter(col(ServqualTable.REGION_ID).equalTo(SurveyGroup.ALL))
                .filter(col(ServqualTable.RESPONDENT).isin("consumer", "employee"))
                .select(
                        ServqualTable.QUARTER,
                        ServqualTable.RESPONDENT,
                        ServqualTable.DIMENSION,
                        ServqualTable.SCALE_CHECK,
                        ServqualTable.EXPECTATION,
                        ServqualTable.EXPECTATION_SD,
                        ServqualTable.EXPECTATION_N,
                        ServqualTable.PERCEPTION,
                        ServqualTable.PERCEPTION_SD,
                        ServqualTable.PERCEPTION_N)
                .collectAsList()
                .stream()
                .map(ServqualTable::of)
                .forEach(row -> {
                    QuarterFacts facts = facts(row.quarter(), quarters);
                    if (row.expectation() != null) {
                        add(facts, row, Asked.EXPECTATION, row.expectation(), row.expectationSd(), row.expectationN());
                    }
                    if (row.perception() != null) {
                        add(facts, row, Asked.PERCEPTION, row.perception(), row.perceptionSd(), row.perceptionN());
                    }
                });
    }

    private static void add(
            QuarterFacts facts, ServqualTable.Values row, Asked asked, double mean, Double deviation, long n) {
        boolean suspect = row.scaleCheck().equals(ScaleCheck.SUSPECT.word());
        SurveyFigure figure = new SurveyFigure(mean, deviation == null ? Double.NaN : deviation, n, suspect);
        facts.add(row.respondent(), asked, row.dimension(), figure);
    }

    private void addFigures(Inputs inputs, NavigableMap<LocalDate, QuarterFacts> quarters) {
        Standards standards = Standards.of(shipped, inputs);
        NavigableMap<LocalDate, List<MonthFigure>> figures = new TreeMap<>();
        // What no source speaks of was neither kept nor broken.
        Dataset<Row> told = monthFigures(inputs)
                .filter(col(MonthFigure.N).isNotNull().and(col(MonthFigure.D).isNotNull()));
        for (Row row : told.collectAsList()) {
            MonthFigure figure = MonthFigure.of(row);
            figures.computeIfAbsent(quarterOf(figure.month()), none -> new ArrayList<>())
                    .add(figure.withTargetOf(standards));
        }
        figures.forEach((quarter, each) -> each.stream()
                .collect(Collectors.groupingBy(MonthFigure::name, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(sameName -> facts(quarter, quarters).add(MonthFigure.together(sameName))));
    }

    /** Figures of the whole company, by month; promises have their own targets. */
    private Dataset<Row> monthFigures(Inputs inputs) {
        Dataset<Row> promises = inputs.gold(Tables.PROMISE_MONTH)
                .filter(col(PromiseMonthTable.CUT).equalTo("company"))
                .select(
                        col(PromiseMonthTable.MONTH).as(MonthFigure.MONTH),
                        col(PromiseMonthTable.PROMISE).as(MonthFigure.NAME),
                        lit(Tables.PROMISE_MONTH).as(MonthFigure.TABLE),
                        col(PromiseMonthTable.KEPT_N).as(MonthFigure.N),
                        col(PromiseMonthTable.DUE_N).as(MonthFigure.D),
                        col(PromiseMonthTable.TARGET).as(MonthFigure.TARGET));
        Dataset<Row> outlets = inputs.gold(Tables.OUTLET_KPI_MONTH);
        Dataset<Row> satisfaction = inputs.gold(Tables.SATISFACTION_MONTH)
                .filter(col(SatisfactionMonthTable.CUT).equalTo("company"));
        return Stream.of(
                        Stream.of(promises),
                        summed(outlets, Tables.OUTLET_KPI_MONTH, OutletKpiMonthTable.MONTH),
                        summed(satisfaction, Tables.SATISFACTION_MONTH, SatisfactionMonthTable.MONTH))
                .flatMap(each -> each)
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    /** The figures of a table that answer a dimension; none when there are no such figures. */
    private Stream<Dataset<Row>> summed(Dataset<Row> rows, String table, String month) {
        List<ServiceGaps.Share> wanted =
                shares.stream().filter(share -> share.table().equals(table)).toList();
        if (wanted.isEmpty()) {
            return Stream.empty();
        }
        List<Column> sums = wanted.stream()
                .flatMap(share -> Stream.of(
                        sum(share.numerator()).as(share.name() + "_n"),
                        sum(share.denominator()).as(share.name() + "_d")))
                .toList();
        Column[] figures = wanted.stream()
                .map(share -> struct(
                        lit(share.name()).as(MonthFigure.NAME),
                        lit(table).as(MonthFigure.TABLE),
                        col(share.name() + "_n").as(MonthFigure.N),
                        col(share.name() + "_d").as(MonthFigure.D),
                        lit(null).cast("double").as(MonthFigure.TARGET)))
                .toArray(Column[]::new);
        return Stream.of(rows.groupBy(col(month).as(MonthFigure.MONTH))
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
                .select(col(MonthFigure.MONTH), inline(array(figures))));
    }

    private static QuarterFacts facts(LocalDate quarter, NavigableMap<LocalDate, QuarterFacts> quarters) {
        return quarters.computeIfAbsent(quarter, none -> new QuarterFacts());
    }

    private static LocalDate quarterOf(LocalDate month) {
        return month.with(month.getMonth().firstMonthOfQuarter()).withDayOfMonth(1);
    }
}
