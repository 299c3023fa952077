package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aftercare.config.AftercareException;
import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.serve.report.OutletLetter;
import aftercare.serve.report.OutletLetters;
import aftercare.serve.report.OutletLetters.Written;
import aftercare.serve.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters to the outlets of a small company on a real Postgres. */
class OutletLettersTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final YearMonth AUGUST = YearMonth.of(2026, 8);
    private static final String ODD = "北/2 ..";

    @TempDir
    private static Path folder;

    private static MartsTarget marts;

    @BeforeAll
    static void publishASmallCompany() throws SQLException {
        marts = TestMarts.as("postgres", TestMarts.database());
        TestMarts.execute(
                marts,
                InventedMarts.statements(
                                CONTRACTS,
                                List.of(
                                        "complaint_detail",
                                        "dim_month",
                                        "dim_outlet",
                                        "not_delivered",
                                        "order_detail",
                                        "outlet_kpi_expected",
                                        "outlet_kpi_month",
                                        "outlet_scorecard_kpi",
                                        "outlet_scorecard_month",
                                        "promise_month",
                                        "satisfaction_driver",
                                        "settlement_flag",
                                        "source_month",
                                        "training_plan_person"))
                        .toArray(String[]::new));
        for (String table : List.of("outlet_kpi_expected", "outlet_scorecard_kpi")) {
            TestMarts.execute(
                    marts,
                    "delete from marts." + table
                            + " where metric not in ('satisfaction_rate', 'first_fix_rate', 'onsite_rate', 'complaints_per_1000')");
        }
        TestMarts.execute(
                marts,
                "delete from marts.not_delivered",
                "delete from marts.source_month",
                "update marts.outlet_scorecard_kpi set d = 50, n = 40, rate = 0.8, rate_low = 0.7, rate_high = 0.9, expected_rate = 0.8,"
                        + " target = 0.8, position = 'in', to_month = month, from_month = month - interval '2 months', months_n = 3, weight = 1,"
                        + " better_by = 0",
                "update marts.outlet_scorecard_kpi set rate = 0.6, n = 30, expected_rate = 0.86, position = 'low', better_by = -4"
                        + " where metric = 'first_fix_rate' and outlet_id = 'O1'",
                "update marts.outlet_scorecard_kpi set position = 'high', rate = 0.95, rate_low = 0.9, expected_rate = 0.8, better_by = 3"
                        + " where metric = 'satisfaction_rate' and outlet_id = 'O1'",
                "update marts.outlet_scorecard_kpi set to_month = '2026-07-01' where metric = 'first_fix_rate' and month = '2026-08-01'",
                "update marts.outlet_scorecard_month set grade = 'B', score = 81.5, funnel = 'in'",
                "update marts.promise_month set due_n = 60, kept_n = 58, unknown_n = 0, target = 0.9 where cut = 'outlet'",
                "update marts.promise_month set kept_n = 30 where cut = 'outlet' and cut_id = 'O1' and promise = 'install_visit'",
                "update marts.order_detail set outlet_id = 'O1'",
                "insert into marts.order_detail select * from marts.order_detail",
                "update marts.order_detail set repair_id = 'R' || to_char(month, 'YYMM') || '-' || (ctid::text::point)[1]::int,"
                        + " outlet_id = case (ctid::text::point)[1]::int % 2 when 0 then 'O1' else 'O2' end,"
                        + " complained = true, came_back = true",
                "update marts.settlement_flag set month = '2026-08-01', outlet_id = 'O1', repair_id = 'R-CLAIM', rule = 'claimed_twice',"
                        + " amount = 99.5, claimed_amount = 300, reason = 'the same as R-OTHER of O2'",
                "update marts.training_plan_person set technician_id = 'TECH-' || technician_id",
                "update marts.dim_outlet set status = 'active', name = case outlet_id when 'O1' then 'North <b>Works' else 'South Works' end",
                "insert into marts.dim_outlet (outlet_id, name, status, known) values ('O3', 'Shut Works', 'closed', true),"
                        + " ('O4', 'Silent Works', 'active', true), ('o1', 'Small Works', 'active', true)",
                "insert into marts.outlet_kpi_month (month, outlet_id, region_id, opened_n, completed_n)"
                        + " select '2026-08-01', outlet_id, 'R1', 1, 1 from marts.dim_outlet where outlet_id in ('O3', 'o1')");
        for (String table : List.of(
                "complaint_detail",
                "dim_outlet",
                "order_detail",
                "outlet_kpi_expected",
                "outlet_kpi_month",
                "outlet_scorecard_kpi",
                "outlet_scorecard_month",
                "training_plan_person")) {
            TestMarts.execute(
                    marts, "update marts." + table + " set outlet_id = " + Sql.text(ODD) + " where outlet_id = 'O2'");
        }
        TestMarts.execute(marts, "update marts.promise_month set cut_id = " + Sql.text(ODD) + " where cut_id = 'O2'");
    }

    @ParameterizedTest
    @MethodSource("aftercare.config.Language#all")
    void aLetterHoldsTheOrdersOfItsOutletAndNamesNoOtherOne(Language language) throws IOException, SQLException {
        Written written = letters(language, "all", Set.of(ReportFormat.HTML));

        assertThat(written.letters()).extracting(OutletLetter::outlet).containsExactlyInAnyOrder("O1", "o1", ODD);
        for (OutletLetter letter : written.letters()) {
            String html = body(letter);
            Set<String> others = new TreeSet<>(Set.of("South Works", "Shut Works", "Silent Works", "Small Works", ODD));
            others.removeAll(Set.of(letter.name(), letter.outlet()));
            assertThat(html).doesNotContain(others).doesNotContain("TECH-", "<b>Works", "<script");
            assertThat(orders(html)).isSubsetOf(ordersOf(letter.outlet()));
        }
        assertThat(orders(body(written.letters().get(0)))).hasSizeGreaterThan(1).contains("R-CLAIM");
    }

    @Test
    void whatToDoFirstAndWhatWentWellNameTheFigureItsIntervalAndItsComparison() throws IOException {
        String html = body(
                letters(Language.EN, "O1", Set.of(ReportFormat.HTML)).letters().get(0));

        assertThat(text(html, "first"))
                .contains("Keep “Installation visit within 24 h”", "target 90.0")
                .contains("First-time fix: look into the repairs that came back within 30 days. 60.0")
                .contains("n = 50", "95 % interval 70.0–90.0", "86.0\u00a0% was expected of you", "Begin with R26");
        assertThat(text(html, "well"))
                .contains("Satisfaction: 95.0", "80.0\u00a0% was expected of you")
                .doesNotContain("First-time");
        assertThat(text(html, "kpis"))
                .contains("to July 2026", "worse", "better")
                .doesNotContain("to August 2026");
    }

    @Test
    void anOutletThatDoesWellNowhereIsNotPraised() throws IOException {
        String html = body(
                letters(Language.EN, "o1", Set.of(ReportFormat.HTML)).letters().get(0));

        assertThat(html).doesNotContain("What went well").contains("Nothing of these months can be judged.");
    }

    @Test
    void whoMayNotReadThePlanOfPeopleIsToldSoAndNotThatNoSeatIsAdvised() throws SQLException, IOException {
        Path file = written("all").letters().get(0).files().get(0);
        assertThat(Files.readString(file)).contains("1 seat is advised for your technicians");
        TestMarts.execute(
                marts,
                "alter table marts.training_plan_person enable row level security",
                "create role clerk login",
                "grant usage on schema marts to clerk",
                "grant select on all tables in schema marts to clerk");
        String database = TestMarts.query(marts, "select current_database()").get(0);
        try {
            Written written = new OutletLetters(day -> CONTRACTS, Language.EN, Set.of(ReportFormat.HTML))
                    .write(TestMarts.as("clerk", database), Optional.of(AUGUST), "O1", folder.resolve("clerk"));
            assertThat(body(written.letters().get(0))).contains("Training seats are not shown");
        } finally {
            TestMarts.execute(
                    marts,
                    "alter table marts.training_plan_person disable row level security",
                    "drop owned by clerk",
                    "drop role clerk");
        }
    }

    @Test
    void closedAndSilentOutletsGetNoLetterAndAreNamed() {
        Written written = written("all");

        assertThat(written.closed()).containsExactly("O3");
        assertThat(written.silent()).containsExactly("O4");
    }

    @Test
    void aFileIsNamedAfterTheOutletWhateverItsCodeHolds() {
        assertThat(written("all").letters().stream()
                        .map(letter -> letter.files().get(0).getFileName().toString())
                        .toList())
                .allMatch(name -> name.matches("aftercare-2026-08-[^/\\\\: ]+\\.html"))
                .contains("aftercare-2026-08-北~2F2~20.~2E.html")
                // Some file systems take O1 and o1 for one name.
                .extracting(name -> name.toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"O5", "O4"})
    void anOutletThatIsNotThereOrOfWhichNothingIsKnownIsRefused(String outlet) {
        assertThatThrownBy(() -> written(outlet))
                .isInstanceOf(AftercareException.class)
                .hasMessageContaining("AFC-1006")
                .hasMessageContaining(outlet);
    }

    @Test
    void theNearestOutletIsSuggested() {
        assertThatThrownBy(() -> written("O33")).hasMessageContaining("the nearest is O3");
    }

    @Test
    void whatWasNotDeliveredLeavesItsPartOutAndIsSaid() throws SQLException, IOException {
        TestMarts.execute(
                marts,
                "insert into marts.not_delivered (item, source, field, state, source_en, source_zh, question_en, question_zh)"
                        + " values ('complaints', 'complaints', null, 'not_delivered', '', '', '', '')");
        try {
            assertThat(body(written("O1").letters().get(0)))
                    .contains("Left out because what they need was not delivered: Complaints.")
                    .doesNotContain("<section id=\"complaints\"");
        } finally {
            TestMarts.execute(marts, "delete from marts.not_delivered");
        }
    }

    @Test
    void aLetterFitsOnOneSheet() throws IOException, InterruptedException {
        assumeTrue(Chromium.program().isPresent(), "There is no Chromium on this machine");
        Path file = letters(Language.ZH_CN, "O1", Set.of(ReportFormat.HTML))
                .letters()
                .get(0)
                .files()
                .get(0);
        Path pdf = folder.resolve("letter.pdf");
        // Without Playwright, which takes longer to start than the letter to be printed.
        new ProcessBuilder(
                        Chromium.program().orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-pdf-header-footer",
                        "--print-to-pdf=" + pdf,
                        file.toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile())
                .start()
                .waitFor();
        assertThat(PrintedPages.of(Files.readAllBytes(pdf)).filled()).hasSize(1);
    }

    private static Written written(String outlet) {
        return letters(Language.EN, outlet, Set.of(ReportFormat.HTML));
    }

    private static Written letters(Language language, String outlet, Set<ReportFormat> formats) {
        return new OutletLetters(day -> CONTRACTS, language, formats).write(marts, Optional.of(AUGUST), outlet, folder);
    }

    private static String body(OutletLetter letter) throws IOException {
        String html = Files.readString(letter.files().get(0));
        return html.substring(html.indexOf("</style>"));
    }

    private static String text(String html, String section) {
        String from = html.substring(html.indexOf("<section id=\"" + section + "\""));
        return from.substring(0, from.indexOf("</section>"))
                .replaceAll("<[^>]+>", " ")
                .replaceAll(" +", " ");
    }

    private static Set<String> orders(String html) {
        return Pattern.compile("\\bR(\\d{4}-\\d+|-[A-Z]+)")
                .matcher(html)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ordersOf(String outlet) throws SQLException {
        return Set.copyOf(TestMarts.query(
                marts,
                "select repair_id from marts.order_detail where outlet_id = " + Sql.text(outlet)
                        + " union select repair_id from marts.settlement_flag where outlet_id = " + Sql.text(outlet)));
    }
}
