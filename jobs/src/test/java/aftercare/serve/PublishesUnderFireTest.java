package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.bench.FaultFigures;
import aftercare.config.AftercareException;
import aftercare.config.Progress;
import aftercare.serve.MartTable.MartColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Publishes again and again while others read, hold transactions open, stop the server, end its sessions or take rights
 * away: readers see one state or the next, and no publish hangs or leaves a half.
 */
@Tag("torture")
class PublishesUnderFireTest {
    private static final int TABLES = 6;
    private static final int ROWS = 200;

    @TempDir
    private Path folder;

    @Test
    void readersOfFiftyPublishesSeeOneStateOrTheNext() throws Exception {
        int publishes = Integer.getInteger("aftercare.faults.publishes", 50);
        String database = TestMarts.database();
        MartsTarget target = TestMarts.as("postgres", database);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            publish(target, 1);
            TestMarts.execute(
                    target,
                    "create schema mine",
                    "grant usage on schema mine to public",
                    "create view mine.two as select (select min(state) from marts.t0) as first,"
                            + " (select min(state) from marts.t5) as last",
                    "grant select on mine.two to public");
            MartsTarget reader = TestMarts.as("aftercare_reader", database);
            List<Future<Integer>> readers = List.of(
                    threads.submit(() -> inOneTransaction(reader, done, 0)),
                    threads.submit(() -> inOneTransaction(reader, done, 300)),
                    threads.submit(() -> oneByOne(reader, done)),
                    threads.submit(() -> byAView(reader, done)),
                    threads.submit(() -> byAView(reader, done)));
            long longest = 0;
            for (int state = 2; state <= publishes + 1; state++) {
                long began = System.nanoTime();
                publish(target, state);
                longest = Math.max(longest, System.nanoTime() - began);
            }
            done.set(true);
            int reads = 0;
            for (Future<Integer> each : readers) {
                reads += each.get();
            }
            FaultFigures.note(
                    "Publishes while five readers poll all marts, in one transaction, one by one and by a view of their own",
                    publishes,
                    String.format(
                            "%,d reads, 0 mixed states, 0 errors; the longest publish took %.1f s",
                            reads, longest / 1e9));
        } finally {
            done.set(true);
            threads.shutdown();
            TestMarts.drop(database);
        }
    }

    /** All tables show the same state within a transaction, whatever is published meanwhile. */
    private static int inOneTransaction(MartsTarget reader, AtomicBoolean done, long pause) throws Exception {
        int reads = 0;
        try (Connection connection = reader.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            while (!done.get()) {
                List<String> states = new ArrayList<>();
                for (int table = 0; table < TABLES; table++) {
                    states.addAll(state(connection, table));
                    Thread.sleep(pause / TABLES);
                }
                connection.commit();
                assertThat(states.stream().distinct())
                        .as("states within a transaction")
                        .hasSize(1);
                reads++;
            }
        }
        return reads;
    }

    /** A table read by itself is whole, and never older than one read before it. */
    private static int oneByOne(MartsTarget reader, AtomicBoolean done) throws SQLException {
        int reads = 0;
        int latest = 0;
        try (Connection connection = reader.connect()) {
            while (!done.get()) {
                for (int table = 0; table < TABLES; table++) {
                    List<String> states = state(connection, table);
                    assertThat(states).as("states within a table").hasSize(1);
                    int state = Integer.parseInt(states.get(0).split("\\|")[0]);
                    assertThat(state).isGreaterThanOrEqualTo(latest);
                    latest = state;
                    reads++;
                }
            }
        }
        return reads;
    }

    private static int byAView(MartsTarget reader, AtomicBoolean done) throws Exception {
        int reads = 0;
        try (Connection connection = reader.connect()) {
            while (!done.get()) {
                assertThat(TestMarts.query(connection, "select first = last from mine.two"))
                        .containsExactly("t");
                reads++;
                Thread.sleep(5);
            }
        }
        return reads;
    }

    private static List<String> state(Connection connection, int table) throws SQLException {
        return TestMarts.query(connection, "select state, count(*) from marts.t" + table + " group by state");
    }

    @Test
    void aPublishWhoseServerIsStoppedEndsWithACodeAndTheMartsAreWhole() throws Exception {
        int stops = Integer.getInteger("aftercare.faults.stops", 10);
        SplittableRandom random = new SplittableRandom(20);
        String marts = "embedded:" + folder.resolve("marts");
        int[] state = {1};
        try (MartsTarget target = MartsTarget.open(marts)) {
            publish(target, state[0]);
        }
        int former = 0;
        for (int stop = 0; stop < stops; stop++) {
            int next = state[0] + 1;
            MartsTarget target = MartsTarget.open(marts);
            long moment = random.nextLong(1_500);
            Thread stopping = new Thread(() -> {
                pause(moment);
                target.close();
            });
            stopping.start();
            AftercareException failure = failure(target, next);
            stopping.join();
            try (MartsTarget again = MartsTarget.open(marts)) {
                int found = wholeState(again);
                assertThat(found).isIn(state[0], next);
                if (failure == null) {
                    assertThat(found).isEqualTo(next);
                } else {
                    assertThat(failure.code().code()).as(failure.toString()).startsWith("AFC-4");
                }
                former += found == state[0] ? 1 : 0;
                publish(again, next);
                assertThat(wholeState(again)).isEqualTo(next);
                state[0] = next;
            }
        }
        FaultFigures.note(
                "Postgres is stopped at a random moment of a publish, and started again",
                stops,
                former + " left the former marts, " + (stops - former)
                        + " the new ones, 0 a mixture; each failure with its code, each next publish done");
    }

    @Test
    void aPublishWhoseSessionsAreEndedOrWhoseRightsAreTakenEndsWithACodeAndTheMartsAreWhole() throws Exception {
        int times = Integer.getInteger("aftercare.faults.stops", 10);
        SplittableRandom random = new SplittableRandom(21);
        String database = TestMarts.database();
        MartsTarget postgres = TestMarts.as("postgres", database);
        try {
            TestMarts.execute(postgres, "drop role if exists under_fire", "create role under_fire login superuser");
            MartsTarget target = TestMarts.as("under_fire", database);
            publish(target, 1);
            int state = 1;
            int former = 0;
            for (int time = 0; time < 2 * times; time++) {
                boolean rights = time % 2 == 0;
                int next = state + 1;
                long moment = random.nextLong(600);
                Thread disturbing = new Thread(() -> {
                    pause(moment);
                    try {
                        TestMarts.execute(
                                TestMarts.as("postgres", "postgres"),
                                rights
                                        ? "alter role under_fire nosuperuser"
                                        : "select pg_terminate_backend(pid) from pg_stat_activity"
                                                + " where usename = 'under_fire'");
                    } catch (SQLException failed) {
                        throw new IllegalStateException(failed);
                    }
                });
                disturbing.start();
                AftercareException failure = failure(target, next);
                disturbing.join();
                TestMarts.execute(postgres, "alter role under_fire superuser");
                int found = wholeState(postgres);
                assertThat(found).isIn(state, next);
                if (failure != null) {
                    assertThat(failure.code().code()).as(failure.toString()).startsWith("AFC-4");
                } else {
                    assertThat(found).isEqualTo(next);
                }
                former += found == state ? 1 : 0;
                publish(target, next);
                assertThat(wholeState(postgres)).isEqualTo(next);
                state = next;
            }
            FaultFigures.note(
                    "Rights are taken from the publishing role, or its sessions are ended, at a random moment of a publish",
                    2L * times,
                    former + " left the former marts, " + (2 * times - former)
                            + " the new ones, 0 a mixture; each failure with its code, each next publish done");
        } finally {
            TestMarts.drop(database);
        }
    }

    private static AftercareException failure(MartsTarget target, int state) {
        try {
            publish(target, state);
            return null;
        } catch (AftercareException failed) {
            return failed;
        }
    }

    /** The state that all tables are in, and all their rows. */
    private static int wholeState(MartsTarget target) throws SQLException {
        List<String> states = new ArrayList<>();
        try (Connection connection = target.connect()) {
            for (int table = 0; table < TABLES; table++) {
                states.addAll(state(connection, table));
            }
        }
        assertThat(states.stream().distinct()).as("states of " + states).hasSize(1);
        String[] state = states.get(0).split("\\|");
        assertThat(state[1]).isEqualTo(Integer.toString(ROWS));
        return Integer.parseInt(state[0]);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void publish(MartsTarget target, int state) {
        List<MartTable> tables = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            Dataset<Row> rows = TestSpark.session().range(ROWS).selectExpr("cast(" + state + " as int) as state", "id");
            tables.add(new MartTable(
                    "t" + i,
                    rows,
                    Arrays.stream(rows.columns())
                            .map(column -> new MartColumn(column, column))
                            .toList(),
                    List.of("id"),
                    "A table",
                    MartTable.NOBODY));
        }
        new Publisher(target, Progress.SILENT, Duration.ofSeconds(60), () -> {}).publish(tables);
    }
}
