package aftercare.lake;

import aftercare.config.AftercareException;
import aftercare.config.Progress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The right to write to a lake, held by one run at a time: one row in the Delta table {@code ops/lease}. Taking it replaces the row, and
 * of two runs that replace the same row Delta lets one win. A lease ends when its run ends, when it expires, or when its process on this
 * machine is no more.
 */
public final class Lease implements AutoCloseable {
    private static final Duration LENGTH = Duration.ofMinutes(3);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(45);
    private static final Duration POLLED_EVERY = Duration.ofSeconds(2);
    private static final StructType TYPE = new StructType()
            .add("token", DataTypes.StringType)
            .add("holder", DataTypes.StringType)
            .add("host", DataTypes.StringType)
            .add("pid", DataTypes.LongType)
            .add("process_started", DataTypes.LongType)
            .add("since", DataTypes.TimestampType)
            .add("until", DataTypes.TimestampType);

    private final Lake lake;
    private final Holder self;
    private final ScheduledExecutorService renewer;
    private volatile AftercareException lost;

    /**
     * Who holds a lease.
     *
     * @param token tells one holding from another; empty when nobody holds it
     * @param holder for people: which run, where
     * @param host the machine
     * @param pid the process
     * @param processStarted when the process started, in milliseconds, since process numbers come again
     * @param since when it was taken
     * @param until when it expires
     */
    public record Holder(
            String token, String holder, String host, long pid, long processStarted, Instant since, Instant until) {

        /** Whether it keeps others out: taken, not expired, and not left by a process of this machine that is no more. */
        public boolean holds(Instant now) {
            return !token.isEmpty() && now.isBefore(until) && !deadOnThisMachine();
        }

        private boolean deadOnThisMachine() {
            if (!host.equals(hostName())) {
                return false;
            }
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            return process.isEmpty() || !process.get().isAlive() || startMillis(process.get()) != processStarted;
        }

        private Holder until(Instant later) {
            return new Holder(token, holder, host, pid, processStarted, since, later);
        }

        private Row row() {
            return RowFactory.create(
                    token, holder, host, pid, processStarted, Timestamp.from(since), Timestamp.from(until));
        }
    }

    private Lease(Lake lake, Holder self) {
        this.lake = lake;
        this.self = self;
        this.renewer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease");
            thread.setDaemon(true);
            return thread;
        });
        renewer.scheduleAtFixedRate(
                this::renew, RENEWED_EVERY.toSeconds(), RENEWED_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Takes the lease.
     *
     * @param runId the run that takes it
     * @param wait whether to wait for another run to end
     * @throws AftercareException AFC-3011 when another run holds it and {@code wait} is not said
     */
    public static Lease take(Lake shared, String runId, boolean wait, Progress progress) {
        Lake lake = shared.withOwnSession();
        boolean told = false;
        while (true) {
            Optional<Holder> holder = holder(lake);
            Instant now = Instant.now();
            if (holder.isEmpty() || !holder.get().holds(now)) {
                Holder self = self(runId, now);
                if (write(lake, self, holder.isEmpty())) {
                    return new Lease(lake, self);
                }
            } else if (!wait) {
                throw LakeErrors.held(
                        holder.get().holder(),
                        holder.get().since().toString(),
                        holder.get().until().toString());
            } else if (!told) {
                progress.note("waiting for " + holder.get().holder() + " to end");
                told = true;
            }
            pause();
        }
    }

    /** Who holds, or last held, a lake. */
    public static Optional<Holder> holder(Lake lake) {
        if (!lake.hasTable(lake.ops("lease"))) {
            return Optional.empty();
        }
        List<Row> rows = lake.read(lake.ops("lease")).collectAsList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Row row = rows.get(0);
        return Optional.of(new Holder(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getTimestamp(5).toInstant(),
                row.getTimestamp(6).toInstant()));
    }

    /** Fails when the lease has been lost, so that a run that was suspended for long does not write beside its successor. */
    public void check() {
        if (lost != null) {
            throw lost;
        }
    }

    private static Holder self(String runId, Instant now) {
        ProcessHandle process = ProcessHandle.current();
        String name = "run " + runId + " by " + System.getProperty("user.name") + " on " + hostName() + ", process "
                + process.pid();
        return new Holder(
                UUID.randomUUID().toString(),
                name,
                hostName(),
                process.pid(),
                startMillis(process),
                now,
                now.plus(LENGTH));
    }

    private static boolean write(Lake lake, Holder holder, boolean first) {
        try {
            lake.spark()
                    .createDataFrame(List.of(holder.row()), TYPE)
                    .coalesce(1)
                    .write()
                    .format("delta")
                    .mode(first ? SaveMode.ErrorIfExists : SaveMode.Overwrite)
                    .save(lake.ops("lease").toString());
            return true;
        } catch (DeltaConcurrentModificationException anotherWasFaster) {
            return false;
        } catch (RuntimeException failed) {
            if (first && lake.hasTable(lake.ops("lease"))) {
                return false;
            }
            throw failed;
        }
    }

    private void renew() {
        try {
            Optional<Holder> holder = holder(lake);
            if (holder.isPresent() && !holder.get().token().equals(self.token())) {
                lost = LakeErrors.leaseLost(holder.get().holder());
                return;
            }
            write(lake, self.until(Instant.now().plus(LENGTH)), false);
        } catch (RuntimeException unreachable) {
            // The next renewal may go through; until then the lease still has time to run.
            return;
        }
    }

    @Override
    public void close() {
        endRenewal();
        Optional<Holder> holder = holder(lake);
        if (holder.isPresent() && holder.get().token().equals(self.token())) {
            Holder free = new Holder(
                    "", self.holder(), self.host(), self.pid(), self.processStarted(), self.since(), Instant.now());
            write(lake, free, false);
        }
    }

    /** A renewal under way goes through: interrupted, it would tell of a failure where there is none. */
    private void endRenewal() {
        renewer.shutdown();
        try {
            if (!renewer.awaitTermination(LENGTH.toMillis(), TimeUnit.MILLISECONDS)) {
                renewer.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            renewer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLLED_EVERY.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the lake", stopped);
        }
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
