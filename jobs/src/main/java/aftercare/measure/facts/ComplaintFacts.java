package aftercare.measure.facts;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import aftercare.contract.Contract;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.table.ComplaintsTable;
import aftercare.table.ModelsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Complaints as seen at the end of the as-of day, with whom and what they are about: the complaint's own word, else
 * that of the order it names. An order that is not seen yet says nothing.
 */
public final class ComplaintFacts {
    /** The members of the cuts, by the names of the cuts. */
    public static final String REGION = "region";

    public static final String OUTLET = "outlet";
    public static final String MODEL = "model";
    public static final String CATEGORY = "category";
    public static final String SERVICE_TYPE = "service_type";
    public static final String TECHNICIAN = "technician";

    private final Inputs inputs;
    private final AsOf asOf;
    private final @Nullable EqualAge ages;
    private final Column end;

    /** Complaints as seen at the end of a day. */
    public ComplaintFacts(Inputs inputs, AsOf asOf) {
        this(inputs, asOf, null, lit(asOf.endTimestamp()));
    }

    /** Complaints as seen at the ages at which their months are compared, with the columns of these. */
    public ComplaintFacts(Inputs inputs, AsOf asOf, EqualAge ages) {
        this(inputs, asOf, ages, col(EqualAge.UNTIL));
    }

    private ComplaintFacts(Inputs inputs, AsOf asOf, @Nullable EqualAge ages, Column end) {
        this.inputs = inputs;
        this.asOf = asOf;
        this.ages = ages;
        this.end = end;
    }

    private Column[] with(Column... columns) {
        return ages == null
                ? columns
                : Stream.concat(
                                Stream.of(columns),
                                Stream.of(EqualAge.JUDGED, EqualAge.MONTH, EqualAge.UNTIL)
                                        .map(name -> col(name)))
                        .toArray(Column[]::new);
    }

    /**
     * One row per complaint: complaint_id, received_at, resolved_at, status, _days, repair_id, customer_id, cause,
     * reopened, and the members of the cuts region, outlet, model, category, service_type and technician, each null
     * where unknown.
     */
    public Dataset<Row> receivedIn(Months months) {
        Dataset<Row> seen = seen(months);
        Dataset<Row> about = seen.join(
                        repairsNamedBy(seen),
                        col(ComplaintsTable.REPAIR_ID)
                                .equalTo(col("order_id"))
                                .and(ages == null ? lit(true) : col("order_opened").lt(end)),
                        "left")
                .withColumn(OUTLET, coalesce(col(ComplaintsTable.OUTLET_ID), col("order_outlet")))
                .withColumn(MODEL, coalesce(col(ComplaintsTable.MODEL_ID), col("order_model")));
        Dataset<Row> placed = OutletVersions.inForce(
                about,
                inputs.silver(Tables.OUTLETS),
                OUTLET,
                to_date(col(ComplaintsTable.RECEIVED_AT)),
                "outlet_region");
        return placed.join(broadcast(categories()), col(MODEL).equalTo(col("listed_model")), "left")
                .select(with(
                        col(ComplaintsTable.COMPLAINT_ID),
                        col(ComplaintsTable.RECEIVED_AT),
                        col(ComplaintsTable.RESOLVED_AT),
                        col(ComplaintsTable.STATUS),
                        col(Contract.DAYS),
                        col(ComplaintsTable.REPAIR_ID),
                        col(ComplaintsTable.CUSTOMER_ID),
                        coalesce(col(ComplaintsTable.CAUSE), lit("other")).as(ComplaintsTable.CAUSE),
                        col(ComplaintsTable.REOPENED),
                        coalesce(col(ComplaintsTable.REGION_ID), col("order_region"), col("outlet_region"))
                                .as(REGION),
                        col(OUTLET),
                        col(MODEL),
                        col(ModelsTable.CATEGORY).as(CATEGORY),
                        col(RepairsTable.SERVICE_TYPE).as(SERVICE_TYPE),
                        col(RepairsTable.TECHNICIAN_ID).as(TECHNICIAN)));
    }

    private Dataset<Row> seen(Months months) {
        Column received = col(ComplaintsTable.RECEIVED_AT);
        Dataset<Row> complaints = inputs.silver(Tables.COMPLAINTS).filter(months.containMonthOf(received, asOf));
        Dataset<Row> looked = ages == null ? complaints : ages.of(complaints, Months.of(received, asOf));
        return SeenComplaints.of(looked, end)
                .select(with(
                        col(ComplaintsTable.COMPLAINT_ID),
                        received,
                        col(ComplaintsTable.RESOLVED_AT),
                        col(ComplaintsTable.STATUS),
                        col(Contract.DAYS),
                        col(ComplaintsTable.REPAIR_ID),
                        col(ComplaintsTable.CUSTOMER_ID),
                        col(ComplaintsTable.OUTLET_ID),
                        col(ComplaintsTable.MODEL_ID),
                        col(ComplaintsTable.REGION_ID),
                        col(ComplaintsTable.CAUSE),
                        col(ComplaintsTable.REOPENED)));
    }

    /**
     * Few orders are complained about: their numbers are sent to the orders, so that the many others are never
     * shuffled.
     */
    private Dataset<Row> repairsNamedBy(Dataset<Row> complaints) {
        Dataset<Row> numbers = complaints
                .filter(col(ComplaintsTable.REPAIR_ID).isNotNull())
                .select(col(ComplaintsTable.REPAIR_ID).as("named"));
        Dataset<Row> named = inputs.silver(Tables.REPAIRS)
                .filter(col(RepairsTable.OPENED_AT).lt(lit(asOf.endTimestamp())))
                .select(
                        RepairsTable.REPAIR_ID,
                        RepairsTable.OUTLET_ID,
                        RepairsTable.MODEL_ID,
                        RepairsTable.REGION_ID,
                        RepairsTable.SERVICE_TYPE,
                        RepairsTable.TECHNICIAN_ID,
                        RepairsTable.OPENED_AT)
                .join(broadcast(numbers), col(RepairsTable.REPAIR_ID).equalTo(col("named")), "left_semi");
        return OutletVersions.withRegion(named, inputs.silver(Tables.OUTLETS), to_date(col(RepairsTable.OPENED_AT)))
                .select(
                        col(RepairsTable.REPAIR_ID).as("order_id"),
                        col(RepairsTable.OPENED_AT).as("order_opened"),
                        col(RepairsTable.OUTLET_ID).as("order_outlet"),
                        col(RepairsTable.MODEL_ID).as("order_model"),
                        col(RepairsTable.REGION_ID).as("order_region"),
                        col(RepairsTable.SERVICE_TYPE),
                        col(RepairsTable.TECHNICIAN_ID));
    }

    private Dataset<Row> categories() {
        return inputs.silver(Tables.MODELS)
                .select(col(ModelsTable.MODEL_ID).as("listed_model"), col(ModelsTable.CATEGORY));
    }
}
