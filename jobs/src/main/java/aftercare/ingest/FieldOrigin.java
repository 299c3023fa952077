package aftercare.ingest;

import aftercare.contract.Mapping;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a record the text of one column stands: a {@link Mapping.Origin} whose headers have been found in a file.
 */
sealed interface FieldOrigin extends Serializable {
    /** The text for the column; null when there is none. */
    @Nullable
    String text(@Nullable String[] fields, Problem problem);

    /** Marks the fields it needs. */
    default void mark(boolean[] wanted) {}

    /** The column is not in the file. */
    record Absent() implements FieldOrigin {
        @Override
        public @Nullable String text(@Nullable String[] fields, Problem problem) {
            return null;
        }
    }

    /**
     * One field as it is.
     *
     * @param index its position
     */
    record Field(int index) implements FieldOrigin {
        @Override
        public @Nullable String text(@Nullable String[] fields, Problem problem) {
            return index < fields.length ? fields[index] : null;
        }

        @Override
        public void mark(boolean[] wanted) {
            wanted[index] = true;
        }
    }

    /**
     * A field that was computed from the others.
     *
     * @param index its position behind the fields of the file
     */
    record Computed(int index) implements FieldOrigin {
        @Override
        public @Nullable String text(@Nullable String[] fields, Problem problem) {
            return index < fields.length ? fields[index] : null;
        }
    }

    /**
     * One field whose values are translated.
     *
     * @param index its position
     * @param header its header, for the reason of a refusal
     * @param values what each value becomes, by the value in small letters and without blanks around it
     * @param otherwise what other values become; null to refuse the row
     * @param keep whether other values stay as they are
     * @param nulls words that stand for nothing
     * @param personal whether its text must not be repeated, even in quarantine
     */
    record Translated(
            int index,
            String header,
            Map<String, String> values,
            @Nullable String otherwise,
            boolean keep,
            NullWords nulls,
            boolean personal)
            implements FieldOrigin {
        static Translated of(
                int index, Mapping.Origin.Field field, Map<String, String> values, NullWords nulls, boolean personal) {
            Map<String, String> byKey = new HashMap<>();
            values.forEach((value, becomes) -> byKey.put(key(value), becomes));
            return new Translated(index, field.header(), byKey, field.otherwise(), field.keep(), nulls, personal);
        }

        private static String key(String value) {
            return value.strip().toLowerCase(Locale.ROOT);
        }

        @Override
        public @Nullable String text(@Nullable String[] fields, Problem problem) {
            String text = index < fields.length && fields[index] != null ? fields[index].strip() : "";
            String translated = values.get(key(text));
            if (translated != null || nulls.include(text)) {
                return translated == null ? otherwise : translated;
            }
            if (keep || otherwise != null) {
                return keep ? text : otherwise;
            }
            problem.report(
                    "mapping",
                    header + " holds a value that has no translation in the mapping",
                    personal ? null : text);
            return null;
        }

        @Override
        public void mark(boolean[] wanted) {
            wanted[index] = true;
        }
    }

    /**
     * A field of another file.
     *
     * @param index the position of the key in this file
     * @param table the other file
     * @param nulls words that stand for nothing
     */
    record LookedUp(int index, LookupTable table, NullWords nulls) implements FieldOrigin {
        @Override
        public @Nullable String text(@Nullable String[] fields, Problem problem) {
            String text = index < fields.length && fields[index] != null ? fields[index].strip() : "";
            if (nulls.include(text)) {
                return null;
            }
            String found = table.values().get(LookupTable.key(text));
            if (found == null) {
                problem.foundNothing(table.name());
            }
            return found;
        }

        @Override
        public void mark(boolean[] wanted) {
            wanted[index] = true;
        }
    }

    /**
     * Several fields put together.
     *
     * @param indexes their positions
     * @param with what stands between
     */
    record Joined(List<Integer> indexes, String with) implements FieldOrigin {
        @Override
        public @Nullable String text(@Nullable String[] fields, Problem problem) {
            List<String> parts = new ArrayList<>(indexes.size());
            boolean any = false;
            for (int index : indexes) {
                String part = index < fields.length && fields[index] != null ? fields[index].strip() : "";
                any |= !part.isEmpty();
                parts.add(part);
            }
            return any ? String.join(with, parts) : null;
        }

        @Override
        public void mark(boolean[] wanted) {
            indexes.forEach(index -> wanted[index] = true);
        }
    }

    /**
     * The same text in every row.
     *
     * @param text the text
     */
    record Constant(String text) implements FieldOrigin {
        @Override
        public @Nullable String text(@Nullable String[] fields, Problem problem) {
            return text;
        }
    }
}
