package aftercare.measure.closing;

import static aftercare.measure.closing.PinnedEvents.CONTENT;
import static aftercare.measure.closing.PinnedEvents.EVENT_ID;
import static aftercare.measure.closing.PinnedEvents.MONTH;
import static aftercare.measure.closing.PinnedEvents.REPAIR_ID;
import static aftercare.measure.closing.PinnedEvents.SOURCE;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contract;
import aftercare.contract.FileNames;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.ComplaintsTable;
import aftercare.table.ModelsTable;
import aftercare.table.RefusedRowsTable;
import aftercare.table.RepairsTable;
import aftercare.table.RestatementTable;
import aftercare.table.SatisfactionMonthTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** The events that came or changed after a month was closed, counted by the members whose figures they can move. */
final class MovedEvents {
    static final String CUT = SatisfactionMonthTable.CUT;
    static final String CUT_ID = SatisfactionMonthTable.CUT_ID;

    private static final int SHOWN = 20;

    private MovedEvents() {}

    /**
     * Columns month, cut, cut_id, late_n, corrected_n, replayed_n and events (up to 20, as source:id).
     *
     * @param months the closed months
     * @param repeat how long repairs have to hold
     */
    static Dataset<Row> of(Inputs inputs, AsOf asOf, List<Date> months, RuleWindow repeat) {
        Dataset<Row> now = PinnedEvents.of(
                inputs.silver(Tables.REPAIRS),
                inputs.silver(Tables.CALLBACKS),
                inputs.silver(Tables.COMPLAINTS),
                months,
                repeat);
        Dataset<Row> then = inputs.book(MonthClose.EVENTS)
                .select(
                        col(MONTH),
                        col(SOURCE),
                        col(EVENT_ID),
                        col(REPAIR_ID).as("then_repair"),
                        col(CONTENT).as("then_content"));
        Dataset<Row> moved = now.join(
                        then,
                        now.col(MONTH)
                                .equalTo(then.col(MONTH))
                                .and(now.col(SOURCE).equalTo(then.col(SOURCE)))
                                .and(now.col(EVENT_ID).equalTo(then.col(EVENT_ID))),
                        "full_outer")
                .filter(col(CONTENT)
                        .isNull()
                        .or(col("then_content").isNull())
                        .or(col(CONTENT).notEqual(col("then_content"))))
                .select(
                        coalesce(now.col(MONTH), then.col(MONTH)).as(MONTH),
                        coalesce(now.col(SOURCE), then.col(SOURCE)).as(SOURCE),
                        coalesce(now.col(EVENT_ID), then.col(EVENT_ID)).as(EVENT_ID),
                        coalesce(col(REPAIR_ID), col("then_repair")).as(REPAIR_ID),
                        when(col("then_content").isNotNull(), lit("corrected"))
                                .otherwise(lit("late"))
                                .as("why"));
        return counted(members(inputs, asOf, replayed(inputs, moved), repeat));
    }

    private static UserDefinedFunction shown() {
        UDF2<String, String, String> shown = FileNames::shown;
        return udf(shown, DataTypes.StringType);
    }

    /** A late row that was refused first, and taken since, was replayed. */
    private static Dataset<Row> replayed(Inputs inputs, Dataset<Row> moved) {
        Dataset<Row> kept = inputs.keep(moved);
        Dataset<Row> replayed = null;
        for (Map.Entry<String, String> each : PinnedEvents.IDS.entrySet()) {
            String source = each.getKey();
            Dataset<Row> resolved = inputs.quarantine(source)
                    .filter(col(RefusedRowsTable.RESOLVED_AT).isNotNull())
                    .select(
                            // Silver names files as they may be shown, and did by their paths before.
                            explode(array(
                                            col(RefusedRowsTable.FILE),
                                            shown().apply(col(RefusedRowsTable.FILE), col(RefusedRowsTable.SHA256))))
                                    .as("_file"),
                            col(RefusedRowsTable.LINE).as("_line"));
            Dataset<Row> silver = inputs.silver(source);
            if (List.of(silver.columns()).contains("_line")) {
                Dataset<Row> taken = silver.join(
                                broadcast(resolved.distinct()), new String[] {"_file", "_line"}, "left_semi")
                        .select(
                                lit(source).as("of_source"),
                                col(each.getValue()).as("of_event"));
                replayed = replayed == null ? taken : replayed.unionByName(taken);
            }
        }
        if (replayed == null) {
            return kept;
        }
        return kept.join(
                        broadcast(replayed),
                        col(SOURCE).equalTo(col("of_source")).and(col(EVENT_ID).equalTo(col("of_event"))),
                        "left")
                .withColumn(
                        "why",
                        when(col("of_event").isNotNull(), lit("replayed")).otherwise(col("why")))
                .drop("of_source", "of_event");
    }

    /**
     * Whose figures an event can move: those its order names, and those of the job before it that it may turn into a
     * repeat.
     */
    private static Dataset<Row> members(Inputs inputs, AsOf asOf, Dataset<Row> moved, RuleWindow repeat) {
        Dataset<Row> events = inputs.keep(moved);
        Dataset<Row> complaints = inputs.silver(Tables.COMPLAINTS)
                .select(
                        col(ComplaintsTable.COMPLAINT_ID).as("of_complaint"),
                        col(ComplaintsTable.OUTLET_ID).as("own_outlet"));
        Dataset<Row> orders = orders(inputs).withColumnRenamed(RepairsTable.REPAIR_ID, "of_repair");
        Dataset<Row> named = events.join(orders, col(REPAIR_ID).equalTo(col("of_repair")), "left")
                .join(
                        complaints,
                        col(SOURCE).equalTo(Tables.COMPLAINTS).and(col(EVENT_ID).equalTo(col("of_complaint"))),
                        "left")
                .withColumn(RepairsTable.OUTLET_ID, coalesce(col("own_outlet"), col(RepairsTable.OUTLET_ID)));
        Dataset<Row> before = before(inputs, asOf, events, repeat);
        return named.select(
                        col(MONTH),
                        col(SOURCE),
                        col(EVENT_ID),
                        col("why"),
                        inline(array(
                                member("company", lit("all")),
                                member("repair", col(REPAIR_ID)),
                                member("outlet", col(RepairsTable.OUTLET_ID)),
                                member("region", col(RepairsTable.REGION_ID)),
                                member("model", col(RepairsTable.MODEL_ID)),
                                member("category", col(ModelsTable.CATEGORY)),
                                member("service_type", col(RepairsTable.SERVICE_TYPE)),
                                member("technician", col(RepairsTable.TECHNICIAN_ID)))))
                .unionByName(before);
    }

    private static Dataset<Row> orders(Inputs inputs) {
        Dataset<Row> models = inputs.silver(Tables.MODELS)
                .select(col(ModelsTable.MODEL_ID).as("of_model"), col(ModelsTable.CATEGORY));
        Dataset<Row> orders = inputs.silver(Tables.REPAIRS)
                .select(
                        RepairsTable.REPAIR_ID,
                        RepairsTable.OUTLET_ID,
                        RepairsTable.REGION_ID,
                        RepairsTable.MODEL_ID,
                        RepairsTable.SERVICE_TYPE,
                        RepairsTable.TECHNICIAN_ID,
                        RepairsTable.OPENED_AT);
        return OutletVersions.withRegion(orders, inputs.silver(Tables.OUTLETS), to_date(col(RepairsTable.OPENED_AT)))
                .join(broadcast(models), col(RepairsTable.MODEL_ID).equalTo(col("of_model")), "left")
                .drop(RepairsTable.OPENED_AT, "of_model");
    }

    /** The outlet of the repair of the same unit that was completed shortly before a moved order was opened. */
    private static Dataset<Row> before(Inputs inputs, AsOf asOf, Dataset<Row> moved, RuleWindow repeat) {
        Dataset<Row> again = moved.filter(col(SOURCE).equalTo(Tables.REPAIRS))
                .join(
                        inputs.silver(Tables.REPAIRS)
                                .select(
                                        col(RepairsTable.REPAIR_ID),
                                        col(RepairsTable.MODEL_ID).as("again_model"),
                                        col(RepairsTable.SERIAL_NO).as("again_serial"),
                                        col(RepairsTable.OPENED_AT).as("again_at")),
                        RepairsTable.REPAIR_ID)
                .filter(col("again_serial").isNotNull());
        Column soonAfter = col("again_at")
                .gt(Moment.of(RepairsTable.COMPLETED_AT).latest())
                .and(col("again_at").leq(repeat.end(col(RepairsTable.COMPLETED_AT), asOf)));
        return again.join(
                        inputs.silver(Tables.REPAIRS)
                                .select(
                                        RepairsTable.OUTLET_ID,
                                        RepairsTable.MODEL_ID,
                                        RepairsTable.SERIAL_NO,
                                        RepairsTable.COMPLETED_AT,
                                        Contract.DAYS),
                        col("again_model")
                                .equalTo(col(RepairsTable.MODEL_ID))
                                .and(col("again_serial").equalTo(col(RepairsTable.SERIAL_NO)))
                                .and(soonAfter))
                .select(
                        col(MONTH),
                        col(SOURCE),
                        col(EVENT_ID),
                        col("why"),
                        lit("outlet").as(CUT),
                        col(RepairsTable.OUTLET_ID).as(CUT_ID));
    }

    private static Column member(String cut, Column id) {
        return struct(lit(cut).as(CUT), SeenOrders.orUnknown(id).as(CUT_ID));
    }

    private static Dataset<Row> counted(Dataset<Row> members) {
        Column event = concat_ws(":", col(SOURCE), col(EVENT_ID));
        return members.groupBy(MONTH, CUT, CUT_ID)
                .agg(
                        count_distinct(when(col("why").equalTo("late"), event)).as(RestatementTable.LATE_N),
                        count_distinct(when(col("why").equalTo("corrected"), event))
                                .as(RestatementTable.CORRECTED_N),
                        count_distinct(when(col("why").equalTo("replayed"), event))
                                .as(RestatementTable.REPLAYED_N),
                        concat_ws(" ", slice(array_sort(collect_set(event)), 1, SHOWN))
                                .as(RestatementTable.EVENTS));
    }
}
