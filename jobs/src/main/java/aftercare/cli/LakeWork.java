package aftercare.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.ingest.Beforehand;
import aftercare.ingest.Erasure;
import aftercare.ingest.ErasureCertificate;
import aftercare.ingest.Ingest;
import aftercare.ingest.LoadHistory;
import aftercare.ingest.Retention;
import aftercare.lake.Lake;
import aftercare.lake.Lease;
import aftercare.lake.PrivateFiles;
import aftercare.lake.Rebuilding;
import aftercare.lake.Runs;
import aftercare.lake.SparkSessions;
import aftercare.lake.TableCache;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Scenario;
import aftercare.measure.closing.MonthClose;
import aftercare.measure.engine.Compute;
import aftercare.serve.MartTable;
import aftercare.serve.MartTable.MartColumn;
import aftercare.serve.MartsSearch;
import aftercare.serve.Publisher;
import aftercare.table.ReferenceGapTable;
import aftercare.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** What every command on a lake begins with and ends with: a Spark session, the lake, and, to write, its lease. */
final class LakeWork implements AutoCloseable {
    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Lake lake;
    /** Null when the lake is only read. */
    private final @Nullable Lease lease;

    private final Contracts contracts;
    private final String runId;
    private final Instant now;
    private @Nullable TableCache loaded;
    private @Nullable TableCache tables;

    private LakeWork(Lake lake, @Nullable Lease lease, Contracts contracts, String runId, Instant now) {
        this.lake = lake;
        this.lease = lease;
        this.contracts = contracts;
        this.runId = runId;
        this.now = now;
    }

    /**
     * Opens a lake to load into it what is below the input folder, laying it out when there is none. What is wrong with
     * the folder or the mappings is said first: Spark takes longer to start than all of it to be looked at.
     */
    static LakeWork loading(Settings settings, Console console) {
        Contracts contracts = Contracts.load();
        Beforehand.check(settings.of(SettingsCatalog.INPUT), settings.of(SettingsCatalog.MAPPING), contracts);
        return writing(settings, console, contracts, true);
    }

    /** Opens a lake that must be there to write to it. */
    static LakeWork changing(Settings settings, Console console) {
        return changing(settings, console, Contracts.load());
    }

    /** The same by contracts that were read already. */
    static LakeWork changing(Settings settings, Console console, Contracts contracts) {
        Lake.requireWhereLocal(settings.of(SettingsCatalog.LAKE));
        return writing(settings, console, contracts, false);
    }

    private static LakeWork writing(Settings settings, Console console, Contracts contracts, boolean create) {
        ZoneId zone = settings.of(SettingsCatalog.ZONE);
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
        return reading(settings, settings.of(SettingsCatalog.MASTER));
    }

    /** Opens a lake to write of it into files of this machine: executors elsewhere would write them where they are. */
    static LakeWork readingHere(Settings settings) {
        String master = settings.of(SettingsCatalog.MASTER);
        return reading(settings, master.startsWith("local") ? master : "local[*]");
    }

    private static LakeWork reading(Settings settings, String master) {
        String location = settings.of(SettingsCatalog.LAKE);
        Lake.requireWhereLocal(location);
        Contracts contracts = Contracts.load();
        SparkSession spark = SparkSessions.start(master, ZoneId.of("UTC"));
        Lake lake = Lake.openAsLaidOut(spark, location);
        return new LakeWork(lake, null, contracts, "", settings.clock().instant());
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

    /** Loads what is new below the input folder. */
    Ingest.Report ingest(Settings settings, Console console) {
        return ingest(settings, console, Optional.empty());
    }

    /** Loads what is new below the input folder, and keeps what is small of it to compute from. */
    Ingest.Report ingestToCompute(Settings settings, Console console) {
        loaded = new TableCache(lake);
        return ingest(settings, console, Optional.of(loaded));
    }

    private Ingest.Report ingest(Settings settings, Console console, Optional<TableCache> loaded) {
        return new Ingest(lake, contracts, console.progress(), now(), loaded)
                .load(
                        settings.of(SettingsCatalog.INPUT),
                        settings.of(SettingsCatalog.MAPPING),
                        settings.of(SettingsCatalog.MAX_REJECT_SHARE),
                        runId);
    }

    /**
     * The tables of some groups that are computed; under a scenario, those of them that keep scenarios.
     *
     * @throws AftercareException AFC-1104 when there is no such group, AFC-1002 when nothing of the groups can be
     *     computed
     */
    List<String> tablesOf(List<String> groups, Scenario scenario) {
        List<String> tables = groups.stream()
                .flatMap(group -> contracts.group(group).stream())
                .filter(table -> scenario.isBase() || table.keepsScenarios())
                .map(GoldContract::table)
                .filter(table -> Measures.all(contracts).stream()
                        .anyMatch(measure -> measure.table().equals(table)))
                .toList();
        if (!groups.isEmpty() && tables.isEmpty()) {
            throw new AftercareException(
                    ErrorCode.BAD_OPTION,
                    "There is nothing to compute in " + String.join(", ", groups) + ".",
                    scenario.isBase()
                            ? "Its tables are written by other commands."
                            : "None of its tables keeps scenarios.",
                    "Name another group, or leave --group out to compute all tables.");
        }
        return tables;
    }

    /** Whether nothing was ever taken into the lake, so that there is nothing to compute from. */
    boolean holdsNothing() {
        return lake.list(lake.at("silver")).isEmpty();
    }

    /** Brings gold up to date. */
    void compute(Settings settings, Set<String> only, Console console) {
        compute(settings, only, Scenario.BASE, console);
    }

    /** Brings gold up to date, or the rows of a scenario beside it. */
    void compute(Settings settings, Set<String> only, Scenario scenario, Console console) {
        checkLease();
        AsOf asOf = new AsOf(settings.of(SettingsCatalog.AS_OF), lake.zone());
        if (tables == null) {
            tables = loaded == null ? Compute.tables(lake) : Compute.tables(lake, loaded);
        }
        new Compute(lake, contracts, Measures.all(Contracts.load(asOf.day())), console.progress(), scenario)
                .run(tables, asOf, only, settings.of(SettingsCatalog.FULL), runId, now());
        if (scenario.isBase() && (only.isEmpty() || only.contains(Tables.REFERENCE_GAP))) {
            tellReferences(console);
        }
    }

    /** Says which references of facts find nothing; a figure that is silently too low is found too late. */
    private void tellReferences(Console console) {
        rows(lake, Tables.REFERENCE_GAP)
                .groupBy(ReferenceGapTable.SOURCE, ReferenceGapTable.FIELD, ReferenceGapTable.REFERS_TO)
                .agg(
                        sum(ReferenceGapTable.REFERRING_N).as(ReferenceGapTable.REFERRING_N),
                        sum(ReferenceGapTable.UNMATCHED_N).as(ReferenceGapTable.UNMATCHED_N))
                .filter(col(ReferenceGapTable.UNMATCHED_N).gt(0))
                .orderBy(ReferenceGapTable.SOURCE, ReferenceGapTable.FIELD)
                .collectAsList()
                .forEach(row -> console.progress()
                        .note(String.format(
                                Locale.ROOT,
                                "%s.%s: %,d of %,d rows name something that %s does not have",
                                row.getAs(ReferenceGapTable.SOURCE),
                                row.getAs(ReferenceGapTable.FIELD),
                                row.<Long>getAs(ReferenceGapTable.UNMATCHED_N),
                                row.<Long>getAs(ReferenceGapTable.REFERRING_N),
                                row.getAs(ReferenceGapTable.REFERS_TO))));
    }

    /** Makes all tables anew from bronze, in place; returns the folder that keeps what they replaced. */
    String rebuild(Settings settings, Console console) {
        Rebuilding rebuilding = new Rebuilding(lake, console.progress());
        if (rebuilding.isComplete()) {
            console.progress().note("an earlier rebuild was complete, but did not take its place; it does now");
        } else {
            LoadHistory history = new LoadHistory(lake, contracts, console.progress());
            remake(history, rebuilding, rebuilding.stage(), settings, console);
            checkLease();
            rebuilding.complete(runId);
        }
        return rebuilding.swap();
    }

    /** Makes all tables anew from bronze in another, new lake. */
    void rebuildInto(String location, Settings settings, Console console) {
        LoadHistory history = new LoadHistory(lake, contracts, console.progress());
        Rebuilding rebuilding = new Rebuilding(lake, console.progress());
        Lake to = rebuilding.elsewhere(lake.spark(), location);
        try {
            history.copyBronze(to);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        remake(history, rebuilding, to, settings, console);
    }

    private void remake(LoadHistory history, Rebuilding rebuilding, Lake to, Settings settings, Console console) {
        history.repeatInto(to);
        rebuilding.keep(to, "gold", "closed_month");
        rebuilding.keep(to, "ops", MonthClose.EVENTS);
        AsOf asOf = new AsOf(settings.of(SettingsCatalog.AS_OF), to.zone());
        String rebuildId = RUN_ID.format(now) + "-rebuild";
        new Compute(to, contracts, Measures.all(Contracts.load(asOf.day())), console.progress())
                .run(asOf, Set.of(), true, rebuildId, now());
    }

    /** Forgets a person, in the marts too where these are given, and keeps the certificate in the lake. */
    ErasureCertificate forget(Settings settings, Optional<OpeningMarts> marts, Console console) {
        String customer = settings.of(SettingsCatalog.CUSTOMER);
        Optional<String> serial = settings.of(SettingsCatalog.SERIAL);
        Erasure erasure = new Erasure(lake, contracts, console.progress(), now(), VersionText.text());
        ErasureCertificate certificate = erasure.forget(customer, serial, settings.of(SettingsCatalog.UNTIL), runId);
        checkLease();
        if (marts.isPresent()) {
            publish(marts.get(), Optional.empty(), console);
            MartsSearch search = new MartsSearch(marts.get().opened());
            List<String> numbers = new ArrayList<>(List.of(customer, certificate.customer()));
            serial.ifPresent(numbers::add);
            certificate = certificate.with(search.afterPublishing(numbers), settings.clock());
        }
        erasure.end(certificate);
        return certificate;
    }

    /** Lets go of what is older than the retentions that were stated, and closes to others what names people. */
    void expire(Settings settings, Console console) {
        Retention retention = new Retention(lake, contracts, console.progress(), now());
        settings.of(SettingsCatalog.RETENTION_QUARANTINE).ifPresent(retention::quarantine);
        settings.of(SettingsCatalog.RETENTION_BRONZE).ifPresent(days -> retention.bronze(days, runId));
        PrivateFiles.closeAll(lake, lake.bronze());
        PrivateFiles.closeAll(lake, lake.at("quarantine"));
    }

    private void checkLease() {
        Objects.requireNonNull(lease, "the lake was opened to be read").check();
    }

    /**
     * Publishes gold to Postgres.
     *
     * @param readerTimeout how long a query of the dashboards may take, where somebody stated it
     */
    void publish(OpeningMarts target, Optional<Duration> readerTimeout, Console console) {
        List<MartTable> marts = new ArrayList<>();
        Lake gold = lake.withSessionFor(lake.size(lake.at("gold")));
        for (GoldContract contract : contracts.gold()) {
            if (gold.hasTable(gold.gold(contract.table()))) {
                marts.add(mart(contract, rows(gold, contract.table())));
            }
        }
        if (marts.isEmpty()) {
            throw new AftercareException(
                    ErrorCode.LAKE_MISSING,
                    "The lake has no gold table to publish.",
                    "Nothing was computed yet.",
                    "Compute first: aftercare compute --lake " + lake.root() + ".");
        }
        marts.add(mart(contracts.gold("run_history"), new Runs(gold).history()));
        new Publisher(target.opened(), console.progress(), lake::checkHold)
                .limitingReadersTo(readerTimeout)
                .publish(marts);
    }

    /** The rows of a gold table, which this run may have at hand. */
    private Dataset<Row> rows(Lake gold, String table) {
        return Optional.ofNullable(tables)
                .flatMap(cache -> cache.atHand(gold.gold(table)))
                .orElseGet(() -> gold.read(gold.gold(table)));
    }

    private static MartTable mart(GoldContract contract, Dataset<Row> rows) {
        return new MartTable(
                contract.table(),
                rows,
                contract.columns().stream()
                        .map(column -> new MartColumn(
                                column.name(), column.description().en()))
                        .toList(),
                contract.key(),
                contract.description().en(),
                contract.people() == null ? MartTable.NOBODY : contract.people());
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
        if (tables != null) {
            tables.close();
        }
        if (lease != null) {
            lease.close();
        }
    }
}
