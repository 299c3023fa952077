package aftercare.measure.closing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DifferenceTest {
    @Test
    void onlyColumnsThatDifferAreTold() {
        assertThat(Difference.between("{\"a\":1,\"b\":\"x\",\"c\":2}", "{\"a\":3,\"b\":\"x\",\"c\":2}"))
                .containsExactly(new Difference("a", "1", "3", 2.0));
    }

    @Test
    void aValueThatCameOrWentHasNoDifference() {
        assertThat(Difference.between("{\"a\":1}", "{\"b\":2}"))
                .containsExactly(new Difference("a", "1", null, null), new Difference("b", null, "2", null));
    }

    @Test
    void aRowThatIsNewOrGoneIsToldColumnByColumn() {
        assertThat(Difference.between(null, "{\"a\":1}")).containsExactly(new Difference("a", null, "1", null));
        assertThat(Difference.between("{\"a\":1}", null)).containsExactly(new Difference("a", "1", null, null));
    }

    @Test
    void aRoundingErrorIsNoDifference() {
        assertThat(Difference.between("{\"a\":0.1}", "{\"a\":0.10000000000000002}"))
                .isEmpty();
    }

    @Test
    void sentencesAreNotCompared() {
        assertThat(Difference.between(
                        "{\"reasons\":\"x\",\"reason_zh\":\"x\"}", "{\"reasons\":\"y\",\"reason_zh\":\"y\"}"))
                .isEmpty();
    }
}
