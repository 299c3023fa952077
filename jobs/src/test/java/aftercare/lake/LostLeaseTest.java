package aftercare.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.TestSpark;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Progress;
import aftercare.table.LeaseTable;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.SaveMode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was suspended for long finds out before it writes; one that died is found out by its silence. */
class LostLeaseTest {
    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aRunThatLostTheLeaseWritesNothingMore() {
        Lake lake = lake();
        Lease suspended = Lease.take(lake, "suspended", false, Progress.SILENT, nanos::get);
        lake.checkHold();
        org.apache.hadoop.fs.Path kept = lake.ops("kept");
        lake.writeSmall(kept, "by its successor too");
        held(lake, Instant.now().plus(Duration.ofHours(1)));
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());

        for (Lake seen : List.of(lake, lake.withOwnSession(), lake.withSessionFor(1))) {
            assertThatThrownBy(() -> new Runs(seen).append(List.of(aRun())))
                    .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                            .isEqualTo(ErrorCode.LEASE_LOST));
            assertThatThrownBy(() -> seen.writeSmall(seen.ops("note"), "of a run that lost the lease"))
                    .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                            .isEqualTo(ErrorCode.LEASE_LOST));
            for (ThrowingCallable change :
                    List.<ThrowingCallable>of(() -> seen.delete(kept), () -> seen.move(kept, seen.ops("moved")))) {
                assertThatThrownBy(change)
                        .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                                .isEqualTo(ErrorCode.LEASE_LOST));
            }
        }
        assertThat(lake.exists(kept)).isTrue();
        assertThat(lake.exists(lake.ops("note"))).isFalse();
        assertThat(lake.hasTable(lake.ops("runs"))).isFalse();
        suspended.close();
        assertThat(Lease.holder(lake).orElseThrow().holder()).isEqualTo("run other");
    }

    @Test
    void aRunThatNobodyTookOverFromGoesOn() {
        Lake lake = lake();
        try (Lease suspended = Lease.take(lake, "suspended", false, Progress.SILENT, nanos::get)) {
            Instant until = Lease.holder(lake).orElseThrow().until();
            nanos.addAndGet(Duration.ofMinutes(10).toNanos());
            suspended.check();
            assertThat(Lease.holder(lake).orElseThrow().until()).isAfter(until);
        }
    }

    @Test
    void whoWaitsTakesOverFromARunWithoutSignOfLifeWhateverTheClocksSay() {
        Lake lake = lake();
        held(lake, Instant.now().plus(Duration.ofHours(5)));
        try (Lease next = Lease.take(
                lake,
                "next",
                true,
                Progress.SILENT,
                () -> nanos.addAndGet(Duration.ofMinutes(1).toNanos()))) {
            assertThat(Lease.holder(lake).orElseThrow().holder()).startsWith("run next ");
        }
    }

    private Lake lake() {
        return Lake.openOrCreate(TestSpark.session(), folder.resolve("lake").toString(), ZoneId.of("UTC"));
    }

    private static ComputedRun aRun() {
        return new ComputedRun(
                "run",
                "promise_month",
                Date.valueOf("2026-10-31"),
                "",
                Map.of(),
                "all",
                1,
                0.1,
                0,
                Timestamp.from(Instant.now()),
                null);
    }

    private static void held(Lake lake, Instant until) {
        TestSpark.session()
                .createDataFrame(
                        List.of(LeaseTable.row()
                                .token("token")
                                .holder("run other")
                                .host("another-machine")
                                .pid(1)
                                .processStarted(0)
                                .place("another")
                                .since(Instant.now())
                                .until(until)
                                .build()),
                        LeaseTable.SCHEMA)
                .coalesce(1)
                .write()
                .format("delta")
                .mode(SaveMode.Overwrite)
                .save(lake.ops("lease").toString());
    }
}
