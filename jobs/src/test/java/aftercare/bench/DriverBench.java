package aftercare.bench;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.Contracts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import aftercare.measure.drivers.ExposedOrders;
import aftercare.measure.drivers.SatisfactionDriver;
import aftercare.measure.facts.SeenOrders;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import aftercare.simulate.PlantedEffects;
import aftercare.simulate.Shape;
import aftercare.table.SatisfactionDriverTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Whether satisfaction_driver recovers what drivers cost in invented companies, and what it claims of drivers that cost
 * nothing. Prints a page of Markdown; {@code --write} puts it into docs/benchmark-drivers.md.
 */
public final class DriverBench {
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 10, 31);
    private static final YearMonth LAST = YearMonth.of(2026, 10);
    private static final int MONTHS = 12;

    private final SparkSession spark;
    private final Contracts contracts;
    private final Path folder;
    private final int orders;
    private final AsOf asOf = new AsOf(LAST_DAY, ZoneId.of("UTC"));

    private DriverBench(SeedBench.Workbench at, int orders) {
        spark = at.spark();
        contracts = at.contracts();
        folder = at.folder();
        this.orders = orders;
    }

    /**
     * Takes {@code --seeds N} (20), {@code --from SEED} (301), {@code --orders N} (20,000) and {@code --write}.
     *
     * @throws IOException when the page or a company cannot be written
     */
    public static void main(String[] args) throws IOException {
        SeedBench bench = new SeedBench(args);
        int orders = bench.number("--orders", 20_000);
        bench.run(301, "benchmark-drivers.md", at -> new DriverBench(at, orders)::measure, all -> new DriverPage(
                        all, orders)
                .page());
    }

    private SeedDrivers measure(long seed) throws IOException {
        return new SeedDrivers(seed, found(seed, Shape.unplanted()), found(seed, Shape.indifferent()));
    }

    private List<SeedDrivers.Found> found(long seed, Shape shape) throws IOException {
        Path landing = folder.resolve("company" + seed);
        GenerateOptions options = GenerateOptions.into(landing)
                .withSeed(seed)
                .withRepairs(orders)
                .withDirtyShare(0)
                .withLastDay(LAST_DAY)
                .withShape(shape);
        CompanyGenerator.generate(options);
        try (LandedInputs inputs = new LandedInputs(spark, contracts, landing)) {
            Map<String, Double> planted = planted(new PlantedEffects(options), inputs);
            List<SeedDrivers.Found> found = new ArrayList<>();
            for (Row row : new SatisfactionDriver(contracts)
                    .rows(inputs, asOf, Months.of(List.of(LAST)))
                    .filter(col(SatisfactionDriverTable.WINDOW_MONTHS)
                            .equalTo(MONTHS)
                            .and(col(SatisfactionDriverTable.JUDGED)))
                    .collectAsList()) {
                SatisfactionDriverTable.Values values = SatisfactionDriverTable.of(row);
                double truth = planted.getOrDefault(values.cut() + "/" + values.cutId() + "/" + values.driver(), 0.0);
                found.add(new SeedDrivers.Found(
                        values.cut(),
                        values.driver(),
                        values.exposedN(),
                        truth,
                        values.effect(),
                        values.effectLow(),
                        values.effectHigh(),
                        values.shown()));
            }
            return found;
        } finally {
            Landings.delete(landing);
        }
    }

    /** The mean effect by cut, member and driver, over the orders to which it happened. */
    private Map<String, Double> planted(PlantedEffects effects, LandedInputs inputs) {
        Map<String, double[]> sums = new HashMap<>();
        for (ExposedOrders.Exposed order : ExposedOrders.in(
                Months.of(SeenOrders.monthsFrom(LAST.minusMonths(MONTHS - 1), LAST)), contracts, inputs, asOf)) {
            double effect = effects.of(order.repairId(), order.askedAt(), order.driver());
            order.members().forEach((cut, member) -> {
                double[] sum = sums.computeIfAbsent(cut + "/" + member + "/" + order.driver(), none -> new double[2]);
                sum[0] += effect;
                sum[1]++;
            });
        }
        Map<String, Double> means = new HashMap<>();
        sums.forEach((key, sum) -> means.put(key, sum[0] / sum[1]));
        return means;
    }
}
