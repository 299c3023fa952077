package aftercare.measure.forecast;

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
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How much busier than the average each month of the year is, per category and climate zone. Defined in schemas/gold/repair_season.yaml.
 *
 * @param scrap as in {@link FleetMeasure#scrap}
 */
public record RepairSeason(Map<String, double[]> scrap) implements FleetMeasure {
    private static final StructType TYPE = new StructType()
            .add(RepairSeasonTable.CATEGORY, DataTypes.StringType)
            .add(RepairSeasonTable.CLIMATE_ZONE, DataTypes.StringType)
            .add(RepairSeasonTable.MONTH_OF_YEAR, DataTypes.IntegerType)
            .add(RepairSeasonTable.SEASON, DataTypes.DoubleType)
            .add(RepairSeasonTable.REPAIR_N, DataTypes.DoubleType);

    public RepairSeason {
        scrap = Map.copyOf(scrap);
    }

    @Override
    public String table() {
        return Tables.REPAIR_SEASON;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return ForecastInputs.of(inputs, asOf, scrap)
                .reckoned(RepairSeason::reckon, Encoders.row(TYPE))
                .repartition(org.apache.spark.sql.functions.col(RepairSeasonTable.CATEGORY));
    }

    private static void reckon(CategoryHistory history, Delays delays, Consumer<Row> into) {
        CategoryFleet fleet = history.fleet;
        RepairModel model = RepairModel.fit(history, delays, fleet.months() - 1, Horizons.ages(fleet));
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
                into.accept(RowFactory.create(
                        fleet.category(), fleet.zones().get(z), month + 1, model.seasons[z][month], repairs[month]));
            }
        }
    }
}
