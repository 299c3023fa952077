package aftercare.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences of a report as a reader finds them in its HTML; non-breaking spaces are spaces here. */
final class ReadReport {
    private static final Pattern VERDICT = Pattern.compile("<h2 id=\"h-brief\" class=\"verdict\">(.*?)</h2>");
    private static final Pattern BLOCK = Pattern.compile(
            "<(?:figure|div class=\"block table(?: half)?\") id=\"([^\"]+)\"[^>]*>\\s*<h3>(.*?)</h3>\\s*<p"
                    + " class=\"sub\">(.*?)</p>",
            Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile(
            "<div class=\"block table(?: half)?\" id=\"([^\"]+)\">\\s*<h3>(.*?)</h3>\\s*<p class=\"sub\">(.*?)</p>",
            Pattern.DOTALL);
    private static final Pattern NOTHING =
            Pattern.compile("<p class=\"nothing block\" id=\"([^\"]+)\">(.*?)</p>", Pattern.DOTALL);
    private static final Pattern LINE =
            Pattern.compile("<li><a href=\"#([^\"]+)\">([^<]*)<span class=\"in\">[^<]*</span></a></li>");
    private static final Pattern PART = Pattern.compile("<section id=\"([^\"]+)\" class=\"chapter\"");
    private static final Pattern CONTENTS = Pattern.compile("<nav .*?</nav>", Pattern.DOTALL);
    private static final Pattern TILE = Pattern.compile("<div class=\"tile\">(.*?)<dl>", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("<tr[^>]*>(.*?)</tr>", Pattern.DOTALL);

    private final String html;

    /**
     * A sentence.
     *
     * @param block what it stands at: the id of a block, verdict, or tile
     * @param kind message, says, next, nothing or tile
     * @param text what it says
     */
    record Statement(String block, String kind, String text) {
        @Override
        public String toString() {
            return block + " " + kind + ": " + text;
        }
    }

    ReadReport(Path file) {
        try {
            this.html = Files.readString(file, StandardCharsets.UTF_8).replaceAll("(?s)<(script|style).*?</\\1>", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All sentences that are worked out from figures, in the order of the page, each once. */
    List<Statement> statements() {
        Map<String, Statement> found = new LinkedHashMap<>();
        Matcher verdict = VERDICT.matcher(html);
        while (verdict.find()) {
            add(found, "verdict", "message", verdict.group(1));
        }
        for (Pattern pattern : List.of(BLOCK, TABLE)) {
            Matcher block = pattern.matcher(html);
            while (block.find()) {
                add(found, block.group(1), "message", block.group(2));
                add(found, block.group(1), "says", block.group(3));
            }
        }
        Matcher nothing = NOTHING.matcher(html);
        while (nothing.find()) {
            add(found, nothing.group(1), "nothing", nothing.group(2));
        }
        Matcher line = LINE.matcher(html);
        while (line.find()) {
            if (found.values().stream().noneMatch(one -> one.text().equals(plain(line.group(2))))) {
                add(found, line.group(1), "next", line.group(2));
            }
        }
        Matcher tile = TILE.matcher(html);
        while (tile.find()) {
            String markup = tile.group(1).replaceAll("<div class=\"chart.*?</div>", "");
            add(found, "tile", "tile", plain(markup).replaceAll("\\s+", " "));
        }
        return List.copyOf(found.values());
    }

    /** The ids of the sections, in order. */
    List<String> sections() {
        return all(PART);
    }

    /** The sections that the contents lead to. */
    List<String> contents() {
        Matcher nav = CONTENTS.matcher(html);
        return nav.find()
                ? Pattern.compile("href=\"#([^\"]+)\"")
                        .matcher(nav.group())
                        .results()
                        .map(one -> one.group(1))
                        .toList()
                : List.of();
    }

    /** The rows of the list of what was not delivered, cell by cell; without its head. */
    List<List<String>> notDelivered() {
        int from = html.indexOf("id=\"not-delivered\"");
        if (from < 0) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        Matcher row = ROW.matcher(html.substring(from, html.indexOf("</table>", from)));
        while (row.find()) {
            if (!row.group(1).contains("scope=\"col\"")) {
                rows.add(Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>", Pattern.DOTALL)
                        .matcher(row.group(1))
                        .results()
                        .map(cell -> plain(cell.group(1)))
                        .toList());
            }
        }
        return rows;
    }

    private List<String> all(Pattern pattern) {
        return pattern.matcher(html).results().map(one -> one.group(1)).toList();
    }

    private static void add(Map<String, Statement> found, String block, String kind, String markup) {
        Statement statement = new Statement(block, kind, plain(markup));
        found.putIfAbsent(statement.toString(), statement);
    }

    private static String plain(String markup) {
        return markup.replaceAll("<[^>]+>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replace('\u00a0', ' ')
                .strip();
    }
}
