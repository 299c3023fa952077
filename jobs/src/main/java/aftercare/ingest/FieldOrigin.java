package aftercare.ingest;

import aftercare.contract.Mapping;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
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
     * One field whose values are translated.
     *
     * @param index its position
     * @param header its header, for the reason of a refusal
     * @param values what each value becomes
     * @param otherwise what other values become; null to refuse the row
     */
    record Translated(
            int index,
            String header,
            Map<String, String> values,
            @Nullable String otherwise) implements FieldOrigin {
        @Override
        public @Nullable String text(@Nullable String[] fields, Problem problem) {
            String text = index < fields.length ? fields[index] : null;
            String translated = values.get(text == null ? "" : text.strip());
            if (translated != null) {
                return translated;
            }
            if (text == null || text.isBlank() || otherwise != null) {
                return otherwise;
            }
            problem.report("mapping", header + " '" + Problem.quote(text) + "' has no translation in the mapping");
            return null;
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
