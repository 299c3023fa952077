package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aftercare.config.AftercareException;
import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.serve.dashboard.Dashboard;
import aftercare.serve.dashboard.Dashboards;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report on a real Postgres in a real Chromium. */
class MonthlyReportTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final YearMonth AUGUST = YearMonth.of(2026, 8);

    /** Pairs of texts in one drawing that lie on one another by more than two pixels. */
    private static final String OVERLAPS = """
            [...document.querySelectorAll('.chart svg')].flatMap(svg => {
              const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).map(t => [t.textContent, t.getBoundingClientRect()]);
              return texts.flatMap(([one, a], i) => texts.slice(i + 1)
                .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)
                .map(([other]) => one + ' / ' + other));
            })""";

    /** Texts whose contrast with what lies behind them is below that of WCAG 2.1 AA: 4.5, or 3 where they are large. */
    private static final String PALE = """
            (() => {
              const rgb = text => text.match(/[\\d.]+/g).map(Number);
              const light = c => { const [r, g, b] = c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              const pale = new Set();
              for (let node; (node = walker.nextNode());) {
                const e = node.parentElement;
                if (!node.textContent.trim() || e.closest('script, noscript, .skip, .heard') || !e.getClientRects().length) continue;
                const style = getComputedStyle(e), size = parseFloat(style.fontSize);
                const ink = rgb(e.closest('svg') ? style.fill : style.color).slice(0, 3);
                const [a, b] = [light(ink), light(behind(e).slice(0, 3))].sort((x, y) => y - x);
                const enough = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
                if ((a + 0.05) / (b + 0.05) < enough) pale.add(node.textContent.trim() + ' ' + ink + ' ' + ((a + 0.05) / (b + 0.05)).toFixed(2));
              }
              return [...pale].slice(0, 10);
            })()""";

    /** Everything that Tab should stop at. */
    private static final String CONTROLS =
            "[...document.querySelectorAll('a[href], summary, [tabindex]')].filter(e => e.tabIndex >= 0 && e.checkVisibility())";

    @TempDir
    private static Path folder;

    private static MartsTarget marts;
    private static Chromium chromium;

    @BeforeAll
    static void publishATinyCompany() throws SQLException {
        marts = TestMarts.as("postgres", TestMarts.database());
        TestMarts.execute(
                marts, InventedMarts.statements(CONTRACTS, tablesOfCards()).toArray(String[]::new));
        TestMarts.execute(
                marts,
                "update marts.quarantine_summary set example_reason = 'parts_cost is below 0 </script><b>fault'",
                "update marts.training_need set technician_id = 'TECH-7701' || technician_id");
        if (Chromium.program().isPresent() || "true".equals(System.getenv("CI"))) {
            chromium = Chromium.start();
        }
    }

    /** What the report reads. */
    static Set<String> tablesOfCards() {
        Set<String> tables = new TreeSet<>(Set.of("settlement_flag", "figure_change"));
        Dashboards.load(CONTRACTS, Language.EN).list().stream()
                .flatMap(Dashboard::cards)
                .filter(card -> !card.isHeading())
                .forEach(card -> tables.addAll(card.sql().tables()));
        return tables;
    }

    private static void emptyTables(MartsTarget target) throws SQLException {
        List<String> ddl = new ArrayList<>(List.of("create schema marts"));
        for (GoldContract table : CONTRACTS.gold()) {
            ddl.add(table.columns().stream()
                    .map(column -> Sql.name(column.name()) + " "
                            + MartDdl.typeOf(column.type().sparkType()))
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
    @CsvSource({"en, 1280, LIGHT", "en, 390, DARK", "zh-CN, 1280, DARK", "zh-CN, 390, LIGHT"})
    void everyChartIsDrawnAndReadableOnADeskAndATelephone(Language language, int width, ColorScheme colours) {
        try (BrowserContext context = context(width, colours)) {
            List<String> complaints = new ArrayList<>();
            Page page = open(context, report(language), complaints);
            assertThat(complaints).isEmpty();
            assertThat(page.locator(".chart").count()).isGreaterThan(14);
            assertThat(
                            page.evaluate(
                                    "[...document.querySelectorAll('.chart')].filter(c => c.querySelectorAll('svg path').length < 2).map(c => c.id)"))
                    .isEqualTo(List.of());
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            assertThat(page.evaluate(OVERLAPS)).isEqualTo(List.of());
            assertThat(page.evaluate("document.documentElement.lang")).isEqualTo(language.code());
        }
    }

    @Test
    void theFirstScreenSaysHowGoodTheServiceIsWhyAndWhatToDo() {
        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = open(context, report(Language.EN), new ArrayList<>());
            assertThat(page.locator("#h-brief").innerText())
                    .contains("of customers who rated an order were satisfied in August 2026", "promises");
            assertThat(page.locator(".tile").count()).isEqualTo(4);
            assertThat(page.locator("[aria-labelledby=h-why] li").count()).isGreaterThan(4);
            assertThat(page.locator("[aria-labelledby=h-next] li").allInnerTexts())
                    .hasSize(3)
                    .satisfiesExactly(
                            gain -> assertThat(gain).contains("about 5.5 customers a month"),
                            money -> assertThat(money).contains("608 a month").doesNotContain("customers a month"),
                            unknown -> assertThat(unknown).doesNotContain("a month"));
            assertThat(
                            page.evaluate(
                                    "[...document.querySelectorAll('.brief a, nav a, .tile a')].filter(a => !document.querySelector(a.hash)).map(a => a.hash)"))
                    .isEqualTo(List.of());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyTextStandsOutFromItsBackground(ColorScheme colours) {
        try (BrowserContext context = context(1280, colours)) {
            Page page = open(context, report(Language.EN), new ArrayList<>());
            assertThat(page.evaluate(PALE)).isEqualTo(List.of());
        }
    }

    @Test
    void theKeyboardReachesAChartAndWalksThroughItsPoints() {
        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = open(context, report(Language.EN), new ArrayList<>());
            page.locator("#promises-kept .chart").focus();
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#heard").textContent()).contains("n\u00a0=\u00a0", "%");
            assertThat(
                            page.evaluate(
                                    "[...document.querySelectorAll('.chart')].filter(c => !c.getAttribute('aria-label') || (!c.matches('.spark') && c.tabIndex < 0)).map(c => c.id)"))
                    .isEqualTo(List.of());
        }
    }

    @Test
    void theTabKeyStopsAtEveryControlInOrderShowsWhereItIsAndLeadsOut() {
        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = open(context, report(Language.EN), new ArrayList<>());
            page.evaluate("window.controls = " + CONTROLS);
            page.evaluate("""
                    () => { window.walked = []; document.addEventListener('focusin', event => {
                      const style = getComputedStyle(event.target);
                      walked.push({ at: controls.indexOf(event.target), seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 });
                    }); }""");
            int controls = (int) page.evaluate("controls.length");
            assertThat(controls).isGreaterThan(80);
            for (int i = 0; i < controls; i++) {
                page.keyboard().press("Tab");
            }
            assertThat(page.evaluate("walked.map(one => one.at)"))
                    .isEqualTo(IntStream.range(0, controls).boxed().toList());
            assertThat(page.evaluate(
                            "walked.filter(one => !one.seen).map(one => controls[one.at].outerHTML.slice(0, 120))"))
                    .isEqualTo(List.of());
            assertThat(
                            page.evaluate(
                                    "controls.filter(one => !(one.getAttribute('aria-label') || one.textContent).trim()).map(one => one.outerHTML.slice(0, 120))"))
                    .isEqualTo(List.of());
            page.keyboard().press("Tab");
            assertThat(page.evaluate("[document.body, controls[0]].includes(document.activeElement)"))
                    .isEqualTo(true);
        }
    }

    @ParameterizedTest
    @MethodSource("aftercare.config.Language#all")
    void itPrintsToFullPagesInTheLettersOfItsLanguage(Language language) throws IOException {
        try (BrowserContext context = context(1280, ColorScheme.DARK)) {
            Page page = open(context, report(language), new ArrayList<>());
            byte[] pdf =
                    page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true).setPrintBackground(true));
            PrintedPages printed = PrintedPages.of(pdf);
            assertThat(printed.filled()).hasSizeBetween(6, 25);
            assertThat(printed.filled().subList(0, printed.filled().size() - 1))
                    .as("share of each page's height that is used, but of the last")
                    .allMatch(share -> share > 0.5);
            assertThat(printed.beyondTheEdge()).isEmpty();
            assertThat(printed.fonts().stream().anyMatch(font -> font.contains("CJK")))
                    .isEqualTo(language.equals(Language.ZH_CN));
        }
    }

    @Test
    void aNoteIsAMarkOnTheControlChartsOfItsFigureWithItsTextBeside() throws IOException {
        String html = Files.readString(report(Language.EN));
        String satisfaction = html.substring(html.indexOf("id=\"satisfaction-months\""), html.indexOf("id=\"rates\""));
        assertThat(satisfaction).contains("1 · Aug 2026 · note");
        assertThat(html).containsPattern("\"markLine\":\\{[^}]*\\}[^\\]]*\"formatter\":\"1\"");
    }

    @Test
    void belowEachTileStandsWhyItMovedAndTheWholeCommandThatSaysMore() throws IOException {
        assertThat(Files.readString(report(Language.EN)))
                .containsPattern(
                        "<p class=\"how moved\">[^<]+</p>\\s*<p class=\"how\"><code>aftercare why satisfaction_month"
                                + " 2026-08,company,all satisfaction_rate --lake LAKE --against 2026-07</code>");
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
        emptyTables(empty);
        TestMarts.execute(
                empty,
                "insert into marts.dim_month (month, first_day, last_day, is_complete) values ('2026-10-01', '2026-10-01', '2026-10-31', false)");
        Path file = new MonthlyReport(day -> CONTRACTS, Language.EN)
                .write(empty, Optional.empty(), folder.resolve("empty"));
        try (BrowserContext context = context(390, ColorScheme.LIGHT)) {
            List<String> complaints = new ArrayList<>();
            Page page = open(context, file, complaints);
            assertThat(complaints).isEmpty();
            assertThat(page.locator(".chart").count()).isZero();
            assertThat(page.locator("main").innerText())
                    .contains(
                            "No promise was due in October 2026.",
                            "Nobody rated an order of October 2026",
                            "No file has been loaded.",
                            "This month is not over");
        }
    }

    @Test
    void whatWasNotDeliveredIsListedAndWhatItWouldHaveSaidIsLeftOut() throws SQLException, IOException {
        MartsTarget repairsAlone = TestMarts.as("postgres", TestMarts.database());
        emptyTables(repairsAlone);
        TestMarts.execute(
                repairsAlone,
                "insert into marts.dim_month (month, first_day, last_day, is_complete) values ('2026-10-01', '2026-10-01', '2026-10-31', true)",
                "insert into marts.not_delivered (item, source, field, state, source_en, source_zh, question_en, question_zh) values"
                        + " ('callbacks', 'callbacks', null, 'not_delivered', '', '', 'Are customers satisfied?', ''),"
                        + " ('competitor_offers', 'competitor_offers', null, 'not_delivered', '', '', 'How do we stand?', ''),"
                        + " ('survey_answers', 'survey_answers', null, 'not_delivered', '', '', 'What is expected?', ''),"
                        + " ('repairs.serial_no', 'repairs', 'serial_no', 'never_filled', '', '', 'Did it hold?', '')");
        String html = Files.readString(new MonthlyReport(day -> CONTRACTS, Language.EN)
                .write(repairsAlone, Optional.empty(), folder.resolve("repairs-alone")));
        assertThat(html)
                .contains("How satisfied customers are is not known, for no callbacks were delivered.")
                .contains("<a href=\"#missing\">What was not delivered</a>")
                .contains("How do we stand?", "Did it hold?", "Service orders: Serial no", "never filled")
                .contains(">Customers and market</td>")
                .doesNotContain("href=\"#market\"", "id=\"market\"", "id=\"repeats\"", "id=\"satisfaction-months\"")
                .contains("id=\"promises-kept\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2016-01", "2026-12"})
    void aMonthBeforeOrAfterTheOrdersIsRefusedWithTheMonthsThereAre(YearMonth month) {
        assertThatThrownBy(() -> new MonthlyReport(day -> CONTRACTS, Language.EN)
                        .write(marts, Optional.of(month), folder.resolve("no-such-month")))
                .isInstanceOf(AftercareException.class)
                .hasMessageContaining("AFC-1005")
                .hasMessageContaining("There is no " + month + " to report.")
                .hasMessageContaining("2024-08 to 2026-09");
        assertThat(folder.resolve("no-such-month")).doesNotExist();
    }

    @Test
    void withoutMartsTheErrorSaysToPublish() throws SQLException {
        MartsTarget none = TestMarts.as("postgres", TestMarts.database());
        assertThatThrownBy(() -> new MonthlyReport(day -> CONTRACTS, Language.EN).write(none, Optional.empty(), folder))
                .isInstanceOf(AftercareException.class)
                .hasMessageContaining("There are no marts");
    }

    private static Path report(Language language) {
        return new MonthlyReport(day -> CONTRACTS, language).write(marts, Optional.of(AUGUST), folder);
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
