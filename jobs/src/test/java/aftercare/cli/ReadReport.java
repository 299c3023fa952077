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
            Pattern.compile("<div class=\"nothing block\" id=\"([^\"]+)\"><p>(.*?)</p>", Pattern.DOTALL);
    private static final Pattern LINE =
            Pattern.compile("<li><a href=\"#([^\"]+)\">([^<]*)<span class=\"in\">[^<]*</span></a></li>");
    private static final Pattern PART = Pattern.compile("<section id=\"([^\"]+)\" class=\"chapter\"");
    private static final Pattern CONTENTS = Pattern.compile("<nav .*?</nav>", Pattern.DOTALL);
    private static final Pattern TILE = Pattern.compile("<div class=\"tile\">(.*?)<dl>", Pattern.DOTALL);
    private static final Pattern MOVED = Pattern.compile("<p class=\"how moved\">(.*?)</p>", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("<code>aftercare why [^<]* --lake LAKE[^<]*</code>");
    private static final Pattern WHOLE_BLOCK = Pattern.compile(
            "<(?:figure|div class=\"(?:nothing )?block[^\"]*\") id=\"([^\"]+)\".*?(?=<figure |<div class=\"(?:nothing )?block|</section>)",
            Pattern.DOTALL);
    private static final Pattern ITEM = Pattern.compile("<li>([^<]+)</li>");
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
        Matcher moved = MOVED.matcher(html);
        while (moved.find()) {
            add(found, "tile", "moved", moved.group(1));
        }
        return List.copyOf(found.values());
    }

    /**
     * The findings that leave a reader alone: those that name no next step, and neither say how many or when nor stand
     * where the tables are named that they come from; and links that lead to no such place.
     */
    List<String> unfounded() {
        Map<String, String> blocks = new LinkedHashMap<>();
        Matcher whole = WHOLE_BLOCK.matcher(html);
        while (whole.find()) {
            blocks.put(whole.group(1), whole.group());
        }
        List<String> followed = new ArrayList<>();
        List<String> unfounded = new ArrayList<>();
        int next = html.indexOf("id=\"h-next\"");
        Matcher line = LINE.matcher(html);
        while (line.find()) {
            String block = line.group(1);
            if (!isFounded(blocks.getOrDefault(block, ""), "")) {
                unfounded.add(block + " brief: " + plain(line.group(2)));
            }
            if (next >= 0 && line.start() > next) {
                followed.add(block);
            }
        }
        for (Statement statement : statements()) {
            String block = statement.block();
            boolean isFinding = List.of("message", "nothing").contains(statement.kind());
            if (isFinding
                    && !followed.contains(block)
                    && !isFounded(blocks.getOrDefault(block, ""), statement.text())) {
                unfounded.add(statement.toString());
            }
            if (statement.kind().equals("moved") && statement.text().matches(".*(publish again|重新).*")) {
                unfounded.add(statement.toString());
            }
            if (statement.kind().equals("tile") && !statement.text().contains("n = ")) {
                unfounded.add(statement.toString());
            }
        }
        blocks.forEach((id, markup) -> ITEM.matcher(markup.replaceAll("<table.*?</table>", ""))
                .results()
                .map(item -> plain(item.group(1)))
                .filter(item -> !isFounded(markup, item))
                .forEach(item -> unfounded.add(id + " list: " + item)));
        int tiles = all(TILE).size();
        if (all(MOVED).size() != tiles || COMMAND.matcher(html).results().count() != tiles) {
            unfounded.add(tiles + " tiles, " + all(MOVED).size() + " of which say why they moved");
        }
        return unfounded;
    }

    private static boolean isFounded(String block, String text) {
        return text.matches(".*[0-9].*") || block.matches("(?s).*class=\"src\">[^<]*\\S.*");
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
