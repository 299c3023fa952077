package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aftercare.config.AftercareException;
import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.serve.report.MonthlyReport;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report on a real Postgres in a real Chromium. */
class MonthlyReportTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    /** Pairs of texts in one drawing that lie on one another by more than two pixels. */
    private static final String OVERLAPS = """
            [...document.querySelectorAll('.chart svg')].flatMap(svg => {
              const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).map(t => [t.textContent, t.getBoundingClientRect()]);
              return texts.flatMap(([one, a], i) => texts.slice(i + 1)
                .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)
                .map(([other]) => one + ' / ' + other));
            })""";

    @TempDir
    private static Path folder;

    private static MartsTarget marts;
    private static Chromium chromium;

    @BeforeAll
    static void publishATinyCompany() throws SQLException {
        marts = TestMarts.as("postgres", TestMarts.database());
        createTables(marts);
        TestMarts.execute(
                marts,
                """
                insert into marts.dim_month (month, first_day, last_day, is_complete)
                select m::date, m::date, (m + interval '1 month - 1 day')::date, true
                from generate_series(date '2024-11-01', date '2026-10-01', interval '1 month') m""",
                "insert into marts.dim_region (region_id, name) values ('R1', 'North'), ('R2', 'South')",
                """
                insert into marts.promise_month (month, promise, cut, cut_id, due_n, kept_n, kept_rate, kept_low, kept_high, target, unknown_n)
                select month, promise, cut, id, 200, 160, 0.8, 0.74, 0.85, 0.95, 3 from marts.dim_month,
                  (values ('onsite_24h', 'company', 'all'), ('onsite_24h', 'region', 'R1'), ('onsite_24h', 'region', 'R2'), ('hotline_24h', 'company', 'all')) v(promise, cut, id)""",
                """
                insert into marts.satisfaction_month (month, cut, cut_id, completed_n, callback_due_n, called_n, rated_n, satisfied_n, dissatisfied_n, satisfaction_rate, satisfaction_low, satisfaction_high, signal)
                select month, 'company', 'all', 300, 280, 250, 200, 170 + extract(month from month)::int, 5, (170 + extract(month from month)) / 200.0, 0.8, 0.95, 'none' from marts.dim_month""",
                "insert into marts.complaint_month (month, cut, cut_id, cause, received_n) values ('2026-10-01', 'company', 'all', 'late', 7), ('2026-09-01', 'company', 'all', 'fee', 2)",
                """
                insert into marts.training_need (as_of, technician_id, skill, region_id, failed_visits, cost_at_stake) values
                  ('2026-10-31', 'TECH-77010', 'cooling', 'R1', 3, 300), ('2026-10-31', 'TECH-77011', 'cooling', 'R2', 2, 200), ('2026-10-31', 'TECH-77011', 'electrics', 'R2', 1, 90)""",
                "insert into marts.load_ledger (source, path, rows_read, rows_accepted, rows_unchanged, rows_superseded, rows_quarantined, status) values ('repairs', 'a.csv', 100, 98, 0, 0, 2, 'loaded')",
                "insert into marts.quarantine_summary (source, rule, refused_n, open_n, example_reason) values ('repairs', 'range', 2, 2, 'parts_cost is below 0 </script><b>fault')");
        if (Chromium.program().isPresent() || "true".equals(System.getenv("CI"))) {
            chromium = Chromium.start();
        }
    }

    private static void createTables(MartsTarget target) throws SQLException {
        List<String> ddl = new ArrayList<>(List.of("create schema marts"));
        for (GoldContract table : CONTRACTS.gold()) {
            ddl.add(table.columns().stream()
                    .map(column -> Sql.name(column.name()) + " "
                            + PostgresType.of(column.type().sparkType()))
                    .collect(Collectors.joining(", ", "create table marts." + table.table() + " (", ")")));
        }
        TestMarts.execute(target, ddl.toArray(String[]::new));
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"EN, 1280, LIGHT", "EN, 390, DARK", "ZH_CN, 1280, DARK", "ZH_CN, 390, LIGHT"})
    void everyChartIsDrawnAndReadableOnADeskAndATelephone(Language language, int width, ColorScheme colours) {
        try (BrowserContext context = context(width, colours)) {
            List<String> complaints = new ArrayList<>();
            Page page = open(context, report(language), complaints);
            assertThat(complaints).isEmpty();
            assertThat(page.locator(".chart").count()).isGreaterThan(8);
            assertThat(
                            page.evaluate(
                                    "[...document.querySelectorAll('.chart')].filter(c => c.querySelectorAll('svg path').length < 2).map(c => c.id)"))
                    .isEqualTo(List.of());
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            assertThat(page.evaluate(OVERLAPS)).isEqualTo(List.of());
            assertThat(page.evaluate("document.documentElement.lang"))
                    .isEqualTo(language == Language.EN ? "en" : "zh-CN");
        }
    }

    @Test
    void aTitleSaysWhatTheRowsSay() {
        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = open(context, report(Language.EN), new ArrayList<>());
            assertThat(page.locator("#promises-kept h3").innerText())
                    .isEqualTo(
                            "2 of 2 promises missed their target by more than chance; furthest off: hotline answered, 80.0\u00a0% of 200 (target 95.0\u00a0%)");
            assertThat(page.locator("#loads h3").innerText()).startsWith("2 of 100 rows were refused");
            assertThat(page.locator("#skills h3").innerText())
                    .startsWith("Training in cooling would save most: 5 failed visits");
        }
    }

    @Test
    void theKeyboardReachesAChartAndWalksThroughItsPoints() {
        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = open(context, report(Language.EN), new ArrayList<>());
            page.locator("#promises-kept .chart").focus();
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#heard").textContent()).contains("80.0", "n\u00a0=\u00a0200");
        }
    }

    @Test
    void itPrintsToPaperAndHasChineseLetters() throws IOException {
        try (BrowserContext context = context(1280, ColorScheme.DARK)) {
            Page page = open(context, report(Language.ZH_CN), new ArrayList<>());
            byte[] pdf =
                    page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true).setPrintBackground(true));
            String text = new String(pdf, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(text.split("/Type /Page\\b", -1)).hasSizeGreaterThan(4);
            assertThat(text).containsPattern("/(FontName|BaseFont) /[A-Z]+\\+\\S*CJK");
        }
    }

    @Test
    void nothingIsFetchedAndNothingInTheDataBecomesMarkup() throws IOException {
        String html = Files.readString(report(Language.EN));
        assertThat(html).contains("default-src 'none'").doesNotContain("<b>fault", "TECH-7701");
        assertThat(html).doesNotContainPattern("(src|href)=\"https?:");
    }

    @Test
    void aFirstMonthWithoutFiguresGivesSentences() throws SQLException {
        MartsTarget empty = TestMarts.as("postgres", TestMarts.database());
        createTables(empty);
        TestMarts.execute(
                empty,
                "insert into marts.dim_month (month, first_day, last_day, is_complete) values ('2026-10-01', '2026-10-01', '2026-10-31', false)");
        Path file = new MonthlyReport(CONTRACTS, Language.EN).write(empty, Optional.empty(), folder.resolve("empty"));
        try (BrowserContext context = context(390, ColorScheme.LIGHT)) {
            List<String> complaints = new ArrayList<>();
            Page page = open(context, file, complaints);
            assertThat(complaints).isEmpty();
            assertThat(page.locator(".chart").count()).isZero();
            assertThat(page.locator("main").innerText())
                    .contains(
                            "No promise was due in October 2026.",
                            "No file has been loaded.",
                            "This month is not over");
        }
    }

    @Test
    void withoutMartsTheErrorSaysToPublish() throws SQLException {
        MartsTarget none = TestMarts.as("postgres", TestMarts.database());
        assertThatThrownBy(() -> new MonthlyReport(CONTRACTS, Language.EN).write(none, Optional.empty(), folder))
                .isInstanceOf(AftercareException.class)
                .hasMessageContaining("There are no marts");
    }

    private static Path report(Language language) {
        return new MonthlyReport(CONTRACTS, language).write(marts, Optional.of(OCTOBER), folder);
    }

    private static BrowserContext context(int width, ColorScheme colours) {
        assumeTrue(chromium != null, "There is no Chromium on this machine: apt-get install chromium fonts-noto-cjk");
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(colours));
    }

    private static Page open(BrowserContext context, Path file, List<String> complaints) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
                complaints.add("asks for " + request.url());
            }
        });
        page.navigate(file.toUri().toString());
        return page;
    }
}
