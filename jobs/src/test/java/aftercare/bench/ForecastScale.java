package aftercare.bench;

import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.ComputedRun;
import aftercare.lake.GoldTable;
import aftercare.lake.Lake;
import aftercare.lake.SparkSessions;
import aftercare.measure.api.AsOf;
import aftercare.measure.engine.Compute;
import aftercare.measure.forecast.ForecastAccuracy;
import aftercare.measure.forecast.InstalledBaseMonth;
import aftercare.measure.forecast.RepairForecastMonth;
import aftercare.measure.forecast.RepairRateAge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * How long the forecast of a large company takes, all backtests included: invented aggregates of models x regions x
 * months are written as the tables of a lake, then computed. Usage: {@code ForecastScale [models] [regions] [months]},
 * by default 200 300 60.
 */
public final class ForecastScale {
    private static final int CATEGORIES = 8;
    private static final YearMonth LAST = YearMonth.of(2026, 10);
    private static final int PLANNED = 24;

    private final Lake lake;
    private final Contracts contracts = Contracts.load();
    private final int models;
    private final int regions;
    private final int months;

    private ForecastScale(Lake lake, int models, int regions, int months) {
        this.lake = lake;
        this.models = models;
        this.regions = regions;
        this.months = months;
    }

    public static void main(String[] arguments) throws IOException {
        int[] sizes = {200, 300, 60};
        for (int i = 0; i < arguments.length; i++) {
            sizes[i] = Integer.parseInt(arguments[i]);
        }
        ZoneId zone = ZoneId.of("UTC");
        SparkSession spark = SparkSessions.start("local[2]", zone);
        Path folder = Files.createTempDirectory("forecast-scale");
        try {
            new ForecastScale(Lake.openOrCreate(spark, folder.toString(), zone), sizes[0], sizes[1], sizes[2]).run();
        } finally {
            spark.stop();
            try (var files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run() {
        write();
        double busy = processorSeconds();
        long started = System.nanoTime();
        List<ComputedRun> runs = new Compute(
                        lake,
                        contracts,
                        List.of(
                                new ForecastAccuracy(Map.of()),
                                new RepairForecastMonth(Map.of()),
                                new InstalledBaseMonth(Map.of()),
                                new RepairRateAge(Map.of())),
                        Progress.SILENT)
                .run(
                        new AsOf(LAST.atEndOfMonth(), lake.zone()),
                        Set.of(),
                        true,
                        "scale",
                        Timestamp.from(Instant.now()));
        double seconds = (System.nanoTime() - started) / 1e9;
        runs.forEach(run -> say("%-22s %,10d rows %8.1f s", run.table(), run.rows(), run.seconds()));
        say(
                "forecast of %d models x %d regions x %d months: %.0f s on 2 cores, %.0f s of processor time",
                models, regions, months, seconds, processorSeconds() - busy);
    }

    /** What a machine that has other work, too, does not lengthen. */
    private static double processorSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    private void write() {
        List<Row> modelRows = new ArrayList<>();
        for (int m = 0; m < models; m++) {
            modelRows.add(RowFactory.create("M" + m, "category " + m % CATEGORIES, 24, 0.1, true));
        }
        List<Row> regionRows = new ArrayList<>();
        for (int r = 0; r < regions; r++) {
            regionRows.add(RowFactory.create("R" + r, "zone " + r % 3, true));
        }
        gold(
                "dim_model",
                rows(
                        modelRows,
                        "model_id string, category string, warranty_months int, design_repair_rate double, known boolean"));
        gold("dim_region", rows(regionRows, "region_id string, climate_zone string, known boolean"));
        StructType cell =
                StructType.fromDDL("kind int, model_id string, region_id string, month date, age int, n bigint");
        int series = models * regions;
        int length = months;
        int width = regions;
        Dataset<Row> cells = lake.spark()
                .range(0, series, 1, 8)
                .flatMap(
                        (FlatMapFunction<Long, Row>)
                                i -> cells(i, width, length).iterator(),
                        Encoders.row(cell))
                .persist();
        silver("shipments", cells.filter("kind = 0").selectExpr("model_id", "region_id", "month", "int(n) units"));
        silver(
                "sales_forecasts",
                cells.filter("kind = 2")
                        .selectExpr(
                                "'P' plan_id",
                                "model_id",
                                "region_id",
                                "month",
                                "double(n) units",
                                "DATE'2026-10-03' issued_on"));
        gold(
                "repair_age_month",
                cells.filter("kind = 1")
                        .selectExpr(
                                "month",
                                "model_id",
                                "region_id",
                                "age age_month",
                                "0 lag_months",
                                "n repair_n",
                                "0L before_sale_n"));
        cells.unpersist();
    }

    /** Sales, repairs and plans of one model in one region; about one and a half repairs a month. */
    private static List<Row> cells(long series, int regions, int months) {
        SplittableRandom random = new SplittableRandom(series);
        String model = "M" + series / regions;
        String region = "R" + series % regions;
        double size = 2 * Math.exp(0.8 * random.nextGaussian());
        List<Row> rows = new ArrayList<>();
        for (int t = 0; t < months + PLANNED; t++) {
            Date month =
                    Date.valueOf(LAST.minusMonths(months - 1L).plusMonths(t).atDay(1));
            long units = Math.round(size * (1 + random.nextDouble()));
            rows.add(RowFactory.create(t < months ? 0 : 2, model, region, month, 0, units));
            for (double expected = 0.012 * 1.5 * size * (t + 1);
                    t < months && random.nextDouble() < expected;
                    expected--) {
                rows.add(RowFactory.create(1, model, region, month, random.nextInt(t + 1), 1L));
            }
        }
        return rows;
    }

    private Dataset<Row> rows(List<Row> rows, String type) {
        return lake.spark().createDataFrame(rows, StructType.fromDDL(type));
    }

    private void silver(String source, Dataset<Row> rows) {
        rows.write().format("delta").save(lake.silver(source).toString());
    }

    /** Columns that are not given are null. */
    private void gold(String table, Dataset<Row> rows) {
        Dataset<Row> whole = rows;
        for (var field : contracts.gold(table).sparkType().fields()) {
            if (!List.of(rows.columns()).contains(field.name())) {
                whole = whole.withColumn(
                        field.name(), org.apache.spark.sql.functions.lit(null).cast(field.dataType()));
            }
        }
        new GoldTable(lake, contracts.gold(table)).replace(whole, "base");
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
