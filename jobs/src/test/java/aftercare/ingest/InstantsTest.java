package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An instant is read as it was meant, or not at all. */
class InstantsTest {
    private final Instants instants = new Instants(ZoneOffset.UTC, List.of(), false);

    @Test
    void aFractionOfASecondIsRead() {
        assertThat(instants.micros("2026-03-05 08:00:00.5")).isEqualTo(micros("2026-03-05T08:00:00.5Z"));
        assertThat(instants.micros("2026-03-05T08:00:00,123456789Z")).isEqualTo(micros("2026-03-05T08:00:00.123456Z"));
    }

    /** The digits of days, hours and seconds are taken in ASCII only, and so are those of a fraction. */
    @Test
    void fullWidthDigitsInAFractionAreNotTakenForAnotherTime() {
        assertThat(instants.micros("2026-03-05 08:00:00.５")).isEqualTo(Instants.UNREADABLE);
        assertThat(instants.micros("2026-03-05 08:00:00.1５")).isEqualTo(Instants.UNREADABLE);
        assertThat(instants.micros("2026-03-05 08:00:0５")).isEqualTo(Instants.UNREADABLE);
    }

    @Test
    void aTextWithoutATimeIsOnlyADay() {
        assertThat(onlyDay("2026-03-05")).isTrue();
        assertThat(onlyDay("2026/3/5")).isTrue();
        assertThat(onlyDay("5.3.2026")).isTrue();
        assertThat(onlyDay("20260305")).isTrue();
    }

    @Test
    void midnightThatIsWrittenAsATimeIsAnInstant() {
        assertThat(onlyDay("2026-03-05 00:00")).isFalse();
        assertThat(onlyDay("2026-03-05T00:00:00Z")).isFalse();
        assertThat(onlyDay("2026/3/5 0:00")).isFalse();
    }

    @Test
    void aDayCountOfExcelIsOnlyADayWhereItHasNoFraction() {
        Instants excel = new Instants(ZoneOffset.UTC, List.of(), true);
        excel.micros("46086");
        assertThat(excel.onlyDay()).isTrue();
        excel.micros("46086.0");
        assertThat(excel.onlyDay()).isTrue();
        excel.micros("46086.5");
        assertThat(excel.onlyDay()).isFalse();
    }

    private boolean onlyDay(String text) {
        assertThat(instants.micros(text)).isNotEqualTo(Instants.UNREADABLE);
        return instants.onlyDay();
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
