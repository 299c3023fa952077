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

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
