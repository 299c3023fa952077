package aftercare.measure.facts;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.measure.facts.OrderLookup.Range;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderLookupTest {
    @Test
    void rangesThatOverlapOrTouchBecomeOne() {
        assertThat(OrderLookup.apart(List.of(
                        new Range("S30", "S35"),
                        new Range("S10", "S19"),
                        new Range("S12", "S14"),
                        new Range("S19", "S21"))))
                .containsExactly(new Range("S10", "S21"), new Range("S30", "S35"));
    }

    @Test
    void tooManyRangesBecomeOneThatHoldsThemAll() {
        List<Range> many = new ArrayList<>();
        for (int i = 100; i < 165; i++) {
            many.add(new Range("S" + i + "0", "S" + i + "5"));
        }
        assertThat(OrderLookup.apart(many)).containsExactly(new Range("S1000", "S1645"));
        assertThat(OrderLookup.apart(many.subList(0, 64))).hasSize(64);
    }

    @Test
    void noOrdersHaveNoRange() {
        assertThat(OrderLookup.apart(List.of())).isEmpty();
    }
}
