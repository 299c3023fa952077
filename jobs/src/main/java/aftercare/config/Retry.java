package aftercare.config;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.failsafe.event.ExecutionAttemptedEvent;
import dev.failsafe.event.ExecutionCompletedEvent;
import dev.failsafe.function.CheckedSupplier;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How often, how long and with which pauses something is tried again. */
public final class Retry {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final int FOR_EVER = -1;

    private final Duration pause;
    private final Duration jitter;
    private final int attempts;
    private final Duration longest;

    private Retry(Duration pause, Duration jitter, int attempts, Duration longest) {
        this.pause = pause;
        this.jitter = jitter;
        this.attempts = attempts;
        this.longest = longest;
    }

    /** Something that may fail with one kind of exception. */
    @FunctionalInterface
    public interface Attempt<T, E extends Exception> {
        T make() throws E;
    }

    /** Tries for ever, with a pause between two attempts. */
    public static Retry every(Duration pause) {
        return new Retry(pause, Duration.ZERO, FOR_EVER, Duration.ZERO);
    }

    /** Tries a number of times; each pause is twice as long as the one before. */
    public static Retry times(int attempts, Duration firstPause) {
        return new Retry(firstPause, Duration.ZERO, attempts, Duration.ZERO);
    }

    /**
     * The same with pauses that are longer or shorter by chance, so that two who wait for one another do not meet
     * again.
     */
    public Retry withJitter(Duration most) {
        return new Retry(pause, most, attempts, longest);
    }

    /** The same until so much time is over. */
    public Retry atMost(Duration time) {
        return new Retry(pause, jitter, attempts, time);
    }

    /**
     * Asks until there is an answer.
     *
     * @param what what is waited for, for the log
     * @return empty when the time was over; failures of the attempt are thrown at once
     */
    public <T, E extends Exception> Optional<T> until(String what, Attempt<Optional<T>, E> attempt) throws E {
        RetryPolicyBuilder<Optional<T>> policy = builder(what);
        return run(policy.handleResultIf(Optional::isEmpty).handleIf(failure -> false), attempt::make);
    }

    /**
     * Tries until an attempt does not fail, or fails with something that will not pass; the last failure is thrown.
     *
     * @param what what is tried, for the log
     * @param passing whether a failure may pass
     */
    public <T, E extends Exception> T call(String what, Attempt<T, E> attempt, Predicate<? super Throwable> passing)
            throws E {
        RetryPolicyBuilder<T> policy = builder(what);
        return run(policy.handleIf(passing::test), attempt::make);
    }

    private <T> RetryPolicyBuilder<T> builder(String what) {
        RetryPolicyBuilder<T> policy = RetryPolicy.<T>builder()
                .withMaxRetries(attempts == FOR_EVER ? FOR_EVER : attempts - 1)
                .onRetry(event -> again(what, event))
                .onRetriesExceeded(event -> givenUp(what, event));
        if (attempts == FOR_EVER) {
            policy.withDelay(longest.isZero() ? pause : shorter(pause, longest.dividedBy(2)));
        } else if (attempts > 1 && !pause.isZero()) {
            policy.withBackoff(pause, pause.multipliedBy(1L << attempts));
        }
        if (!jitter.isZero() && (longest.isZero() || longest.compareTo(pause) > 0)) {
            policy.withJitter(jitter);
        }
        if (!longest.isZero()) {
            policy.withMaxDuration(longest);
        }
        return policy;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void again(String what, ExecutionAttemptedEvent<?> event) {
        Throwable failure = event.getLastException();
        if (failure != null) {
            LOG.info("{} is tried again after attempt {}: {}", what, event.getAttemptCount(), failure.toString());
        } else if (event.getAttemptCount() == 1) {
            LOG.info("waiting for {}", what);
        } else {
            LOG.debug("still waiting for {} after {} attempts", what, event.getAttemptCount());
        }
    }

    private static void givenUp(String what, ExecutionCompletedEvent<?> event) {
        LOG.warn(
                "gave up on {} after {} attempts in {} s",
                what,
                event.getAttemptCount(),
                event.getElapsedTime().toSeconds());
    }

    /** Failsafe wraps what is checked, and its own interruption; both leave as what they are. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T, E extends Exception> T run(RetryPolicyBuilder<T> policy, CheckedSupplier<T> attempt) throws E {
        try {
            return Failsafe.with(policy.build()).get(attempt);
        } catch (FailsafeException wrapped) {
            if (wrapped.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting to try again", wrapped.getCause());
            }
            throw (E) wrapped.getCause();
        }
    }
}
