package aftercare.bench;

import aftercare.contract.Contracts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import aftercare.measure.training.TrainingEffect;
import aftercare.measure.training.TrainingNeed;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Whether the lacking skill is found for the right people, the effective course found and the useless one not credited,
 * in invented companies. Prints a page of Markdown; {@code --write} puts it into docs/benchmark-training.md.
 */
public final class TrainingBench {
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 10, 31);
    private static final Set<String> SOUND_SKILLS = Set.of("cooling_circuit", "panel_diagnosis");

    private final SparkSession spark;
    private final Contracts contracts;
    private final Path folder;
    private final int orders;
    private final AsOf asOf = new AsOf(LAST_DAY, ZoneId.of("UTC"));

    private TrainingBench(SeedBench.Workbench at, int orders) {
        spark = at.spark();
        contracts = at.contracts();
        folder = at.folder();
        this.orders = orders;
    }

    /**
     * Takes {@code --seeds N} (20), {@code --from SEED} (21), {@code --orders N} (20,000) and
     * {@code --write}.
     *
     * @throws IOException when the page or a company cannot be written
     */
    public static void main(String[] args) throws IOException {
        SeedBench bench = new SeedBench(args);
        int orders = bench.number("--orders", 20_000);
        bench.run(21, "benchmark-training.md", at -> new TrainingBench(at, orders)::measure, all -> new TrainingPage(
                        all, orders)
                .page());
    }

    private SeedTraining measure(long seed) throws IOException {
        Path landing = folder.resolve("company" + seed);
        CompanyGenerator.generate(GenerateOptions.into(landing)
                .withSeed(seed)
                .withRepairs(orders)
                .withDirtyShare(0)
                .withLastDay(LAST_DAY));
        JsonNode truth =
                new ObjectMapper().readTree(landing.resolve("truth.json").toFile());
        try (LandedInputs inputs = new LandedInputs(spark, contracts, landing)) {
            return found(seed, truth, inputs);
        } finally {
            Landings.delete(landing);
        }
    }

    private SeedTraining found(long seed, JsonNode truth, LandedInputs inputs) {
        Set<String> employed = employed(inputs);
        Set<String> lacking = new HashSet<>();
        truth.get("lacking_skill").get("technician_ids").forEach(id -> lacking.add(id.asText()));
        lacking.retainAll(employed);
        String skill = truth.get("lacking_skill").get("skill").asText();
        Set<String> byJobs = new HashSet<>();
        Set<String> byAny = new HashSet<>();
        int falseCells = 0;
        for (Row need : new TrainingNeed(contracts)
                .rows(inputs, asOf, Months.all())
                .select("technician_id", "skill", "basis")
                .collectAsList()) {
            boolean shown = !need.getString(2).equals("level");
            if (need.getString(1).equals(skill)) {
                byAny.add(need.getString(0));
                if (shown) {
                    byJobs.add(need.getString(0));
                }
            }
            falseCells += shown && SOUND_SKILLS.contains(need.getString(1)) ? 1 : 0;
        }
        return new SeedTraining(
                seed,
                employed.size(),
                lacking.size(),
                named(byJobs, lacking),
                named(byAny, lacking),
                falseCells,
                SOUND_SKILLS.size() * employed.size(),
                effects(truth, inputs));
    }

    private static SeedTraining.Named named(Set<String> named, Set<String> lacking) {
        int rightly = (int) named.stream().filter(lacking::contains).count();
        return new SeedTraining.Named(rightly, named.size() - rightly);
    }

    private static Set<String> employed(LandedInputs inputs) {
        Set<String> employed = new HashSet<>();
        inputs.silver("technicians")
                .filter("left_on is null")
                .select("technician_id")
                .collectAsList()
                .forEach(row -> employed.add(row.getString(0)));
        return employed;
    }

    private List<SeedTraining.Effect> effects(JsonNode truth, LandedInputs inputs) {
        List<SeedTraining.Effect> effects = new ArrayList<>();
        String effective = truth.get("effective_course").get("course").asText();
        String useless = truth.get("useless_course").get("course").asText();
        for (Row row : new TrainingEffect(Contracts.load())
                .rows(inputs, asOf, Months.all())
                .select(
                        "course",
                        "window_days",
                        "trained_n",
                        "control_n",
                        "status",
                        "effect",
                        "effect_low",
                        "effect_high")
                .collectAsList()) {
            boolean isEffective = row.getString(0).equals(effective);
            if (isEffective || row.getString(0).equals(useless)) {
                effects.add(new SeedTraining.Effect(
                        isEffective,
                        row.getInt(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.isNullAt(5) ? null : Double.valueOf(row.getDouble(5)),
                        row.isNullAt(6) ? null : Double.valueOf(row.getDouble(6)),
                        row.isNullAt(7) ? null : Double.valueOf(row.getDouble(7))));
            }
        }
        return effects;
    }
}
