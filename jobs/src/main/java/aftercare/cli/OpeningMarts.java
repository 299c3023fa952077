package aftercare.cli;

import aftercare.serve.MartsTarget;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The marts' Postgres, opened beside other work so that it is up when it is wanted: an embedded one takes seconds to
 * start, which a run has while Spark starts.
 */
final class OpeningMarts implements AutoCloseable {
    private final CompletableFuture<MartsTarget> opening;

    private OpeningMarts(CompletableFuture<MartsTarget> opening) {
        this.opening = opening;
    }

    /** Begins to open a target. */
    static OpeningMarts of(String target) {
        return new OpeningMarts(CompletableFuture.supplyAsync(() -> MartsTarget.open(target), task -> {
            Thread thread = new Thread(task, "marts");
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /**
     * The target, when it is open.
     *
     * @throws aftercare.config.AftercareException as {@link MartsTarget#open(String)}
     */
    MartsTarget opened() {
        try {
            return opening.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw failed;
        }
    }

    /** Closes what was opened; what could not be opened needs no closing. */
    @Override
    public void close() {
        opening.handle((target, failure) -> target)
                .thenAccept(target -> {
                    if (target != null) {
                        target.close();
                    }
                })
                .join();
    }
}
