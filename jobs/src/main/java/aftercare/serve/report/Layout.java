package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import aftercare.serve.report.CardQueries.Question;
import aftercare.serve.report.MartsReader.Edition;
import aftercare.serve.report.PagePart.Head;
import aftercare.serve.report.PagePart.TableCell;
import aftercare.serve.report.PagePart.TableRow;
import aftercare.serve.report.ReportPlan.Block;
import aftercare.serve.report.ReportPlan.Section;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the blocks of the plan into parts of the page, and collects what the page needs besides: charts, messages,
 * terms.
 */
final class Layout {
    private static final int MOST_TILES = 4;

    /**
     * The rows that a part of the page was made of.
     *
     * @param section where it stands
     * @param view its rows, and what its columns are called
     * @param message what it says
     * @param says what it shows
     */
    record ShownTable(Section section, View view, String message, String says) {}

    private final Edition edition;
    private final Lexicon lexicon;
    private final Figures figures;
    private final Map<String, String> words;
    private final Evidence evidence;
    private final SentenceTemplates wording;
    private final ArrayNode charts = Json.array();
    private final List<Page.SummaryLine> why = new ArrayList<>();
    private final List<Page.SummaryLine> next = new ArrayList<>();
    private final Map<String, Lexicon.Term> terms = new LinkedHashMap<>();
    private final List<ShownTable> shownTables = new ArrayList<>();
    /** The sections left out, by what they lack. */
    private final Map<String, Set<String>> left = new HashMap<>();

    Layout(Edition edition, Lexicon lexicon, Figures figures, Map<String, String> words, Evidence evidence) {
        this.edition = edition;
        this.lexicon = lexicon;
        this.figures = figures;
        this.words = words;
        this.evidence = evidence;
        this.wording = new SentenceTemplates(figures, evidence);
    }

    /** What the charts are told, by the ids of their elements. */
    ArrayNode charts() {
        return charts;
    }

    /** The messages of the blocks that stand in the summary. */
    List<Page.SummaryLine> why() {
        return why;
    }

    /** What follows from the blocks. */
    List<Page.SummaryLine> next() {
        return next;
    }

    /** What the parts were made of, in order; a workbook shows it as numbers. */
    List<ShownTable> shownTables() {
        return shownTables;
    }

    /** The sections that were left out because what they need was not delivered. */
    Set<String> leftOut() {
        return left.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The measures that the page shows, by their anchors. */
    Map<String, Lexicon.Term> terms() {
        return terms;
    }

    /** A sentence over all cards. */
    String sentence(String template) {
        return wording.say(template, months());
    }

    /** The figures of the month: of those that the marts know, as many as stand in a row. */
    List<PagePart.Tile> tiles(List<String> cards, TileMoves moves) {
        TileMoves.Told told = moves.by(evidence, wording, figures);
        return cards.stream()
                .flatMap(card -> tile(card, told).stream())
                .limit(MOST_TILES)
                .toList();
    }

    private Optional<PagePart.Tile> tile(String card, TileMoves.Told moves) {
        return evidence.question(card).flatMap(question -> {
            View view = view(Block.tile(card), question, evidence.rows(question));
            ObjectNode course = TileRow.course(view);
            Optional<PagePart.Tile> tile = TileRow.tile(view, course == null ? "" : nextChart(), moves);
            if (tile.isPresent() && course != null) {
                chart(course);
            }
            tile.ifPresent(made -> view.term(view.column(Role.VALUE)).ifPresent(this::remember));
            return tile;
        });
    }

    /**
     * The parts of a section, one for each block: where there is nothing to draw, a sentence. A block is left out where
     * something that it needs was not delivered; a section of which all blocks are left out has no parts.
     */
    List<PagePart> parts(Section section) {
        List<Block> told = section.blocks().stream().filter(this::isTold).toList();
        if (told.isEmpty()) {
            section.blocks().stream().flatMap(block -> lacking(block).stream()).forEach(need -> left.computeIfAbsent(
                            need, first -> new LinkedHashSet<>())
                    .add(lexicon.in(section.title())));
        }
        return told.stream().flatMap(block -> part(section, block).stream()).toList();
    }

    private boolean isTold(Block block) {
        return lacking(block).isEmpty();
    }

    private List<String> lacking(Block block) {
        return block.needs().stream()
                .filter(need -> !evidence.isDelivered(need))
                .toList();
    }

    /**
     * The list of what was not delivered, with the question that it would answer and the parts left out for want of it;
     * empty where everything came. Asked for after all sections.
     */
    Optional<PagePart.Table> missing(ReportPlan.Missing plan) {
        List<TableRow> lines = evidence.undelivered().list().stream()
                .map(row -> new TableRow(
                        false,
                        List.of(
                                cell(what(row)),
                                cell(QueryRows.text(row, "state")),
                                cell(QueryRows.text(row, "question")),
                                cell(String.join(
                                        word("comma"), left.getOrDefault(QueryRows.text(row, "need"), Set.of()))))))
                .toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        ReportPlan.Missing.Heads said = plan.heads();
        List<Head> heads = Stream.of(said.what(), said.state(), said.answers(), said.left())
                .map(head -> new Head(lexicon.in(head), false, "", ""))
                .toList();
        String says = lexicon.in(plan.says());
        return Optional.of(new PagePart.Table(
                "not-delivered",
                false,
                lexicon.in(plan.title()),
                says,
                heads,
                lines,
                "",
                evidence.question(Evidence.UNDELIVERED).map(this::source).orElse("")));
    }

    private static String what(Map<String, Object> row) {
        String column = QueryRows.text(row, "field");
        return QueryRows.text(row, "source") + (column.isEmpty() ? "" : ": " + column);
    }

    private static TableCell cell(String text) {
        return new TableCell(text, "", "text", "");
    }

    private Optional<PagePart> part(Section section, Block block) {
        Optional<Question> question = evidence.question(block.card());
        if (question.isEmpty()) {
            return Optional.of(new PagePart.Sentence(block.id(), unpublished(block.card()), ""));
        }
        QueryRows rows = evidence.rows(question.get());
        QueryRows shown = chosen(block, rows);
        if (shown.isEmpty()) {
            return Optional.ofNullable(block.empty())
                    .map(empty -> new PagePart.Sentence(
                            block.id(), wording.say(lexicon.in(empty), months()), source(question.get())));
        }
        View view = view(block, question.get(), shown);
        Map<String, Object> context = context(view, rows);
        String message = wording.say(lexicon.in(block.message()), context);
        if (block.brief()) {
            why.add(new Page.SummaryLine(message, block.id(), lexicon.in(section.title())));
        }
        if (block.next() != null) {
            follow(section, block, lexicon.in(block.next()), context);
        }
        String says = wording.say(lexicon.in(block.says()), context);
        shownTables.add(new ShownTable(section, view, message, says));
        if (block.line() != null) {
            List<String> lines = lines(lexicon.in(block.line()), context, shown);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new PagePart.Lines(block.id(), block.half(), message, lines));
        }
        return Optional.of(part(view, message, says));
    }

    private List<String> lines(String template, Map<String, Object> context, QueryRows rows) {
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> row : rows.list()) {
            Map<String, Object> withRow = new HashMap<>(context);
            withRow.put("row", row);
            String line = wording.say(template, withRow);
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private void follow(Section section, Block block, String template, Map<String, Object> context) {
        rowsToFollow(block, context)
                .map(following -> wording.say(template, following))
                .filter(sentence -> !sentence.isEmpty())
                .forEach(sentence -> next.add(new Page.SummaryLine(sentence, block.id(), lexicon.in(section.title()))));
    }

    private static Stream<Map<String, Object>> rowsToFollow(Block block, Map<String, Object> context) {
        if (block.nextRows() == null) {
            return Stream.of(context);
        }
        return ((List<?>) Objects.requireNonNull(context.get("rows"), "a view has rows"))
                .stream().limit(block.nextRows()).map(row -> {
                    Map<String, Object> following = new HashMap<>(context);
                    following.put("row", row);
                    return following;
                });
    }

    private PagePart part(View view, String message, String says) {
        String source = source(view.question());
        if ("matrix".equals(view.block().as())) {
            return Matrix.of(view, message, says, source);
        }
        PagePart.Table table = FigureTable.of(view, message, says, source);
        table.heads().stream()
                .map(PagePart.Head::anchor)
                .filter(anchor -> !anchor.isEmpty())
                .forEach(anchor -> lexicon.byAnchor(anchor).ifPresent(this::remember));
        return "table".equals(view.block().as()) ? shortened(table, view.block().limit()) : figure(view, table);
    }

    private PagePart.Chart figure(View view, PagePart.Table table) {
        Drawing drawing = Drawing.of(view);
        return new PagePart.Chart(
                view.block().id(),
                view.block().half(),
                table.message(),
                table.says(),
                drawing.keys(),
                chart(drawing.option()),
                drawing.height(),
                table.message() + word("stop") + table.says(),
                table,
                table.source());
    }

    private String chart(ObjectNode option) {
        String id = nextChart();
        charts.addObject().put("id", id).set("option", option);
        return id;
    }

    private String nextChart() {
        return "chart-" + (charts.size() + 1);
    }

    private PagePart.Table shortened(PagePart.Table table, @Nullable Integer limit) {
        if (limit == null || table.lines().size() <= limit) {
            return table;
        }
        String more = word("more").replace("{}", figures.of(table.lines().size() - limit, "count"));
        return table.first(limit, more);
    }

    private View view(Block block, Question question, QueryRows rows) {
        return new View(block, question, rows, edition.month(), lexicon, figures, words);
    }

    private static QueryRows chosen(Block block, QueryRows all) {
        QueryRows rows = all;
        for (Map.Entry<String, List<String>> keep : block.keep().entrySet()) {
            Set<String> values = Set.copyOf(keep.getValue());
            rows = rows.where(row -> values.contains(QueryRows.text(row, keep.getKey())));
        }
        for (Map.Entry<String, List<String>> drop : block.drop().entrySet()) {
            Set<String> values = Set.copyOf(drop.getValue());
            rows = rows.where(row -> !values.contains(QueryRows.text(row, drop.getKey())));
        }
        if (block.only() != null && !rows.isEmpty()) {
            Object first = rows.list().get(0).get(block.only());
            rows = rows.where(row -> Objects.equals(first, row.get(block.only())));
        }
        if (!block.sort().isEmpty()) {
            rows = rows.sorted(Comparator.comparing(
                    row -> distance(row, block.sort()), Comparator.nullsLast(Comparator.naturalOrder())));
        }
        return block.limit() == null || "table".equals(block.as()) ? rows : rows.first(block.limit());
    }

    private static @Nullable Double distance(Map<String, Object> row, List<String> columns) {
        boolean falling = columns.get(0).startsWith("-");
        Double value = QueryRows.number(row, falling ? columns.get(0).substring(1) : columns.get(0));
        if (value == null || columns.size() == 1) {
            return value == null || !falling ? value : Double.valueOf(-value);
        }
        Double from = QueryRows.number(row, columns.get(1));
        return from == null ? null : Double.valueOf(value - from);
    }

    private Map<String, Object> months() {
        Map<String, Object> context = new HashMap<>();
        context.put("thismonth", edition.month());
        context.put("month", figures.month(edition.month()));
        context.put("lastmonth", figures.month(edition.month().minusMonths(1)));
        context.put("lastyear", figures.month(edition.month().minusYears(1)));
        return context;
    }

    /** What a block's sentences can speak of. */
    private Map<String, Object> context(View view, QueryRows all) {
        List<Map<String, Object>> rows = view.rows().list();
        Map<String, Object> context = months();
        context.put("rows", rows);
        context.put("all", all.list());
        context.put("first", rows.get(0));
        context.put("last", rows.get(rows.size() - 1));
        if (view.has(Role.MONTH)) {
            context.put("it", at(view, 0, 0));
            context.put("before", at(view, 1, 0));
            context.put("yearago", at(view, 0, 1));
        }
        return context;
    }

    private @Nullable Map<String, Object> at(View view, int months, int years) {
        return view.rows().list().stream()
                .filter(row ->
                        edition.month().minusMonths(months).minusYears(years).equals(view.day(row, Role.MONTH)))
                .findFirst()
                .orElse(null);
    }

    private void remember(Lexicon.Term term) {
        terms.putIfAbsent(term.anchor(), term);
    }

    private String word(String name) {
        return Objects.requireNonNull(words.get(name), name);
    }

    private String unpublished(String card) {
        return word("unpublished").replace("{}", titles(evidence.unpublished(card)));
    }

    private String source(Question question) {
        return word("source")
                .replace("{tables}", titles(question.tables()))
                .replace("{day}", figures.day(edition.asOf()));
    }

    private String titles(Collection<String> tables) {
        return tables.stream()
                .filter(table -> !table.startsWith("dim_"))
                .flatMap(table -> lexicon.title(table).stream())
                .collect(Collectors.joining(word("comma")));
    }
}
