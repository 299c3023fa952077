package aftercare.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pages about gold tables, which say what each figure is, exactly: one page a table and an index of them. */
final class GoldDocs {
    private final Collection<GoldContract> tables;
    private final Glossary glossary;

    GoldDocs(Collection<GoldContract> tables, Glossary glossary) {
        this.tables = tables;
        this.glossary = glossary;
    }

    /** The text of each page by its path below {@code docs/}. */
    Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("metrics.md", index());
        tables.forEach(table -> pages.put(path(table), page(table)));
        return pages;
    }

    private static String path(GoldContract table) {
        return "metrics/" + table.table() + ".md";
    }

    private String index() {
        Markdown page = Markdown.generatedPage("Metrics", "`schemas/gold/*.yaml` and `schemas/glossary.yaml`")
                .block("What every gold table holds and how each figure is defined; one page a table. The same"
                        + " words stand on the dashboards and in the monthly report. Ratios stand beside their"
                        + " numerators and denominators, so that figures of several rows can be put together:"
                        + " add both up, then divide.")
                .bullets(List.of(
                        "[Tables](#tables): all of them, and what each answers",
                        "[Measures](#measures): all of them, with the table each stands in",
                        "[Glossary](#glossary): words, endings of names, units"));
        page.heading(2, "Tables")
                .table(
                        List.of("table", "name", "what it says"),
                        tables.stream().map(GoldDocs::summary).toList());
        page.heading(2, "Measures").table(List.of("measure", "name", "table", "unit", "better", "owner"), measures());
        addGlossary(page);
        return page.toString();
    }

    private static List<String> summary(GoldContract table) {
        return List.of(
                Markdown.link(table.table(), path(table)),
                Markdown.both(table.title()),
                Markdown.plain(firstSentence(table.description().en())));
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private List<List<String>> measures() {
        List<List<String>> rows = new ArrayList<>();
        for (GoldContract table : tables) {
            for (GoldColumn column : table.columns()) {
                if (column.metric() != null) {
                    rows.add(List.of(
                            Markdown.code(column.name()),
                            Markdown.both(column.label()),
                            Markdown.link(table.table(), path(table)),
                            column.unit(),
                            column.metric().better(),
                            column.metric().owner()));
                }
            }
        }
        return rows;
    }

    private static String page(GoldContract table) {
        return Markdown.generatedPage(table.table(), "`schemas/gold/" + table.table() + ".yaml`")
                .block("**" + Markdown.title(table.title()) + "** ("
                        + Markdown.link("all tables, measures and the glossary", "../metrics.md") + ")")
                .block(Markdown.paragraphs(table.description()))
                .bullets(facts(table))
                .table(
                        List.of("column", "name", "type, unit", "definition", "read as"),
                        table.columns().stream().map(GoldDocs::row).toList())
                .toString();
    }

    private static List<String> facts(GoldContract table) {
        List<String> facts = new ArrayList<>();
        facts.add("grain: " + Markdown.title(table.grain()));
        facts.add("key: " + Markdown.codes(table.key()));
        facts.add("recomputed: "
                + (table.month() == null ? "as a whole" : "month by month, by " + Markdown.code(table.month())));
        if (table.people() != null) {
            facts.add("about single people, so in the marts for the role aftercare_hr only: "
                    + ("true".equals(table.people()) ? "all rows" : "rows where " + Markdown.code(table.people())));
        }
        return facts;
    }

    private static List<String> row(GoldColumn column) {
        return List.of(
                Markdown.code(column.name()),
                Markdown.both(column.label()),
                column.type()
                        + (column.unit() == null ? "" : ", " + column.unit())
                        + (column.required() ? "" : Markdown.BREAK + "may be null"),
                Markdown.both(column.description()),
                column.metric() == null ? "" : String.join(Markdown.BREAK, reading(column.metric())));
    }

    private static List<String> reading(GoldColumn.Metric metric) {
        List<String> reading = new ArrayList<>();
        reading.add("neutral".equals(metric.better()) ? "neither better nor worse" : metric.better() + " is better");
        reading.add("owner: " + metric.owner());
        if (metric.numerator() != null && metric.denominator() != null) {
            reading.add(Markdown.code(metric.numerator()) + " / " + Markdown.code(metric.denominator()));
        }
        return reading;
    }

    private void addGlossary(Markdown page) {
        page.heading(2, "Glossary")
                .table(
                        List.of("term", "meaning"),
                        glossary.terms().stream()
                                .map(term -> List.of(Markdown.both(term.term()), Markdown.both(term.meaning())))
                                .toList())
                .table(
                        List.of("ending of a name", "meaning"),
                        glossary.endings().stream()
                                .map(ending -> List.of(Markdown.code(ending.ending()), Markdown.both(ending.meaning())))
                                .toList())
                .table(
                        List.of("unit", "meaning"),
                        glossary.units().stream()
                                .map(unit -> List.of(unit.unit(), Markdown.both(unit.meaning())))
                                .toList());
    }
}
