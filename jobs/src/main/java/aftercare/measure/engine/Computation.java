package aftercare.measure.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.contract.Need;
import aftercare.lake.ComputedRun;
import aftercare.lake.GoldTable;
import aftercare.lake.Lake;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.api.Scenario;
import aftercare.measure.api.Spoken;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Brings one gold table up to date: the months that may have changed since it was computed last, or all of them. */
final class Computation {
    private final RunContext context;
    private final Lake lake;
    private final Contracts contracts;
    private final Scenario scenario;
    private final Measure measure;
    private final GoldContract contract;
    private final @Nullable ComputedRun last;
    private final String fingerprint;
    private final Progress progress;

    /** The last computation of the table is null when there was none. */
    Computation(RunContext context, Measure measure, @Nullable ComputedRun last, String fingerprint) {
        this.context = context;
        this.lake = context.lake();
        this.contracts = context.contracts();
        this.scenario = context.scenario();
        this.progress = context.progress();
        this.measure = measure;
        this.contract = contracts.gold(measure.table());
        this.last = last;
        this.fingerprint = fingerprint;
    }

    /** The name under which ops/runs remembers a measure: a scenario says nothing of the base plan. */
    static String bookedAs(Measure measure, Scenario scenario) {
        return bookedAs(measure.table(), scenario.name());
    }

    static String bookedAs(String table, String scenario) {
        return scenario.equals(Scenario.BASE_NAME) ? table : table + "@" + scenario;
    }

    ComputedRun run(AsOf asOf, boolean full, String runId, Timestamp now) {
        GoldTable table = new GoldTable(lake, contract);
        Map<String, Long> inputs = inputVersions(asOf);
        ComputedRun before =
                !full && last != null && last.fingerprint().equals(fingerprint) && table.exists() ? last : null;
        if (before != null && before.inputs().equals(inputs) && before.asOf().equals(Date.valueOf(asOf.day()))) {
            progress.step(title()).detail("unchanged").close();
            return before;
        }
        long started = System.nanoTime();
        try (Progress.Step step = progress.step(title());
                LakeInputs from = new LakeInputs(context)) {
            Months months = before != null && contract.month() != null && scenario.isBase()
                    ? touched(from, before, inputs, asOf)
                    : Months.all();
            if (months.areAll()) {
                table.replace(told(from, asOf, months), scenario.name(), context.tables());
            } else if (!months.areNone()) {
                table.replaceMonths(
                        told(from, asOf, months),
                        measure.rewritten(months, asOf).some().stream()
                                .map(AsOf::date)
                                .toList(),
                        scenario.name());
            }
            long rows = table.count(scenario.name());
            step.detail(String.format(Locale.ROOT, "%,d rows%s", rows, said(months)));
            return new ComputedRun(
                    runId,
                    bookedAs(measure, scenario),
                    Date.valueOf(asOf.day()),
                    fingerprint,
                    inputs,
                    months.toString(),
                    rows,
                    (System.nanoTime() - started) / 1e9,
                    table.version(),
                    now,
                    scenario.assumptions());
        }
    }

    private String title() {
        return "compute " + measure.table() + (scenario.isBase() ? "" : " as " + scenario.name());
    }

    private String said(Months months) {
        return contract.month() == null
                ? ""
                : months.areAll() ? ", all months" : ", " + months.some().size() + " months computed";
    }

    private Months touched(Inputs from, ComputedRun before, Map<String, Long> inputs, AsOf asOf) {
        LakeChanges changes = new LakeChanges(
                context,
                before.inputs(),
                inputs,
                new AsOf(LocalDate.parse(before.asOf().toString()), lake.zone()));
        return changes.lost() || changes.otherStandIns()
                ? Months.all()
                : measure.touched(from, changes, asOf).and(spokenOfSince(before, inputs));
    }

    /**
     * The months of which a need speaks: what the last computation found, where nothing can have changed it, so that a
     * run without news reads no source.
     */
    private Spoken spokenOf(Need need, Map<String, Long> versions, AsOf asOf) {
        ComputedRun before = last;
        Long code = before == null ? null : before.inputs().get(bookedAs(need));
        if (before != null && code != null && before.asOf().equals(Date.valueOf(asOf.day()))) {
            Spoken then = Spoken.of(code);
            Long silver = versions.get("silver/" + need.source());
            boolean isAsLoaded = silver != null && silver.equals(before.inputs().get("silver/" + need.source()));
            // Of a later month it would speak as soon as a file came, with or without rows.
            if (isAsLoaded && (!then.ever() || !then.to().isBefore(asOf.month()))) {
                return then;
            }
        }
        return context.spoken().of(need);
    }

    /** The months of which a source it needs speaks now and did not then, or did then and does not now. */
    private Months spokenOfSince(ComputedRun before, Map<String, Long> inputs) {
        return needs().map(Computation::bookedAs)
                .map(need -> Spoken.of(inputs.getOrDefault(need, 0L))
                        .differingFrom(Spoken.of(before.inputs().getOrDefault(need, 0L))))
                .reduce(Months.of(Set.of()), Months::and);
    }

    private Stream<Need> needs() {
        return Stream.concat(contract.needs().stream(), measure.needs().stream())
                .distinct();
    }

    private static String bookedAs(Need need) {
        return ComputedRun.SPOKEN + need;
    }

    /**
     * What the measure says of some months, without rows, and without figures, of months of which what these need does
     * not speak.
     */
    private Dataset<Row> told(Inputs from, AsOf asOf, Months months) {
        Spoken ofRows = from.spoken(contract.rowsNeed());
        if (!ofRows.ever()) {
            return lake.spark().createDataFrame(List.of(), contract.sparkType());
        }
        Map<String, Column> told = from.told(contract, this::isTold);
        Dataset<Row> rows = measure.rows(from, asOf, months);
        Dataset<Row> figures = told.isEmpty() ? rows : rows.withColumns(told);
        return ofRows.equals(Spoken.ALWAYS) ? figures : figures.filter(isTold(ofRows));
    }

    private Column isTold(Spoken spoken) {
        return contract.month() == null ? lit(spoken.ever()) : spoken.speaksOf(col(contract.month()));
    }

    private Map<String, Long> inputVersions(AsOf asOf) {
        Map<String, Long> versions = new TreeMap<>();
        for (String source : measure.sources()) {
            versions.put("silver/" + source, lake.version(lake.silver(source)));
        }
        for (String table : measure.gold()) {
            if (!table.equals(measure.table())) {
                versions.put(
                        "gold/" + table, new GoldTable(lake, contracts.gold(table)).version(context.scenarioOf(table)));
            }
        }
        for (String book : measure.books()) {
            versions.put("ops/" + book, lake.version(lake.ops(book)));
        }
        needs().forEach(need ->
                versions.put(bookedAs(need), spokenOf(need, versions, asOf).code()));
        if (measure.readsQuarantine()) {
            for (Contract source : contracts.sources()) {
                versions.put("quarantine/" + source.source(), lake.version(lake.quarantine(source.source())));
            }
        }
        return versions;
    }
}
