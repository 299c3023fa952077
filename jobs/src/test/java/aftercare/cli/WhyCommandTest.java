package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of a company of seven orders, two of which came late; told once, asked by every test. */
class WhyCommandTest {
    private static final String HEADER = "repair_id,outlet_id,region_id,model_id,service_type,opened_at,arrived_at,"
            + "completed_at,outcome,serial_no,customer_name\n";

    @TempDir
    static Path folder;

    @BeforeAll
    static void computeASmallLake() throws IOException {
        Path repairs = Files.createDirectories(folder.resolve("landing/repairs"));
        Files.writeString(repairs.resolve("september.csv"), HEADER + """
                S1,O1,North,M1,repair,2026-09-03 08:00:00,2026-09-03 10:00:00,2026-09-03 12:00:00,fixed,A1,Alice Able
                S2,O1,North,M1,repair,2026-09-04 08:00:00,2026-09-04 10:00:00,2026-09-04 12:00:00,fixed,A2,Bob Baker
                S3,O2,South,M1,repair,2026-09-05 08:00:00,2026-09-08 10:00:00,2026-09-08 12:00:00,fixed,A3,Carl Cole
                """);
        Files.writeString(repairs.resolve("october.csv"), HEADER + """
                R1,O1,North,M1,repair,2026-10-03 08:00:00,2026-10-03 10:00:00,2026-10-03 12:00:00,fixed,B1,Alice Able
                R2,O1,North,M1,repair,2026-10-04 08:00:00,2026-10-06 10:00:00,2026-10-06 12:00:00,fixed,B2,Bob Baker
                R3,O2,South,M1,repair,2026-10-05 08:00:00,2026-10-08 10:00:00,2026-10-08 12:00:00,fixed,B3,Carl Cole
                R4,O2,South,M1,repair,2026-10-06 08:00:00,2026-10-08 10:00:00,2026-10-08 12:00:00,fixed,B4,Dan Dole
                """);
        run("ingest", "--input", folder.resolve("landing").toString());
        run("compute", "--as-of", "2026-10-31", "--only", "outlet_kpi_month", "--only", "satisfaction_month");
    }

    private static CommandLineUnderTest line(ExitStatus expected, String... arguments) {
        CommandLineUnderTest line = new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
        assertThat(line.run(Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--lake", folder.resolve("lake").toString()))
                        .toArray(String[]::new)))
                .as(line.err())
                .isEqualTo(expected);
        return line;
    }

    private static String run(String... arguments) {
        return line(ExitStatus.DONE, arguments).out();
    }

    @Test
    void aRateIsExplainedByItsOrdersWithFileAndLineTheBrokenPromisesFirst() {
        assertThat(run("why", "outlet_kpi_month", "2026-10,O1", "onsite_rate"))
                .contains("On-site within 24 h (outlet_kpi_month.onsite_rate), 2026-10, O1: 50.0\u00a0%")
                .contains("The SQL below gives the same.")
                .contains("Behind it: 2 rows of repairs; counted are onsite_due_n 2, onsite_kept_n 1.")
                .containsSubsequence(
                        "  R2  repairs/october.csv line 3  onsite_due_n\n",
                        "  R1  repairs/october.csv line 2  onsite_due_n, onsite_kept_n\n")
                .doesNotContain("Able", "Baker");
    }

    @Test
    void theChangeIsSplitIntoPartsThatAddUpToIt() {
        assertThat(run("why", "outlet_kpi_month", "2026-10,all", "onsite_rate", "--against", "2026-09"))
                .contains("Why it moved: 66.7\u00a0% in 2026-09, 25.0\u00a0% in 2026-10, a change of -41.7\u00a0pts.")
                .contains("By region, adding up to -41.7\u00a0pts: mix -12.5\u00a0pts, rate -29.2\u00a0pts.")
                .contains("  North: -34.0\u00a0pts (mix -4.9\u00a0pts, rate -29.2\u00a0pts)")
                .contains("Not ripe, so not yet in onsite_due_n: 0 in 2026-10, 0 in 2026-09.")
                .contains("Of onsite_due_n, corrected since they were first loaded: 0 in 2026-10, 0 in 2026-09.");
    }

    @Test
    void duckDbRunsTheSqlAsItIsPrinted() throws SQLException {
        String script = run("why", "outlet_kpi_month", "2026-10,O2", "turnaround_hours_p50", "--sql");
        int query = script.lastIndexOf("select percentile_disc");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute(script);
            try (ResultSet result = statement.executeQuery(script.substring(query, script.indexOf(';', query)))) {
                assertThat(result.next()).isTrue();
                assertThat(result.getDouble(1)).isEqualTo(52);
            }
        }
    }

    /** Of two orders that are opened within an hour, one falls into October in Shanghai and in September in London. */
    @Test
    void monthsBeginInTheZoneOfTheCompanyForSparkAndDuckDb() throws IOException, SQLException {
        Path company = folder.resolve("shanghai");
        Files.writeString(
                Files.createDirectories(company.resolve("landing/repairs")).resolve("all.csv"), HEADER + """
                Z1,O1,East,M1,repair,2026-09-30T15:45:00Z,2026-09-30T18:00:00Z,2026-09-30T19:00:00Z,fixed,A1,Alice Able
                Z2,O1,East,M1,repair,2026-09-30T16:15:00Z,2026-09-30T18:00:00Z,2026-09-30T19:00:00Z,fixed,A2,Bob Baker
                Z3,O2,East,M1,repair,2026-10-31T15:45:00Z,2026-10-31T15:50:00Z,2026-10-31T15:55:00Z,fixed,A3,Carl Cole
                """);
        String lake = company.resolve("lake").toString();
        String[][] commands = {
            {"ingest", "--input", company.resolve("landing").toString(), "--lake", lake, "--zone", "Asia/Shanghai"},
            {"compute", "--as-of", "2026-10-31", "--only", "outlet_kpi_month", "--lake", lake, "--zone", "Asia/Shanghai"
            },
        };
        for (String[] command : commands) {
            CommandLineUnderTest line = new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
            assertThat(line.run(command)).as(line.err()).isEqualTo(ExitStatus.DONE);
        }
        CommandLineUnderTest why = new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
        String[] asked = {"why", "outlet_kpi_month", "2026-10,all", "opened_n", "--against", "2026-09", "--lake", lake};
        assertThat(why.run(asked)).as(why.err()).isEqualTo(ExitStatus.DONE);
        assertThat(why.out())
                .contains(": 2\n", "1 in 2026-09, 2 in 2026-10", "The SQL below gives the same.", "  Z2  ", "  Z3  ")
                .doesNotContain("  Z1  ");
        String script = why.out().substring(why.out().indexOf("set TimeZone"));
        int query = script.indexOf("select count(*)");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute(script);
            try (ResultSet result = statement.executeQuery(script.substring(query, script.indexOf(';', query)))) {
                assertThat(result.next()).isTrue();
                assertThat(result.getLong(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void whatWasNotDeliveredIsNamedAndNotCalledZero() {
        assertThat(run("why", "satisfaction_month", "2026-10,company,all", "satisfaction_rate"))
                .contains(": no figure")
                .contains("No figure: what it needs was not delivered for 2026-10: callbacks.satisfaction.");
    }

    @Test
    void whoReadsChineseIsToldInChinese() {
        assertThat(run("why", "outlet_kpi_month", "2026-10,O1", "completed_n", "--lang", "zh-CN"))
                .contains("下面的 SQL 得出相同的数值。")
                .contains("R1  repairs/october.csv 第 2 行");
    }

    @Test
    void allOrdersAreWrittenToAFile() throws IOException {
        Path file = folder.resolve("orders.csv");
        run("why", "outlet_kpi_month", "2026-10,all", "completed_n", "--out", file.toString());

        assertThat(Files.readAllLines(file))
                .hasSize(5)
                .startsWith("source,id,file,line,counted", "repairs,\"R1\",\"repairs/october.csv\",2,\"completed_n\"");
    }

    @Test
    void whatIsNotThereIsSaidWithTheNearestName() {
        assertThat(line(ExitStatus.USAGE, "why", "outlet_kpi_mont", "2026-10,O1", "opened_n")
                        .err())
                .contains("AFC-1104")
                .contains("Did you mean outlet_kpi_month?");
        assertThat(line(ExitStatus.USAGE, "why", "outlet_kpi_month", "2026-10,O1", "onsite_ratio")
                        .err())
                .contains("AFC-1107")
                .contains("Did you mean onsite_rate?");
        assertThat(line(ExitStatus.USAGE, "why", "outlet_kpi_month", "2026-10,O9", "onsite_rate")
                        .err())
                .contains("AFC-1108")
                .contains("There it has O1, O2.");
        assertThat(line(ExitStatus.USAGE, "why", "outlet_kpi_month", "2026-10", "onsite_rate")
                        .err())
                .contains("AFC-1108")
                .contains("month,outlet_id");
    }
}
