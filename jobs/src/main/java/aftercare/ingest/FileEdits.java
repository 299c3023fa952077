package aftercare.ingest;

import java.util.Map;
import java.util.TreeMap;

/** What is to be changed in a file, so that it does not tell who somebody is. All other records stay as they are. */
final class FileEdits {
    /** What stands where a text must not be empty, and may say nothing. */
    static final String ANYTHING = "*";

    private final boolean[] used;
    private final Map<Integer, RecordEdit> records = new TreeMap<>();

    /**
     * What is to be changed in a record.
     *
     * @param whole whether nobody knows which field is which, so that all of them go
     * @param fields what takes the place of fields, by their position; empty for nothing
     * @param othersToo whether what no field of the header holds goes as well
     */
    record RecordEdit(boolean whole, Map<Integer, String> fields, boolean othersToo) {
        /** All of it goes; how many fields it has stays. */
        static final RecordEdit WHOLE = new RecordEdit(true, Map.of(), true);
    }

    /** @param used which fields of the file's header something is read from */
    FileEdits(boolean[] used) {
        this.used = used;
    }

    void put(int line, RecordEdit edit) {
        records.merge(line, edit, FileEdits::both);
    }

    /** What one reading of a record wants changed and what another one does. */
    private static RecordEdit both(RecordEdit one, RecordEdit other) {
        if (one.whole() || other.whole()) {
            return RecordEdit.WHOLE;
        }
        Map<Integer, String> fields = new TreeMap<>(one.fields());
        // A mark goes before nothing.
        other.fields()
                .forEach((field, text) ->
                        fields.merge(field, text, (first, second) -> first.isEmpty() ? second : first));
        return new RecordEdit(false, fields, one.othersToo() || other.othersToo());
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    Map<Integer, RecordEdit> records() {
        return records;
    }

    boolean isUsed(int field) {
        return field >= 0 && field < used.length && used[field];
    }
}
