package aftercare.serve.report;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.Text;
import aftercare.serve.dashboard.DashboardFiles;
import aftercare.serve.dashboard.Dashboards;
import aftercare.serve.report.MartsReader.Edition;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report as HTML: what the plan asks for, drawn from the marts and laid out by {@code report/page.peb}. */
final class Page {
    private static final String MONEY = "money";

    private final Contracts contracts;
    private final DashboardFiles files;
    private final ReportPlan plan;
    private final Language language;
    private final Edition edition;
    private final Dashboards dashboards;
    private final Lexicon lexicon;
    private final Figures figures;
    private final Map<String, Object> page = new LinkedHashMap<>();
    private List<Layout.ShownTable> shown = List.of();
    private List<Definition> defined = List.of();
    private final Optional<Currency> currency;

    /**
     * A part of the page.
     *
     * @param id its anchor
     * @param title its heading
     * @param asks the question it answers
     * @param parts what stands in it
     */
    record Chapter(String id, String title, String asks, List<PagePart> parts) {}

    /**
     * A line of the summary.
     *
     * @param text the message
     * @param link the anchor of what it sums up
     * @param in the title of the part where that stands
     */
    record SummaryLine(String text, String link, String in) {}

    /**
     * A definition.
     *
     * @param anchor what links call it
     * @param name what is defined
     * @param unit what it is measured in
     * @param meaning the definition
     */
    record Definition(String anchor, String name, String unit, String meaning) {}

    /** @param currency that of all amounts of money; empty where nobody said it */
    Page(Contracts contracts, Language language, Optional<Currency> currency, Edition edition) {
        this.contracts = contracts;
        this.currency = currency;
        this.files = DashboardFiles.ofThisInstallation().filledWith(contracts.texts());
        this.plan = ReportPlan.in(files);
        this.language = language;
        this.edition = edition;
        this.dashboards = Dashboards.load(contracts, language);
        this.lexicon = new Lexicon(contracts, language);
        this.figures = new Figures(language, currency);
    }

    /** Asks the marts, once; what {@link #html} and {@link #workbook} show is the same. */
    Page read(MartsReader marts) {
        Evidence evidence = new Evidence(new CardQueries(edition, dashboards, files), marts, lexicon);
        Layout layout = new Layout(edition, lexicon, figures, words(), evidence);
        page.put("verdict", layout.sentence(lexicon.in(plan.verdict())));
        page.put("tiles", layout.tiles(plan.tiles(), new TileMoves(contracts, lexicon.in(plan.moved()))));
        page.put("chapters", chapters(layout));
        page.put("why", layout.why());
        page.put("next", layout.next());
        defined = definitions(layout);
        page.put("definitions", defined);
        page.put("data", Json.inHtml(layout.charts()));
        dress();
        shown = layout.shownTables();
        return this;
    }

    /** The file that browsers show. */
    String html() {
        return HtmlTemplate.PAGE.filled(page);
    }

    /** The same figures as a spreadsheet, a sheet a section, with the definitions last. */
    ReportWorkbook workbook() {
        return new ReportWorkbook(
                new ReportWorkbook.Heading(lexicon.in(plan.title()), figures.month(edition.month()), asOf()),
                lexicon,
                shown,
                new ReportWorkbook.Definitions(words().getOrDefault("definitions", ""), defined));
    }

    private String asOf() {
        return words().get("asof") + " " + figures.day(edition.asOf());
    }

    /** The sections that have something to say, and last what was not delivered. */
    private List<Chapter> chapters(Layout layout) {
        List<Chapter> chapters = new ArrayList<>();
        for (ReportPlan.Section section : plan.sections()) {
            List<PagePart> parts = layout.parts(section);
            if (!parts.isEmpty()) {
                chapters.add(new Chapter(section.id(), lexicon.in(section.title()), lexicon.in(section.asks()), parts));
            }
        }
        ReportPlan.Missing missing = plan.missing();
        layout.missing(missing)
                .ifPresent(table -> chapters.add(new Chapter(
                        "missing", lexicon.in(missing.title()), lexicon.in(missing.asks()), List.of(table))));
        return chapters;
    }

    /** What every report carries, whatever its figures. */
    private void dress() {
        String style = Assets.style();
        String echarts = Assets.echarts();
        String charts = Assets.charts();
        page.put("lang", language.code());
        page.put("currency", currency.map(Currency::getCurrencyCode).orElse(""));
        page.put("title", lexicon.in(plan.title()));
        page.put("month", figures.month(edition.month()));
        page.put("asOf", figures.day(edition.asOf()));
        page.put("complete", edition.isComplete());
        page.put("words", words());
        page.put(
                "reading",
                Stream.concat(plan.reading().stream().map(lexicon::in), Stream.of(ofMoney()))
                        .toList());
        page.put("style", style);
        page.put("echarts", echarts);
        page.put("script", charts);
        page.put("echartsVersion", Assets.version());
        page.put("csp", HtmlTemplate.policy(style, echarts, charts));
    }

    private Map<String, String> words() {
        Map<String, String> words = new TreeMap<>();
        plan.words().forEach((name, text) -> words.put(name, lexicon.in(text)));
        return words;
    }

    private List<Definition> definitions(Layout layout) {
        Map<String, Lexicon.Term> terms = new LinkedHashMap<>(layout.terms());
        plan.metrics().stream()
                .filter(name -> edition.tables().contains(name.substring(0, name.indexOf('.'))))
                .flatMap(name -> lexicon.term(name).stream())
                .forEach(term -> terms.putIfAbsent(term.anchor(), term));
        return terms.values().stream()
                .map(term -> new Definition(
                        term.anchor(),
                        lexicon.in(term.column().label()),
                        unit(term.column().unit()),
                        lexicon.meaning(term)))
                .toList();
    }

    /** Which currency amounts are in, or that nobody said. */
    private String ofMoney() {
        return currency.map(one -> word("currency")
                        .replace("{name}", one.getDisplayName(language.locale()))
                        .replace("{code}", one.getCurrencyCode()))
                .orElseGet(() -> word("no-currency"));
    }

    private String word(String name) {
        return Objects.requireNonNull(words().get(name), name);
    }

    private String unit(@Nullable String unit) {
        Text text = plan.units().get(unit);
        if (text != null && MONEY.equals(unit) && currency.isPresent()) {
            return word("money-in").replace("{}", currency.get().getCurrencyCode());
        }
        return text == null ? "" : lexicon.in(text);
    }
}
