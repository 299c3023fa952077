package aftercare.contract;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A page as GitHub reads it, put together block by block; blocks take Markdown, so foreign text goes through
 * {@link #plain} first.
 */
final class Markdown {
    static final String BREAK = "<br>";

    private final StringBuilder page = new StringBuilder();

    /** Begins a page that nobody should edit. */
    static Markdown generatedPage(String title, String madeFrom) {
        return new Markdown()
                .heading(1, title)
                .block("> Generated from " + madeFrom + ". Do not edit this page: change what it is made from,"
                        + " then run `make docs`. A test compares the two.");
    }

    Markdown heading(int level, String title) {
        return block("#".repeat(level) + " " + title);
    }

    Markdown block(String markdown) {
        if (!page.isEmpty()) {
            page.append('\n');
        }
        page.append(markdown).append('\n');
        return this;
    }

    Markdown bullets(Collection<String> items) {
        return block(items.stream().map(item -> "- " + item).collect(Collectors.joining("\n")));
    }

    Markdown table(List<String> header, List<List<String>> rows) {
        StringBuilder table = new StringBuilder(line(header));
        table.append('\n').append(line(Collections.nCopies(header.size(), "---")));
        rows.forEach(row -> table.append('\n').append(line(row)));
        return block(table.toString());
    }

    /** A table that opens on a click; nothing when it has no rows. */
    Markdown foldedTable(String summary, List<String> header, List<List<String>> rows) {
        return rows.isEmpty()
                ? this
                : block("<details><summary>" + summary + "</summary>")
                        .table(header, rows)
                        .block("</details>");
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** A link to the heading of that name on the same page; the name is one word in lower case. */
    static String link(String name) {
        return link(name, "#" + name);
    }

    static String link(String text, String target) {
        return "[" + text + "](" + target + ")";
    }

    static String code(String text) {
        return "`" + text + "`";
    }

    static String codes(Collection<String> texts) {
        return texts.stream().map(Markdown::code).collect(Collectors.joining(", "));
    }

    /** A text without any meaning to Markdown or HTML. */
    static String plain(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("*", "\\*")
                .replace("\n", " ");
    }

    /** All languages, one below the other. */
    static String both(Text text) {
        return said(text, BREAK);
    }

    /** All languages in one line. */
    static String title(Text text) {
        return said(text, " · ");
    }

    /** All languages, each a paragraph. */
    static String paragraphs(Text text) {
        return said(text, "\n\n");
    }

    private static String said(Text text, String between) {
        return text.all().stream().map(Markdown::plain).collect(Collectors.joining(between));
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
