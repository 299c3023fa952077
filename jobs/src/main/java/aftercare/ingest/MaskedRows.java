package aftercare.ingest;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.table.LedgerTable;
import aftercare.table.RefusedRowsTable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refused rows as they may be shown to people: what a contract calls personal is masked, and so is what looks like a
 * telephone number in a field that no column takes. Where the fields of a row cannot be told apart, nothing of it that
 * may be personal is shown.
 */
public final class MaskedRows {
    /** What stands in place of a text that is not shown. */
    public static final String MASK = "***";

    /** Seven digits and more with what people write between them; a day and a time of day are none. */
    private static final Pattern TELEPHONE = Pattern.compile("\\+?\\(?\\d(?:[ ()./\\-]{0,3}\\d){6,}");

    private static final Pattern SENTENCE = Pattern.compile("\\p{L}.*\\s|\\s.*\\p{L}|\\p{IsHan}");

    private static final Pattern DAY = Pattern.compile(
            "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}(?:[ T]\\d{1,2}:\\d{2}.*)?|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}(?: .*)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lake lake;
    private final Contracts contracts;
    private final Mappings mappings;
    private final Map<String, Layout> layouts = new HashMap<>();

    public MaskedRows(Lake lake, Contracts contracts) {
        this.lake = lake;
        this.contracts = contracts;
        this.mappings = new Mappings(lake, contracts);
    }

    /**
     * How the fields of a file are to be shown.
     *
     * @param delimited whether its rows are separated text
     * @param header the names of its fields
     * @param personal which of them are personal
     * @param known which of them a column takes that is not
     */
    private record Layout(
            boolean delimited, char separator, List<String> header, Set<Integer> personal, Set<Integer> known) {
        /** Of a file that bronze cannot show us: each field may be personal. */
        static final Layout UNKNOWN = new Layout(true, ',', List.of(), Set.of(), Set.of());
    }

    /** The raw text of a refused row without what is personal; null for a whole file. */
    public @Nullable String shown(String source, RefusedRowsTable.Values refused) {
        String raw = refused.rawText();
        if (raw == null) {
            return null;
        }
        Layout layout = layouts.computeIfAbsent(
                source + "/" + refused.sha256() + "/" + refused.file(), any -> layout(source, refused));
        return layout.delimited() ? maskedFields(raw, layout) : maskedObject(raw, layout);
    }

    /**
     * The text that a reason is about, without what looks like a telephone number; null where none was kept, as of a
     * column that is personal.
     */
    public @Nullable String quoted(String source, RefusedRowsTable.Values refused) {
        String quoted = refused.quoted();
        if (quoted == null) {
            return null;
        }
        return masked(quoted, false, refused.rawText() != null);
    }

    /**
     * The files over which the query was run that gave a refused row, as far as its load knew them; empty where the row
     * stands in a file.
     */
    public List<String> readFrom(String source, RefusedRowsTable.Values refused) {
        String name = mapping(source, refused);
        Mapping mapping = name == null ? null : mappings.named(name);
        if (mapping == null || mapping.query(source) == null) {
            return List.of();
        }
        return new Ledger(lake)
                .entries().stream()
                        .filter(entry -> entry.status().equals(LedgerEntry.JOINED)
                                && entry.source().equals(source)
                                && !entry.loadedAt().toInstant().isAfter(refused.loadedAt())
                                && JoinedFiles.inATable(mapping, Path.of(entry.path())))
                        .map(LedgerEntry::path)
                        .distinct()
                        .sorted()
                        .toList();
    }

    private Layout layout(String source, RefusedRowsTable.Values refused) {
        Contract contract = contracts.source(source);
        String mapping = mapping(source, refused);
        Bronze.Archived archived = new Bronze.Archived(
                refused.sha256(),
                new Bronze(lake).path(refused.sha256(), refused.file()).toString(),
                1);
        LandedFile file = new FileInspection(lake.hadoop(), FileInspection.PART_BYTES)
                .inspect(
                        refused.file(),
                        archived,
                        mapping == null ? null : mappings.named(mapping).written(),
                        mapping,
                        Wanted.of(List.of(contract), mapping == null ? null : mappings.named(mapping)));
        if (file.damage() != null) {
            return Layout.UNKNOWN;
        }
        Header header = mapping == null
                ? Header.own(contract, file.header())
                : Header.mapped(
                        contract,
                        mappings.named(mapping),
                        file.header(),
                        mappings.expressions(mapping, source),
                        lookup -> LookupTable.NOTHING);
        boolean[] personal = new boolean[file.header().size()];
        boolean[] known = new boolean[file.header().size()];
        for (int i = 0; i < header.origins().size(); i++) {
            header.origins()
                    .get(i)
                    .mark(
                            contract.columns().get(i).personal()
                                            || header.treatments().get(i).hash()
                                    ? personal
                                    : known);
        }
        return new Layout(
                file.format().delimited(),
                file.layout().separator(),
                file.header(),
                positions(personal),
                positions(known));
    }

    private static Set<Integer> positions(boolean[] marked) {
        Set<Integer> positions = new HashSet<>();
        for (int i = 0; i < marked.length; i++) {
            if (marked[i]) {
                positions.add(i);
            }
        }
        return positions;
    }

    private @Nullable String mapping(String source, RefusedRowsTable.Values refused) {
        return new Ledger(lake)
                        .rows()
                        .filter(org.apache
                                .spark
                                .sql
                                .functions
                                .col(LedgerTable.SHA256)
                                .equalTo(refused.sha256())
                                .and(org.apache
                                        .spark
                                        .sql
                                        .functions
                                        .col(LedgerTable.SOURCE)
                                        .equalTo(source))
                                .and(org.apache
                                        .spark
                                        .sql
                                        .functions
                                        .col(LedgerTable.PATH)
                                        .equalTo(refused.file())))
                        .orderBy(LedgerTable.LOADED_AT)
                        .select(LedgerTable.MAPPING)
                        .collectAsList()
                        .stream()
                        .map(LedgerTable::of)
                        .map(LedgerTable.Values::mapping)
                        .filter(Objects::nonNull)
                        .reduce(null, (before, later) -> later);
    }

    private static String maskedFields(String raw, Layout layout) {
        List<String> fields = fields(raw, layout.separator());
        int shift = Math.abs(fields.size() - layout.header().size());
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            shown.add(masked(
                    fields.get(i),
                    mayBePersonal(i, shift, layout),
                    shift == 0 && layout.known().contains(i)));
        }
        return String.join(String.valueOf(layout.separator()), shown);
    }

    /** A row with a field too few or too many has every field behind the gap one place off. */
    private static boolean mayBePersonal(int field, int shift, Layout layout) {
        return layout.header().isEmpty()
                || layout.personal().stream().anyMatch(personal -> Math.abs(personal - field) <= shift);
    }

    private static List<String> fields(String raw, char separator) {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().fieldSeparator(separator).ofCsvRecord(raw)) {
            List<String> fields = new ArrayList<>();
            reader.forEach(record -> fields.addAll(record.getFields()));
            return fields;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (RuntimeException unclosed) {
            // A quotation mark that is never closed: what stands behind it belongs to nobody knows which field.
            return List.of(raw.split(Pattern.quote(String.valueOf(separator)), -1));
        }
    }

    private static String maskedObject(String raw, Layout layout) {
        try {
            if (JSON.readTree(raw) instanceof ObjectNode object) {
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    int position = layout.header().indexOf(field.getKey());
                    boolean scalar = field.getValue().isValueNode();
                    boolean personal = !scalar || layout.personal().contains(position);
                    String text = field.getValue().asText();
                    String shown = masked(text, personal, layout.known().contains(position));
                    if (!shown.equals(text)) {
                        field.setValue(JSON.getNodeFactory().textNode(shown));
                    }
                }
                return JSON.writeValueAsString(object);
            }
        } catch (JsonProcessingException broken) {
            return MASK;
        }
        return MASK;
    }

    private static String masked(String text, boolean personal, boolean known) {
        if (text.isBlank()) {
            return text;
        }
        if (personal) {
            return MASK;
        }
        // Words may hold a number to call; a serial number or an amount stands alone.
        if (known && !SENTENCE.matcher(text).find()) {
            return text;
        }
        return DAY.matcher(text.strip()).matches()
                ? text
                : TELEPHONE.matcher(text).replaceAll(MASK);
    }
}
