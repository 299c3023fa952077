package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a foreign export becomes one or several of our sources; one document of a mapping file.
 *
 * @param match which files, or which rows of a database; no files where queries read tables
 * @param tables the files that queries read, by the names they have there; empty where each file is read by itself
 * @param format how the files are written
 * @param refuse what is refused when too many rows of a source are: {@link #SOURCE that source} or the whole {@link
 *     #FILE}
 * @param into for each source, where each of its columns comes from, and which rows are data for it
 */
public record Mapping(
        Match match,
        Map<String, Table> tables,
        Format format,
        String refuse,
        Map<String, Map<String, JsonNode>> into) {

    /** Value of {@link #refuse}: each source by itself. */
    public static final String SOURCE = "source";
    /** Value of {@link #refuse}: no source is taken when one is refused. */
    public static final String FILE = "file";

    /** Key beside the columns of a source: Spark SQL that says which rows are data for it. */
    private static final String WHERE = "where";
    /** Key in place of the columns of a source: one select over the tables. */
    private static final String QUERY = "query";

    public Mapping {
        tables = tables == null ? Map.of() : new LinkedHashMap<>(tables);
        match = match == null ? new Match(List.of(), null) : match;
        format = format == null ? Format.UNSTATED : format;
        refuse = refuse == null ? SOURCE : refuse;
    }

    /**
     * Which files a mapping reads, or which rows of a database.
     *
     * @param globs globs below the input folder; empty for a database
     * @param database the database; null for files
     */
    public record Match(List<String> globs, @Nullable Database database) {
        @JsonCreator
        static Match of(JsonNode stated) {
            if (stated.isTextual()) {
                return new Match(List.of(stated.asText()), null);
            }
            if (stated.isArray()) {
                return new Match(texts(stated), null);
            }
            return new Match(
                    List.of(),
                    new Database(
                            stated.path("jdbc").asText(),
                            stated.path(QUERY).asText(),
                            stated.hasNonNull("since") ? stated.get("since").asText() : null));
        }
    }

    /**
     * Files that a query reads as one table.
     *
     * @param globs globs below the input folder
     * @param format how the files are written, where that is not as the mapping says of all
     */
    public record Table(List<String> globs, Format format) {
        public Table {
            format = format == null ? Format.UNSTATED : format;
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Table of(String glob) {
            return new Table(List.of(glob), Format.UNSTATED);
        }

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        static Table of(@JsonProperty("match") JsonNode match, @JsonProperty("format") @Nullable Format format) {
            return new Table(
                    match.isTextual() ? List.of(match.asText()) : texts(match),
                    Objects.requireNonNullElse(format, Format.UNSTATED));
        }
    }

    /**
     * Rows of a database, read through Spark.
     *
     * @param url where it is, without user and password
     * @param query a select; {@code :since} in it stands for the latest value read so far
     * @param since the column whose latest value the next reading begins behind; null to read all each time
     */
    public record Database(
            String url, String query, @Nullable String since) {}

    /**
     * How the files are written; what is null is found out from the file.
     *
     * @param type csv, tsv, json, jsonl, parquet or xlsx
     * @param delimiter the field separator of a csv
     * @param encoding the name of a character set
     * @param escape what stands before a quote inside quotes; null where quotes are doubled
     * @param sheets which sheets of a workbook are read: {@code first}, {@code all}, or names and globs of them
     * @param header the row that holds the header; true to look for it, false where columns have numbers
     * @param footer a pattern; from the first row on whose text it is found in, nothing is data
     * @param fillDown headers whose empty cells repeat the value above
     * @param zone where timestamps without an offset were written down; null for the business zone
     * @param locale the language of month and day names
     * @param decimal the decimal sign, a point or a comma; the other one then parts thousands
     * @param dates further date forms, as java.time patterns; tried before all others
     * @param nulls further words that stand for nothing
     * @param records where in a JSON text the records are, a dotted path; null for the text itself
     */
    public record Format(
            @Nullable String type,
            @Nullable String delimiter,
            @Nullable String encoding,
            @Nullable String escape,
            @Nullable JsonNode sheets,
            @Nullable JsonNode header,
            @Nullable String footer,
            @JsonProperty("fill_down") List<String> fillDown,
            @Nullable String zone,
            @Nullable String locale,
            @Nullable String decimal,
            List<String> dates,
            List<String> nulls,
            @Nullable String records) {
        /** Nothing is stated. */
        public static final Format UNSTATED = new Format(
                null, null, null, null, null, null, null, List.of(), null, null, null, List.of(), List.of(), null);

        public Format {
            fillDown = fillDown == null ? List.of() : List.copyOf(fillDown);
            dates = dates == null ? List.of() : List.copyOf(dates);
            nulls = nulls == null ? List.of() : List.copyOf(nulls);
        }

        /** How a table is written whose own statement this is, and the other one that of all tables of its mapping. */
        public Format orElse(Format ofAll) {
            return new Format(
                    type == null ? ofAll.type : type,
                    delimiter == null ? ofAll.delimiter : delimiter,
                    encoding == null ? ofAll.encoding : encoding,
                    escape == null ? ofAll.escape : escape,
                    sheets == null ? ofAll.sheets : sheets,
                    header == null ? ofAll.header : header,
                    footer == null ? ofAll.footer : footer,
                    fillDown.isEmpty() ? ofAll.fillDown : fillDown,
                    zone == null ? ofAll.zone : zone,
                    locale == null ? ofAll.locale : locale,
                    decimal == null ? ofAll.decimal : decimal,
                    dates.isEmpty() ? ofAll.dates : dates,
                    nulls.isEmpty() ? ofAll.nulls : nulls,
                    records == null ? ofAll.records : records);
        }

        /** Whether a row names the columns. */
        public boolean headed() {
            return header == null || !header.isBoolean() || header.asBoolean();
        }

        /** The row that holds the header, from 1; 0 where it is to be looked for, or there is none. */
        public int headerRow() {
            return header != null && header.isInt() ? header.asInt() : 0;
        }

        /** Whether all sheets of a workbook are read. */
        public boolean allSheets() {
            return sheets != null && sheets.isTextual() && sheets.asText().equals("all");
        }

        /** Names and globs of the sheets that are read; empty for the first one, or for all. */
        public List<String> namedSheets() {
            return sheets != null && sheets.isArray() ? texts(sheets) : List.of();
        }
    }

    /**
     * What is done to a text before it is read as a value.
     *
     * @param zone where this timestamp was written down; null for the zone of the file
     * @param plus durations that are added to an instant: the field that holds each, by its unit
     * @param hash whether only a keyed hash of it is kept
     */
    public record Treatment(@Nullable String zone, Map<String, String> plus, boolean hash) {
        /** Nothing is done to it. */
        public static final Treatment NONE = new Treatment(null, Map.of(), false);

        private static Treatment of(JsonNode origin) {
            Map<String, String> plus = new LinkedHashMap<>();
            origin.path("plus")
                    .properties()
                    .forEach(each -> plus.put(each.getKey(), each.getValue().asText()));
            return new Treatment(
                    origin.hasNonNull("zone") ? origin.get("zone").asText() : null,
                    plus,
                    origin.path("hash").asBoolean());
        }
    }

    /** Where a column's text comes from. */
    public sealed interface Origin {
        /** What is done to the text. */
        Treatment treatment();

        /**
         * A field of the file, its values translated where a table is given.
         *
         * @param header the field's header
         * @param values what each value becomes; null to take it as it is
         * @param otherwise what a value missing from {@code values} becomes; null to refuse the row
         * @param keep whether a value missing from {@code values} stays as it is
         */
        record Field(
                String header,
                @Nullable Map<String, String> values,
                @Nullable String otherwise,
                boolean keep,
                Treatment treatment)
                implements Origin {}

        /**
         * Several fields put together; empty when all of them are.
         *
         * @param headers the fields' headers
         * @param with what stands between
         */
        record Join(List<String> headers, String with, Treatment treatment) implements Origin {}

        /**
         * The same text in every row.
         *
         * @param text the text
         */
        record Constant(String text) implements Origin {
            @Override
            public Treatment treatment() {
                return Treatment.NONE;
            }
        }

        /**
         * A Spark SQL expression over the fields of the file, which are texts as they were read.
         *
         * @param sql the expression
         */
        record Expression(String sql, Treatment treatment) implements Origin {}

        /**
         * A field of another file, found by a key.
         *
         * @param file the other file, below the input folder
         * @param header the field of this file that holds the key
         * @param on the field of the other file that holds the key
         * @param take the field of the other file that is wanted
         */
        record Lookup(String file, String header, String on, String take, Treatment treatment) implements Origin {}
    }

    /**
     * How the files are written whose rows become rows of sources: as stated, but for what queries give, which is
     * written by this program.
     */
    public Format written() {
        return tables.isEmpty() ? format : Format.UNSTATED;
    }

    /** The origins of a source's columns, in the order of the file; empty where a query gives them. */
    public Map<String, Origin> origins(String source) {
        Map<String, Origin> origins = new LinkedHashMap<>();
        stated(source).forEach((column, node) -> {
            if (!column.equals(WHERE) && !column.equals(QUERY)) {
                origins.put(column, origin(node));
            }
        });
        return origins;
    }

    /** Which rows are data for a source, in Spark SQL; null for all. */
    public @Nullable String where(String source) {
        return text(source, WHERE);
    }

    /** The query whose rows are a source's; null where the rows of each file are. */
    public @Nullable String query(String source) {
        return text(source, QUERY);
    }

    private @Nullable String text(String source, String key) {
        JsonNode node = stated(source).get(key);
        return node == null ? null : node.asText();
    }

    private Map<String, JsonNode> stated(String source) {
        return Objects.requireNonNull(into.get(source), "only sources of the mapping are asked for");
    }

    private static Origin origin(JsonNode node) {
        if (node.isTextual()) {
            return new Origin.Field(node.asText(), null, null, false, Treatment.NONE);
        }
        Treatment treatment = Treatment.of(node);
        if (node.has("constant")) {
            return new Origin.Constant(node.get("constant").asText());
        }
        if (node.has("expr")) {
            return new Origin.Expression(node.get("expr").asText(), treatment);
        }
        if (node.has("join")) {
            return new Origin.Join(texts(node.get("join")), node.path("with").asText(""), treatment);
        }
        if (node.has("lookup")) {
            JsonNode on = node.get("on");
            Map.Entry<String, JsonNode> pair =
                    on.isObject() ? on.properties().iterator().next() : Map.entry(on.asText(), on);
            return new Origin.Lookup(
                    node.get("lookup").asText(),
                    pair.getKey(),
                    pair.getValue().asText(),
                    node.get("take").asText(),
                    treatment);
        }
        return field(node, treatment);
    }

    private static Origin field(JsonNode node, Treatment treatment) {
        Map<String, String> values = null;
        if (node.has("values")) {
            Map<String, String> read = new LinkedHashMap<>();
            node.get("values")
                    .properties()
                    .forEach(entry -> read.put(entry.getKey(), entry.getValue().asText()));
            values = read;
        }
        String otherwise = node.has("else") ? node.get("else").asText() : null;
        boolean keep = "keep".equals(otherwise);
        return new Origin.Field(node.get("from").asText(), values, keep ? null : otherwise, keep, treatment);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }
}
