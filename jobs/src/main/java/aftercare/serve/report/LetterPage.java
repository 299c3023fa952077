package aftercare.serve.report;

import aftercare.contract.Text;
import aftercare.serve.report.MartsReader.Edition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One letter: what the plan asks for, about one outlet, laid out by {@code report/letter.peb}. */
final class LetterPage {
    private final LetterPlan plan;
    private final Edition edition;
    private final Lexicon lexicon;
    private final Figures figures;
    private final Map<String, String> words;
    private final String outlet;
    private final String name;
    private final Layout layout;
    private final List<LetterSection> sections = new ArrayList<>();
    private final String verdict;

    /**
     * A part of the letter.
     *
     * @param id its anchor
     * @param title its heading
     * @param asks what it is about
     * @param half whether two share a row where there is room
     * @param parts what stands in it
     */
    record LetterSection(String id, String title, String asks, boolean half, List<PagePart> parts) {}

    /**
     * Asks the marts about the outlet.
     *
     * @param outlet its code
     * @param name what it is called
     * @param evidence what the marts answer about it
     */
    LetterPage(
            LetterPlan plan,
            Map<String, Text> words,
            Edition edition,
            Lexicon lexicon,
            Figures figures,
            String outlet,
            String name,
            Evidence evidence) {
        this.plan = plan;
        this.edition = edition;
        this.lexicon = lexicon;
        this.figures = figures;
        this.words = new TreeMap<>();
        words.forEach((key, text) -> this.words.put(key, lexicon.in(text)));
        this.outlet = outlet;
        this.name = name;
        this.layout = new Layout(edition, lexicon, figures, this.words, evidence);
        this.verdict = layout.sentence(lexicon.in(plan.verdict()));
        for (ReportPlan.Section section : plan.sections()) {
            List<PagePart> parts = layout.parts(section);
            if (!parts.isEmpty()) {
                sections.add(new LetterSection(
                        section.id(),
                        lexicon.in(section.title()),
                        lexicon.in(section.asks()),
                        section.blocks().get(0).half(),
                        parts.stream()
                                .map(part -> undefined(part, lexicon.in(section.title())))
                                .toList()));
            }
        }
    }

    /**
     * A page has no room for definitions, so nothing may lead to them; a table without a message is called after its
     * part.
     */
    private static PagePart undefined(PagePart part, String title) {
        if (!(part instanceof PagePart.Table table)) {
            return part;
        }
        List<PagePart.Head> heads = table.heads().stream()
                .map(head -> new PagePart.Head(head.text(), head.numeric(), "", ""))
                .toList();
        return new PagePart.Table(
                table.id(),
                table.half(),
                table.message().isEmpty() ? title : table.message(),
                table.says(),
                heads,
                table.lines(),
                table.more(),
                table.source());
    }

    String html() {
        String style = Assets.style() + Assets.letterStyle();
        Map<String, Object> page = new HashMap<>();
        page.put("lang", lexicon.language().code());
        page.put("csp", HtmlTemplate.policy(style));
        page.put("style", style);
        page.put("title", lexicon.in(plan.title()));
        page.put("outlet", outlet);
        page.put("name", name);
        page.put("month", figures.month(edition.month()));
        page.put("asOf", figures.day(edition.asOf()));
        page.put("complete", edition.isComplete());
        page.put("words", words);
        page.put("verdict", verdict);
        List<LetterSection> wide =
                sections.stream().filter(section -> !section.half()).toList();
        int first = wide.isEmpty() ? 0 : sections.indexOf(wide.get(0));
        page.put("top", sections.subList(0, first));
        page.put("full", wide);
        page.put(
                "flow",
                sections.stream().skip(first).filter(LetterSection::half).toList());
        page.put("reading", lexicon.in(plan.reading()));
        page.put("left", left());
        return HtmlTemplate.LETTER.filled(page);
    }

    private String left() {
        return layout.leftOut().isEmpty()
                ? ""
                : lexicon.in(plan.left())
                        .replace("{}", String.join(words.getOrDefault("comma", ", "), layout.leftOut()));
    }

    ReportWorkbook workbook() {
        return new ReportWorkbook(
                new ReportWorkbook.Heading(
                        lexicon.in(plan.title()),
                        name + " · " + figures.month(edition.month()),
                        words.get("asof") + " " + figures.day(edition.asOf())),
                lexicon,
                layout.shownTables(),
                new ReportWorkbook.Definitions(words.getOrDefault("definitions", ""), List.of()));
    }

    String subject() {
        return filled(plan.subject());
    }

    /** How the outlet stands and what to do first, in plain text. */
    String mail() {
        List<String> first = sections.stream()
                .filter(section -> section.id().equals(plan.sections().get(0).id()))
                .flatMap(section -> section.parts().stream())
                .filter(PagePart.Lines.class::isInstance)
                .flatMap(part -> ((PagePart.Lines) part).lines().stream())
                .toList();
        String list = first.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
        return filled(plan.mail())
                + "\n\n" + verdict
                + (list.isEmpty() ? "" : "\n\n" + sections.get(0).title() + "\n" + list)
                + "\n";
    }

    private String filled(Text text) {
        return lexicon.in(text).replace("{outlet}", name).replace("{month}", figures.month(edition.month()));
    }
}
