package aftercare.ingest;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Mapping;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file's header means for a source.
 *
 * @param origins for each column of the contract, in its order, where its text stands
 * @param unknown headers that no column takes
 * @param missing required columns that no header gives
 */
record Header(List<FieldOrigin> origins, List<String> unknown, List<String> missing) implements Serializable {

    /** Reads the header of a file in our own form. */
    static Header own(Contract contract, List<String> header) {
        Map<String, Integer> positions = positions(header);
        Map<String, Mapping.Origin> none = new LinkedHashMap<>();
        Set<Integer> taken = new HashSet<>();
        List<FieldOrigin> origins = new ArrayList<>();
        for (Column column : contract.columns()) {
            Integer position = position(column, positions);
            if (position != null) {
                taken.add(position);
            }
            origins.add(position == null ? new FieldOrigin.Absent() : new FieldOrigin.Field(position));
        }
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            if (!taken.contains(i)) {
                unknown.add(header.get(i));
            }
        }
        return new Header(origins, unknown, missing(contract, origins, none));
    }

    /** Reads the header of a foreign export; columns it does not use are expected there and not reported. */
    static Header mapped(Contract contract, Mapping mapping, List<String> header) {
        Map<String, Integer> positions = positions(header);
        Map<String, Mapping.Origin> stated = mapping.origins(contract.source());
        List<FieldOrigin> origins = new ArrayList<>();
        for (Column column : contract.columns()) {
            Mapping.Origin origin = stated.get(column.name());
            origins.add(origin == null ? new FieldOrigin.Absent() : found(origin, positions));
        }
        return new Header(origins, List.of(), missing(contract, origins, stated));
    }

    private static FieldOrigin found(Mapping.Origin origin, Map<String, Integer> positions) {
        if (origin instanceof Mapping.Origin.Constant constant) {
            return new FieldOrigin.Constant(constant.text());
        }
        if (origin instanceof Mapping.Origin.Join join) {
            List<Integer> indexes = new ArrayList<>();
            for (String header : join.headers()) {
                Integer position = positions.get(normal(header));
                if (position == null) {
                    return new FieldOrigin.Absent();
                }
                indexes.add(position);
            }
            return new FieldOrigin.Joined(List.copyOf(indexes), join.with());
        }
        if (!(origin instanceof Mapping.Origin.Field field)) {
            return new FieldOrigin.Absent();
        }
        Integer position = positions.get(normal(field.header()));
        if (position == null) {
            return new FieldOrigin.Absent();
        }
        return field.values() == null
                ? new FieldOrigin.Field(position)
                : new FieldOrigin.Translated(position, field.header(), field.values(), field.otherwise());
    }

    private static List<String> missing(
            Contract contract, List<FieldOrigin> origins, Map<String, Mapping.Origin> stated) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            Column column = contract.columns().get(i);
            boolean wanted = (column.required() && column.defaultValue() == null) || stated.containsKey(column.name());
            if (wanted && origins.get(i) instanceof FieldOrigin.Absent) {
                missing.add(column.name());
            }
        }
        return missing;
    }

    private static @Nullable Integer position(Column column, Map<String, Integer> positions) {
        Integer position = positions.get(normal(column.name()));
        for (String alias : column.aliases()) {
            if (position == null) {
                position = positions.get(normal(alias));
            }
        }
        return position;
    }

    private static Map<String, Integer> positions(List<String> header) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            positions.putIfAbsent(normal(header.get(i)), i);
        }
        return positions;
    }

    /** Headers are the same whatever their case, spaces, underscores and hyphens. */
    static String normal(String header) {
        return header.replaceAll("[\\s\\h_\\-\\u3000\\uFEFF]", "").toLowerCase(Locale.ROOT);
    }
}
