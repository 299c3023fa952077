package aftercare.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ParallelTasksTest {
    @Test
    void resultsComeInTheOrderOfTheTasks() {
        assertThat(ParallelTasks.each(3, List.of(3, 1, 2), String::valueOf, number -> number * 10))
                .containsExactly(30, 10, 20);
    }

    @Test
    void aTaskWaitsForThoseItNeeds() {
        AtomicBoolean ready = new AtomicBoolean();
        ParallelTasks<Boolean> tasks = ParallelTasks.atMost(2);
        tasks.add("first", () -> {
            Thread.sleep(50);
            return ready.getAndSet(true);
        });
        tasks.add("second", ready::get, List.of("first", "a table that nobody computes"));

        assertThat(tasks.run().orThrow()).containsExactly(false, true);
    }

    @Test
    void afterAFailureOthersEndAndThoseThatNeedItAreNotBegun() {
        AtomicBoolean begun = new AtomicBoolean();
        ParallelTasks<String> tasks = ParallelTasks.atMost(1);
        tasks.add("bad", () -> {
            throw new IOException("no");
        });
        tasks.add("after", () -> String.valueOf(begun.getAndSet(true)), List.of("bad"));
        tasks.add("other", () -> "done");
        ParallelTasks.Outcome<String> outcome = tasks.run();

        assertThat(outcome.done()).containsExactly("done");
        assertThat(outcome.failure()).isInstanceOf(IOException.class).hasMessage("no");
        assertThat(begun).isFalse();
        assertThatThrownBy(outcome::orThrow)
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no");
    }

    @Test
    void whereThatIsAskedForAFailureStopsTheOthers() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean stopped = new AtomicBoolean();
        ParallelTasks<String> tasks = ParallelTasks.untilOneFails(2);
        tasks.add("slow", () -> {
            try {
                never.await();
                return "";
            } finally {
                stopped.set(true);
            }
        });
        tasks.add("bad", () -> {
            throw new IOException("no");
        });

        assertThat(tasks.run().failure()).hasMessage("no");
        assertThat(stopped).isTrue();
    }
}
