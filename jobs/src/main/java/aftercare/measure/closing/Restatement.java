package aftercare.measure.closing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.contract.Messages;
import aftercare.contract.Rules;
import aftercare.contract.Text;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.RuleWindow;
import aftercare.table.ClosedMonthTable;
import aftercare.table.RepairsTable;
import aftercare.table.RestatementTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * restatement: every figure of a closed month that is no longer what was pinned, with the events that moved it.
 * Definitions: schemas/gold/restatement.yaml.
 */
public final class Restatement implements Measure {
    private static final StructType DIFFERENCE = new StructType()
            .add(RestatementTable.COLUMN_NAME, DataTypes.StringType)
            .add(RestatementTable.PINNED_VALUE, DataTypes.StringType)
            .add(RestatementTable.CURRENT_VALUE, DataTypes.StringType)
            .add(RestatementTable.DIFFERENCE, DataTypes.DoubleType);
    private static final StructType REASON =
            new StructType().add("en", DataTypes.StringType).add("zh", DataTypes.StringType);

    private final List<GoldContract> tables;
    private final RuleWindow repeat;

    /**
     * Takes the contracts of all gold tables, of which those by month can be closed, and how long repairs have to hold.
     */
    public Restatement(Contracts contracts) {
        repeat = RuleWindow.of(contracts.rules(), Rules.REPEAT);
        tables = PinnedRows.tables(contracts.gold());
    }

    @Override
    public String table() {
        return Tables.RESTATEMENT;
    }

    @Override
    public String settings() {
        return repeat.toString();
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.CALLBACKS, Tables.COMPLAINTS, Tables.OUTLETS, Tables.MODELS);
    }

    @Override
    public List<String> gold() {
        return Stream.concat(Stream.of(Tables.CLOSED_MONTH), tables.stream().map(GoldContract::table))
                .toList();
    }

    @Override
    public List<String> books() {
        return List.of(MonthClose.EVENTS);
    }

    @Override
    public boolean readsQuarantine() {
        return true;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> closed = inputs.gold(Tables.CLOSED_MONTH);
        List<Date> closedMonths = closed.select(ClosedMonthTable.MONTH).distinct().collectAsList().stream()
                .map(row -> row.<Date>getAs(ClosedMonthTable.MONTH))
                .sorted()
                .toList();
        if (closedMonths.isEmpty()) {
            return inputs.spark().createDataFrame(List.of(), RestatementTable.SCHEMA);
        }
        Dataset<Row> differences = differences(inputs, closed, closedMonths);
        Dataset<Row> moved = MovedEvents.of(inputs, asOf, closedMonths, repeat)
                .withColumnRenamed(PinnedEvents.MONTH, "of_month")
                .withColumnRenamed(MovedEvents.CUT, "of_cut")
                .withColumnRenamed(MovedEvents.CUT_ID, "of_id");
        return differences
                .join(
                        moved,
                        col(RestatementTable.MONTH)
                                .equalTo(col("of_month"))
                                .and(col(MovedEvents.CUT).equalTo(col("of_cut")))
                                .and(col(MovedEvents.CUT_ID).equalTo(col("of_id"))),
                        "left")
                .withColumn(RestatementTable.LATE_N, coalesce(col(RestatementTable.LATE_N), lit(0L)))
                .withColumn(RestatementTable.CORRECTED_N, coalesce(col(RestatementTable.CORRECTED_N), lit(0L)))
                .withColumn(RestatementTable.REPLAYED_N, coalesce(col(RestatementTable.REPLAYED_N), lit(0L)))
                .withColumn(RestatementTable.CURRENT_AS_OF, lit(Date.valueOf(asOf.day())))
                .withColumn(
                        "why",
                        reasons()
                                .apply(
                                        col(RestatementTable.LATE_N),
                                        col(RestatementTable.CORRECTED_N),
                                        col(RestatementTable.REPLAYED_N),
                                        col(RestatementTable.PINNED_AS_OF),
                                        col(RestatementTable.CURRENT_AS_OF)))
                .withColumn(RestatementTable.REASON, col("why.en"))
                .withColumn(RestatementTable.REASON_ZH, col("why.zh"));
    }

    private Dataset<Row> differences(Inputs inputs, Dataset<Row> closed, List<Date> months) {
        Dataset<Row> now = tables.stream()
                .map(table -> PinnedRows.of(
                        table,
                        inputs.gold(table.table()).filter(col(table.month()).isin(months.toArray()))))
                .reduce(Dataset::unionByName)
                .orElseThrow();
        // A table that came with a later version of the program was not pinned, so it has not moved.
        Dataset<Row> pinnedTables = closed.groupBy(
                        col(ClosedMonthTable.MONTH).as("of_month"),
                        col(ClosedMonthTable.TABLE_NAME).as("of_table"))
                .agg(min(ClosedMonthTable.AS_OF).as(RestatementTable.PINNED_AS_OF));
        Dataset<Row> current = now.toDF("now_month", "now_table", "now_key", "now_figures");
        Column same = col(RestatementTable.MONTH)
                .equalTo(col("now_month"))
                .and(col(RestatementTable.TABLE_NAME).equalTo(col("now_table")))
                .and(col(RestatementTable.ROW_KEY).equalTo(col("now_key")));
        Column key = col(RestatementTable.ROW_KEY);
        return closed.select(
                        ClosedMonthTable.MONTH,
                        ClosedMonthTable.TABLE_NAME,
                        ClosedMonthTable.ROW_KEY,
                        ClosedMonthTable.PINNED)
                .join(current, same, "full_outer")
                .withColumn(RestatementTable.MONTH, coalesce(col(RestatementTable.MONTH), col("now_month")))
                .withColumn(RestatementTable.TABLE_NAME, coalesce(col(RestatementTable.TABLE_NAME), col("now_table")))
                .withColumn(RestatementTable.ROW_KEY, coalesce(col(RestatementTable.ROW_KEY), col("now_key")))
                .join(
                        pinnedTables,
                        col(RestatementTable.MONTH)
                                .equalTo(col("of_month"))
                                .and(col(RestatementTable.TABLE_NAME).equalTo(col("of_table"))))
                .drop("of_month", "of_table")
                .withColumn("each", explode(between().apply(col(ClosedMonthTable.PINNED), col("now_figures"))))
                .select(
                        col(RestatementTable.MONTH),
                        col(RestatementTable.TABLE_NAME),
                        key,
                        col("each.*"),
                        col(RestatementTable.PINNED_AS_OF),
                        cut(key).as(MovedEvents.CUT),
                        coalesce(
                                        inKey(key, MovedEvents.CUT_ID),
                                        inKey(key, RepairsTable.OUTLET_ID),
                                        inKey(key, RepairsTable.REPAIR_ID),
                                        lit("all"))
                                .as(MovedEvents.CUT_ID));
    }

    private static Column cut(Column key) {
        return coalesce(
                inKey(key, MovedEvents.CUT),
                when(inKey(key, RepairsTable.OUTLET_ID).isNotNull(), lit("outlet")),
                when(inKey(key, RepairsTable.REPAIR_ID).isNotNull(), lit("repair")),
                lit("company"));
    }

    /** What the key of a row says of a column; null where the table has no such column in its key. */
    private static Column inKey(Column key, String column) {
        return get_json_object(key, "$." + column);
    }

    private static UserDefinedFunction between() {
        return udf(
                (UDF2<String, String, List<Row>>) (pinned, current) -> Difference.between(pinned, current).stream()
                        .map(each -> RowFactory.create(each.column(), each.pinned(), each.current(), each.difference()))
                        .toList(),
                DataTypes.createArrayType(DIFFERENCE));
    }

    private static UserDefinedFunction reasons() {
        return udf(
                (UDF5<Long, Long, Long, Date, Date, Row>) (late, corrected, replayed, pinned, current) -> {
                    Moves moves = new Moves(late, corrected, replayed, pinned.toLocalDate(), current.toLocalDate());
                    Text reason = moves.reason();
                    return RowFactory.create(reason.en(), reason.zh());
                },
                REASON);
    }

    /**
     * Why a figure moved: what came or changed, or else that more days are seen, or that others moved that it is
     * computed with.
     */
    record Moves(long late, long corrected, long replayed, LocalDate pinned, LocalDate current) {
        Text reason() {
            if (late + corrected + replayed > 0) {
                return Messages.text("closing.moved", "late", late, "corrected", corrected, "replayed", replayed);
            }
            return current.isAfter(pinned)
                    ? Messages.text("closing.later_day", "current", current, "pinned", pinned)
                    : Messages.text("closing.others_moved");
        }
    }
}
