package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.FleetPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.table.RepairSeasonTable;
import aftercare.table.Tables;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * How much busier than the average each month of the year is, per category and climate zone. Defined in
 * schemas/gold/repair_season.yaml.
 *
 * @param scrap as in {@link FleetMeasure#scrap}
 */
public record RepairSeason(Map<String, double[]> scrap) implements FleetMeasure {
    public RepairSeason {
        scrap = Map.copyOf(scrap);
    }

    /** Takes how long units stay in service from the company's policy. */
    public RepairSeason() {
        this(FleetPolicy.load().byMonth());
    }

    @Override
    public String table() {
        return Tables.REPAIR_SEASON;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return ForecastInputs.of(inputs, asOf, scrap)
                .byCategory(RepairSeason::compute, Encoders.row(RepairSeasonTable.SCHEMA))
                .repartition(col(RepairSeasonTable.CATEGORY));
    }

    private static void compute(CategoryHistory history, Delays delays, Consumer<Row> into) {
        CategoryFleet fleet = history.fleet;
        RepairModel model = RepairModel.fit(history, delays);
        for (int z = 0; z < fleet.zones().size(); z++) {
            double[] repairs = new double[CategoryFleet.SEASONS];
            for (int r = 0; r < fleet.regions().size(); r++) {
                for (int m = 0;
                        m < fleet.models().size() && fleet.regions().get(r).zone() == z;
                        m++) {
                    for (int t = 0; t < fleet.months(); t++) {
                        repairs[fleet.calendar(t)] += model.lifted[m][r][t];
                    }
                }
            }
            for (int month = 0; month < CategoryFleet.SEASONS; month++) {
                into.accept(RepairSeasonTable.row()
                        .category(fleet.category())
                        .climateZone(fleet.zones().get(z))
                        .monthOfYear(month + 1)
                        .season(model.seasons[z][month])
                        .repairN(repairs[month])
                        .build());
            }
        }
    }
}
