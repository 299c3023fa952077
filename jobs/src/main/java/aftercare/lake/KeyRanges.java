package aftercare.lake;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Where some keys lie: a few ranges that hold all of them, and others. Keys mostly rise with time, so that those of a
 * day lie close together and files with none of them are skipped; what is found among the keys in the ranges is what
 * would be found among all.
 */
public final class KeyRanges {
    /** Each range is compared with every row of the files that are read. */
    private static final int MOST = 16;

    private static final int BYTES = 256;
    /** Enough to tell how far apart keys are, and few enough for another byte's values. */
    private static final long MOST_PLACES = Long.MAX_VALUE / BYTES;

    private final List<Range> ranges;

    private KeyRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Keys from the first to the last, both included, in the order of their UTF-8 bytes, which is Spark's. */
    record Range(String first, String last) {}

    /**
     * Finds where keys lie, apart at the widest gaps between them; one range where these are less than a quarter of the
     * way, as between many random keys.
     *
     * @param keys in any order; nulls are left out
     */
    public static KeyRanges of(Collection<String> keys) {
        List<UTF8String> sorted = keys.stream()
                .filter(java.util.Objects::nonNull)
                .map(UTF8String::fromString)
                .sorted()
                .toList();
        if (sorted.isEmpty()) {
            return new KeyRanges(List.of());
        }
        long[] places = places(sorted.stream().map(UTF8String::getBytes).toList());
        List<Integer> widest = IntStream.range(1, places.length)
                .boxed()
                .sorted(java.util.Comparator.comparingLong(i -> places[i - 1] - places[i]))
                .limit(MOST - 1)
                .sorted()
                .toList();
        long skipped = widest.stream().mapToLong(i -> places[i] - places[i - 1]).sum();
        boolean worthIt = skipped > (places[places.length - 1] - places[0]) / 4;
        return new KeyRanges(apart(sorted, worthIt ? widest : List.of()));
    }

    /**
     * Where each key lies: its bytes as digits of a number, each of as many values as are met at that place, so that no
     * gap lies between 0999 and 1000.
     */
    private static long[] places(List<byte[]> keys) {
        long[] places = new long[keys.size()];
        int longest = keys.stream().mapToInt(key -> key.length).max().orElse(0);
        long values = 1;
        for (int at = 0; at < longest && values <= MOST_PLACES; at++) {
            int[] digits = digits(keys, at);
            int base = digits[digits.length - 1] + 1;
            for (int i = 0; i < places.length; i++) {
                places[i] = places[i] * base + digits[byteAt(keys.get(i), at)];
            }
            values *= base;
        }
        return places;
    }

    /** For each byte, how many lower ones keys have at a place. */
    private static int[] digits(List<byte[]> keys, int at) {
        boolean[] met = new boolean[BYTES];
        keys.forEach(key -> met[byteAt(key, at)] = true);
        int[] digits = new int[BYTES];
        int lower = -1;
        for (int value = 0; value < BYTES; value++) {
            lower += met[value] ? 1 : 0;
            digits[value] = lower;
        }
        return digits;
    }

    private static int byteAt(byte[] key, int at) {
        return at < key.length ? Byte.toUnsignedInt(key[at]) : 0;
    }

    private static List<Range> apart(List<UTF8String> sorted, List<Integer> starts) {
        List<Range> ranges = new ArrayList<>();
        int start = 0;
        for (int next : starts) {
            ranges.add(range(sorted, start, next));
            start = next;
        }
        ranges.add(range(sorted, start, sorted.size()));
        return ranges;
    }

    private static Range range(List<UTF8String> sorted, int from, int to) {
        return new Range(sorted.get(from).toString(), sorted.get(to - 1).toString());
    }

    List<Range> ranges() {
        return ranges;
    }

    /** Whether a key lies in one of the ranges; of keys that are no texts, how they are written decides. */
    public Column hold(Column column) {
        Column key = column.cast("string");
        return ranges.stream()
                .map(range -> key.geq(range.first()).and(key.leq(range.last())))
                .reduce(Column::or)
                .orElse(lit(false));
    }
}
