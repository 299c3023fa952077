package aftercare.ingest;

import aftercare.ingest.FileEdits.RecordEdit;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file again with some of its records changed. Text, JSON and workbooks stay what they are, and every other
 * record stays as it was, on its line; of a Parquet file all columns become text, in the form in which the loads read
 * them, so that a mark fits where a number stood. The same changes give the same bytes.
 */
final class FileRewriting {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private FileRewriting() {}

    static void write(LandedFile file, FileEdits edits, java.nio.file.Path to, Configuration hadoop)
            throws IOException {
        switch (file.format()) {
            case CSV, TSV -> delimited(file, edits, to, hadoop);
            case JSONL -> lines(file, edits, to, hadoop);
            case JSON -> json(file, edits, to, hadoop);
            case PARQUET -> parquet(file, edits, to, hadoop);
            case XLSX -> WorkbookRewriting.write(file, edits, to, hadoop);
        }
    }

    private static OutputStream out(LandedFile file, java.nio.file.Path to) throws IOException {
        OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(to), BUFFER_BYTES);
        return file.gzip() ? new GZIPOutputStream(bytes, BUFFER_BYTES) : bytes;
    }

    private static Charset charset(LandedFile file) {
        return Charset.forName(file.layout().charset());
    }

    /** The byte order mark that a text begins with; nothing where it has none. */
    private static byte[] orderMark(LandedFile file, Configuration hadoop) throws IOException {
        try (InputStream in = RecordFiles.bytes(file, LandedFile.Split.WHOLE, hadoop)) {
            byte[] first = in.readNBytes(3);
            int a = first.length > 0 ? first[0] & 0xff : 0;
            int b = first.length > 1 ? first[1] & 0xff : 0;
            int c = first.length > 2 ? first[2] & 0xff : 0;
            if (a == 0xef && b == 0xbb && c == 0xbf) {
                return first;
            }
            return (a == 0xff && b == 0xfe) || (a == 0xfe && b == 0xff) ? new byte[] {first[0], first[1]} : new byte[0];
        }
    }

    private static void delimited(LandedFile file, FileEdits edits, java.nio.file.Path to, Configuration hadoop)
            throws IOException {
        boolean scannable = file.layout().scannable();
        Charset read = scannable ? charset(file) : StandardCharsets.UTF_8;
        try (InputStream in = RecordFiles.scannableBytes(file, LandedFile.Split.WHOLE, hadoop);
                OutputStream out = out(file, to)) {
            if (!scannable) {
                // The mark was left out where the text was decoded.
                out.write(orderMark(file, hadoop));
            }
            RecordsOut records = new RecordsOut(file, edits, read, scannable ? read : charset(file), out);
            RecordScanner scanner = new RecordScanner(file.layout(), 0, 1, records);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                records.arriving(buffer, count);
                scanner.feed(buffer, count);
                records.arrived();
            }
            records.arriving(buffer, 0);
            scanner.finish();
            records.check();
        }
    }

    /** Passes records on, the changed ones changed. */
    private static final class RecordsOut implements RecordScanner.RecordEnd {
        private final LandedFile file;
        private final FileEdits edits;
        private final Charset read;
        private final Charset written;
        private final OutputStream out;
        private final java.io.ByteArrayOutputStream earlier = new java.io.ByteArrayOutputStream();
        private byte[] buffer = new byte[0];
        private int length;
        private long bufferBegin;
        private long recordBegin;
        private @Nullable IOException failure;

        RecordsOut(LandedFile file, FileEdits edits, Charset read, Charset written, OutputStream out) {
            this.file = file;
            this.edits = edits;
            this.read = read;
            this.written = written;
            this.out = out;
        }

        void arriving(byte[] bytes, int count) {
            buffer = bytes;
            length = count;
        }

        void arrived() throws IOException {
            int from = (int) Math.max(0, recordBegin - bufferBegin);
            earlier.write(buffer, from, length - from);
            bufferBegin += length;
            check();
        }

        @Override
        public void record(long begin, long end, long line, boolean blank) {
            int from = (int) Math.max(0, begin - bufferBegin);
            int to = (int) Math.max(0, end - bufferBegin);
            earlier.write(buffer, from, to - from);
            recordBegin = end;
            RecordEdit edit = blank ? null : edits.records().get((int) line);
            try {
                if (edit == null && read.equals(written)) {
                    earlier.writeTo(out);
                } else {
                    String text = earlier.toString(read);
                    out.write((edit == null ? text : changed(text, file.layout(), edit)).getBytes(written));
                }
            } catch (IOException unwritable) {
                failure = unwritable;
            }
            earlier.reset();
        }

        void check() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** The text of a delimited record with some of its fields changed, and as many lines as it had. */
    static String changed(String record, FileLayout layout, RecordEdit edit) {
        int end = record.length();
        while (end > 0 && (record.charAt(end - 1) == '\n' || record.charAt(end - 1) == '\r')) {
            end--;
        }
        int begin = !record.isEmpty() && record.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        String lineEnd = record.substring(end);
        List<String> fields = fields(record.substring(begin, end), layout);
        // In a drawn table a stroke stands before the first field.
        int first = layout.drawn() && fields.size() > 1 && fields.get(0).isBlank() ? 1 : 0;
        StringBuilder changed = new StringBuilder(record.substring(0, begin));
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i);
            String text = edit.whole() && !field.isBlank()
                    ? FileEdits.ANYTHING
                    : edit.fields().get(i - first);
            changed.append(i == 0 ? "" : String.valueOf(layout.separator()))
                    .append(text == null ? field : written(field, text, layout));
        }
        return changed.append(lineEnd).toString();
    }

    private static String written(String field, String text, FileLayout layout) {
        if (layout.drawn()) {
            String padded = " " + text;
            return padded + " ".repeat(Math.max(1, field.length() - padded.length()));
        }
        String lines = field.replaceAll("[^\\r\\n]", "");
        return lines.isEmpty() && text.indexOf(layout.separator()) < 0 && text.indexOf('"') < 0
                ? text
                : '"' + text.replace("\"", layout.backslash() ? "\\\"" : "\"\"") + lines + '"';
    }

    /** The fields of a record as they are written, quotes included, parted as {@link RecordScanner} parts records. */
    static List<String> fields(String record, FileLayout layout) {
        List<String> fields = new ArrayList<>();
        boolean quoting = !layout.drawn();
        boolean inQuotes = false;
        int from = 0;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (inQuotes) {
                if (c == '\\' && layout.backslash()) {
                    i++;
                } else if (c == '"') {
                    boolean doubled = i + 1 < record.length() && record.charAt(i + 1) == '"';
                    i += doubled ? 1 : 0;
                    inQuotes = doubled;
                }
            } else if (c == layout.separator()) {
                fields.add(record.substring(from, i));
                from = i + 1;
            } else if (c == '"' && quoting && i == from) {
                inQuotes = true;
            }
        }
        fields.add(record.substring(from));
        return fields;
    }

    private static void lines(LandedFile file, FileEdits edits, java.nio.file.Path to, Configuration hadoop)
            throws IOException {
        try (Reader in = new java.io.BufferedReader(
                        RecordFiles.text(file, LandedFile.Split.WHOLE, hadoop), BUFFER_BYTES);
                OutputStream bytes = out(file, to)) {
            bytes.write(orderMark(file, hadoop));
            Writer out = new OutputStreamWriter(bytes, charset(file));
            StringBuilder line = new StringBuilder();
            int number = 1;
            boolean afterReturn = false;
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n' && afterReturn) {
                    out.write(c);
                    afterReturn = false;
                    continue;
                }
                afterReturn = c == '\r';
                if (c == '\n' || c == '\r') {
                    out.write(line(line.toString(), number++, file, edits));
                    out.write(c);
                    line.setLength(0);
                } else {
                    line.append((char) c);
                }
            }
            out.write(line(line.toString(), number, file, edits));
            out.flush();
        }
    }

    private static String line(String text, int number, LandedFile file, FileEdits edits) throws IOException {
        RecordEdit edit = text.isBlank() ? null : edits.records().get(number);
        if (edit == null) {
            return text;
        }
        if (edit.whole()) {
            return FileEdits.ANYTHING;
        }
        JsonNode node = JsonValues.MAPPER.readTree(text);
        change(node, file.header(), edit);
        return JsonValues.MAPPER.writeValueAsString(node);
    }

    private static void change(JsonNode node, List<String> header, RecordEdit edit) {
        edit.fields().forEach((field, text) -> {
            if (node instanceof ObjectNode object) {
                set(object, header.get(field), text);
            }
        });
    }

    /** Sets the value at a dotted path, found as {@link JsonValues#fill} finds it. */
    private static void set(ObjectNode object, String path, String text) {
        int dot = path.indexOf('.');
        if (object.has(path)) {
            if (text.isEmpty()) {
                object.putNull(path);
            } else {
                object.put(path, text);
            }
        } else if (dot >= 0 && object.get(path.substring(0, dot)) instanceof ObjectNode inner) {
            set(inner, path.substring(dot + 1), text);
        }
    }

    private static void json(LandedFile file, FileEdits edits, java.nio.file.Path to, Configuration hadoop)
            throws IOException {
        try (Reader in = RecordFiles.text(file, LandedFile.Split.WHOLE, hadoop);
                OutputStream bytes = out(file, to)) {
            bytes.write(orderMark(file, hadoop));
            Writer out = new OutputStreamWriter(bytes, charset(file));
            try (JsonParser parser = JsonValues.MAPPER.getFactory().createParser(in);
                    JsonGenerator generator = JsonValues.MAPPER.getFactory().createGenerator(out)) {
                String path = file.layout().records();
                List<String> names = path == null ? List.of() : List.of(path.split("\\.", -1));
                JsonOut copy = new JsonOut(file, edits, parser, generator);
                while (parser.nextToken() != null) {
                    copy.value(names);
                }
            }
        }
    }

    /** Copies a JSON text, the records in it numbered as {@link JsonRecords} numbers them. */
    private static final class JsonOut {
        private final LandedFile file;
        private final FileEdits edits;
        private final JsonParser parser;
        private final JsonGenerator generator;
        private int ordinal;

        JsonOut(LandedFile file, FileEdits edits, JsonParser parser, JsonGenerator generator) {
            this.file = file;
            this.edits = edits;
            this.parser = parser;
            this.generator = generator;
        }

        void value(List<String> path) throws IOException {
            if (path.isEmpty()) {
                records();
            } else if (parser.currentToken() == JsonToken.START_OBJECT) {
                generator.writeStartObject();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    generator.writeFieldName(name);
                    parser.nextToken();
                    if (name.equals(path.get(0))) {
                        value(path.subList(1, path.size()));
                    } else {
                        generator.copyCurrentStructure(parser);
                    }
                }
                generator.writeEndObject();
            } else {
                generator.copyCurrentStructure(parser);
            }
        }

        private void records() throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                record();
                return;
            }
            generator.writeStartArray();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                record();
            }
            generator.writeEndArray();
        }

        private void record() throws IOException {
            ordinal++;
            JsonNode node = JsonValues.MAPPER.readTree(parser);
            RecordEdit edit = edits.records().get(ordinal);
            if (edit == null) {
                generator.writeTree(node);
            } else if (edit.whole()) {
                generator.writeString(FileEdits.ANYTHING);
            } else {
                change(node, file.header(), edit);
                generator.writeTree(node);
            }
        }
    }

    private static void parquet(LandedFile file, FileEdits edits, java.nio.file.Path to, Configuration hadoop)
            throws IOException {
        List<String> header = file.header();
        Types.MessageTypeBuilder building = Types.buildMessage();
        for (String name : header) {
            building.addField(Types.optional(PrimitiveTypeName.BINARY)
                    .as(LogicalTypeAnnotation.stringType())
                    .named(name));
        }
        MessageType type = building.named("rows");
        Files.deleteIfExists(to);
        try (Records records = new ParquetRecords(hadoop, new Path(file.path()), header.size());
                ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(to))
                        .withType(type)
                        .withConf(new Configuration(hadoop))
                        .withCompressionCodec(CompressionCodecName.SNAPPY)
                        .build()) {
            while (records.next()) {
                RecordEdit edit = edits.records().get((int) records.line());
                Map<Integer, String> changes = edit == null ? Map.of() : edit.fields();
                Group row = new SimpleGroup(type);
                for (int i = 0; i < header.size(); i++) {
                    String there = records.fields()[i];
                    String text = edit != null && edit.whole() && there != null
                            ? FileEdits.ANYTHING
                            : changes.containsKey(i) ? changes.get(i) : there;
                    if (text != null && !(text.isEmpty() && changes.containsKey(i))) {
                        row.add(i, Objects.requireNonNull(text));
                    }
                }
                writer.write(row);
            }
        }
    }
}
