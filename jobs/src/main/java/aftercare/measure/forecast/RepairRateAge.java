package aftercare.measure.forecast;

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
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Repairs per unit-month by model and age, with the mean cumulative function. Defined in schemas/gold/repair_rate_age.yaml.
 *
 * @param scrap as in {@link FleetMeasure#scrap}
 */
public record RepairRateAge(Map<String, double[]> scrap) implements FleetMeasure {
    private static final StructType TYPE = new StructType()
            .add(RepairRateAgeTable.MODEL_ID, DataTypes.StringType)
            .add(RepairRateAgeTable.AGE_MONTH, DataTypes.IntegerType)
            .add(RepairRateAgeTable.UNIT_MONTHS, DataTypes.DoubleType)
            .add(RepairRateAgeTable.REPAIR_N, DataTypes.DoubleType)
            .add(RepairRateAgeTable.RAW_RATE, DataTypes.DoubleType)
            .add(RepairRateAgeTable.RATE, DataTypes.DoubleType)
            .add(RepairRateAgeTable.RATE_LOW, DataTypes.DoubleType)
            .add(RepairRateAgeTable.RATE_HIGH, DataTypes.DoubleType)
            .add(RepairRateAgeTable.MCF, DataTypes.DoubleType)
            .add(RepairRateAgeTable.MCF_LOW, DataTypes.DoubleType)
            .add(RepairRateAgeTable.MCF_HIGH, DataTypes.DoubleType)
            .add(RepairRateAgeTable.MODEL_LEVEL, DataTypes.DoubleType)
            .add(RepairRateAgeTable.LEVEL_SD, DataTypes.DoubleType);

    /** Ages that the longest warranty considered needs, and the oldest worth telling. */
    private static final int FEWEST_AGES = 61;

    private static final int MOST_AGES = 181;
    private static final double Z = 1.959963984540054;

    public RepairRateAge {
        scrap = Map.copyOf(scrap);
    }

    @Override
    public String table() {
        return Tables.REPAIR_RATE_AGE;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return ForecastInputs.of(inputs, asOf, scrap)
                .reckoned(RepairRateAge::reckon, Encoders.row(TYPE))
                .repartition(org.apache.spark.sql.functions.col(RepairRateAgeTable.MODEL_ID));
    }

    private static void reckon(CategoryHistory history, Delays delays, Consumer<Row> into) {
        CategoryFleet fleet = history.fleet;
        RepairModel model = RepairModel.fit(history, delays, fleet.months() - 1, Horizons.ages(fleet));
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
                into.accept(RowFactory.create(
                        fleet.models().get(m).id(),
                        age,
                        exposure,
                        repairs,
                        exposure > 0 ? repairs / exposure : null,
                        rate,
                        rate * Math.exp(-Z * sd),
                        rate * Math.exp(Z * sd),
                        cumulative,
                        cumulative * Math.exp(-Z * cumulativeSd),
                        cumulative * Math.exp(Z * cumulativeSd),
                        model.modelLevel[m],
                        levelSd));
            }
        }
    }
}
