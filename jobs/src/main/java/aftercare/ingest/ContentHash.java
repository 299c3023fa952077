package aftercare.ingest;

import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit code of a row's content (xxHash64). An empty field counts too, so that a value that moves to another column
 * shows.
 */
final class ContentHash {
    private static final long SEED = 42L;

    private ContentHash() {}

    /** The code of the values that are kept. */
    static long of(@Nullable Object[] values, boolean[] kept) {
        long hash = SEED;
        for (int i = 0; i < values.length; i++) {
            if (kept[i]) {
                hash = of(values[i], hash + i);
            }
        }
        return hash;
    }

    private static long of(@Nullable Object value, long seed) {
        if (value == null) {
            return XXH64.hashLong(0x9E3779B97F4A7C15L, seed);
        }
        if (value instanceof UTF8String text) {
            return XXH64.hashUnsafeBytes(text.getBaseObject(), text.getBaseOffset(), text.numBytes(), seed);
        }
        if (value instanceof Long number) {
            return XXH64.hashLong(number, seed);
        }
        if (value instanceof Integer number) {
            return XXH64.hashInt(number, seed);
        }
        if (value instanceof Double number) {
            return XXH64.hashLong(Double.doubleToLongBits(number), seed);
        }
        if (value instanceof Boolean flag) {
            return XXH64.hashInt(flag ? 1 : 0, seed);
        }
        if (value instanceof Decimal decimal) {
            return XXH64.hashLong(decimal.toUnscaledLong(), seed);
        }
        throw new IllegalArgumentException("no contract type has values of " + value.getClass());
    }
}
