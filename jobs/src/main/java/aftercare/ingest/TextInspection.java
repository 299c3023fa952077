package aftercare.ingest;

import aftercare.contract.Mapping;
import aftercare.ingest.FileInspection.Unfit;
import aftercare.ingest.LandedFile.Damage;
import aftercare.ingest.LandedFile.Split;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Finds out how a delimited text is written: what parts its fields, where its header stands, where its data end. */
final class TextInspection {
    private static final int FRONT_BYTES = 64 * 1024;
    private static final int LINES_LOOKED_AT = 100;
    /** Of a text that cannot be cut the end is looked at when it is no larger: it has to be read up to there. */
    private static final long WHOLE_LOOKED_THROUGH = 16L << 20;

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    /** What Excel is told by a first line of its own. */
    private static final Pattern STATED_SEPARATOR =
            Pattern.compile("\"?sep=([^\"]|\\\\t)\"?", Pattern.CASE_INSENSITIVE);

    private static final String UNTOLD = "^...";

    private final Configuration hadoop;
    private final long partBytes;
    private final Wanted wanted;
    private final List<String> notes = new ArrayList<>();

    TextInspection(Configuration hadoop, long partBytes, Wanted wanted) {
        this.hadoop = hadoop;
        this.partBytes = partBytes;
        this.wanted = wanted;
    }

    LandedFile inspect(LandedFile file, Mapping.Format stated) throws IOException {
        String front = TextScan.front(file, stated, FRONT_BYTES, hadoop);
        List<String> lines = front.lines().limit(LINES_LOOKED_AT).toList();
        Matcher separatorStated =
                STATED_SEPARATOR.matcher(lines.isEmpty() ? "" : lines.get(0).stripTrailing());
        boolean told = separatorStated.matches();
        boolean drawn = stated.delimiter() == null && drawn(lines);
        char separator = drawn ? '|' : separator(file, stated, told ? separatorStated.group(1) : null, lines);
        boolean backslash = stated.escape() != null;
        if (!backslash && !drawn) {
            refuseBackslashes(front, separator);
        }
        LandedFile laidOut =
                file.laidOut(file.layout().separator(separator).drawn(drawn).backslash(backslash));
        TextScan scan = TextScan.records(laidOut, partBytes, hadoop);
        LandedFile decoded =
                stated.encoding() != null ? TextScan.decoded(laidOut, stated, hadoop) : scan.decoded(hadoop);
        TextScan ofText = decoded.layout().scannable() ? scan : TextScan.records(decoded, partBytes, hadoop);
        check(ofText);
        return headed(decoded, stated, told ? 1 : 0, ofText).noting(notes);
    }

    private static void check(TextScan scan) throws IOException {
        if (scan.openQuoteLine() > 0) {
            throw new Unfit(
                    Damage.Kind.DAMAGED,
                    "a quote in the row on line " + scan.openQuoteLine()
                            + " is never closed, so all that follows would be one field");
        }
        if (scan.endlessLine() > 0) {
            throw new Unfit(
                    Damage.Kind.DAMAGED,
                    "the row on line " + scan.endlessLine() + " is longer than "
                            + (CsvRecords.LARGEST_RECORD_CHARS >> 20) + " MB");
        }
    }

    /** Reads the header and what stands around the data; columns without a header are numbered from 1. */
    private LandedFile headed(LandedFile file, Mapping.Format stated, long told, TextScan scan) throws IOException {
        List<HeaderSearch.Row> top;
        try (Records records = RecordFiles.delimited(file, hadoop)) {
            top = HeaderSearch.top(records);
        }
        List<HeaderSearch.Row> rows =
                top.stream().filter(row -> row.line() > told).toList();
        if (rows.isEmpty()) {
            throw new Unfit(Damage.Kind.EMPTY, "it holds nothing but blank lines");
        }
        int at = at(rows, stated);
        HeaderSearch.Row first = rows.get(at);
        List<String> header = names(first, file.layout().headed());
        long lastBefore = file.layout().headed() ? first.line() : told;
        long skipped = at + told;
        for (int i = at + 1; file.layout().headed() && i < rows.size() && isRule(rows.get(i)); i++) {
            lastBefore = rows.get(i).line();
            skipped++;
        }
        if (at > 0 && stated.headerRow() == 0) {
            notes.add("its header is taken to be line " + first.line());
        }
        FileLayout layout =
                file.layout().lastBefore(lastBefore).filledDown(FileInspection.filledDown(header, stated, wanted));
        LandedFile headed = file.laidOut(layout).headed(header).divided(splits(layout, scan));
        if (stated.footer() == null) {
            headed = headed.totalled(totals(headed, scan));
            if (!hintAtFooter(headed, scan)) {
                hintAtTotal(headed);
            }
        }
        return stated.footer() == null && !layout.drawn()
                ? headed.skipping(skipped)
                : ended(headed, stated.footer() == null ? null : Pattern.compile(stated.footer()), skipped);
    }

    private int at(List<HeaderSearch.Row> rows, Mapping.Format stated) throws IOException {
        if (!stated.headed()) {
            return 0;
        }
        if (stated.headerRow() == 0) {
            return HeaderSearch.find(rows, wanted);
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).line() == stated.headerRow()) {
                return i;
            }
        }
        throw new Unfit(
                Damage.Kind.HEADER,
                "no row begins on line " + stated.headerRow() + ", where its header should stand by format.header");
    }

    static List<String> names(HeaderSearch.Row row, boolean headed) {
        List<String> header = new ArrayList<>();
        for (String field : row.fields()) {
            header.add(headed ? (field == null ? "" : field.strip()) : String.valueOf(header.size() + 1));
        }
        return List.copyOf(header);
    }

    /** Whether a row is drawn below the header, as some databases do. */
    private static boolean isRule(HeaderSearch.Row row) {
        return row.fields().stream()
                .allMatch(field -> field != null && field.strip().matches("-+|=+"));
    }

    private static List<Split> splits(FileLayout layout, TextScan scan) {
        return layout.divisible() ? List.copyOf(scan.splits()) : List.of(Split.WHOLE);
    }

    /** Finds the row with which the data end, and counts what is no data. */
    private LandedFile ended(LandedFile file, @Nullable Pattern footer, long skipped) throws IOException {
        long end = Long.MAX_VALUE;
        long behind = 0;
        long rules = 0;
        try (Records records = RecordFiles.delimited(file, hadoop)) {
            while (records.next()) {
                boolean data = records.line() > file.layout().lastBefore();
                if (end == Long.MAX_VALUE
                        && data
                        && footer != null
                        && matches(HeaderSearch.row(records), file, footer)) {
                    end = records.line();
                }
                behind += end < Long.MAX_VALUE ? 1 : 0;
            }
            rules = records instanceof DrawnRecords drawn ? drawn.rules() : 0;
        }
        long last = end;
        if (behind > 0) {
            notes.add("a footer of " + behind + (behind == 1 ? " line" : " lines") + " begins on line " + end);
        }
        return file.laidOut(file.layout().end(end))
                .divided(file.splits().stream()
                        .filter(split -> split.firstLine() < last)
                        .toList())
                .skipping(skipped + behind + rules);
    }

    private static boolean matches(HeaderSearch.Row row, LandedFile file, Pattern footer) {
        return footer(row, footer, String.valueOf(file.layout().separator()));
    }

    /** Whether a row is the one with which the data end: by its first cell that is not empty, or as a whole. */
    static boolean footer(HeaderSearch.Row row, Pattern footer, String separator) {
        List<String> texts = row.fields().stream()
                .map(field -> field == null ? "" : field.strip())
                .toList();
        String first =
                texts.stream().filter(text -> !text.isEmpty()).findFirst().orElse("");
        return footer.matcher(first).find()
                || footer.matcher(String.join(separator, texts)).find();
    }

    /** Says of lines at the end that look like a footer how to leave them out; only the mapping may decide that. */
    private boolean hintAtFooter(LandedFile file, TextScan scan) throws IOException {
        List<TextScan.Begin> last = scan.last();
        if (file.header().size() < 2
                || last.isEmpty()
                || last.get(0).line() <= file.layout().lastBefore()) {
            return false;
        }
        long from = last.get(0).line();
        List<HeaderSearch.Row> rows = new ArrayList<>();
        try (Records records = RecordFiles.delimited(file, hadoop)) {
            while (records.next()) {
                if (records.line() >= from) {
                    rows.add(HeaderSearch.row(records));
                }
            }
        }
        int begin = rows.size();
        while (begin > 0 && rows.get(begin - 1).filled() <= 1) {
            begin--;
        }
        while (begin < rows.size() && !afterBlank(last, rows.get(begin).line())) {
            begin++;
        }
        if (begin < rows.size()) {
            int count = rows.size() - begin;
            notes.add("its last " + (count == 1 ? "line looks" : count + " lines look") + " like a footer, from line "
                    + rows.get(begin).line() + " on; in the mapping format: {footer: \""
                    + beginning(rows.get(begin)) + "\"} leaves them out"
                    + (beginning(rows.get(begin)).equals(UNTOLD) ? ", with its first word for the dots" : ""));
        }
        return begin < rows.size();
    }

    /** The totals among the last rows. */
    private Map<Long, String> totals(LandedFile file, TextScan scan) throws IOException {
        boolean cut = file.layout().divisible() && !file.gzip();
        if (!cut && file.textBytes() > WHOLE_LOOKED_THROUGH) {
            return Map.of();
        }
        TotalRows totals = new TotalRows();
        try (Records records = RecordFiles.open(file, cut ? scan.tail() : Split.WHOLE, null, hadoop)) {
            while (records.next()) {
                if (records.line() > file.layout().lastBefore()) {
                    totals.add(records);
                }
            }
        }
        return totals.found();
    }

    private void hintAtTotal(LandedFile file) {
        file.totals().entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .ifPresent(total -> notes.add(
                        "its line " + total.getKey() + " looks like a total; " + TotalRows.hint(total.getValue())));
    }

    private static boolean afterBlank(List<TextScan.Begin> last, long line) {
        return last.stream().anyMatch(begin -> begin.line() == line && begin.afterBlank());
    }

    /** A pattern of the first word where it is one that sums up: any other may name whoever signed. */
    private static String beginning(HeaderSearch.Row row) {
        String total = TotalRows.beginning(row.joined());
        return total == null ? UNTOLD : total;
    }

    private char separator(LandedFile file, Mapping.Format stated, @Nullable String told, List<String> lines) {
        if (stated.delimiter() != null) {
            return stated.delimiter().equals("\\t") ? '\t' : stated.delimiter().charAt(0);
        }
        if (told != null) {
            char separator = told.equals("\\t") ? '\t' : told.charAt(0);
            note(separator);
            return separator;
        }
        if (file.format() == FileFormat.TSV) {
            return '\t';
        }
        char best = ',';
        long[] most = weight(lines, best);
        for (char candidate : SEPARATORS) {
            long[] weight = weight(lines, candidate);
            if (Arrays.compare(weight, most) > 0) {
                best = candidate;
                most = weight;
            }
        }
        if (best != ',') {
            note(best);
        }
        return best;
    }

    private void note(char separator) {
        notes.add("its fields are parted by " + (separator == '\t' ? "tabs" : "'" + separator + "'"));
    }

    /** What speaks for a separator: headers that are looked for, then lines as wide as each other, then many fields. */
    private long[] weight(List<String> lines, char separator) {
        Map<Integer, Integer> widths = new HashMap<>();
        long among = 0;
        long first = 0;
        for (String line : lines) {
            List<String> fields = fields(line, separator);
            among = Math.max(among, wanted.among(new ArrayList<>(fields)));
            first = first == 0 ? fields.size() : first;
            if (fields.size() > 1) {
                widths.merge(fields.size(), 1, Integer::sum);
            }
        }
        long agreeing = widths.values().stream().mapToInt(count -> count).max().orElse(0);
        return new long[] {among, agreeing, first};
    }

    private static List<String> fields(String line, char separator) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    /** Whether the lines draw a table: lines of dashes, and rows between upright strokes. */
    private static boolean drawn(List<String> lines) {
        int rules = 0;
        int framed = 0;
        int crossed = 0;
        int others = 0;
        for (String line : lines) {
            String text = line.strip();
            if (DrawnRecords.isRule(text)) {
                rules++;
                crossed += text.indexOf('+') > 0 ? 1 : 0;
            } else if (text.length() > 1 && text.startsWith("|") && text.endsWith("|")) {
                framed++;
            } else if (!text.isEmpty()) {
                others += text.indexOf('|') < 0 ? 0 : 1;
            }
        }
        return (rules > 0 && framed > others) || (crossed > 0 && others > 0);
    }

    /**
     * Refuses a text in which quotes have a backslash before them and which says so nowhere: read in the usual way, its
     * rows would be cut in the wrong places.
     */
    private static void refuseBackslashes(String front, char separator) throws IOException {
        if (!front.contains("\\\"")) {
            return;
        }
        // The last row may be cut.
        String whole = front.contains("\n") ? front.substring(0, front.lastIndexOf('\n') + 1) : front;
        List<HeaderSearch.Row> usual = parsed(new CsvRecords(new StringReader(whole), separator, 1, null));
        List<HeaderSearch.Row> other =
                parsed(new CsvRecords(new DoubledQuotes(new StringReader(whole), separator), separator, 1, null));
        if (other.size() < 2 || usual.isEmpty()) {
            return;
        }
        int width = other.get(0).fields().size();
        boolean otherFits = other.stream().allMatch(row -> row.fields().size() == width);
        boolean usualFits = usual.stream().allMatch(row -> row.fields().size() == width);
        if (otherFits && !usualFits) {
            throw new Unfit(
                    Damage.Kind.AMBIGUOUS,
                    "quotes in it seem to have a backslash before them; say so in the mapping: format: {escape:"
                            + " \"\\\\\"}");
        }
    }

    private static List<HeaderSearch.Row> parsed(Records records) throws IOException {
        List<HeaderSearch.Row> rows = new ArrayList<>();
        try (records) {
            while (records.next()) {
                rows.add(HeaderSearch.row(records));
            }
        }
        return rows;
    }
}
