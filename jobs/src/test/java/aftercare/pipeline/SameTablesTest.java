package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.ingest.Ingest;
import aftercare.lake.Ledger;
import aftercare.lake.Runs;
import aftercare.lake.TableCache;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The KPI tables depend on what was delivered and on the day asked for, and on nothing else. */
class SameTablesTest {
    private static final LocalDate END = LocalDate.of(2026, 10, 31);
    private static final LocalDate EARLIER = LocalDate.of(2026, 9, 10);

    @TempDir
    static Path folder;

    private static GenerateOptions options;
    private static Path landing;
    private static List<List<String>> expected;

    @BeforeAll
    static void computeOnce() {
        Path company = folder.resolve("company");
        options = GenerateOptions.into(company).withRepairs(400).withMonths(3).withDirtyShare(0.05);
        CompanyGenerator.generate(options);
        landing = Delivered.some(
                company, folder.resolve("landing"), name -> Delivered.KPI_SOURCES.contains(Delivered.source(name)));
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        pipeline.load(landing);
        expected = pipeline.compute(END).kpis();
        assertThat(expected.stream().mapToInt(List::size)).allMatch(rows -> rows >= 20);
    }

    @Test
    void aSecondRunAddsNothing() {
        Pipeline pipeline = copy("again");
        long ledger = ledger(pipeline);
        Ingest.Report report = pipeline.load(landing);
        assertThat(report.entries()).isEmpty();
        assertThat(report.alreadyLoaded()).isEqualTo(Delivered.files(landing).size());
        assertThat(ledger(pipeline)).isEqualTo(ledger);
        assertSame(pipeline.compute(END).kpis(), expected);
    }

    @Test
    void aFileDeliveredAgainUnderAnotherNameChangesNothing() {
        Pipeline pipeline = copy("renamed");
        long ledger = ledger(pipeline);
        Path renamed = folder.resolve("renamed-landing");
        for (String name : Delivered.files(landing)) {
            if (name.startsWith("repairs/") || name.startsWith("callbacks/")) {
                String ending = name.substring(name.indexOf('.'));
                Delivered.copy(landing.resolve(name), renamed.resolve(name.replace(ending, "_sent_again" + ending)));
            }
        }
        Ingest.Report report = pipeline.load(renamed);
        assertThat(report.alreadyLoaded()).isEqualTo(Delivered.files(renamed).size());
        assertThat(ledger(pipeline)).isEqualTo(ledger);
        assertSame(pipeline.compute(END).kpis(), expected);
    }

    /** The later files come first, and an earlier day is asked for between the two deliveries. */
    @Test
    void twoDeliveriesInAnyOrderGiveWhatOneGives() {
        List<String> files = Delivered.files(landing);
        Path first = Delivered.some(landing, folder.resolve("half-1"), name -> files.indexOf(name) % 2 == 1);
        Path rest = Delivered.some(landing, folder.resolve("half-2"), name -> files.indexOf(name) % 2 == 0);
        Pipeline pipeline = new Pipeline(folder.resolve("halves"));
        pipeline.load(first);
        assertThat(pipeline.compute(EARLIER).kpis().equals(expected)).isFalse();
        pipeline.load(rest);
        assertSame(pipeline.compute(END).kpis(), expected);
    }

    @Test
    void theDayAskedForEarlierLeavesNoTrace() {
        Pipeline pipeline = copy("later-first");
        List<List<String>> laterFirst = pipeline.compute(EARLIER).kpis();
        assertThat(laterFirst.equals(expected)).isFalse();
        assertSame(pipeline.compute(EARLIER, true).kpis(), laterFirst);
    }

    @Test
    void aDayOnTopGivesWhatAFullComputationGives() {
        LocalDate day = END.plusDays(1);
        Path delivery = folder.resolve("day");
        CompanyGenerator.generateDay(options, delivery, day, 60);
        Pipeline pipeline = copy("day-lake");
        pipeline.load(delivery);
        assertNothingIsThereTwice(pipeline, "repairs", "repair_id");
        assertNothingIsThereTwice(pipeline, "callbacks", "callback_id");
        List<List<String>> incremental = pipeline.compute(day).kpis();
        assertThat(incremental.equals(expected)).isFalse();
        assertRowsAreBooked(pipeline);
        assertSame(pipeline.compute(day, true).kpis(), incremental);
        assertRowsAreBooked(pipeline);
    }

    /** A run computes from rows that it holds since it loaded them; they must be those that the next command reads. */
    @Test
    void theRowsHeldSinceALoadAreTheRowsOfTheLake() {
        Pipeline pipeline = new Pipeline(folder.resolve("held"));
        try (TableCache held = new TableCache(pipeline.lake())) {
            pipeline.load(landing, held);
            for (String source : Delivered.KPI_SOURCES) {
                org.apache.hadoop.fs.Path table = pipeline.lake().silver(source);
                Dataset<Row> stored = pipeline.lake().read(table);
                Dataset<Row> rows = held.atHand(table).orElseThrow();
                assertThat(rows.columns()).as(source).isEqualTo(stored.columns());
                assertThat(rows.exceptAll(stored).collectAsList()).as(source).isEmpty();
                assertThat(stored.exceptAll(rows).collectAsList()).as(source).isEmpty();
            }
            assertSame(pipeline.compute(END, held).kpis(), expected);

            Path delivery = folder.resolve("held-day");
            CompanyGenerator.generateDay(options, delivery, END.plusDays(1), 60);
            pipeline.load(delivery, held);
            assertThat(held.atHand(pipeline.lake().silver("repairs"))).isEmpty();
        }
    }

    /** Rows of a day that change older ones have taken their place. */
    private static void assertNothingIsThereTwice(Pipeline pipeline, String source, String key) {
        Dataset<Row> keys = pipeline.lake().read(pipeline.lake().silver(source)).select(key);
        assertThat(keys.count()).as(source).isEqualTo(keys.distinct().count());
    }

    /** Whether some months were written or all, the book of runs says how many rows the table has. */
    private static void assertRowsAreBooked(Pipeline pipeline) {
        assertThat(new Runs(pipeline.lake()).last().values()).isNotEmpty().allSatisfy(run -> assertThat(run.rows())
                .as(run.table())
                .isEqualTo(
                        pipeline.lake().read(pipeline.lake().gold(run.table())).count()));
    }

    /** Says only the rows that differ; whole tables would drown them. */
    private static void assertSame(List<List<String>> tables, List<List<String>> others) {
        assertThat(without(tables, others)).as("rows that should not be there").isEmpty();
        assertThat(without(others, tables)).as("rows that are missing").isEmpty();
        assertThat(tables.equals(others)).isTrue();
    }

    private static List<String> without(List<List<String>> tables, List<List<String>> others) {
        Set<String> known = others.stream().flatMap(List::stream).collect(Collectors.toSet());
        return tables.stream()
                .flatMap(List::stream)
                .filter(row -> !known.contains(row))
                .toList();
    }

    private static Pipeline copy(String name) {
        return new Pipeline(Delivered.tree(folder.resolve("lake"), folder.resolve(name)));
    }

    private static long ledger(Pipeline pipeline) {
        return new Ledger(pipeline.lake()).rows().count();
    }
}
