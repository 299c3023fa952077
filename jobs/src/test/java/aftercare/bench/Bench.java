package aftercare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures Aftercare beside DuckDB on the same files: all of a company, then one more day. Prints a page of Markdown;
 * ends with status 1 when the two disagree about any figure.
 */
public final class Bench {
    /** A day's load ends before Java's second compiler has earned its work; the daily DAG starts its steps so too. */
    static final String JAVA_OF_A_DAY = "-XX:TieredStopAtLevel=1";

    private final BenchOptions options;
    private final Path folder;
    private final Path logs;
    private final Path lake;
    private final long orders;

    private Bench(BenchOptions options, long orders) {
        this.options = options;
        this.orders = orders;
        folder = options.folder().resolve(String.valueOf(orders));
        logs = folder.resolve("logs");
        lake = folder.resolve("lake");
    }

    /** See {@link BenchOptions}. */
    @SuppressWarnings("SystemOut") // a program of its own, whose result is a page on standard output
    public static void main(String[] args) throws IOException {
        BenchOptions options = BenchOptions.of(args);
        List<Measured> all = new ArrayList<>();
        for (long orders : options.sizes()) {
            all.add(new Bench(options, orders).measure());
        }
        String page = new BenchReport(Machine.here(options), options, all).page();
        System.out.print(page);
        if (options.write()) {
            Files.writeString(options.project().resolve("docs/benchmark.md"), page);
        }
        boolean equal = all.stream()
                .allMatch(each -> each.full().stream().allMatch(Comparison::equal)
                        && each.day().stream().allMatch(Comparison::equal));
        if (!equal) {
            System.err.println("The tables differ from DuckDB's.");
            System.exit(1);
        }
    }

    private Measured measure() throws IOException {
        say("company");
        Landings landings = Landings.of(folder.resolve("files"), orders, logs);
        Landings.delete(lake);
        Landings.warm(landings.both());

        Step ingestFull = ingest("ingest-full", landings.full(), landings.fullRows(), "");
        Step computeFull = compute("compute-full", Landings.LAST_DAY, landings.fullRows(), "");
        List<Path> full = export("full");
        Step ingestDay = ingest("ingest-day", landings.day(), landings.dayRows(), JAVA_OF_A_DAY);
        Step computeDay = compute("compute-day", Landings.NEXT_DAY, landings.dayRows(), JAVA_OF_A_DAY);
        List<Path> day = export("day");

        Landings.warm(landings.both());
        Path fullDatabase = database("full");
        Measured.DuckDbSteps duckDbFull =
                duckDb("duckdb-full", fullDatabase, landings.full(), Landings.LAST_DAY, landings.fullRows());
        Path bothDatabase = database("both");
        Measured.DuckDbSteps duckDbBoth = duckDb(
                "duckdb-both",
                bothDatabase,
                landings.both(),
                Landings.NEXT_DAY,
                landings.fullRows() + landings.dayRows());
        say("comparison");
        return new Measured(
                orders,
                ingestFull,
                computeFull,
                ingestDay,
                computeDay,
                duckDbFull,
                duckDbBoth,
                compare(fullDatabase, full),
                compare(bothDatabase, day));
    }

    private Step ingest(String name, Path input, long rows, String java) {
        return aftercare(name, rows, java, "ingest", "--input", input.toString());
    }

    private Step compute(String name, LocalDate asOf, long rows, String java) {
        List<String> arguments = new ArrayList<>(List.of("compute", "--as-of", asOf.toString()));
        for (String table : Comparison.KEYS.keySet()) {
            arguments.addAll(List.of("--only", table));
        }
        return aftercare(name, rows, java, arguments.toArray(String[]::new));
    }

    private List<Path> export(String name) {
        List<Path> exported = new ArrayList<>();
        for (String table : Comparison.KEYS.keySet()) {
            Path file = folder.resolve("exported").resolve(name).resolve(table + ".csv");
            aftercare("export-" + name, 1, "", "export", "--table", "gold." + table, "--out", file.toString());
            exported.add(file);
        }
        return exported;
    }

    private Step aftercare(String name, long rows, String java, String... arguments) {
        say(name);
        List<String> command = new ArrayList<>();
        command.add(options.project().resolve("aftercare").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--lake", lake.toString()));
        Map<String, String> environment = Map.of("AFTERCARE_HEAP", options.heap(), "AFTERCARE_JAVA_OPTS", java);
        Step step = Child.run(logs, name, environment, command).step(name, rows);
        said(step);
        return step;
    }

    private Measured.DuckDbSteps duckDb(String name, Path database, Path landing, LocalDate asOf, long rows) {
        say(name);
        Child.Outcome outcome = Child.java(
                logs,
                name,
                folder,
                "512m",
                DuckDbRun.class,
                database.toString(),
                landing.toString(),
                asOf.toString(),
                options.duckDbMemory());
        Step whole = outcome.step(name, rows);
        said(whole);
        return new Measured.DuckDbSteps(
                whole,
                new Step("load", rows, Double.parseDouble(outcome.output().get(0)), -1),
                new Step("compute", rows, Double.parseDouble(outcome.output().get(1)), -1));
    }

    private Path database(String name) throws IOException {
        Path database = folder.resolve(name + ".duckdb");
        Files.deleteIfExists(database);
        Files.deleteIfExists(folder.resolve(name + ".duckdb.wal"));
        return database;
    }

    private static List<Comparison> compare(Path database, List<Path> exported) {
        List<String> tables = List.copyOf(Comparison.KEYS.keySet());
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            comparisons.add(Comparison.of(database, tables.get(i), exported.get(i)));
        }
        return comparisons;
    }

    @SuppressWarnings("SystemOut") // progress
    private void say(String what) {
        System.err.printf(Locale.ROOT, "%,d orders: %s%n", orders, what);
    }

    @SuppressWarnings("SystemOut") // progress
    private static void said(Step step) {
        System.err.printf(Locale.ROOT, "  %.1f s, %,d MB%n", step.seconds(), step.peakMegabytes());
    }
}
