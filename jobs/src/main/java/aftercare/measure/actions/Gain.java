package aftercare.measure.actions;

import aftercare.table.ActionTable;
import org.jspecify.annotations.Nullable;

/**
 * Customers kept a month, with the 95 % interval of the figure that it rests on.
 *
 * @param gain how many
 * @param low lower end; null where the figure has no interval
 * @param high upper end
 */
record Gain(double gain, @Nullable Double low, @Nullable Double high) {
    /** The same, each customer counting so much. */
    Gain times(double share) {
        return new Gain(gain * share, low == null ? null : low * share, high == null ? null : high * share);
    }

    /** Puts it into a row, if there is one. */
    static ActionTable.Builder into(ActionTable.Builder row, @Nullable Gain gain) {
        return gain == null ? row : row.gain(gain.gain()).gainLow(gain.low()).gainHigh(gain.high());
    }
}
