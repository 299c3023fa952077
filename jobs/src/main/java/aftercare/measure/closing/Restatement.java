package aftercare.measure.closing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.GoldContract;
import aftercare.contract.Messages;
import aftercare.contract.Text;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.ClosedMonthTable;
import aftercare.table.RestatementTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
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
 * restatement: every figure of a closed month that is no longer what was pinned, with the events that moved it. Definitions:
 * schemas/gold/restatement.yaml.
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

    /** Takes the contracts of all gold tables; those by month can be closed. */
    public Restatement(Collection<GoldContract> contracts) {
        tables = PinnedRows.tables(contracts);
    }

    @Override
    public String table() {
        return Tables.RESTATEMENT;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.CALLBACKS, Tables.COMPLAINTS, Tables.OUTLETS, Tables.MODELS);
    }

    @Override
    public List<String> gold() {
        return Stream.concat(Stream.of("closed_month"), tables.stream().map(GoldContract::table))
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
                .map(row -> row.getDate(0))
                .sorted()
                .toList();
        if (closedMonths.isEmpty()) {
            return inputs.spark().createDataFrame(List.of(), empty());
        }
        Dataset<Row> differences = differences(inputs, closed, closedMonths);
        Dataset<Row> moved = MovedEvents.of(inputs, closedMonths)
                .withColumnRenamed(ClosedMonthTable.MONTH, "of_month")
                .withColumnRenamed("cut", "of_cut")
                .withColumnRenamed("cut_id", "of_id");
        return differences
                .join(
                        moved,
                        col(ClosedMonthTable.MONTH)
                                .equalTo(col("of_month"))
                                .and(col("cut").equalTo(col("of_cut")))
                                .and(col("cut_id").equalTo(col("of_id"))),
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

    private static StructType empty() {
        StructType type = new StructType().add(RestatementTable.MONTH, DataTypes.DateType);
        for (String name : List.of(
                RestatementTable.TABLE_NAME,
                RestatementTable.ROW_KEY,
                RestatementTable.EVENTS,
                RestatementTable.REASON,
                RestatementTable.REASON_ZH)) {
            type = type.add(name, DataTypes.StringType);
        }
        for (org.apache.spark.sql.types.StructField field : DIFFERENCE.fields()) {
            type = type.add(field);
        }
        for (String name :
                List.of(RestatementTable.LATE_N, RestatementTable.CORRECTED_N, RestatementTable.REPLAYED_N)) {
            type = type.add(name, DataTypes.LongType);
        }
        return type.add(RestatementTable.PINNED_AS_OF, DataTypes.DateType)
                .add(RestatementTable.CURRENT_AS_OF, DataTypes.DateType);
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
                        col(RestatementTable.MONTH).as("of_month"),
                        col(RestatementTable.TABLE_NAME).as("of_table"))
                .agg(org.apache.spark.sql.functions.min(ClosedMonthTable.AS_OF).as(RestatementTable.PINNED_AS_OF));
        Dataset<Row> current = now.toDF("now_month", "now_table", "now_key", "now_figures");
        Column same = col(RestatementTable.MONTH)
                .equalTo(col("now_month"))
                .and(col(RestatementTable.TABLE_NAME).equalTo(col("now_table")))
                .and(col(RestatementTable.ROW_KEY).equalTo(col("now_key")));
        Column key = col(RestatementTable.ROW_KEY);
        return closed.select(
                        RestatementTable.MONTH,
                        RestatementTable.TABLE_NAME,
                        RestatementTable.ROW_KEY,
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
                        cut(key).as("cut"),
                        coalesce(
                                        get_json_object(key, "$.cut_id"),
                                        get_json_object(key, "$.outlet_id"),
                                        get_json_object(key, "$.repair_id"),
                                        lit("all"))
                                .as("cut_id"));
    }

    private static Column cut(Column key) {
        return coalesce(
                get_json_object(key, "$.cut"),
                when(get_json_object(key, "$.outlet_id").isNotNull(), lit("outlet")),
                when(get_json_object(key, "$.repair_id").isNotNull(), lit("repair")),
                lit("company"));
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

    /** Why a figure moved: what came or changed, or else that more days are seen, or that others moved that it is reckoned with. */
    record Moves(long late, long corrected, long replayed, LocalDate pinned, LocalDate current) {
        Text reason() {
            if (late + corrected + replayed > 0) {
                return Messages.text(
                        "closing.moved", "late", late, "corrected", corrected, "replayed", replayed);
            }
            return current.isAfter(pinned)
                    ? Messages.text("closing.later_day", "current", current, "pinned", pinned)
                    : Messages.text("closing.others_moved");
        }
    }
}
