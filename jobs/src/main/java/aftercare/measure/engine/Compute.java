package aftercare.measure.engine;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ParallelTasks;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.ComputedRun;
import aftercare.lake.GoldTable;
import aftercare.lake.Lake;
import aftercare.lake.Runs;
import aftercare.lake.TableCache;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Scenario;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings gold up to date: each measure after those whose tables it reads, independent ones at the same time, and of
 * each only the months that may have changed since {@code ops/runs} last saw it.
 */
public final class Compute {
    private static final Logger LOG = LoggerFactory.getLogger(Compute.class);
    private static final int AT_ONCE = 3;

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
     * @param only the tables wanted, before which the dimensions they read are brought up to date, so that no new
     *     member is missed; empty for all. Under a scenario with a sales plan, the tables they read are computed under
     *     it too
     * @param full whether to compute all months, whatever changed
     * @return what was computed, one entry per table
     */
    public List<ComputedRun> run(AsOf asOf, Set<String> only, boolean full, String runId, Timestamp now) {
        try (TableCache tables = tables(lake)) {
            return run(tables, asOf, only, full, runId, now);
        }
    }

    /** The tables of a lake as a computation reads them, planned for as much as silver holds. */
    public static TableCache tables(Lake lake) {
        return new TableCache(lake.withSessionFor(lake.size(lake.at("silver"))));
    }

    /** The same with what this run holds of silver already, having just loaded it. */
    public static TableCache tables(Lake lake, TableCache loaded) {
        return new TableCache(lake.withSessionFor(lake.size(lake.at("silver"))), loaded);
    }

    /** Computes, and leaves what it read and wrote at hand to whoever goes on with these tables. */
    public List<ComputedRun> run(
            TableCache tables, AsOf asOf, Set<String> only, boolean full, String runId, Timestamp now) {
        List<Measure> wanted = scenario.isBase() ? wanted(withDimensions(only)) : wanted(keptByScenario(only));
        Set<String> computing = wanted.stream().map(Measure::table).collect(Collectors.toUnmodifiableSet());
        Lake work = tables.lake();
        Runs runs = new Runs(work);
        Map<String, ComputedRun> last = runs.last();
        Fingerprint fingerprint = new Fingerprint(contracts);
        RunContext workplace = new RunContext(
                work,
                contracts,
                tables,
                new SharedNumbers(),
                new SpokenSources(tables, contracts, measures, asOf),
                scenario,
                computing,
                progress);
        LOG.info("computing {} tables as of {}{}: {}", wanted.size(), asOf.day(), full ? " in full" : "", computing);
        ParallelTasks<ComputedRun> tasks = ParallelTasks.atMost(AT_ONCE);
        for (Measure measure : wanted) {
            tasks.add(
                    measure.table(),
                    () -> new Computation(
                                    workplace,
                                    measure,
                                    last.get(Computation.bookedAs(measure, scenario)),
                                    fingerprint.of(measure, scenario))
                            .run(asOf, full, runId, now),
                    measure.gold());
        }
        ParallelTasks.Outcome<ComputedRun> computed = tasks.run();
        List<ComputedRun> news = computed.done().stream()
                .filter(run -> !run.equals(last.get(run.table())))
                .toList();
        runs.append(news);
        LOG.info(
                "computed {} tables anew; {} were up to date",
                news.size(),
                computed.done().size() - news.size());
        return computed.orThrow();
    }

    private Set<String> withDimensions(Set<String> only) {
        Set<String> all = new TreeSet<>(only);
        measures.stream()
                .filter(measure -> only.contains(measure.table()))
                .flatMap(measure -> measure.gold().stream())
                .filter(read -> read.startsWith("dim_"))
                .filter(read -> measures.stream().anyMatch(each -> each.table().equals(read)))
                .forEach(all::add);
        return all;
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

    /**
     * Looks whether measures that are asked for are there.
     *
     * @throws AftercareException AFC-1104 when one is not
     */
    public static void requireThere(List<Measure> measures, Collection<String> only) {
        List<String> tables = measures.stream().map(Measure::table).toList();
        for (String table : only) {
            if (!tables.contains(table)) {
                throw new AftercareException(
                        ErrorCode.UNKNOWN_TABLE,
                        "There is no measure '" + table + "'.",
                        "The measures are " + String.join(", ", tables) + ".",
                        "Use one of these names with --only.");
            }
        }
    }

    /** The measures wanted, those that others read first. */
    private List<Measure> wanted(Set<String> only) {
        requireThere(measures, only);
        Map<String, Measure> byTable = new LinkedHashMap<>();
        measures.forEach(measure -> byTable.put(measure.table(), measure));
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
