package aftercare.cli;

import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.Lease;
import aftercare.lake.SparkSessions;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/** What every command on a lake begins with and ends with: a Spark session, the lake, and, to write, its lease. */
final class LakeWork implements AutoCloseable {
    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Lake lake;
    private final Lease lease;
    private final Contracts contracts;
    private final String runId;
    private final Instant now;

    private LakeWork(Lake lake, Lease lease, Contracts contracts, String runId, Instant now) {
        this.lake = lake;
        this.lease = lease;
        this.contracts = contracts;
        this.runId = runId;
        this.now = now;
    }

    /** Opens a lake to write to it, laying it out when there is none. */
    static LakeWork writing(Settings settings, Console console) {
        return writing(settings, console, settings.of(SettingsCatalog.ZONE), true);
    }

    /** Opens a lake that must be there to write to it. */
    static LakeWork changing(Settings settings, Console console) {
        return writing(settings, console, settings.of(SettingsCatalog.ZONE), false);
    }

    private static LakeWork writing(Settings settings, Console console, ZoneId zone, boolean create) {
        Contracts contracts = Contracts.load();
        SparkSession spark = SparkSessions.start(settings.of(SettingsCatalog.MASTER), zone);
        String location = settings.of(SettingsCatalog.LAKE);
        Lake lake = create ? Lake.openOrCreate(spark, location, zone) : Lake.open(spark, location, zone);
        Instant now = settings.clock().instant();
        String runId = RUN_ID.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
        Lease lease = Lease.take(lake, runId, settings.of(SettingsCatalog.WAIT), console.progress());
        return new LakeWork(lake, lease, contracts, runId, now);
    }

    /** Opens a lake to read it, in the zone it was laid out for. */
    static LakeWork reading(Settings settings) {
        String location = settings.of(SettingsCatalog.LAKE);
        SparkSession spark = SparkSessions.start(settings.of(SettingsCatalog.MASTER), ZoneId.of("UTC"));
        Lake lake = Lake.openAsLaidOut(spark, location);
        return new LakeWork(lake, null, Contracts.load(), "", settings.clock().instant());
    }

    Lake lake() {
        return lake;
    }

    Contracts contracts() {
        return contracts;
    }

    String runId() {
        return runId;
    }

    Timestamp now() {
        return Timestamp.from(now);
    }

    /** Fails when the lease was lost meanwhile. */
    void checkLease() {
        lease.check();
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
