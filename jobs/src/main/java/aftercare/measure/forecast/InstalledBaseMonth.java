package aftercare.measure.forecast;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.table.InstalledBaseMonthTable;
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
 * Units in service by model, region and month, with the repairs they had and those that the repair model expects of them. Defined in
 * schemas/gold/installed_base_month.yaml.
 *
 * @param scrap as in {@link FleetMeasure#scrap}
 */
public record InstalledBaseMonth(Map<String, double[]> scrap) implements FleetMeasure {
    private static final StructType TYPE = new StructType()
            .add(InstalledBaseMonthTable.MONTH, DataTypes.DateType)
            .add(InstalledBaseMonthTable.MODEL_ID, DataTypes.StringType)
            .add(InstalledBaseMonthTable.REGION_ID, DataTypes.StringType)
            .add(InstalledBaseMonthTable.UNITS_SOLD, DataTypes.DoubleType)
            .add(InstalledBaseMonthTable.UNITS_IN_SERVICE, DataTypes.DoubleType)
            .add(InstalledBaseMonthTable.UNITS_IN_WARRANTY, DataTypes.DoubleType)
            .add(InstalledBaseMonthTable.UNIT_MONTHS, DataTypes.DoubleType)
            .add(InstalledBaseMonthTable.MEAN_AGE_MONTHS, DataTypes.DoubleType)
            .add(InstalledBaseMonthTable.REPAIR_N, DataTypes.LongType)
            .add(InstalledBaseMonthTable.REPORTED_SHARE, DataTypes.DoubleType)
            .add(InstalledBaseMonthTable.EXPECTED_N, DataTypes.DoubleType)
            .add(InstalledBaseMonthTable.REGION_LEVEL, DataTypes.DoubleType);

    public InstalledBaseMonth {
        scrap = Map.copyOf(scrap);
    }

    @Override
    public String table() {
        return Tables.INSTALLED_BASE_MONTH;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return ForecastInputs.of(inputs, asOf, scrap)
                .reckoned(InstalledBaseMonth::reckon, Encoders.row(TYPE))
                .repartition(org.apache.spark.sql.functions.col(InstalledBaseMonthTable.MODEL_ID));
    }

    private static void reckon(CategoryHistory history, Delays delays, Consumer<Row> into) {
        CategoryFleet fleet = history.fleet;
        RepairModel model = RepairModel.fit(history, delays, fleet.months() - 1, Horizons.ages(fleet));
        for (int m = 0; m < fleet.models().size(); m++) {
            for (int r = 0; r < fleet.regions().size(); r++) {
                Stock stock = new Stock(
                        fleet, history.units[m][r], fleet.models().get(m).warrantyMonths());
                for (int t = 0; t < fleet.months(); t++) {
                    Stock.Count count = stock.at(t);
                    int repairs = history.known(m, r, t, model.origin);
                    if (count.inService() > 0 || repairs > 0) {
                        into.accept(RowFactory.create(
                                ForecastInputs.date(fleet.firstMonth() + t),
                                fleet.models().get(m).id(),
                                fleet.regions().get(r).id(),
                                history.units[m][r][t + fleet.salesBefore()],
                                count.inService(),
                                count.inWarranty(),
                                count.unitMonths(),
                                count.inService() > 0 ? count.meanAge() : null,
                                (long) repairs,
                                model.reported[t],
                                model.expected[m][r][t],
                                model.regionLevel[r]));
                    }
                }
            }
        }
    }
}
