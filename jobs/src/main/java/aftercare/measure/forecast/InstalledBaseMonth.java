package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.FleetPolicy;
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

/**
 * Units in service by model, region and month, with the repairs they had and those that the repair model expects of
 * them. Defined in schemas/gold/installed_base_month.yaml.
 *
 * @param scrap as in {@link FleetMeasure#scrap}
 */
public record InstalledBaseMonth(Map<String, double[]> scrap) implements FleetMeasure {
    public InstalledBaseMonth {
        scrap = Map.copyOf(scrap);
    }

    /** Takes how long units stay in service from the company's policy. */
    public InstalledBaseMonth() {
        this(FleetPolicy.load().byMonth());
    }

    @Override
    public String table() {
        return Tables.INSTALLED_BASE_MONTH;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return ForecastInputs.of(inputs, asOf, scrap)
                .byCategory(InstalledBaseMonth::compute, Encoders.row(InstalledBaseMonthTable.SCHEMA))
                .repartition(col(InstalledBaseMonthTable.MODEL_ID));
    }

    private static void compute(CategoryHistory history, Delays delays, Consumer<Row> into) {
        CategoryFleet fleet = history.fleet;
        RepairModel model = RepairModel.fit(history, delays);
        for (int m = 0; m < fleet.models().size(); m++) {
            for (int r = 0; r < fleet.regions().size(); r++) {
                Stock stock = new Stock(
                        fleet, model.cohorts[m][r], fleet.models().get(m).warrantyMonths());
                for (int t = 0; t < fleet.months(); t++) {
                    Stock.Count count = stock.at(t);
                    int repairs = history.known(m, r, t, model.origin);
                    if (count.inService() > 0 || repairs > 0) {
                        into.accept(InstalledBaseMonthTable.row()
                                .month(ForecastInputs.firstDay(fleet.firstMonth() + t))
                                .modelId(fleet.models().get(m).id())
                                .regionId(fleet.regions().get(r).id())
                                .unitsSold(history.units[m][r][t + fleet.salesBefore()])
                                .unitsInService(count.inService())
                                .unitsInWarranty(count.inWarranty())
                                .unitMonths(count.unitMonths())
                                .meanAgeMonths(count.inService() > 0 ? count.meanAge() : null)
                                .repairN(repairs)
                                .reportedShare(model.reported[t])
                                .expectedN(model.expected[m][r][t])
                                .regionLevel(model.regionLevel[r])
                                .build());
                    }
                }
            }
        }
    }
}
