package aftercare.serve;

import aftercare.config.AftercareException;
import aftercare.config.ParallelTasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Loads tables in parallel, each over a connection of its own; the first failure stops the others. */
final class MartLoads {
    private static final int MOST_AT_ONCE = 4;

    private final MartsTarget target;
    private final String owner;

    MartLoads(MartsTarget target, String owner) {
        this.target = target;
        this.owner = owner;
    }

    /** Loads all; returns the number of rows. */
    long run(List<MartTable> tables) throws SQLException {
        ParallelTasks<Long> loads = ParallelTasks.untilOneFails(
                Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()));
        tables.forEach(table -> loads.add("load " + table.name(), () -> load(table)));
        ParallelTasks.Outcome<Long> outcome = loads.run();
        if (outcome.failure() != null) {
            throw asItWas(outcome.failure());
        }
        return outcome.done().stream().mapToLong(Long::longValue).sum();
    }

    private long load(MartTable table) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set role " + Sql.name(owner));
            return new MartLoad(table).run(connection);
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
}
