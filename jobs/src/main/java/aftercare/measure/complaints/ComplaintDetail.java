package aftercare.measure.complaints;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.SeenOrders;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** complaint_detail: the counts of complaint_month by outlet and category at once. Definitions: schemas/gold/complaint_detail.yaml. */
public final class ComplaintDetail implements Measure {
    @Override
    public String table() {
        return "complaint_detail";
    }

    @Override
    public List<String> sources() {
        return List.of("complaints", "repairs", "outlets", "models");
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> complaints = new ComplaintFacts(inputs, asOf)
                .receivedIn(months)
                .withColumn("month", Months.of(col("received_at")))
                .withColumn("outlet_id", named("outlet"))
                .withColumn("category", named("category"));
        return OutletVersions.inForce(
                        Handling.counted(complaints, "month", "outlet_id", "category", "cause"),
                        inputs.silver("outlets"),
                        "outlet_id",
                        last_day(col("month")),
                        "region_id")
                .withColumn("region_id", named("region_id"));
    }

    private static Column named(String member) {
        return coalesce(col(member), lit(SeenOrders.UNKNOWN));
    }

    /** Those in which complaint_month counts other complaints; it may name more, where only what repeats what differs. */
    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        return new ComplaintMonth().touched(inputs, changes, asOf);
    }
}
