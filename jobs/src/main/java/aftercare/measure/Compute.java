package aftercare.measure;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.lake.ComputedRun;
import aftercare.lake.GoldTable;
import aftercare.lake.Lake;
import aftercare.lake.Runs;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings gold up to date: each measure after those whose tables it reads, independent ones side by side, and of each only the months that
 * may have changed since {@code ops/runs} last saw it.
 */
public final class Compute {
    private static final int SIDE_BY_SIDE = 3;

    private final Lake lake;
    private final Contracts contracts;
    private final List<Measure> measures;
    private final Progress progress;
    private final Scenario scenario;

    /** Computes the base plan. */
    public Compute(Lake lake, Contracts contracts, List<Measure> measures, Progress progress) {
        this(lake, contracts, measures, progress, Scenario.BASE);
    }

    /**
     * @param scenario what is taken to be otherwise than it is; only tables that keep scenarios are computed under one
     */
    public Compute(Lake lake, Contracts contracts, List<Measure> measures, Progress progress, Scenario scenario) {
        this.lake = lake;
        this.contracts = contracts;
        this.measures = measures;
        this.progress = progress;
        this.scenario = scenario;
    }

    /**
     * Computes.
     *
     * @param asOf the day whose evening the figures describe
     * @param only the tables wanted; empty for all. Under a scenario with a sales plan, the tables they read are computed under it too
     * @param full whether to compute all months, whatever changed
     * @return what was computed, one entry per table
     */
    public List<ComputedRun> run(AsOf asOf, Set<String> only, boolean full, String runId, Timestamp now) {
        List<Measure> wanted = scenario.isBase() ? wanted(only) : wanted(keptByScenario(only));
        Set<String> tables = wanted.stream().map(Measure::table).collect(Collectors.toUnmodifiableSet());
        Runs runs = new Runs(lake);
        Map<String, ComputedRun> last = runs.last();
        ExecutorService executor = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        Map<String, CompletableFuture<ComputedRun>> done = new LinkedHashMap<>();
        try {
            for (Measure measure : wanted) {
                CompletableFuture<?>[] before = measure.gold().stream()
                        .filter(done::containsKey)
                        .map(done::get)
                        .toArray(CompletableFuture<?>[]::new);
                done.put(
                        measure.table(),
                        CompletableFuture.allOf(before)
                                .thenApplyAsync(
                                        ready -> compute(
                                                measure, tables, asOf, full, last.get(bookedAs(measure)), runId, now),
                                        executor));
            }
            List<ComputedRun> computed = new ArrayList<>();
            RuntimeException failure = null;
            for (CompletableFuture<ComputedRun> each : done.values()) {
                try {
                    computed.add(each.join());
                } catch (CompletionException failed) {
                    failure = failure == null ? unchecked(failed) : failure;
                }
            }
            runs.append(computed.stream()
                    .filter(run -> !sameAs(run, last.get(run.table())))
                    .toList());
            if (failure != null) {
                throw failure;
            }
            return computed;
        } finally {
            executor.shutdownNow();
        }
    }

    private static boolean sameAs(ComputedRun run, ComputedRun before) {
        return run.equals(before);
    }

    private static RuntimeException unchecked(CompletionException failed) {
        return failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }

    /** The tables that are computed under a scenario. */
    private Set<String> keptByScenario(Set<String> only) {
        Set<String> asked = new TreeSet<>(only);
        for (Measure measure : measures) {
            if (only.isEmpty() && keepsScenarios(measure.table())) {
                asked.add(measure.table());
            }
        }
        Set<String> kept = new TreeSet<>();
        for (Measure measure : wanted(asked)) {
            if (!keepsScenarios(measure.table())) {
                throw new AftercareException(
                        ErrorCode.BAD_OPTION,
                        "The table '" + measure.table() + "' keeps no scenarios.",
                        "Only tables with a column '" + Scenario.COLUMN + "' keep what-if rows beside the base plan.",
                        "Leave it out of --only, or compute it without --scenario.");
            }
            kept.add(measure.table());
            if (scenario.salesPlan().isPresent()) {
                addWhatItReads(measure, kept);
            }
        }
        return kept;
    }

    /** A sales plan changes the forecast, and with it whatever reads the forecast. */
    private void addWhatItReads(Measure measure, Set<String> kept) {
        for (Measure read : measures) {
            if (measure.gold().contains(read.table()) && keepsScenarios(read.table()) && kept.add(read.table())) {
                addWhatItReads(read, kept);
            }
        }
    }

    private boolean keepsScenarios(String table) {
        return new GoldTable(lake, contracts.gold(table)).hasScenarios();
    }

    /** The name under which ops/runs remembers a measure: a scenario says nothing of the base plan. */
    private String bookedAs(Measure measure) {
        return scenario.isBase() ? measure.table() : measure.table() + "@" + scenario.name();
    }

    /** The measures wanted, those that others read first. */
    private List<Measure> wanted(Set<String> only) {
        Map<String, Measure> byTable = new LinkedHashMap<>();
        measures.forEach(measure -> byTable.put(measure.table(), measure));
        for (String table : only) {
            if (!byTable.containsKey(table)) {
                throw new AftercareException(
                        ErrorCode.UNKNOWN_TABLE,
                        "There is no measure '" + table + "'.",
                        "The measures are " + String.join(", ", byTable.keySet()) + ".",
                        "Use one of these names with --only.");
            }
        }
        Map<String, Measure> ordered = new LinkedHashMap<>();
        for (Measure measure : measures) {
            if (only.isEmpty() || only.contains(measure.table())) {
                addAfterWhatItReads(measure, byTable, only, ordered);
            }
        }
        return List.copyOf(ordered.values());
    }

    private static void addAfterWhatItReads(
            Measure measure, Map<String, Measure> byTable, Set<String> only, Map<String, Measure> ordered) {
        for (String read : measure.gold()) {
            if (byTable.containsKey(read) && (only.isEmpty() || only.contains(read)) && !read.equals(measure.table())) {
                addAfterWhatItReads(byTable.get(read), byTable, only, ordered);
            }
        }
        ordered.putIfAbsent(measure.table(), measure);
    }

    private ComputedRun compute(
            Measure measure,
            Set<String> tables,
            AsOf asOf,
            boolean full,
            ComputedRun last,
            String runId,
            Timestamp now) {
        GoldContract contract = contracts.gold(measure.table());
        GoldTable table = new GoldTable(lake, contract);
        Map<String, Long> inputs = inputVersions(measure);
        String fingerprint = fingerprint(measure);
        boolean comparable = !full && last != null && last.fingerprint().equals(fingerprint) && table.exists();
        if (comparable && last.inputs().equals(inputs) && last.asOf().equals(Date.valueOf(asOf.day()))) {
            progress.step(said(measure)).detail("unchanged").close();
            return last;
        }
        long started = System.nanoTime();
        try (Progress.Step step = progress.step(said(measure));
                LakeInputs from = new LakeInputs(lake, contracts, scenario, tables)) {
            Months months = comparable && contract.month() != null && scenario.isBase()
                    ? touched(measure, from, last, inputs, asOf)
                    : Months.all();
            if (months.areAll()) {
                table.replace(measure.rows(from, asOf, months), scenario.name());
            } else if (!months.areNone()) {
                table.replaceMonths(
                        measure.rows(from, asOf, months),
                        measure.rewritten(months, asOf).some().stream()
                                .map(AsOf::date)
                                .toList(),
                        scenario.name());
            }
            Dataset<Row> written = table.hasScenarios() ? table.rowsOf(scenario.name()) : table.rows();
            long rows = written.count();
            step.detail(String.format(Locale.ROOT, "%,d rows%s", rows, said(contract, months)));
            return new ComputedRun(
                    runId,
                    bookedAs(measure),
                    Date.valueOf(asOf.day()),
                    fingerprint,
                    inputs,
                    months.toString(),
                    rows,
                    (System.nanoTime() - started) / 1e9,
                    table.version(),
                    now);
        }
    }

    private String said(Measure measure) {
        return "compute " + measure.table() + (scenario.isBase() ? "" : " as " + scenario.name());
    }

    private static String said(GoldContract contract, Months months) {
        return contract.month() == null
                ? ""
                : months.areAll() ? ", all months" : ", " + months.some().size() + " months computed";
    }

    private Months touched(Measure measure, Inputs from, ComputedRun last, Map<String, Long> inputs, AsOf asOf) {
        LakeChanges changes = new LakeChanges(
                lake,
                contracts,
                last.inputs(),
                inputs,
                new AsOf(LocalDate.parse(last.asOf().toString()), lake.zone()));
        return changes.lost() ? Months.all() : measure.touched(from, changes, asOf);
    }

    private Map<String, Long> inputVersions(Measure measure) {
        Map<String, Long> versions = new TreeMap<>();
        for (String source : measure.sources()) {
            versions.put("silver/" + source, lake.version(lake.silver(source)));
        }
        for (String table : measure.gold()) {
            if (!table.equals(measure.table())) {
                versions.put("gold/" + table, lake.version(lake.gold(table)));
            }
        }
        for (String book : measure.books()) {
            versions.put("ops/" + book, lake.version(lake.ops(book)));
        }
        if (measure.readsQuarantine()) {
            for (Contract source : contracts.sources()) {
                Path quarantine = lake.quarantine(source.source());
                versions.put("quarantine/" + source.source(), lake.version(quarantine));
            }
        }
        return versions;
    }

    /** What a table is computed by; when contracts or code change, it is computed anew. */
    private String fingerprint(Measure measure) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(contracts.gold(measure.table()).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (String source : measure.sources()) {
                digest.update(contracts.source(source).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            digest.update((measure.policy() + scenario.saying()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            Class<?> code = measure.getClass();
            try (InputStream bytes = code.getResourceAsStream(code.getSimpleName() + ".class")) {
                digest.update(bytes == null ? new byte[0] : bytes.readAllBytes());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException | IOException impossible) {
            throw new IllegalStateException("every Java has SHA-256 and can read its classes", impossible);
        }
    }
}
