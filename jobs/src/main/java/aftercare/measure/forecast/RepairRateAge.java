package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.FleetPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.table.RepairRateAgeTable;
import aftercare.table.Tables;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Repairs per unit-month by model and age, with the mean cumulative function. Defined in
 * schemas/gold/repair_rate_age.yaml.
 *
 * @param scrap as in {@link FleetMeasure#scrap}
 */
public record RepairRateAge(Map<String, double[]> scrap) implements FleetMeasure {
    /** Ages that the longest warranty considered needs, and the oldest worth telling. */
    private static final int FEWEST_AGES = 61;

    private static final int MOST_AGES = 181;
    private static final double Z = 1.959963984540054;

    public RepairRateAge {
        scrap = Map.copyOf(scrap);
    }

    /** Takes how long units stay in service from the company's policy. */
    public RepairRateAge() {
        this(FleetPolicy.load().byMonth());
    }

    @Override
    public String table() {
        return Tables.REPAIR_RATE_AGE;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return ForecastInputs.of(inputs, asOf, scrap)
                .byCategory(RepairRateAge::compute, Encoders.row(RepairRateAgeTable.SCHEMA))
                .repartition(col(RepairRateAgeTable.MODEL_ID));
    }

    private static void compute(CategoryHistory history, Delays delays, Consumer<Row> into) {
        CategoryFleet fleet = history.fleet;
        RepairModel model = RepairModel.fit(history, delays);
        int ages = Math.max(FEWEST_AGES, Math.min(MOST_AGES, model.ages));
        for (int m = 0; m < fleet.models().size(); m++) {
            double cumulative = 0;
            double error = 0;
            for (int age = 0; age < ages; age++) {
                boolean seen = age < model.ages;
                int at = Math.min(age, model.ages - 1);
                double rate = model.shape.rate()[at] * model.modelLevel[m];
                double shapeSd = model.shape.logSd()[at];
                double levelSd = model.modelLevelSd[m];
                double sd = Math.sqrt(shapeSd * shapeSd + levelSd * levelSd);
                double share = age == 0 ? 0.5 : 1;
                cumulative += share * rate;
                // Neighbouring ages err alike, so their errors are added, not their squares.
                error += share * rate * shapeSd;
                double cumulativeSd = Math.sqrt(Math.pow(error / cumulative, 2) + levelSd * levelSd);
                double exposure = seen ? model.exposureAtAge[m][age] : 0;
                double repairs = seen ? model.repairsAtAge[m][age] : 0;
                into.accept(RepairRateAgeTable.row()
                        .modelId(fleet.models().get(m).id())
                        .ageMonth(age)
                        .unitMonths(exposure)
                        .repairN(repairs)
                        .rawRate(exposure > 0 ? repairs / exposure : null)
                        .rate(rate)
                        .rateLow(rate * Math.exp(-Z * sd))
                        .rateHigh(rate * Math.exp(Z * sd))
                        .mcf(cumulative)
                        .mcfLow(cumulative * Math.exp(-Z * cumulativeSd))
                        .mcfHigh(cumulative * Math.exp(Z * cumulativeSd))
                        .modelLevel(model.modelLevel[m])
                        .levelSd(levelSd)
                        .build());
            }
        }
    }
}
