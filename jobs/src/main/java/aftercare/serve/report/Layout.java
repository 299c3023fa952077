package aftercare.serve.report;

import aftercare.serve.report.ReportPlan.Block;
import aftercare.serve.report.ReportPlan.Section;
import aftercare.serve.report.ReportPlan.Tile;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the blocks of the plan into parts of the page, and collects what the page needs besides: charts, messages, terms. */
final class Layout {
    /** The columns of a card with figures of the month are named by their roles. */
    private static final Map<String, String> KPI =
            Map.of("month", "month", "low", "low", "high", "high", "n", "n", "target", "target");

    private final Edition edition;
    private final Lexicon lexicon;
    private final Figures figures;
    private final Map<String, String> words;
    private final CardShelf cards;
    private final MartsReader marts;
    private final Wording wording;
    private final ArrayNode charts = Json.array();
    private final List<Page.Line> brief = new ArrayList<>();
    private final Map<String, Lexicon.Term> terms = new LinkedHashMap<>();
    private final Map<String, Rows> read = new HashMap<>();

    Layout(
            Edition edition,
            Lexicon lexicon,
            Figures figures,
            Map<String, String> words,
            CardShelf cards,
            MartsReader marts) {
        this.edition = edition;
        this.lexicon = lexicon;
        this.figures = figures;
        this.words = words;
        this.cards = cards;
        this.marts = marts;
        this.wording = new Wording(figures);
    }

    ArrayNode charts() {
        return charts;
    }

    List<Page.Line> brief() {
        return brief;
    }

    /** The measures that the page shows, by their anchors. */
    Map<String, Lexicon.Term> terms() {
        return terms;
    }

    /** The parts of a section: none where no card of it is there; a sentence where the cards have no rows. */
    List<Part> parts(Section section) {
        List<Part> parts = new ArrayList<>();
        for (Block block : section.blocks()) {
            part(section, block).ifPresent(parts::add);
        }
        if (parts.isEmpty() && section.empty() != null) {
            parts.add(new Part.Sentence("", lexicon.in(section.empty())));
        }
        return parts;
    }

    private Optional<Part> part(Section section, Block block) {
        if ("tiles".equals(block.as())) {
            return tiles(block);
        }
        return cards.card(block.card()).map(card -> part(section, block, card));
    }

    private Part part(Section section, Block block, Card card) {
        View view = view(block, card);
        Map<String, Object> context = context(view);
        if (view.rows().isEmpty()) {
            return new Part.Sentence(block.id(), wording.say(lexicon.in(block.empty()), context));
        }
        String message = wording.say(lexicon.in(block.message()), context);
        if (block.brief()) {
            brief.add(new Page.Line(message, block.id(), lexicon.in(section.title())));
        }
        String says = wording.say(lexicon.in(block.says()), context);
        Part.Table table = Tables.of(view, message, says, source(card));
        table.heads().forEach(head -> remember(head, view));
        return "table".equals(block.as()) ? shortened(table, block) : figure(view, table, says);
    }

    private Part.Figure figure(View view, Part.Table table, String says) {
        Drawing drawing = Drawings.of(view);
        return new Part.Figure(
                view.block().id(),
                view.block().half(),
                table.message(),
                says,
                drawing.keys(),
                chart(drawing),
                drawing.height(),
                table.message() + " " + says,
                table,
                table.source());
    }

    private String chart(Drawing drawing) {
        String id = "chart-" + (charts.size() + 1);
        Page.addChart(charts, id, drawing);
        return id;
    }

    private Part.Table shortened(Part.Table table, Block block) {
        if (block.limit() == null || table.lines().size() <= block.limit()) {
            return table;
        }
        String more = words.get("more").replace("{}", figures.of(table.lines().size() - block.limit(), "count"));
        return new Part.Table(
                table.id(),
                table.message(),
                table.says(),
                table.heads(),
                table.lines().subList(0, block.limit()),
                more,
                table.source());
    }

    private Optional<Part> tiles(Block block) {
        List<Part.Tile> tiles = new ArrayList<>();
        for (Tile tile : block.tiles()) {
            Optional<Card> card = cards.card(tile.card());
            Optional<Lexicon.Term> term = lexicon.term(tile.metric());
            if (card.isPresent() && term.isPresent()) {
                tile(tile, card.get(), term.get()).ifPresent(tiles::add);
            }
        }
        return tiles.isEmpty() ? Optional.empty() : Optional.of(new Part.Tiles(tiles));
    }

    private Optional<Part.Tile> tile(Tile tile, Card card, Lexicon.Term term) {
        String column = term.column().name();
        Map<String, String> roles = new HashMap<>(KPI);
        roles.put("value", column);
        Block block = new Block(
                "",
                tile.card(),
                "tiles",
                false,
                false,
                null,
                roles,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        Rows rows = rows(card).where(row -> column.equals(row.get("metric"))).renamed("value", column);
        View view = new View(block, rows, List.of(term.table().table()), edition.month(), lexicon, figures, words);
        ObjectNode course = TileRow.course(view);
        Part.Tile made = TileRow.tile(view, term, course == null ? "" : "chart-" + (charts.size() + 1));
        if (made == null) {
            return Optional.empty();
        }
        if (course != null) {
            chart(new Drawing(course, 0, List.of()));
        }
        terms.putIfAbsent(term.anchor(), term);
        return Optional.of(made);
    }

    private View view(Block block, Card card) {
        Rows rows = rows(card);
        for (Map.Entry<String, List<String>> keep : block.keep().entrySet()) {
            Set<String> values = Set.copyOf(keep.getValue());
            rows = rows.where(row -> values.contains(Rows.text(row, keep.getKey())));
        }
        if (block.limit() != null && !"table".equals(block.as())) {
            rows = new Rows(
                    rows.columns(),
                    rows.list().subList(0, Math.min(block.limit(), rows.list().size())));
        }
        return new View(block, rows, card.tables(), edition.month(), lexicon, figures, words);
    }

    private Rows rows(Card card) {
        return read.computeIfAbsent(card.name(), any -> lexicon.inWords(marts.rows(card)));
    }

    private Map<String, Object> context(View view) {
        List<Map<String, Object>> rows = view.rows().list();
        Map<String, Object> context = new HashMap<>();
        context.put("rows", rows);
        context.put("all", rows(cards.card(view.block().card()).orElseThrow()).list());
        context.put("month", figures.month(edition.month()));
        context.put("lastmonth", figures.month(edition.month().minusMonths(1)));
        context.put("lastyear", figures.month(edition.month().minusYears(1)));
        if (!rows.isEmpty()) {
            context.put("first", rows.get(0));
            context.put("last", rows.get(rows.size() - 1));
        }
        if (view.has("month")) {
            context.put("it", at(view, 0, 0));
            context.put("before", at(view, 1, 0));
            context.put("yearago", at(view, 0, 1));
        }
        return context;
    }

    private Map<String, Object> at(View view, int months, int years) {
        return view.rows().list().stream()
                .filter(row ->
                        edition.month().minusMonths(months).minusYears(years).equals(view.day(row, "month")))
                .findFirst()
                .orElse(null);
    }

    private void remember(Part.Head head, View view) {
        if (!head.anchor().isEmpty()) {
            view.rows().columns().stream()
                    .flatMap(column -> view.term(column).stream())
                    .filter(term -> term.anchor().equals(head.anchor()))
                    .forEach(term -> terms.putIfAbsent(term.anchor(), term));
        }
    }

    private String source(Card card) {
        return words.get("source")
                .replace("{tables}", String.join(", ", card.tables()))
                .replace("{day}", figures.day(edition.asOf()));
    }
}
