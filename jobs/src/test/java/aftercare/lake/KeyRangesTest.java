package aftercare.lake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.lake.KeyRanges.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class KeyRangesTest {
    @Test
    void keysOfADayLieApartFromTheFewThatReachBack() {
        List<String> keys = new ArrayList<>(List.of("S0350001000", "S0350001017", "S0340000001"));
        for (int i = 0; i < 6_000; i++) {
            keys.add("S037%07d".formatted(i));
        }
        assertThat(KeyRanges.of(keys).ranges())
                .hasSizeLessThanOrEqualTo(16)
                .contains(new Range("S0340000001", "S0340000001"))
                .allSatisfy(range -> assertThat(range.first().substring(0, 4))
                        .isEqualTo(range.last().substring(0, 4)));
    }

    @Test
    void keysInARowLieInOneRange() {
        List<String> keys = new ArrayList<>();
        for (int i = 500; i < 6_000; i++) {
            keys.add("2026-11-%05d".formatted(i));
        }
        assertThat(KeyRanges.of(keys).ranges()).containsExactly(new Range("2026-11-00500", "2026-11-05999"));
    }

    @Test
    void keysWithoutOrderLieInOneRange() {
        Random random = new Random(7);
        List<String> keys = random.longs(5_000)
                .mapToObj(number -> "%016x".formatted(number))
                .sorted()
                .toList();
        assertThat(KeyRanges.of(keys).ranges()).containsExactly(new Range(keys.get(0), keys.get(keys.size() - 1)));
    }

    @Test
    void noKeysLieNowhereAndOneInARangeOfItsOwn() {
        assertThat(KeyRanges.of(List.of()).ranges()).isEmpty();
        assertThat(KeyRanges.of(Arrays.asList(null, "K1", "K1")).ranges()).containsExactly(new Range("K1", "K1"));
    }

    /** Java would put U+FFFD after U+1F600, Spark puts it before. */
    @Test
    void firstAndLastAreThoseOfSpark() {
        assertThat(KeyRanges.of(List.of("\uD83D\uDE00", "\uFFFD")).ranges())
                .allSatisfy(range -> assertThat(UTF8String.fromString(range.first()))
                        .isLessThanOrEqualTo(UTF8String.fromString(range.last())));
    }

    @Property(tries = 300)
    void everyKeyLiesInARange(@ForAll List<String> keys) {
        List<Range> ranges = KeyRanges.of(keys).ranges();
        assertThat(keys).allMatch(key -> ranges.stream().anyMatch(range -> holds(range, key)));
    }

    private static boolean holds(Range range, String key) {
        UTF8String wanted = UTF8String.fromString(key);
        return wanted.compareTo(UTF8String.fromString(range.first())) >= 0
                && wanted.compareTo(UTF8String.fromString(range.last())) <= 0;
    }
}
