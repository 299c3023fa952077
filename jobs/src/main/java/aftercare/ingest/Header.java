package aftercare.ingest;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Mapping;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a file's header means for a source.
 *
 * @param origins for each column of the contract, in its order, where its text stands
 * @param treatments for each column what is done to its text before it is read
 * @param computed what is computed from each record; null for nothing
 * @param unknown the positions of headers that no column takes
 * @param missing what is wanted and no header gives: our own columns, or fields that a mapping asks for
 * @param wanted the headers that are looked for
 */
record Header(
        List<FieldOrigin> origins,
        List<FieldTreatment> treatments,
        ComputedFields.@Nullable Plan computed,
        List<Integer> unknown,
        List<String> missing,
        Wanted wanted)
        implements Serializable {

    /** No field is called so. */
    static final int NONE = -1;
    /** Several fields could be meant. */
    static final int SEVERAL = -2;

    /** Reads the header of a file in our own form. */
    static Header own(Contract contract, List<String> header) {
        Map<String, Integer> positions = positions(header);
        Set<Integer> taken = new HashSet<>();
        List<FieldOrigin> origins = new ArrayList<>();
        for (Column column : contract.columns()) {
            Integer position = position(column, positions);
            if (position != null) {
                taken.add(position);
            }
            origins.add(position == null ? new FieldOrigin.Absent() : new FieldOrigin.Field(position));
        }
        List<Integer> unknown = IntStream.range(0, header.size())
                .filter(i -> !taken.contains(i))
                .boxed()
                .toList();
        return new Header(
                origins,
                Collections.nCopies(origins.size(), FieldTreatment.NONE),
                null,
                unknown,
                missing(contract, origins),
                Wanted.of(List.of(contract), null));
    }

    /**
     * Reads the header of a foreign export; columns it does not use are expected there and not reported. What a query
     * gives has our own columns.
     *
     * @param expressions what the mapping computes for the source
     * @param lookups the other files in which it looks values up
     */
    static Header mapped(
            Contract contract,
            Mapping mapping,
            List<String> header,
            RowExpressions expressions,
            Function<Mapping.Origin.Lookup, LookupTable> lookups) {
        if (mapping.query(contract.source()) != null) {
            return own(contract, header);
        }
        Finding finding = new Finding(
                contract, header, NullWords.ofTranslated(mapping.format().nulls()), lookups);
        Map<String, Mapping.Origin> stated = mapping.origins(contract.source());
        List<FieldOrigin> origins = new ArrayList<>();
        List<FieldTreatment> treatments = new ArrayList<>();
        for (Column column : contract.columns()) {
            Mapping.Origin origin = stated.get(column.name());
            int computed = expressions.columns().indexOf(column.name());
            if (computed >= 0) {
                origins.add(new FieldOrigin.Computed(header.size() + computed));
            } else {
                origins.add(origin == null ? new FieldOrigin.Absent() : finding.origin(column, origin));
            }
            treatments.add(origin == null ? FieldTreatment.NONE : finding.treatment(column, origin.treatment()));
        }
        List<Integer> positions = new ArrayList<>();
        for (String field : expressions.fields()) {
            positions.add(finding.position(field, expressions.asks(field, contract.source())));
        }
        for (Column column : contract.columns()) {
            if (column.required() && column.defaultValue() == null && !stated.containsKey(column.name())) {
                finding.missing.add(column.name() + ", which the mapping does not say");
            }
        }
        boolean computes = expressions.where() != null || !expressions.values().isEmpty();
        ComputedFields.Plan computed = computes
                ? new ComputedFields.Plan(
                        expressions,
                        positions,
                        header.size(),
                        new NullWords(mapping.format().nulls()))
                : null;
        return new Header(
                origins,
                treatments,
                computed,
                List.of(),
                List.copyOf(finding.missing),
                Wanted.of(List.of(contract), mapping));
    }

    /** Whether values are looked up in other files. */
    boolean looksUp() {
        return origins.stream().anyMatch(FieldOrigin.LookedUp.class::isInstance);
    }

    /** What is wrong with the header of a file, in words. */
    String lacks(List<String> header) {
        return "its header lacks " + String.join(", ", missing) + "; it has " + Headings.told(header, wanted);
    }

    /** Finds in a file's header what a mapping asks for. */
    private static final class Finding {
        private final Contract contract;
        private final List<String> header;
        private final NullWords nulls;
        private final Function<Mapping.Origin.Lookup, LookupTable> lookups;
        private final Set<String> missing = new LinkedHashSet<>();

        Finding(
                Contract contract,
                List<String> header,
                NullWords nulls,
                Function<Mapping.Origin.Lookup, LookupTable> lookups) {
            this.contract = contract;
            this.header = header;
            this.nulls = nulls;
            this.lookups = lookups;
        }

        FieldOrigin origin(Column column, Mapping.Origin origin) {
            String of = contract.source() + "." + column.name();
            if (origin instanceof Mapping.Origin.Constant constant) {
                return new FieldOrigin.Constant(constant.text());
            }
            if (origin instanceof Mapping.Origin.Join join) {
                List<Integer> indexes =
                        join.headers().stream().map(each -> position(each, of)).toList();
                return new FieldOrigin.Joined(indexes, join.with());
            }
            boolean personal = column.personal() || origin.treatment().hash();
            if (origin instanceof Mapping.Origin.Lookup lookup) {
                LookupTable table = lookups.apply(lookup);
                if (table.problem() != null) {
                    missing.add(table.problem());
                }
                return new FieldOrigin.LookedUp(position(lookup.header(), of), table, nulls);
            }
            if (!(origin instanceof Mapping.Origin.Field field)) {
                return new FieldOrigin.Absent();
            }
            int position = position(field.header(), of);
            Map<String, String> values = field.values();
            return values == null
                    ? new FieldOrigin.Field(position)
                    : FieldOrigin.Translated.of(position, field, values, nulls, personal);
        }

        FieldTreatment treatment(Column column, Mapping.Treatment stated) {
            Map<String, FieldTreatment.Duration> plus = new LinkedHashMap<>();
            stated.plus().forEach((unit, field) -> {
                int position = position(field, contract.source() + "." + column.name());
                plus.put(unit, new FieldTreatment.Duration(field, position));
            });
            ZoneId zone = stated.zone() == null ? null : ZoneId.of(stated.zone());
            return new FieldTreatment(zone, plus, stated.hash());
        }

        /** Where a field stands; one that does not is noted. */
        int position(String field, String of) {
            int position = Header.position(header, field);
            if (position < 0) {
                missing.add("`" + Problem.quote(field) + "` (for " + of
                        + (position == SEVERAL ? "; several are called so" : "") + ")");
            }
            return Math.max(0, position);
        }
    }

    /**
     * Where a field stands in a header; its exact spelling goes before one that differs in case, blanks or hyphens.
     *
     * @return {@link #NONE} when it is not there, {@link #SEVERAL} when more than one could be meant
     */
    static int position(List<String> header, String field) {
        int exact = header.indexOf(field);
        if (exact >= 0) {
            return exact;
        }
        int[] like = IntStream.range(0, header.size())
                .filter(i -> normal(header.get(i)).equals(normal(field)))
                .toArray();
        return like.length == 1 ? like[0] : like.length == 0 ? NONE : SEVERAL;
    }

    private static List<String> missing(Contract contract, List<FieldOrigin> origins) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            Column column = contract.columns().get(i);
            boolean wanted = column.required() && column.defaultValue() == null;
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
