package aftercare.measure.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class SpokenTest {
    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final Spoken SPRING = new Spoken(JANUARY.plusMonths(2), JANUARY.plusMonths(4));

    @Test
    void itIsReadBackFromItsCode() {
        assertThat(SPRING.code()).isEqualTo(202603202605L);
        for (Spoken spoken : new Spoken[] {SPRING, Spoken.ALWAYS, Spoken.NEVER}) {
            assertThat(Spoken.of(spoken.code())).isEqualTo(spoken);
        }
    }

    @Test
    void twoSpeakOfTheMonthsOfWhichBothDo() {
        Spoken year = new Spoken(JANUARY, JANUARY.plusMonths(3));
        assertThat(SPRING.and(year)).isEqualTo(new Spoken(JANUARY.plusMonths(2), JANUARY.plusMonths(3)));
        assertThat(SPRING.and(Spoken.NEVER)).isEqualTo(Spoken.NEVER);
        assertThat(SPRING.and(new Spoken(JANUARY, JANUARY)).ever()).isFalse();
        assertThat(SPRING.or(Spoken.NEVER)).isEqualTo(SPRING);
    }

    @Test
    void theMonthsInWhichTwoDifferAreThoseOfWhichOneSpeaks() {
        Spoken longer = new Spoken(SPRING.from().minusMonths(1), SPRING.to().plusMonths(1));
        assertThat(SPRING.differingFrom(longer).some()).containsExactly(JANUARY.plusMonths(1), JANUARY.plusMonths(5));
        assertThat(SPRING.differingFrom(SPRING).areNone()).isTrue();
        assertThat(SPRING.differingFrom(Spoken.NEVER).areAll()).isTrue();
    }
}
