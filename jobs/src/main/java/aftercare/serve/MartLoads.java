package aftercare.serve;

import aftercare.config.AftercareException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads tables in parallel, each over a connection of its own; the first failure stops the others. */
final class MartLoads {
    private static final Logger LOG = LoggerFactory.getLogger(MartLoads.class);
    private static final int MOST_AT_ONCE = 4;
    private static final int STOP_SECONDS = 30;

    private final MartsTarget target;
    private final String schema;
    private final String owner;

    MartLoads(MartsTarget target, String schema, String owner) {
        this.target = target;
        this.schema = schema;
        this.owner = owner;
    }

    /** Loads all; returns the number of rows. */
    long run(List<MartTable> tables) throws SQLException {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()));
        try {
            CompletionService<Long> loads = new ExecutorCompletionService<>(threads);
            for (MartTable table : tables) {
                loads.submit(() -> load(table));
            }
            long rows = 0;
            for (int i = 0; i < tables.size(); i++) {
                rows += loads.take().get();
            }
            return rows;
        } catch (ExecutionException failure) {
            throw asItWas(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("publishing was interrupted", "57014", interrupted);
        } finally {
            stop(threads);
        }
    }

    private long load(MartTable table) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set role " + Sql.name(owner));
            return new MartLoad(schema, table).run(connection);
        }
    }

    private static SQLException asItWas(Throwable cause) {
        if (cause instanceof SQLException failure) {
            return failure;
        }
        if (cause instanceof AftercareException told) {
            throw told;
        }
        if (cause instanceof Error grave) {
            throw grave;
        }
        throw new IllegalStateException("a table could not be read for publishing", cause);
    }

    /**
     * Waits for loads to let go of their connections: their locks would keep the half-loaded schema from being dropped.
     */
    private static void stop(ExecutorService threads) {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A load still runs {} seconds after it was stopped", STOP_SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
