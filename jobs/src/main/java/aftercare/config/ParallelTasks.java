package aftercare.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks at the same time, each after those it needs. When one fails, those that need it are not begun; the others
 * go on to their end, or are stopped where that was asked for.
 */
public final class ParallelTasks<T> {
    private static final Logger LOG = LoggerFactory.getLogger(ParallelTasks.class);
    private static final int SECONDS_TO_STOP = 30;

    private final int atOnce;
    private final boolean stopAtFailure;
    private final List<Task<T>> tasks = new ArrayList<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    private record Task<T>(String name, Callable<? extends T> work, Collection<String> needs) {}

    /**
     * What came of the tasks.
     *
     * @param done the results of those that succeeded, in the order in which they were added
     * @param failure what the first one failed with; null when all succeeded
     */
    public record Outcome<T>(List<T> done, @Nullable Throwable failure) {
        /** All results; throws the failure where there is one. */
        public List<T> orThrow() {
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure instanceof Error grave) {
                throw grave;
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            return done;
        }
    }

    private ParallelTasks(int atOnce, boolean stopAtFailure) {
        this.atOnce = atOnce;
        this.stopAtFailure = stopAtFailure;
    }

    /** Tasks that go on when one of them fails. */
    public static <T> ParallelTasks<T> atMost(int atOnce) {
        return new ParallelTasks<>(atOnce, false);
    }

    /** Tasks that are interrupted when one of them fails. */
    public static <T> ParallelTasks<T> untilOneFails(int atOnce) {
        return new ParallelTasks<>(atOnce, true);
    }

    /**
     * Does the same work with each of some things; the first failure, in their order, is thrown once all have ended.
     */
    public static <I, T> List<T> each(int atOnce, Collection<I> things, Function<I, String> name, Function<I, T> work) {
        ParallelTasks<T> tasks = atMost(atOnce);
        things.forEach(thing -> tasks.add(name.apply(thing), () -> work.apply(thing)));
        return tasks.run().orThrow();
    }

    /** Adds a task that needs no other. */
    public void add(String name, Callable<? extends T> work) {
        add(name, work, List.of());
    }

    /**
     * Adds a task.
     *
     * @param needs the names of tasks, added before, that must have succeeded first; names of no task are passed over
     */
    public void add(String name, Callable<? extends T> work, Collection<String> needs) {
        tasks.add(new Task<>(name, work, needs));
    }

    /** Runs all, and returns when they have ended. */
    public Outcome<T> run() {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(atOnce, tasks.size())));
        try {
            return outcome(started(threads));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before all tasks had ended", stopped);
        } finally {
            end(threads);
        }
    }

    private List<CompletableFuture<T>> started(ExecutorService threads) {
        Map<String, CompletableFuture<T>> byName = new LinkedHashMap<>();
        List<CompletableFuture<T>> started = new ArrayList<>();
        for (Task<T> task : tasks) {
            CompletableFuture<?>[] needed = task.needs().stream()
                    .filter(byName::containsKey)
                    .map(byName::get)
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture<T> future = CompletableFuture.allOf(needed).thenApplyAsync(ready -> run(task), threads);
            byName.put(task.name(), future);
            started.add(future);
        }
        return started;
    }

    private T run(Task<T> task) {
        begun.add(task.name());
        LOG.debug("{} begins", task.name());
        try {
            T result = task.work().call();
            LOG.debug("{} is done", task.name());
            return result;
        } catch (Exception failed) {
            throw new CompletionException(failed);
        }
    }

    private Outcome<T> outcome(List<CompletableFuture<T>> futures) throws InterruptedException {
        CompletableFuture<Void> end = CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
        if (stopAtFailure) {
            for (CompletableFuture<T> future : futures) {
                CompletableFuture<T> unused = future.whenComplete((result, failed) -> {
                    if (failed != null) {
                        end.completeExceptionally(failed);
                    }
                });
            }
        }
        Throwable first = null;
        try {
            end.get();
        } catch (ExecutionException failed) {
            first = stopAtFailure ? cause(failed) : null;
        }
        List<T> done = new ArrayList<>();
        for (int i = 0; i < futures.size(); i++) {
            CompletableFuture<T> future = futures.get(i);
            if (!future.isDone()) {
                LOG.info(
                        "{} was stopped, since another task failed",
                        tasks.get(i).name());
            } else if (future.isCompletedExceptionally()) {
                Throwable failure = failureOf(future);
                first = first == null ? failure : first;
                tell(tasks.get(i).name(), failure, failure == first);
            } else {
                done.add(future.join());
            }
        }
        return new Outcome<>(done, first);
    }

    /** The first failure is thrown, and told by whoever catches it; further ones would be lost. */
    private void tell(String name, Throwable failure, boolean thrown) {
        if (!begun.contains(name)) {
            LOG.info("{} was not begun, since a task that it needs failed", name);
        } else if (thrown) {
            LOG.debug("{} failed", name, failure);
        } else {
            LOG.error("{} failed too: {}", name, String.valueOf(failure));
        }
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        try {
            future.join();
            throw new IllegalStateException("it did not fail");
        } catch (CompletionException failed) {
            return cause(failed);
        }
    }

    private static Throwable cause(Exception failed) {
        Throwable cause = failed;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Waits for stopped tasks, which may hold what whoever hears of the failure wants to clear away. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                LOG.warn("tasks that were told to stop go on after {} seconds", SECONDS_TO_STOP);
            }
        } catch (InterruptedException stopped) {
            LOG.debug("interrupted while tasks were stopping", stopped);
            Thread.currentThread().interrupt();
        }
    }
}
