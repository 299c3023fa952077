package aftercare.lake;

import aftercare.config.AftercareException;
import aftercare.config.Progress;
import aftercare.config.Retry;
import aftercare.table.LeaseTable;
import aftercare.table.Tables;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to a lake, held by one run at a time: one row in the Delta table {@code ops/lease}. Taking it
 * replaces the row, and of two runs that replace the same row Delta lets one win. A lease ends when its run ends, when
 * it expires, or when its process on this machine is no more.
 */
public final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final Duration LENGTH = Duration.ofMinutes(3);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(45);
    private static final Retry RETRY = Retry.every(Duration.ofSeconds(2));

    private final Lake lake;
    private final Holder self;
    private final ScheduledExecutorService renewer;
    private volatile @Nullable AftercareException lost;

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

        /**
         * Whether it keeps others out: taken, not expired, and not left by a process of this machine that is no more.
         */
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
            return LeaseTable.row()
                    .token(token)
                    .holder(holder)
                    .host(host)
                    .pid(pid)
                    .processStarted(processStarted)
                    .since(since)
                    .until(until)
                    .build();
        }

        private static Holder of(LeaseTable.Values row) {
            return new Holder(
                    row.token(), row.holder(), row.host(), row.pid(), row.processStarted(), row.since(), row.until());
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
        // Nobody waits for it: a renewal tells of its own failures.
        ScheduledFuture<?> unused = renewer.scheduleAtFixedRate(
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
        AtomicBoolean told = new AtomicBoolean();
        return RETRY.until("the lease of the lake", () -> {
                    Optional<Holder> holder = holder(lake);
                    if (holder.isEmpty() || !holder.get().holds(Instant.now())) {
                        return attempt(lake, runId, holder);
                    }
                    if (!wait) {
                        throw LakeErrors.held(
                                holder.get().holder(),
                                holder.get().since().toString(),
                                holder.get().until().toString());
                    }
                    if (!told.getAndSet(true)) {
                        progress.note("waiting for " + holder.get().holder() + " to end");
                    }
                    return Optional.<Lease>empty();
                })
                .orElseThrow();
    }

    private static Optional<Lease> attempt(Lake lake, String runId, Optional<Holder> before) {
        Holder self = self(runId, Instant.now());
        if (!write(lake, self, before.isEmpty())) {
            LOG.info("another run took the lease at the same moment");
            return Optional.empty();
        }
        before.filter(left -> !left.token().isEmpty())
                .ifPresent(left -> LOG.info("took over the lease that {} left without giving it back", left.holder()));
        LOG.info("{} holds the lease", self.holder());
        return Optional.of(new Lease(lake, self));
    }

    /** Who holds, or last held, a lake. */
    public static Optional<Holder> holder(Lake lake) {
        if (!lake.hasTable(lake.ops(Tables.LEASE))) {
            return Optional.empty();
        }
        return lake.read(lake.ops(Tables.LEASE)).collectAsList().stream()
                .findFirst()
                .map(row -> Holder.of(LeaseTable.of(row)));
    }

    /**
     * Fails when the lease has been lost, so that a run that was suspended for long does not write beside its
     * successor.
     */
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
                    .createDataFrame(List.of(holder.row()), LeaseTable.SCHEMA)
                    .coalesce(1)
                    .write()
                    .format("delta")
                    .mode(first ? SaveMode.ErrorIfExists : SaveMode.Overwrite)
                    .save(lake.ops(Tables.LEASE).toString());
            return true;
        } catch (DeltaConcurrentModificationException anotherWasFaster) {
            LOG.debug("another run wrote the lease first", anotherWasFaster);
            return false;
        } catch (RuntimeException failed) {
            if (first && lake.hasTable(lake.ops(Tables.LEASE))) {
                LOG.debug("another run made the table of the lease first", failed);
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
                LOG.warn("this run lost the lease to {}", holder.get().holder());
                return;
            }
            write(lake, self.until(Instant.now().plus(LENGTH)), false);
            LOG.debug("renewed the lease");
        } catch (RuntimeException unreachable) {
            LOG.warn(
                    "the lease could not be renewed; it has time left, and is tried again in {} s: {}",
                    RENEWED_EVERY.toSeconds(),
                    unreachable.toString());
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
            LOG.info("gave the lease back");
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
            LOG.info("interrupted while the lease was being renewed");
            renewer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            LOG.debug("this machine does not know its name", nameless);
            return "localhost";
        }
    }
}
