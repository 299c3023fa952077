package aftercare.lake;

import static org.apache.spark.sql.functions.lit;

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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to a lake, held by one run at a time: one row in the Delta table {@code ops/lease}. Taking it
 * replaces the row, and of two runs that replace the same row Delta lets one win. A run that lives renews it; a lease
 * ends when its run ends or is told to, when it is no longer renewed, or when its process is no more, where that can be
 * told (docs/decisions.md, DA10).
 */
public final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final Duration LENGTH = Duration.ofMinutes(3);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(45);
    private static final Retry RETRY = Retry.every(Duration.ofSeconds(2));

    /** How much clocks of machines that share a lake may differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    /** Before the hooks of Spark (50) and Hadoop, which take away what the lease is given back with. */
    private static final int BEFORE_SPARK = 100;

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(25);
    private static final int ATTEMPTS_TO_GIVE_BACK = 3;

    private final Lake shared;
    private final Lake lake;
    private final Holder self;
    private final ScheduledExecutorService renewer;
    private final Runnable toldToStop = this::stop;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable AftercareException lost;
    private volatile boolean stopping;
    private volatile boolean closing;
    private volatile long renewedNanos;
    private final LongSupplier nanos;

    /**
     * Who holds a lease.
     *
     * @param token tells one holding from another; empty when nobody holds it
     * @param holder for people: which run, where
     * @param host the machine
     * @param pid the process
     * @param processStarted when the process started, in milliseconds, since process numbers come again
     * @param place the boot and the process namespace in which its number means something; empty where unknown
     * @param since when it was taken
     * @param until when it expires
     */
    public record Holder(
            String token,
            String holder,
            String host,
            long pid,
            long processStarted,
            String place,
            Instant since,
            Instant until) {

        /** Whether it keeps others out: taken, not expired, and not left by a process that is seen to be no more. */
        public boolean holds(Instant now) {
            return !token.isEmpty() && now.isBefore(until) && !seenDead();
        }

        /** Whether it ends later than a lease can, as when a clock was set back. */
        public boolean isOfTheFuture(Instant now) {
            return !token.isEmpty() && until.isAfter(now.plus(LENGTH).plus(CLOCKS));
        }

        private boolean seenDead() {
            if (place.isEmpty() || !place.equals(ProcessPlace.ofThisProcess())) {
                return false;
            }
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            return process.isEmpty() || !process.get().isAlive() || startMillis(process.get()) != processStarted;
        }

        private Holder until(Instant later) {
            return new Holder(token, holder, host, pid, processStarted, place, since, later);
        }

        private Holder free(Instant now) {
            return new Holder("", holder, host, pid, processStarted, place, since, now);
        }

        private Row row() {
            return LeaseTable.row()
                    .token(token)
                    .holder(holder)
                    .host(host)
                    .pid(pid)
                    .processStarted(processStarted)
                    .place(place)
                    .since(since)
                    .until(until)
                    .build();
        }

        private static Holder of(LeaseTable.Values row) {
            return new Holder(
                    row.token(),
                    row.holder(),
                    row.host(),
                    row.pid(),
                    row.processStarted(),
                    Objects.requireNonNullElse(row.place(), ""),
                    row.since(),
                    row.until());
        }
    }

    private Lease(Lake shared, Lake lake, Holder self, LongSupplier nanos) {
        this.nanos = nanos;
        this.renewedNanos = nanos.getAsLong();
        this.shared = shared;
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
        shared.heldBy(this::check);
        ShutdownHookManager.get()
                .addShutdownHook(toldToStop, BEFORE_SPARK, TIME_TO_STOP.toSeconds() + 5, TimeUnit.SECONDS);
    }

    /**
     * Takes the lease.
     *
     * @param runId the run that takes it
     * @param wait whether to wait for another run to end
     * @throws AftercareException AFC-3011 when another run holds it and {@code wait} is not said
     */
    public static Lease take(Lake shared, String runId, boolean wait, Progress progress) {
        return take(shared, runId, wait, progress, System::nanoTime);
    }

    /**
     * The same by another clock.
     *
     * @param nanos counts nanoseconds, from any moment on
     */
    static Lease take(Lake shared, String runId, boolean wait, Progress progress, LongSupplier nanos) {
        Lake lake = shared.withOwnSession();
        Signs signs = new Signs(nanos);
        return RETRY.until("the lease of the lake", () -> {
                    Optional<Holder> holder = LeaseLog.holder(lake, progress);
                    if (holder.isEmpty()
                            || !holder.get().holds(Instant.now())
                            || signs.absentFor(holder.get(), LENGTH.plus(RENEWED_EVERY))) {
                        return attempt(shared, lake, runId, holder, progress, nanos);
                    }
                    if (!wait) {
                        throw LakeErrors.held(holder.get(), holder.get().isOfTheFuture(Instant.now()));
                    }
                    signs.tell(holder.get(), progress);
                    return Optional.<Lease>empty();
                })
                .orElseThrow();
    }

    /**
     * Signs of life of who holds a lease that others wait for. A lease whose row stays as it is for longer than a live
     * run takes to renew it is dead, whatever the clocks say.
     */
    private static final class Signs {
        private final LongSupplier nanos;
        private @Nullable Holder seen;
        private long sinceNanos;
        private boolean told;

        Signs(LongSupplier nanos) {
            this.nanos = nanos;
        }

        boolean absentFor(Holder holder, Duration time) {
            if (!holder.equals(seen)) {
                seen = holder;
                sinceNanos = nanos.getAsLong();
            }
            return nanos.getAsLong() - sinceNanos > time.toNanos();
        }

        void tell(Holder holder, Progress progress) {
            if (!told) {
                told = true;
                progress.note("waiting for " + holder.holder() + " to end");
            }
        }
    }

    private static Optional<Lease> attempt(
            Lake shared, Lake lake, String runId, Optional<Holder> before, Progress progress, LongSupplier nanos) {
        Instant now = Instant.now();
        before.filter(last -> last.since().isAfter(now.plus(CLOCKS)))
                .ifPresent(last -> progress.warn("The clock of this machine says " + now
                        + ", but the lake was taken at "
                        + last.since() + " by " + last.holder() + ": one of the two clocks is wrong. What is loaded and"
                        + " computed now is dated by this one; set it and run again if it was set back."));
        Holder self = self(runId, now);
        // It exists before it is taken, so that a run told to stop in this moment gives it back.
        Lease lease = new Lease(shared, lake, self, nanos);
        boolean taken = false;
        try {
            taken = write(lake, self, before.isEmpty());
        } finally {
            if (!taken) {
                lease.close();
            }
        }
        if (!taken) {
            LOG.info("another run took the lease at the same moment");
            return Optional.empty();
        }
        before.filter(left -> !left.token().isEmpty())
                .ifPresent(left -> LOG.info("took over the lease that {} left without giving it back", left.holder()));
        LOG.info("{} holds the lease", self.holder());
        return Optional.of(lease);
    }

    /** Who holds, or last held, a lake. */
    public static Optional<Holder> holder(Lake lake) {
        if (!lake.hasTable(lake.ops(Tables.LEASE))) {
            return Optional.empty();
        }
        Dataset<Row> rows = lake.read(lake.ops(Tables.LEASE));
        // Leases of earlier versions did not say in which namespace their process was.
        Dataset<Row> whole =
                List.of(rows.columns()).contains(LeaseTable.PLACE) ? rows : rows.withColumn(LeaseTable.PLACE, lit(""));
        return whole.collectAsList().stream().findFirst().map(row -> Holder.of(LeaseTable.of(row)));
    }

    /**
     * Fails when the lease has been lost, or this run is told to stop. A run that was suspended for so long that
     * another may have taken over asks before it goes on.
     *
     * @throws AftercareException AFC-3012 when another run took the lease
     */
    public void check() {
        if (stopping) {
            throw new CancellationException("this run was told to stop");
        }
        if (lost == null
                && nanos.getAsLong() - renewedNanos
                        > LENGTH.minus(RENEWED_EVERY).toNanos()) {
            renewOrLose();
        }
        if (lost != null) {
            throw lost;
        }
    }

    /** Ends the work, so that the lease can be given back while Spark is still there to do it. */
    private void stop() {
        stopping = true;
        long end = System.nanoTime() + TIME_TO_STOP.toNanos();
        try {
            do {
                if (!closing) {
                    lake.spark().sparkContext().cancelAllJobs();
                }
            } while (!closed.await(1, TimeUnit.SECONDS) && System.nanoTime() < end);
        } catch (InterruptedException hurried) {
            LOG.info("the lease is left to expire: there was no time to end what was begun");
            Thread.currentThread().interrupt();
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
                ProcessPlace.ofThisProcess(),
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
                    .option("mergeSchema", "true")
                    .save(lake.ops(Tables.LEASE).toString());
            return true;
        } catch (DeltaConcurrentModificationException anotherWasFaster) {
            LOG.debug("another run wrote the lease first", anotherWasFaster);
            return false;
        } catch (Exception failed) {
            // Spark throws checked exceptions that it does not declare, among them that for a table that is there.
            if (first && lake.hasTable(lake.ops(Tables.LEASE))) {
                LOG.debug("another run made the table of the lease first", failed);
                return false;
            }
            throw failed;
        }
    }

    private void renew() {
        try {
            renewOrLose();
        } catch (Exception unreachable) {
            // Spark throws checked exceptions that it does not declare.
            LOG.warn(
                    "the lease could not be renewed; it has time left, and is tried again in {} s: {}",
                    RENEWED_EVERY.toSeconds(),
                    unreachable.toString());
        }
    }

    private synchronized void renewOrLose() {
        Optional<Holder> holder = holder(lake);
        if (holder.isPresent() && !holder.get().token().equals(self.token())) {
            lost = LakeErrors.leaseLost(holder.get().holder());
            LOG.warn("this run lost the lease to {}", holder.get().holder());
            return;
        }
        long before = nanos.getAsLong();
        if (write(lake, self.until(Instant.now().plus(LENGTH)), false)) {
            renewedNanos = before;
            LOG.debug("renewed the lease");
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            endRenewal();
            for (int attempt = 1; !givenBack(attempt); attempt++) {
                LOG.info("the lease is given back once more: the first attempt was cut short");
            }
        } finally {
            closed.countDown();
            shared.heldBy(() -> {});
            if (!ShutdownHookManager.get().isShutdownInProgress()) {
                ShutdownHookManager.get().removeShutdownHook(toldToStop);
            }
        }
    }

    /** What this run was doing when it was told to stop may be cancelled a moment too late, and meet this. */
    private boolean givenBack(int attempt) {
        try {
            Optional<Holder> holder = holder(lake);
            if (holder.isPresent() && holder.get().token().equals(self.token())) {
                write(lake, self.free(Instant.now()), false);
                LOG.info("gave the lease back");
            }
            return true;
        } catch (Exception cut) {
            // Spark throws checked exceptions that it does not declare.
            if (!stopping || attempt == ATTEMPTS_TO_GIVE_BACK) {
                throw LakeErrors.unwritable(lake.ops(Tables.LEASE).toString(), cut);
            }
            return false;
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
