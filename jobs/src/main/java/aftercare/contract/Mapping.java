package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a foreign export becomes one or several of our sources.
 *
 * @param match globs below the input folder
 * @param format how its files are written
 * @param into for each source, where each of its columns comes from
 */
public record Mapping(
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> match,

        Format format,
        Map<String, Map<String, JsonNode>> into) {

    /**
     * How the files are written; what is null is found out from the file.
     *
     * @param type csv, tsv, json, jsonl, parquet or xlsx
     * @param delimiter the field separator of a csv
     * @param encoding the name of a character set
     * @param header whether the first line names the columns
     * @param dates further date forms, as java.time patterns; tried before all others
     */
    public record Format(
            @Nullable String type,
            @Nullable String delimiter,
            @Nullable String encoding,
            @Nullable Boolean header,
            @JsonProperty("dates") List<String> dates) {
        static final Format UNSTATED = new Format(null, null, null, null, List.of());

        public Format {
            dates = dates == null ? List.of() : List.copyOf(dates);
        }
    }

    public Mapping {
        format = format == null ? Format.UNSTATED : format;
    }

    /** Where a column's text comes from. */
    public sealed interface Origin {
        /**
         * A field of the file, its values translated where a table is given.
         *
         * @param header the field's header
         * @param values what each value becomes; null to take it as it is
         * @param otherwise what a value missing from {@code values} becomes; null to refuse the row
         */
        record Field(
                String header,
                @Nullable Map<String, String> values,
                @Nullable String otherwise) implements Origin {}

        /**
         * Several fields put together; empty when all of them are.
         *
         * @param headers the fields' headers
         * @param with what stands between
         */
        record Join(List<String> headers, String with) implements Origin {}

        /**
         * The same text in every row.
         *
         * @param text the text
         */
        record Constant(String text) implements Origin {}
    }

    /** The origins of a source's columns, in the order of the file. */
    public Map<String, Origin> origins(String source) {
        Map<String, Origin> origins = new LinkedHashMap<>();
        Objects.requireNonNull(into.get(source), "only sources of the mapping are asked for")
                .forEach((column, node) -> origins.put(column, origin(node)));
        return origins;
    }

    private static Origin origin(JsonNode node) {
        if (node.isTextual()) {
            return new Origin.Field(node.asText(), null, null);
        }
        if (node.has("constant")) {
            return new Origin.Constant(node.get("constant").asText());
        }
        if (node.has("join")) {
            List<String> headers = new ArrayList<>();
            node.get("join").forEach(header -> headers.add(header.asText()));
            return new Origin.Join(List.copyOf(headers), node.path("with").asText(""));
        }
        Map<String, String> values = null;
        if (node.has("values")) {
            Map<String, String> read = new LinkedHashMap<>();
            node.get("values")
                    .properties()
                    .forEach(entry -> read.put(entry.getKey(), entry.getValue().asText()));
            values = read;
        }
        return new Origin.Field(
                node.get("from").asText(),
                values,
                node.has("else") ? node.get("else").asText() : null);
    }
}
