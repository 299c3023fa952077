package aftercare.bench;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.Contracts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.earlywarning.EmergingIssue;
import aftercare.measure.outlets.OutletKpiExpected;
import aftercare.measure.outlets.OutletKpiMonth;
import aftercare.measure.outlets.OutletScorecardKpi;
import aftercare.measure.outlets.OutletScorecardMonth;
import aftercare.measure.satisfaction.SatisfactionMonth;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import aftercare.simulate.Shape;
import aftercare.stats.CountTail;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Whether the measures find what is planted in invented companies, and how much they find in companies in which nothing
 * is. Prints a page of Markdown; {@code --write} puts it into docs/benchmark-truths.md.
 */
public final class TruthBench {
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 10, 31);
    private static final int WINDOW_DAYS = 90;
    private static final double SHARE_OF_SYMPTOM = 0.16;

    private final SparkSession spark;
    private final Contracts contracts;
    private final Path folder;
    private final AsOf asOf = new AsOf(LAST_DAY, ZoneId.of("UTC"));

    private TruthBench(SeedBench.Workbench at) {
        spark = at.spark();
        contracts = at.contracts();
        folder = at.folder();
    }

    /**
     * Takes {@code --seeds N} (20), {@code --from SEED} (1) and {@code --write}.
     *
     * @throws IOException when the page or a company cannot be written
     */
    public static void main(String[] args) throws IOException {
        new SeedBench(args)
                .run(1, "benchmark-truths.md", at -> new TruthBench(at)::measure, all -> new TruthPage(all).page());
    }

    private SeedTruths measure(long seed) throws IOException {
        Path landing = generate(seed, Shape.standard(), "planted");
        JsonNode truth =
                new ObjectMapper().readTree(landing.resolve("truth.json").toFile());
        SeedTruths.Batch batch;
        SeedTruths.Outlet outlet;
        FlaggedClaims planted;
        try (LandedInputs inputs = new LandedInputs(spark, contracts, landing)) {
            batch = batch(truth.get("flawed_batch"), inputs);
            outlet = outlet(truth, inputs);
            planted = FlaggedClaims.of(inputs, contracts, asOf);
        }
        Landings.delete(landing);
        Path unplanted = generate(seed, Shape.unplanted(), "unplanted");
        SeedTruths.Nothing nothing;
        FlaggedClaims clean;
        try (LandedInputs inputs = new LandedInputs(spark, contracts, unplanted)) {
            nothing = nothing(inputs);
            clean = FlaggedClaims.of(inputs, contracts, asOf);
        }
        Landings.delete(unplanted);
        return new SeedTruths(seed, batch, outlet, nothing, planted.beside(truth.get("fraudulent_claims"), clean));
    }

    private Path generate(long seed, Shape shape, String name) {
        Path landing = folder.resolve(name + seed);
        CompanyGenerator.generate(GenerateOptions.into(landing)
                .withSeed(seed)
                .withDirtyShare(0)
                .withLastDay(LAST_DAY)
                .withShape(shape));
        return landing;
    }

    private SeedTruths.Batch batch(JsonNode truth, Inputs inputs) {
        String model = truth.get("model_id").asText();
        String symptom = truth.get("symptom_code").asText();
        LocalDate from = YearMonth.parse(truth.get("from_month").asText()).atDay(1);
        List<Row> issues = new EmergingIssue().rows(inputs, asOf, Months.all()).collectAsList();
        LocalDate found = null;
        int others = 0;
        for (Row issue : issues) {
            LocalDate day = issue.getDate(0).toLocalDate();
            if (issue.getString(1).equals(model) && issue.getString(2).equals(symptom)) {
                found = found == null || day.isBefore(found) ? day : found;
            } else if (day.equals(LAST_DAY)) {
                others++;
            }
        }
        return new SeedTruths.Batch(shows(inputs, model, symptom, from), found, others);
    }

    /**
     * The first month's end at which somebody who knew where to look would be sure: at least 5 repairs in 90 days of
     * the flawed units for the flawed symptom, and with their other repairs in proportion as many come by chance with
     * at most 1 %.
     */
    private static LocalDate shows(Inputs inputs, String model, String symptom, LocalDate from) {
        List<Row> repairs = inputs.silver("repairs")
                .filter(col("model_id").equalTo(model))
                .filter(col("service_type").equalTo("repair"))
                .filter(col("manufactured_on").geq(from.toString()))
                .filter(col("opened_at").lt(LAST_DAY.plusDays(1).toString()))
                .select(col("opened_at").cast("date"), col("symptom_code"))
                .collectAsList();
        for (YearMonth month = YearMonth.from(from);
                !month.isAfter(YearMonth.from(LAST_DAY));
                month = month.plusMonths(1)) {
            LocalDate day = month.atEndOfMonth();
            long flawed = count(repairs, day, symptom, true);
            long others = count(repairs, day, symptom, false);
            double expected = Math.max(0.1, others * SHARE_OF_SYMPTOM / (1 - SHARE_OF_SYMPTOM));
            if (flawed >= 5 && CountTail.upper(flawed, expected, 0) <= 0.01) {
                return day;
            }
        }
        return null;
    }

    private static long count(List<Row> repairs, LocalDate day, String symptom, boolean same) {
        return repairs.stream()
                .filter(row -> symptom.equals(row.getString(1)) == same)
                .map(row -> row.getDate(0).toLocalDate())
                .filter(opened -> !opened.isAfter(day) && opened.isAfter(day.minusDays(WINDOW_DAYS)))
                .count();
    }

    private SeedTruths.Nothing nothing(Inputs inputs) {
        List<Row> issues = new EmergingIssue().rows(inputs, asOf, Months.all()).collectAsList();
        long days = issues.stream().map(row -> row.getDate(0)).distinct().count();
        long last = issues.stream()
                .filter(row -> row.getDate(0).toLocalDate().equals(LAST_DAY))
                .count();
        return new SeedTruths.Nothing((int) last, (int) days, issues.size());
    }

    private SeedTruths.Outlet outlet(JsonNode truth, LandedInputs inputs) {
        String planted = truth.get("repeating_outlet").get("outlet_id").asText();
        List<Measure> measures = List.of(
                new OutletKpiMonth(contracts),
                new SatisfactionMonth(contracts),
                new OutletKpiExpected(contracts),
                new OutletScorecardKpi(contracts),
                new OutletScorecardMonth(contracts));
        for (Measure measure : measures) {
            inputs.putGold(measure.table(), measure.rows(inputs, asOf, Months.all()));
        }
        Dataset<Row> lastYear = inputs.gold("outlet_scorecard_month")
                .filter(col("month").gt(LAST_DAY.minusYears(1).toString()))
                .select(
                        "outlet_id",
                        "funnel",
                        "recommendation",
                        "score",
                        "status",
                        "month",
                        "reasons",
                        "region_id",
                        "rank_in_region")
                .sort("month", "outlet_id");
        int reviewed = 0;
        int watched = 0;
        int low = 0;
        int scored = 0;
        int othersReviewed = 0;
        int othersWatched = 0;
        int othersLow = 0;
        int othersScored = 0;
        int agreed = 0;
        int othersAgreed = 0;
        Map<String, List<Row>> accused = new TreeMap<>();
        List<Row> rows = lastYear.collectAsList();
        Verdicts verdicts = new Verdicts(rows);
        for (Row row : rows) {
            boolean isPlanted = row.getString(0).equals(planted);
            int review = row.getString(2).equals("review_for_revocation") ? 1 : 0;
            // Outlets that just began are watched for being on probation, not for their figures.
            int watch = row.getString(2).equals("watch") && !"probation".equals(row.getString(4)) ? 1 : 0;
            int isLow = row.getString(1).equals("low") ? 1 : 0;
            int isScored = row.isNullAt(3) ? 0 : 1;
            if (review > 0 && !isPlanted) {
                accused.computeIfAbsent(row.getString(0), none -> new ArrayList<>())
                        .add(row);
            }
            boolean flagged = review + watch + isLow > 0;
            boolean worse = isScored > 0 && verdicts.scoreAndRankAreOfTheWorseHalf(row);
            agreed += isPlanted && flagged && worse ? 1 : 0;
            othersAgreed += !isPlanted && isScored > 0 && (!flagged || worse) ? 1 : 0;
            reviewed += isPlanted ? review : 0;
            watched += isPlanted ? watch : 0;
            othersWatched += isPlanted ? 0 : watch;
            low += isPlanted ? isLow : 0;
            scored += isPlanted ? isScored : 0;
            othersReviewed += isPlanted ? 0 : review;
            othersLow += isPlanted ? 0 : isLow;
            othersScored += isPlanted ? 0 : isScored;
        }
        return new SeedTruths.Outlet(
                reviewed,
                watched,
                low,
                scored,
                othersReviewed,
                othersWatched,
                othersLow,
                othersScored,
                agreed,
                othersAgreed,
                accused.entrySet().stream()
                        .map(one -> accused(one.getKey(), one.getValue(), truth.get("outlets")))
                        .toList());
    }

    private static SeedTruths.Accused accused(String outlet, List<Row> months, JsonNode outlets) {
        List<String> truth = new ArrayList<>();
        outlets.get(outlet).properties().forEach(character -> {
            double own = character.getValue().asDouble();
            // Good manners are the only thing of which more is better.
            int sign = character.getKey().equals("manner") ? -1 : 1;
            long worse = outlets.properties().stream()
                    .filter(other ->
                            sign * other.getValue().get(character.getKey()).asDouble() > sign * own)
                    .count();
            truth.add(String.format(
                    Locale.ROOT, "%s %.3f (%d of %d)", character.getKey(), own, worse + 1, outlets.size()));
        });
        return new SeedTruths.Accused(
                outlet,
                months.stream()
                        .map(row -> YearMonth.from(row.getDate(5).toLocalDate()).toString())
                        .toList(),
                months.get(0).getString(6).replace("\n", " "),
                String.join(", ", truth));
    }

    static String text(LocalDate day) {
        return day == null ? "never" : String.format(Locale.ROOT, "%s", YearMonth.from(day));
    }
}
