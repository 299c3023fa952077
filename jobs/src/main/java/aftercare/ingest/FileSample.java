package aftercare.ingest;

import aftercare.config.AftercareException;
import aftercare.contract.Mapping;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * The first and the last records of a file as they stand, its header and title rows among them, and how it is written.
 * What a mapping is proposed from; read without Spark.
 *
 * @param name its name
 * @param type csv, tsv, json, jsonl, parquet or xlsx
 * @param charset the character set of its text; null where it has none, or any would do
 * @param separator the field separator of delimited text, else a comma
 * @param backslashes whether quotes inside quotes stand behind a backslash
 * @param records where in a JSON text the records are, a dotted path; empty for the text itself
 * @param sheets its sheets; one without a name where a file has none
 */
public record FileSample(
        String name,
        String type,
        @Nullable String charset,
        char separator,
        boolean backslashes,
        String records,
        List<SampleSheet> sheets) {

    private static final int FIRST = 1_000;
    private static final int LAST = 20;
    private static final int FRONT_CHARS = 256 * 1024;
    /** Letters of number formats for days and for times, Chinese ones too. */
    private static final Pattern DAY_IN_FORMAT = Pattern.compile("[yd\\u5e74\\u65e5]", Pattern.CASE_INSENSITIVE);

    private static final Pattern TIME_IN_FORMAT = Pattern.compile("[hs\\u65f6]", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_FORMAT = Pattern.compile("\"[^\"]*\"|\\[[^]]*]|\\\\.");
    private static final Pattern STATED_SEPARATOR = Pattern.compile("\\uFEFF?\"?sep=(.)\"?");
    private static final Pattern BACKSLASH = Pattern.compile("[^\"\\\\]\\\\\"[^,;\\t|\\r\\n]");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /**
     * A sheet of a workbook, or all records of another file.
     *
     * @param name its name
     * @param first its first records
     * @param last its last ones, as far as they are not among the first
     */
    public record SampleSheet(String name, List<SampleRow> first, List<SampleRow> last) {}

    /**
     * A record.
     *
     * @param line where it begins: the line of a text, the row of a sheet, the number of a JSON object; from 1
     * @param cells its fields, without blanks around them; empty where one is missing
     */
    public record SampleRow(long line, List<String> cells) {}

    /**
     * Reads a sample of a file.
     *
     * @throws AftercareException AFC-2001 when it is not there; AFC-2003, AFC-2012 or AFC-2013 when it cannot be read
     */
    public static FileSample of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw IngestErrors.fileMissing(file.toString());
        }
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        String name = file.getFileName().toString();
        try {
            Bronze.Archived bytes =
                    new Bronze.Archived("", new org.apache.hadoop.fs.Path(file.toUri()).toString(), Files.size(file));
            LandedFile landed = new FileInspection(hadoop, FileInspection.PART_BYTES)
                    .inspect(name, bytes, null, null, Wanted.NOTHING);
            if (landed.format().delimited() && !unusable(landed)) {
                // Title rows mislead whoever looks at the first line only.
                String front = front(landed, hadoop);
                Mapping.Format stated =
                        written(separator(front), BACKSLASH.matcher(front).find());
                landed = new FileInspection(hadoop, FileInspection.PART_BYTES)
                        .inspect(name, bytes, stated, null, Wanted.NOTHING);
            }
            if (landed.damage() != null) {
                throw IngestErrors.unreadableSample(
                        file.toString(), landed.damage().kind(), landed.damage().reason());
            }
            return sample(landed, file, hadoop);
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof AftercareException told) {
                throw told;
            }
            throw IngestErrors.unreadableSample(
                    file.toString(), LandedFile.Damage.Kind.DAMAGED, "it cannot be taken apart");
        }
    }

    private static boolean unusable(LandedFile landed) {
        return landed.damage() != null
                && (landed.damage().kind() == LandedFile.Damage.Kind.EMPTY
                        || landed.damage().kind() == LandedFile.Damage.Kind.FORMAT_UNKNOWN);
    }

    private static Mapping.Format written(char separator, boolean backslashes) {
        Mapping.Format none = Mapping.Format.UNSTATED;
        return new Mapping.Format(
                none.type(),
                String.valueOf(separator),
                none.encoding(),
                backslashes ? "\\" : null,
                none.sheets(),
                none.header(),
                none.footer(),
                none.fillDown(),
                none.zone(),
                none.locale(),
                none.decimal(),
                none.dates(),
                none.nulls(),
                none.records());
    }

    private static FileSample sample(LandedFile landed, Path file, Configuration hadoop) throws IOException {
        String type = landed.format().name().toLowerCase(Locale.ROOT);
        return switch (landed.format()) {
            case XLSX -> new FileSample(landed.name(), type, null, ',', false, "", workbook(file));
            case JSON, JSONL -> json(landed, type, hadoop);
            case PARQUET -> parquet(landed, type, hadoop);
            case CSV, TSV -> delimited(landed, type, hadoop);
        };
    }

    private static FileSample delimited(LandedFile landed, String type, Configuration hadoop) throws IOException {
        String front = front(landed, hadoop);
        Rows rows = new Rows();
        try (Records records = RecordFiles.delimited(landed, hadoop)) {
            while (records.next()) {
                rows.add(records.line(), cells(records));
            }
        }
        boolean ascii = front.chars().allMatch(c -> c < 128);
        return new FileSample(
                landed.name(),
                type,
                ascii && landed.layout().charset().equals("UTF-8")
                        ? null
                        : landed.layout().charset(),
                landed.layout().separator(),
                BACKSLASH.matcher(front).find(),
                "",
                List.of(rows.sheet("")));
    }

    private static FileSample parquet(LandedFile landed, String type, Configuration hadoop) throws IOException {
        Rows rows = new Rows();
        rows.add(0, landed.header());
        try (Records records = RecordFiles.open(landed, LandedFile.Split.WHOLE, null, hadoop)) {
            while (records.next()) {
                rows.add(records.line(), cells(records));
            }
        }
        return new FileSample(landed.name(), type, null, ',', false, "", List.of(rows.sheet("")));
    }

    private static List<String> cells(Records records) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < records.fieldCount(); i++) {
            String cell = records.fields()[i];
            cells.add(cell == null ? "" : cell.strip());
        }
        return cells;
    }

    private static String front(LandedFile landed, Configuration hadoop) throws IOException {
        char[] chars = new char[FRONT_CHARS];
        try (Reader text = RecordFiles.text(landed, LandedFile.Split.WHOLE, hadoop)) {
            int count = 0;
            for (int read = text.read(chars, 0, chars.length); read > 0; ) {
                count += read;
                read = count < chars.length ? text.read(chars, count, chars.length - count) : 0;
            }
            return new String(chars, 0, count);
        }
    }

    /** What parts the fields of most lines into equally many. */
    private static char separator(String front) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new StringReader(front))) {
            for (String line = reader.readLine(); line != null && lines.size() < 100; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(line);
                }
            }
        }
        Matcher stated = STATED_SEPARATOR.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (stated.matches()) {
            return stated.group(1).charAt(0);
        }
        char best = ',';
        double bestScore = 0;
        for (char candidate : new char[] {',', ';', '\t', '|'}) {
            Map<Integer, Integer> lineCounts = new LinkedHashMap<>();
            lines.forEach(line -> lineCounts.merge(count(line, candidate), 1, Integer::sum));
            for (Map.Entry<Integer, Integer> entry : lineCounts.entrySet()) {
                // Many lines that agree say more than many fields.
                double score = entry.getKey() == 0 ? 0 : entry.getValue() * (1 + Math.log(entry.getKey()));
                if (score > bestScore) {
                    bestScore = score;
                    best = candidate;
                }
            }
        }
        return best;
    }

    private static int count(String line, char candidate) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            count += !quoted && line.charAt(i) == candidate ? 1 : 0;
        }
        return count;
    }

    private static List<SampleSheet> workbook(Path file) throws IOException {
        List<SampleSheet> sheets = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file);
                ReadableWorkbook workbook = new ReadableWorkbook(bytes, new ReadingOptions(true, false))) {
            for (Sheet sheet : workbook.getSheets().toList()) {
                Rows rows = new Rows();
                try (Stream<Row> stream = sheet.openStream()) {
                    stream.forEach(row -> rows.add(
                            row.getRowNum(),
                            row.stream()
                                    .map(cell -> cell == null ? "" : text(cell).strip())
                                    .toList()));
                }
                sheets.add(rows.sheet(sheet.getName()));
            }
        }
        return sheets;
    }

    /** Days and instants as text, because only the cell's format tells them from numbers. */
    private static String text(Cell cell) {
        if (cell.getType() != CellType.NUMBER) {
            String text = cell.getType() == CellType.BOOLEAN ? cell.asBoolean().toString() : cell.getText();
            return text == null ? "" : text;
        }
        String format = cell.getDataFormatString();
        String plain = format == null ? "" : NOT_FORMAT.matcher(format).replaceAll("");
        boolean day = DAY_IN_FORMAT.matcher(plain).find();
        boolean time = TIME_IN_FORMAT.matcher(plain).find();
        if (!day && !time) {
            return cell.asNumber().toPlainString();
        }
        try {
            LocalDateTime instant = cell.asDate();
            return !day
                    ? instant.toLocalTime().toString()
                    : instant.toLocalTime().toSecondOfDay() == 0
                            ? instant.toLocalDate().toString()
                            : INSTANT.format(instant);
        } catch (RuntimeException noDay) {
            return cell.asNumber().toPlainString();
        }
    }

    private static FileSample json(LandedFile landed, String type, Configuration hadoop) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        String[] path = {""};
        try (Reader text = RecordFiles.text(landed, LandedFile.Split.WHOLE, hadoop);
                JsonParser parser = JSON.getFactory().createParser(text)) {
            JsonToken token = parser.nextToken();
            token = token == JsonToken.START_ARRAY ? parser.nextToken() : token;
            while (token == JsonToken.START_OBJECT && objects.size() < FIRST) {
                objects.add(parser.readValueAsTree());
                token = parser.nextToken();
            }
        }
        if (objects.size() == 1) {
            for (Map.Entry<String, JsonNode> field : objects.get(0).properties()) {
                JsonNode inner = field.getValue();
                if (path[0].isEmpty() && inner.isArray() && inner.path(0).isObject()) {
                    path[0] = field.getKey();
                    objects.clear();
                    inner.forEach(objects::add);
                    break;
                }
            }
        }
        List<Map<String, String>> flat = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode object : objects) {
            Map<String, String> fields = new LinkedHashMap<>();
            flatten("", object, fields);
            names.addAll(fields.keySet());
            flat.add(fields);
        }
        Rows rows = new Rows();
        rows.add(0, List.copyOf(names));
        for (int i = 0; i < flat.size(); i++) {
            Map<String, String> fields = flat.get(i);
            rows.add(
                    i + 1L,
                    names.stream().map(field -> fields.getOrDefault(field, "")).toList());
        }
        return new FileSample(landed.name(), type, null, ',', false, path[0], List.of(rows.sheet("")));
    }

    private static void flatten(String prefix, JsonNode object, Map<String, String> fields) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(prefix + field.getKey() + ".", value, fields);
            } else if (!value.isArray()) {
                fields.put(
                        prefix + field.getKey(),
                        value.isNull() ? "" : value.asText().strip());
            }
        }
    }

    /** Keeps the first and the last of all rows that come. */
    private static final class Rows {
        private final List<SampleRow> first = new ArrayList<>();
        private final Deque<SampleRow> last = new ArrayDeque<>();

        void add(long line, List<String> cells) {
            if (first.size() < FIRST) {
                first.add(new SampleRow(line, cells));
                return;
            }
            last.addLast(new SampleRow(line, cells));
            if (last.size() > LAST) {
                last.removeFirst();
            }
        }

        SampleSheet sheet(String name) {
            return new SampleSheet(name, List.copyOf(first), List.copyOf(last));
        }
    }
}
