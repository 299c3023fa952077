package aftercare.measure.drivers;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.Contracts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.table.ModelsTable;
import aftercare.table.RepairsTable;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** The rated orders to which a driver happened, as the measure sees them. */
public final class ExposedOrders {
    private ExposedOrders() {}

    /**
     * A rated order and a driver that had happened to it.
     *
     * @param askedAt when its customer was asked, in seconds since 1970
     * @param members the names of the members it counts for, by cut
     */
    public record Exposed(String repairId, long askedAt, String driver, Map<String, String> members) {}

    /** All of some months, one for each order and driver. */
    public static List<Exposed> in(Months months, Contracts contracts, Inputs inputs, AsOf asOf) {
        List<Exposed> all = new ArrayList<>();
        for (Row order : new JudgedOrders(contracts)
                .completedIn(months, inputs, asOf)
                .filter(col(JudgedOrders.RATED))
                .collectAsList()) {
            for (Driver driver : Driver.values()) {
                if (driver.happened(order.getAs(JudgedOrders.LEVELS))) {
                    all.add(new Exposed(
                            order.getAs(RepairsTable.REPAIR_ID),
                            order.<Timestamp>getAs(JudgedOrders.ASKED_AT).getTime() / 1000,
                            driver.code(),
                            Map.of(
                                    "company", "all",
                                    "region", order.getAs(RepairsTable.REGION_ID),
                                    "outlet", order.getAs(RepairsTable.OUTLET_ID),
                                    "category", order.getAs(ModelsTable.CATEGORY))));
                }
            }
        }
        return all;
    }
}
