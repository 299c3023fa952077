package aftercare.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page that says what was measured, how, and what it came to. */
final class BenchReport {
    private static final String METHOD = """
            ## How it was measured

            - The company is invented by `aftercare generate`'s own generator: %1$d months to %2$s, seed %3$d, dirty share
              %4$s. The next day (%5$s) is asked for with %6$,d orders, three fifths of them new; a small
              company has fewer to correct, so the rows above are what counts.
            - Both sides are given the same files, and only those of the sources that the referee reads:
              %7$s. Other sources were deleted before.
              Both refuse and deduplicate rows by the contracts; DuckDB leaves out columns that no KPI needs, such as comments.
            - Both compute outlet_kpi_month and satisfaction_month, and nothing else. DuckDB runs the SQL of
              `jobs/src/test/resources/referee`, which is also the referee in the tests.
            - Each step is a process of its own, and its seconds are those of the whole process: start of Java (and of Spark)
              included. The parts of DuckDB's run are timed inside it. Files were read once before, so that neither side
              waits for a cold disk. Every figure is one run, not a mean; its spread was not measured, and other
              work on the machine shows in it.
            - The day's steps were started with `AFTERCARE_JAVA_OPTS=-XX:TieredStopAtLevel=1`, as the daily DAG starts them: Java's second
              compiler does not earn its work there. All other steps ran as they run by default.
            - Peak memory is the largest resident set of the process (VmHWM), looked at every 20 ms. Aftercare had a heap of
              %8$s, DuckDB all cores and a limit of %9$s, with a database file.
            - Rows are the data rows in the files that the step is about: of all files, or of the day's.
              Computing one day on reads older orders too, so its rows/s says little.
            - What Aftercare does beside: it archives every file, keeps refused rows with their reasons, writes history that
              can be read again, and can go on from there. DuckDB's SQL does none of this and keeps its tables only.
              It has no increment either: for one more day it begins anew, which is why the day is held against its full run.
            """;

    private final Machine machine;
    private final BenchOptions options;
    private final List<Measured> all;

    BenchReport(Machine machine, BenchOptions options, List<Measured> all) {
        this.machine = machine;
        this.options = options;
        this.all = all;
    }

    String page() {
        return "# Benchmark\n\nWritten by `make bench`. Aftercare beside DuckDB, on the same files and one machine.\n\n"
                + machine()
                + "\n## Steps\n\n" + steps()
                + "\n## Ratios\n\n" + ratios()
                + "\n## Do they agree?\n\n" + agreement()
                + "\n" + method();
    }

    private String machine() {
        return format(
                """
                | | |
                | --- | --- |
                | date | %s |
                | machine | %d cores (%s), %s GB of memory |
                | Aftercare | %s |
                | Java, Spark, Delta | %s, %s, %s |
                | DuckDB | %s |
                """,
                LocalDate.now(ZoneOffset.UTC),
                machine.cores(),
                machine.processor(),
                machine.memoryGigabytes() < 0 ? "unknown" : machine.memoryGigabytes(),
                machine.commit(),
                machine.java(),
                machine.spark(),
                machine.delta(),
                machine.duckDb());
    }

    private String steps() {
        StringBuilder table = new StringBuilder("| orders | step | rows | seconds | rows/s | peak memory, MB |\n")
                .append("| ---: | --- | ---: | ---: | ---: | ---: |\n");
        for (Measured each : all) {
            long orders = each.orders();
            line(table, orders, "Aftercare: ingest, all files", each.ingestFull());
            line(table, orders, "Aftercare: compute, all months", each.computeFull());
            line(table, orders, "Aftercare: ingest, one day", each.ingestDay());
            line(table, orders, "Aftercare: compute, one day on", each.computeDay());
            lines(table, orders, "DuckDB, all files", each.duckDbFull());
            lines(table, orders, "DuckDB, all files and the day", each.duckDbBoth());
        }
        return table.toString();
    }

    private static void lines(StringBuilder table, long orders, String name, Measured.DuckDbSteps steps) {
        line(table, orders, name + ": load and compute", steps.whole());
        line(table, orders, name + ": of that, load", steps.load());
        line(table, orders, name + ": of that, compute", steps.compute());
    }

    private static void line(StringBuilder table, long orders, String name, Step step) {
        table.append(format(
                "| %,d | %s | %,d | %.1f | %,.0f | %s |%n",
                orders,
                name,
                step.rows(),
                step.seconds(),
                step.rowsPerSecond(),
                step.peakMegabytes() < 0 ? "" : format("%,d", step.peakMegabytes())));
    }

    private String ratios() {
        StringBuilder table = new StringBuilder("| seconds of | seconds | over seconds of | seconds | ratio |\n")
                .append("| --- | ---: | --- | ---: | ---: |\n");
        for (Measured each : all) {
            String size = format("%,d orders", each.orders());
            String duckDb = "DuckDB, all of " + size;
            double duckDbSeconds = each.duckDbFull().whole().seconds();
            ratio(table, "Aftercare, all of " + size, each.fullSeconds(), duckDb, duckDbSeconds);
            ratio(table, "Aftercare, one day on " + size, each.daySeconds(), duckDb, duckDbSeconds);
        }
        Measured least = all.get(0);
        for (Measured more : all.subList(1, all.size())) {
            ratio(
                    table,
                    format("Aftercare, one day on %,d orders", more.orders()),
                    more.daySeconds(),
                    format("Aftercare, one day on %,d orders", least.orders()),
                    least.daySeconds());
        }
        return table.toString();
    }

    private static void ratio(StringBuilder table, String of, double seconds, String over, double overSeconds) {
        table.append(
                format("| %s | %.1f | %s | %.1f | %.2f |%n", of, seconds, over, overSeconds, seconds / overSeconds));
    }

    private String agreement() {
        StringBuilder table = new StringBuilder(
                        "Every row and every column of the exported tables was compared; fractions")
                .append(
                        " may differ by 1e-9 of their size. The day's tables are Aftercare's after its second load, against DuckDB's")
                .append(" full run over all files.\n\n")
                .append("| orders | as of | table | rows | only DuckDB | only Aftercare | differing |\n")
                .append("| ---: | --- | --- | ---: | ---: | ---: | ---: |\n");
        for (Measured each : all) {
            each.full().forEach(one -> compared(table, each.orders(), Landings.LAST_DAY, one));
            each.day().forEach(one -> compared(table, each.orders(), Landings.NEXT_DAY, one));
        }
        return table.toString();
    }

    private static void compared(StringBuilder table, long orders, LocalDate asOf, Comparison one) {
        table.append(format(
                "| %,d | %s | %s | %,d | %,d | %,d | %,d |%n",
                orders, asOf, one.table(), one.rows(), one.missing(), one.extra(), one.different()));
    }

    private String method() {
        return format(
                METHOD,
                InventedCompany.MONTHS,
                Landings.LAST_DAY,
                InventedCompany.SEED,
                InventedCompany.DIRTY,
                Landings.NEXT_DAY,
                InventedCompany.DAY_ORDERS,
                Landings.SOURCES.stream().collect(Collectors.joining(", ")),
                options.heap(),
                options.duckDbMemory());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
