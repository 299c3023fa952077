package aftercare.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void anAnswerIsWaitedFor() {
        Optional<String> answer = Retry.every(PAUSE)
                .until("the answer", () -> attempts.incrementAndGet() < 3 ? Optional.empty() : Optional.of("42"));

        assertThat(answer).contains("42");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void waitingEndsWhenTimeIsOver() {
        Retry retry = Retry.every(Duration.ofMillis(20))
                .withJitter(Duration.ofMillis(5))
                .atMost(Duration.ofMillis(80));

        assertThat(retry.until("nothing", () -> {
                    attempts.incrementAndGet();
                    return Optional.empty();
                }))
                .isEmpty();
        assertThat(attempts.get()).isGreaterThan(1);
    }

    /** A test, or a user, may want no waiting at all. */
    @Test
    void aTimeShorterThanAPauseIsKept() {
        Retry retry = Retry.every(Duration.ofSeconds(60)).withJitter(PAUSE).atMost(PAUSE);

        assertThat(retry.until("nothing", Optional::empty)).isEmpty();
    }

    @Test
    void aFailureThatMayPassIsTriedAgainAndTheLastOneThrown() {
        assertThatThrownBy(() -> Retry.times(3, PAUSE).call("work", this::fails, IOException.class::isInstance))
                .isInstanceOf(IOException.class)
                .hasMessage("attempt 3");
    }

    @Test
    void aFailureThatWillNotPassIsThrownAtOnce() {
        assertThatThrownBy(() -> Retry.times(3, PAUSE).call("work", this::fails, failure -> false))
                .hasMessage("attempt 1");
        assertThatThrownBy(() -> Retry.every(PAUSE).until("work", () -> Optional.of(fails())))
                .hasMessage("attempt 2");
    }

    @Test
    void waitingCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Retry.every(Duration.ofSeconds(60)).until("nothing", Optional::empty))
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private String fails() throws IOException {
        throw new IOException("attempt " + attempts.incrementAndGet());
    }
}
