package aftercare.measure.health;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.contract.Rules;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.api.Spoken;
import aftercare.measure.facts.OutletVersions;
import aftercare.table.LedgerTable;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionMonthTable;
import aftercare.table.SourceMonthTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * What each source delivered in each month, and where it delivered fewer rows than chance explains; one row per month,
 * source, cut and member. Defined in schemas/gold/source_month.yaml.
 */
public final class SourceMonth implements Measure {
    private static final String LEDGER = "ledger";
    /** The status of a file that was taken. */
    private static final String LOADED = "loaded";

    private static final String LAST_LOAD = "last_load";
    private static final String OUTLET = RepairsTable.OUTLET_ID;
    private static final String REGION = RepairsTable.REGION_ID;

    private final List<Contract> contracts;
    private final VersionedRule<Integer> silentOnceIn;

    /** Takes the contracts of all sources, and the rule from when on so few rows are no chance. */
    public SourceMonth(Contracts contracts) {
        this.contracts = List.copyOf(contracts.sources());
        this.silentOnceIn = contracts.rules().number(Rules.SILENT_ONCE_IN);
    }

    @Override
    public String table() {
        return Tables.SOURCE_MONTH;
    }

    @Override
    public String settings() {
        return silentOnceIn.toString();
    }

    @Override
    public List<String> sources() {
        return contracts.stream().map(Contract::source).toList();
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.SATISFACTION_MONTH);
    }

    @Override
    public List<String> books() {
        return List.of(LEDGER);
    }

    @Override
    public List<Need> needs() {
        return contracts.stream().flatMap(SourceMonth::needs).toList();
    }

    private static Stream<Need> needs(Contract contract) {
        return Stream.concat(
                Stream.of(Need.of(contract.source())),
                optional(contract).map(column -> Need.of(contract.source(), column)));
    }

    private static Stream<String> optional(Contract contract) {
        return contract.silverColumns().stream()
                .filter(column -> !column.required() && column.defaultValue() == null)
                .map(Column::name);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Map<String, Instant> lastLoads = lastLoads(inputs);
        OutletsAtWork outlets = OutletsAtWork.in(inputs.silver(Tables.OUTLETS));
        YearMonth from = contracts.stream()
                .filter(contract -> contract.month() != null)
                .map(contract -> inputs.spoken(Need.of(contract.source())))
                .filter(spoken -> spoken.ever() && !spoken.equals(Spoken.ALWAYS))
                .map(Spoken::from)
                .min(YearMonth::compareTo)
                .orElse(asOf.month());
        List<Row> rows = new ArrayList<>();
        for (Contract contract : contracts) {
            Spoken spoken = inputs.spoken(Need.of(contract.source()));
            SourceDeliveries source = new SourceDeliveries(
                    contract.source(),
                    spoken,
                    lastLoads.get(contract.source()),
                    neverFilled(contract, spoken, inputs),
                    asOf,
                    this::silentAt);
            if (contract.month() == null) {
                rows.add(source.reference(
                        spoken.ever() ? inputs.silver(contract.source()).count() : 0));
            } else {
                rows.addAll(source.facts(from, spoken.ever() ? counted(inputs, contract, asOf) : List.of(), outlets));
            }
        }
        return inputs.spark().createDataFrame(rows, SourceMonthTable.SCHEMA);
    }

    /** The chance from which on so few rows of a month are not taken for chance. */
    private double silentAt(YearMonth month) {
        return 1.0 / silentOnceIn.on(month.atDay(1));
    }

    private static Map<String, Instant> lastLoads(Inputs inputs) {
        return inputs
                .book(LEDGER)
                .filter(col(LedgerTable.STATUS).equalTo(LOADED))
                .groupBy(LedgerTable.SOURCE)
                .agg(max(LedgerTable.LOADED_AT).as(LAST_LOAD))
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getAs(LedgerTable.SOURCE), row -> row.<Timestamp>getAs(LAST_LOAD)
                        .toInstant()));
    }

    private static @Nullable String neverFilled(Contract contract, Spoken spoken, Inputs inputs) {
        if (!spoken.ever()) {
            return null;
        }
        String never = optional(contract)
                .filter(column ->
                        !inputs.spoken(Need.of(contract.source(), column)).ever())
                .collect(Collectors.joining(", "));
        return never.isEmpty() ? null : never;
    }

    /** How many rows of a source have their event in each month, by region and outlet where it names them. */
    private static List<SourceDeliveries.Counted> counted(Inputs inputs, Contract contract, AsOf asOf) {
        String event = Objects.requireNonNull(contract.month(), "only of facts");
        Dataset<Row> named = inputs.silver(contract.source()).filter(col(event).lt(lit(asOf.endTimestamp())));
        for (String member : List.of(OUTLET, REGION)) {
            if (contract.column(member).isEmpty()) {
                named = named.withColumn(member, lit(null).cast(DataTypes.StringType));
            }
        }
        boolean isInstant = named.schema().apply(event).dataType().equals(DataTypes.TimestampType);
        Dataset<Row> counts = named.groupBy(
                        (isInstant ? Months.of(col(event), asOf) : Months.of(col(event))).as(SourceMonthTable.MONTH),
                        col(OUTLET),
                        col(REGION))
                .agg(
                        count(lit(1)).as(SourceMonthTable.ROWS_N),
                        min(col(event)).cast("timestamp").as(SourceMonthTable.FIRST_EVENT),
                        max(col(event)).cast("timestamp").as(SourceMonthTable.LAST_EVENT));
        Stream<SourceDeliveries.Counted> byMember = OutletVersions.withRegion(
                        counts, inputs.silver(Tables.OUTLETS), last_day(col(SourceMonthTable.MONTH)))
                .select(
                        SourceMonthTable.MONTH,
                        OUTLET,
                        REGION,
                        SourceMonthTable.ROWS_N,
                        SourceMonthTable.FIRST_EVENT,
                        SourceMonthTable.LAST_EVENT)
                .collectAsList()
                .stream()
                .map(SourceDeliveries.Counted::of);
        return (contract.source().equals(Tables.CALLBACKS) ? Stream.concat(byMember, calledOrders(inputs)) : byMember)
                .toList();
    }

    /** Callbacks name no outlet: of their orders, those called in time, which say whether an outlet's are made. */
    private static Stream<SourceDeliveries.Counted> calledOrders(Inputs inputs) {
        return inputs
                .gold(Tables.SATISFACTION_MONTH)
                .filter(col(SatisfactionMonthTable.CUT).isin(SourceDeliveries.REGION, SourceDeliveries.OUTLET))
                .filter(col(SatisfactionMonthTable.CALLED_N).isNotNull())
                .select(
                        SatisfactionMonthTable.MONTH,
                        SatisfactionMonthTable.CUT,
                        SatisfactionMonthTable.CUT_ID,
                        SatisfactionMonthTable.CALLED_N)
                .collectAsList()
                .stream()
                .map(SourceMonth::called);
    }

    private static SourceDeliveries.Counted called(Row row) {
        String member = row.getAs(SatisfactionMonthTable.CUT_ID);
        boolean isOutlet = row.getAs(SatisfactionMonthTable.CUT).equals(SourceDeliveries.OUTLET);
        return new SourceDeliveries.Counted(
                YearMonth.from(row.<Date>getAs(SatisfactionMonthTable.MONTH).toLocalDate()),
                isOutlet ? member : null,
                isOutlet ? null : member,
                false,
                row.getAs(SatisfactionMonthTable.CALLED_N),
                null,
                null);
    }
}
