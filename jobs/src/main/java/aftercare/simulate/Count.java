package aftercare.simulate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file holds: rows in all, and of these the ones to be refused, exact copies, older versions of a key, and rows
 * that name an outlet or model that nobody listed. rows - refused - duplicates - older = distinct keys that load.
 */
final class Count {
    private static final long ROWS_PER_REFUSAL = 40;

    long rows;
    long refused;
    long duplicates;
    long older;
    long unknownReferences;

    /** Whether one more refusal keeps the file well below the share at which a loader refuses it whole. */
    boolean mayRefuse() {
        return rows >= ROWS_PER_REFUSAL * (refused + 1);
    }

    void add(Count other) {
        rows += other.rows;
        refused += other.refused;
        duplicates += other.duplicates;
        older += other.older;
        unknownReferences += other.unknownReferences;
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rows", rows);
        map.put("refused", refused);
        map.put("duplicates", duplicates);
        map.put("older", older);
        map.put("unknown_references", unknownReferences);
        map.put("keys", rows - refused - duplicates - older);
        return map;
    }
}
