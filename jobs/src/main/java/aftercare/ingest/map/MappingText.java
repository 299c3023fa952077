package aftercare.ingest.map;

import aftercare.contract.Column;
import aftercare.contract.ColumnType.Kind;
import aftercare.contract.MappingHints;
import aftercare.ingest.map.Table.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the proposal for one file as a document of a mapping, each line with its reason and how sure it is. */
final class MappingText {
    private static final int REASON_AT = 60;
    private static final int WIDEST = 120;

    private final FileProposal file;
    private final MappingHints hints;
    private final @Nullable Like like;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param like the ready mapping that it begins from; null for none
     */
    MappingText(FileProposal file, MappingHints hints, @Nullable Like like) {
        this.file = file;
        this.hints = hints;
        this.like = like;
    }

    String yaml() {
        comment("Proposed by aftercare map for " + file.sample().name() + ". Read it, decide what is left open, then:");
        comment("aftercare ingest --dry-run --mapping THIS-FILE --input FOLDER --lake LAKE");
        if (like != null) {
            comment("It begins from the ready mapping " + like.name() + ": " + like.there() + " of its "
                    + like.fields().size() + " fields are there.");
        }
        String glob = glob(file.sample().name());
        line("match: " + scalar(glob), glob.contains("*") ? "likely: its digits change with each delivery" : "sure");
        format();
        if (like == null) {
            into();
        } else {
            intoLike(like);
        }
        unused();
        gains();
        return text.toString();
    }

    /** The name with runs of digits left open, and signs that mean something in a glob kept as they are. */
    static String glob(String name) {
        return name.replaceAll("([\\\\\\[\\]{}?])", "\\\\$1").replaceAll("\\d+(?=.*\\.)([-_ ]?\\d+)*", "*");
    }

    private void format() {
        Table table = file.table();
        int begin = text.length();
        text.append("format:\n");
        int empty = text.length();
        switch (file.sample().type()) {
            case "csv" -> {
                if (file.sample().separator() != ',') {
                    line("  delimiter: " + scalar(String.valueOf(file.sample().separator())), "sure: parts most lines");
                }
            }
            default -> {
                // Nothing else needs one.
            }
        }
        String charset = file.sample().charset();
        if (charset != null) {
            boolean utf = charset.startsWith("UTF");
            line(
                    "  encoding: " + scalar(charset),
                    utf ? "sure: its bytes are of no other" : "likely: look at names with accents in the dry run");
        }
        if (file.sample().backslashes()) {
            line("  escape: \"\\\\\"", "likely: quotes stand behind a backslash");
        }
        if (!file.sample().records().isEmpty()) {
            line("  records: " + scalar(file.sample().records()), "sure: the array of records");
        }
        if (!file.sheets().isEmpty()) {
            String sheets = file.sheets().stream().map(MappingText::scalar).collect(Collectors.joining(", ", "[", "]"));
            line(
                    "  sheets: " + (file.unread().isEmpty() ? "all" : sheets),
                    file.sheets().size() > 1 ? "likely: their headers agree" : "likely: the sheet that is known best");
        }
        if (!file.unread().isEmpty()) {
            comment("  sheets that are not read: " + String.join(", ", file.unread()));
        }
        if (table.headerLine() == 0) {
            line("  header: false", "likely: no row names the columns");
        } else if (table.titled()) {
            line("  header: " + table.headerLine(), "likely: the first row in which every cell could be a name");
        }
        if (table.footer() != null) {
            line("  footer: " + scalar(table.footer()), "likely: what stands below the table");
        }
        fillDown();
        values();
        String stated = text.substring(empty);
        if (stated.lines().allMatch(line -> line.strip().startsWith("#"))) {
            // A key that holds comments only would be null.
            text.setLength(begin);
            stated.lines().forEach(line -> text.append("# format:")
                    .append(line.strip().substring(1))
                    .append('\n'));
        }
    }

    private void fillDown() {
        if (!file.sample().type().equals("xlsx")) {
            return;
        }
        List<String> merged = new ArrayList<>();
        for (Match match : main()) {
            Profile profile = match.field().profile();
            boolean gaps = profile.filled() > 0 && profile.filled() < 0.9 * profile.rows();
            if (match.column().required() && match.column().type().kind() == Kind.STRING && gaps) {
                merged.add(match.field().name());
            }
        }
        if (!merged.isEmpty()) {
            line("  fill_down: " + list(merged), "likely: empty cells below a value, as merged cells leave them");
        }
    }

    private List<Match> main() {
        return file.sources().isEmpty()
                ? List.of()
                : List.copyOf(file.sources().get(0).matches().values());
    }

    /** How days, numbers and nothing are written. */
    private void values() {
        Set<Field> used = file.used();
        zone(used);
        Dates dates = Dates.of(file);
        if (!dates.locale().isEmpty()) {
            line("  locale: " + dates.locale(), "sure: the language of its names of months");
        }
        if (like != null && !like.mapping().format().dates().isEmpty()) {
            line("  dates: " + list(like.mapping().format().dates()), "sure: as in the ready mapping");
        } else if (!dates.open().isEmpty()) {
            comment("  TODO " + String.join(", ", dates.open())
                    + ": the values fit day before month and month before day. Keep one of the two:");
            dates.readings().forEach(reading -> comment("  dates: " + list(reading)));
            line("  dates: [\"TODO\"]", "refused until it is decided");
        } else if (!dates.patterns().isEmpty()) {
            line("  dates: " + list(dates.patterns()), dates.decided() ? "sure: by values above 12" : "likely");
        }
        decimal();
        Set<String> nulls = new LinkedHashSet<>();
        used.forEach(field -> nulls.addAll(field.profile().nulls()));
        if (!nulls.isEmpty()) {
            line("  nulls: " + list(List.copyOf(nulls)), "likely: these words stand for nothing");
        }
    }

    private void zone(Set<Field> used) {
        boolean instants = false;
        String zone = null;
        for (Field field : used) {
            ObservedForm form = field.profile().form();
            boolean naive = form != null && form.day() && form.time() && !form.zoned();
            instants |= naive;
            for (Map.Entry<String, String> hint : hints.zones().entrySet()) {
                if (naive && field.name().toLowerCase(Locale.ROOT).matches(".*[\\W_]" + hint.getKey() + "\\W*")) {
                    zone = hint.getValue();
                }
            }
        }
        String stated = like == null ? null : like.mapping().format().zone();
        if (stated != null) {
            line("  zone: " + scalar(stated), "likely: as in the ready mapping");
        } else if (zone != null) {
            line("  zone: " + scalar(zone), "likely: a field is called so");
        } else if (instants) {
            comment("  zone: UTC   times name no zone; they are read in --zone unless this line says otherwise");
        }
    }

    private void decimal() {
        Set<Character> signs = new LinkedHashSet<>();
        List<String> open = new ArrayList<>();
        for (SourceProposal source : file.sources()) {
            for (Match match : source.matches().values()) {
                Kind kind = match.column().type().kind();
                if (kind == Kind.DECIMAL || kind == Kind.DOUBLE || match.isDuration()) {
                    char sign = match.field().profile().decimal();
                    if (sign == Profile.OPEN) {
                        open.add(match.field().name());
                    } else if (sign != Profile.NONE) {
                        signs.add(sign);
                    }
                }
            }
        }
        if (signs.size() == 1) {
            char sign = signs.iterator().next();
            if (sign == ',' || !open.isEmpty()) {
                line("  decimal: \"" + sign + "\"", "sure: by values that have both signs, or one digit or two");
            }
        } else if (signs.size() > 1 || !open.isEmpty()) {
            comment("  TODO " + String.join(", ", open)
                    + ": 1.250 may be a thousand or one and a quarter. Write \".\" or \",\":");
            line("  decimal: \"TODO\"", "refused until it is decided");
        }
    }

    private void into() {
        if (file.sources().isEmpty()) {
            comment("TODO Nothing in it is like one of our sources (docs/contracts.md); name one, and its columns.");
            text.append("into: {}\n");
            return;
        }
        text.append("into:\n");
        for (SourceProposal source : file.sources()) {
            text.append("  ").append(source.contract().source()).append(":\n");
            if (source.where() != null) {
                line("    where: " + scalar(source.where()), "likely: the other rows are no data for this source");
            }
            for (Column column : source.contract().columns()) {
                Match match = source.matches().get(column.name());
                String constant = source.constants().get(column.name());
                if (match != null) {
                    match(match);
                } else if (constant != null) {
                    line(
                            "    " + column.name() + ": {constant: " + scalar(constant) + "}",
                            "guess: no field says it; the same in every row");
                } else if (source.missing().contains(column)) {
                    missing(column);
                }
            }
        }
    }

    /** The lines of a ready mapping whose fields are there; for the others what else is found, or what to decide. */
    private void intoLike(Like ready) {
        text.append("into:\n");
        ready.mapping().into().forEach((source, columns) -> {
            text.append("  ").append(source).append(":\n");
            SourceProposal own = file.sources().stream()
                    .filter(proposal -> proposal.contract().source().equals(source))
                    .findFirst()
                    .orElse(null);
            columns.forEach((column, origin) -> {
                List<String> lacking =
                        Like.isSql(column) ? ready.lackingInCondition(origin.asText()) : ready.lacking(origin);
                Match match = own == null ? null : own.matches().get(column);
                if (lacking.isEmpty()) {
                    line("    " + column + ": " + Like.flow(origin), "sure: as in the ready mapping");
                } else if (match != null) {
                    comment("    in place of " + String.join(", ", lacking) + ", which is not there:");
                    match(match);
                } else {
                    comment("    TODO " + column + ": there is no field " + String.join(", ", lacking)
                            + ". Name another, or leave it out:");
                    comment("    " + column + ": " + Like.flow(origin));
                }
            });
        });
    }

    private void missing(Column column) {
        comment("    TODO " + column.name() + " is required, and no field gives it. Name one, or the same for all:");
        comment("    " + column.name() + ": {constant: ...}");
    }

    private void match(Match match) {
        String column = "    " + match.column().name() + ": ";
        String reason = match.certainty() + ": " + match.because();
        Field second = match.second();
        if (match.isDuration() && second != null) {
            line(
                    column + "{from: " + scalar(second.name()) + ", plus: {" + match.unit() + ": "
                            + scalar(match.field().name()) + "}}",
                    reason);
            return;
        }
        if (match.isJoin() && second != null) {
            line(column + "{join: " + list(List.of(match.field().name(), second.name())) + ", with: \" \"}", reason);
            return;
        }
        String from = scalar(match.field().name());
        boolean names = !match.column().personal()
                && match.column().type().kind() == Kind.STRING
                && match.column().values().isEmpty()
                && match.column().name().startsWith("technician")
                && (match.field().profile().persons() || match.field().profile().emails());
        if (names) {
            line(column + "{from: " + from + ", hash: true}", reason + "; it names people, so only a hash is kept");
            return;
        }
        if (match.values().isEmpty()) {
            line(column + from, reason);
            unknown(match);
            return;
        }
        String values = match.values().entrySet().stream()
                .map(entry -> scalar(entry.getKey()) + ": " + value(match.column(), entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        line(column + "{from: " + from + ", values: " + values + "}", reason);
        unknown(match);
    }

    private static String value(Column column, String value) {
        return column.type().kind() == Kind.STRING || value.isEmpty() ? scalar(value) : value;
    }

    /** Words nobody knows are refused by the load; only those that are few and not personal are shown. */
    private void unknown(Match match) {
        if (match.unknown().isEmpty()) {
            return;
        }
        String which = match.field().profile().fewWords() && !match.column().personal()
                ? match.unknown().stream().map(MappingText::scalar).collect(Collectors.joining(", "))
                : match.unknown().size() + " values";
        comment("      TODO what these mean, or their rows are refused: " + which);
    }

    private void unused() {
        List<String> unused = like == null
                ? file.unused()
                : file.table().fields().stream()
                        .map(Field::name)
                        .filter(name -> like.fields().stream().noneMatch(field -> field.equalsIgnoreCase(name)))
                        .toList();
        if (!unused.isEmpty()) {
            comment("Not used: " + String.join(", ", unused));
        }
    }

    private void gains() {
        for (SourceProposal source : like == null ? file.sources() : List.<SourceProposal>of()) {
            for (Column column : source.contract().columns()) {
                String gain = hints.gain(source.contract().source(), column.name());
                if (!gain.isEmpty() && !source.has(column.name())) {
                    comment("Without " + source.contract().source() + "." + column.name() + ": " + gain);
                }
            }
        }
    }

    private void line(String yaml, String reason) {
        text.append(yaml);
        text.append(" ".repeat(Math.max(1, REASON_AT - yaml.length())))
                .append("# ")
                .append(reason)
                .append('\n');
    }

    /** A comment, as wide as a page; what follows its first line stands further in. */
    private void comment(String sentence) {
        String indent = " ".repeat(sentence.length() - sentence.stripLeading().length());
        String plain = sentence.strip().replaceAll("\\R", " ");
        String wrapped = org.apache.commons.text.WordUtils.wrap(
                plain, WIDEST - indent.length() - 2, "\n" + indent + "#   ", false);
        text.append(indent).append("# ").append(wrapped).append('\n');
    }

    private static String list(List<String> texts) {
        return texts.stream().map(MappingText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Plain where YAML reads it as this very text, in quotes everywhere else. */
    static String scalar(@Nullable String text) {
        String value = text == null ? "" : text;
        boolean plain = value.matches("(?U)[\\p{L}_][\\p{L}\\p{N}_ ./-]*")
                && !value.endsWith(" ")
                && !value.matches("(?i)true|false|yes|no|on|off|null|y|n|TODO");
        return plain
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
