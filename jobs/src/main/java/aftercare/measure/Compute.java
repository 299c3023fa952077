package aftercare.measure;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.ComputedRun;
import aftercare.lake.Lake;
import aftercare.lake.Runs;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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

    public Compute(Lake lake, Contracts contracts, List<Measure> measures, Progress progress) {
        this.lake = lake;
        this.contracts = contracts;
        this.measures = measures;
        this.progress = progress;
    }

    /**
     * Computes.
     *
     * @param asOf the day whose evening the figures describe
     * @param only the tables wanted; empty for all
     * @param full whether to compute all months, whatever changed
     * @return what was computed, one entry per table
     */
    public List<ComputedRun> run(AsOf asOf, Set<String> only, boolean full, String runId, Timestamp now) {
        List<Measure> wanted = wanted(only);
        Lake work = lake.withSessionFor(lake.size(lake.at("silver")));
        Runs runs = new Runs(work);
        Map<String, ComputedRun> last = runs.last();
        Fingerprint fingerprint = new Fingerprint(contracts);
        ExecutorService executor = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        Map<String, CompletableFuture<ComputedRun>> done = new LinkedHashMap<>();
        try (HeldTables tables = new HeldTables(work)) {
            for (Measure measure : wanted) {
                CompletableFuture<?>[] before = measure.gold().stream()
                        .filter(done::containsKey)
                        .map(done::get)
                        .toArray(CompletableFuture<?>[]::new);
                done.put(
                        measure.table(),
                        CompletableFuture.allOf(before)
                                .thenApplyAsync(
                                        ready -> computation(work, tables, measure, last, fingerprint)
                                                .run(asOf, full, runId, now),
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

    private Computation computation(
            Lake work, HeldTables tables, Measure measure, Map<String, ComputedRun> last, Fingerprint fingerprint) {
        return new Computation(
                work, contracts, tables, measure, last.get(measure.table()), fingerprint.of(measure), progress);
    }

    private static boolean sameAs(ComputedRun run, ComputedRun before) {
        return run.equals(before);
    }

    private static RuntimeException unchecked(CompletionException failed) {
        return failed.getCause() instanceof RuntimeException cause ? cause : failed;
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
}
