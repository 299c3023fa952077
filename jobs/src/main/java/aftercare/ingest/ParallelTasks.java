package aftercare.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs independent pieces of work at the same time; the first failure, in the order given, is thrown once all have ended. */
final class ParallelTasks {
    private ParallelTasks() {}

    static <T> List<T> run(int atOnce, List<Callable<T>> pieces) {
        ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, Math.min(atOnce, pieces.size())));
        try {
            List<T> results = new ArrayList<>();
            RuntimeException failure = null;
            for (Future<T> piece : executor.invokeAll(pieces)) {
                try {
                    results.add(piece.get());
                } catch (ExecutionException failed) {
                    failure = failure == null ? unchecked(failed.getCause()) : failure;
                }
            }
            if (failure != null) {
                throw failure;
            }
            return results;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while loading", stopped);
        } finally {
            executor.shutdownNow();
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
