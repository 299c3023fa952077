package aftercare.ingest;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a file, one after the other. */
interface Records extends Closeable {
    /** Moves to the next record; false when there is none. */
    boolean next() throws IOException;

    /**
     * The fields of the record, in the order of the file's header; null where a field is missing. The array may be
     * reused.
     */
    @Nullable
    String[] fields();

    /**
     * Whether a field is held as a number, which has a point whatever decimal sign the texts of the file have.
     *
     * @param field its position
     */
    default boolean isNumber(int field) {
        return false;
    }

    /** How many fields the record has. */
    int fieldCount();

    /** The physical line the record begins on, or its number where a format has no lines; from 1. */
    long line();

    /** Why the record cannot be taken apart; null when it can. */
    default @Nullable String problem() {
        return null;
    }

    /** The record as it stands in the file, where it is not read from lines or cells; null where these tell it. */
    default @Nullable String raw() {
        return null;
    }
}
