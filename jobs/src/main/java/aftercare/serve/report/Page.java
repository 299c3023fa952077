package aftercare.serve.report;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.Text;
import aftercare.serve.dashboard.DashboardFiles;
import aftercare.serve.dashboard.Dashboards;
import aftercare.serve.report.MartsReader.Edition;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The report as HTML: what the plan asks for, drawn from the marts and laid out by {@code report/page.peb}. */
final class Page {
    private final DashboardFiles files;
    private final ReportPlan plan;
    private final Language language;
    private final Edition edition;
    private final Dashboards dashboards;
    private final Lexicon lexicon;
    private final Figures figures;

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

    Page(Contracts contracts, Language language, Edition edition) {
        this.files = DashboardFiles.ofThisInstallation().filledWith(contracts.texts());
        this.plan = ReportPlan.in(files);
        this.language = language;
        this.edition = edition;
        this.dashboards = Dashboards.load(contracts, language);
        this.lexicon = new Lexicon(contracts, plan.plain(), language);
        this.figures = new Figures(language);
    }

    String html(MartsReader marts) {
        Evidence evidence = new Evidence(new CardQueries(edition, dashboards, files), marts, lexicon);
        Layout layout = new Layout(edition, lexicon, figures, words(), evidence);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("verdict", layout.sentence(lexicon.in(plan.verdict())));
        page.put("tiles", layout.tiles(plan.tiles(), plan.explained()));
        page.put("chapters", chapters(layout));
        page.put("why", layout.why());
        page.put("next", layout.next());
        page.put("definitions", definitions(layout));
        page.put("data", Json.inHtml(layout.charts()));
        dress(page);
        return render(page);
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
    private void dress(Map<String, Object> page) {
        String style = Assets.style();
        String echarts = Assets.echarts();
        String charts = Assets.charts();
        page.put("lang", language.code());
        page.put("title", lexicon.in(plan.title()));
        page.put("month", figures.month(edition.month()));
        page.put("asOf", figures.day(edition.asOf()));
        page.put("complete", edition.isComplete());
        page.put("words", words());
        page.put("reading", plan.reading().stream().map(lexicon::in).toList());
        page.put("style", style);
        page.put("echarts", echarts);
        page.put("script", charts);
        page.put("echartsVersion", Assets.version());
        page.put("csp", policy(style, echarts, charts));
    }

    private static String render(Map<String, Object> page) {
        ClasspathLoader loader = new ClasspathLoader(Page.class.getClassLoader());
        loader.setPrefix("report/");
        StringWriter html = new StringWriter();
        try {
            new PebbleEngine.Builder()
                    .loader(loader)
                    .strictVariables(true)
                    .build()
                    .getTemplate("page.peb")
                    .evaluate(html, page);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return html.toString();
    }

    /**
     * Nothing may be fetched, and only the scripts that were written here may run. ECharts sets styles on the elements
     * that it makes.
     */
    private static String policy(String style, String... scripts) {
        List<String> hashes = new ArrayList<>();
        for (String script : scripts) {
            hashes.add(Assets.hash(script));
        }
        return "default-src 'none'; script-src " + String.join(" ", hashes)
                + "; style-src 'unsafe-inline'; style-src-elem " + Assets.hash(style)
                + "; style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
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
                        lexicon.in(term.column().description())))
                .toList();
    }

    private String unit(@Nullable String unit) {
        Text text = plan.units().get(unit);
        return text == null ? "" : lexicon.in(text);
    }
}
