package aftercare.ingest;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the text of one column before it is read as a value.
 *
 * @param zone where it was written down; null for the zone of the file
 * @param plus durations that are added to it, by their unit
 * @param hash whether only a keyed hash of it is kept
 */
record FieldTreatment(@Nullable ZoneId zone, Map<String, Duration> plus, boolean hash) implements Serializable {
    /** Nothing is done to it. */
    static final FieldTreatment NONE = new FieldTreatment(null, Map.of(), false);

    /**
     * A field that holds a duration.
     *
     * @param header its header
     * @param index its position
     */
    record Duration(String header, int index) implements Serializable {}

    /** Marks the fields it needs. */
    void mark(boolean[] wanted) {
        plus.values().forEach(duration -> wanted[duration.index()] = true);
    }
}
