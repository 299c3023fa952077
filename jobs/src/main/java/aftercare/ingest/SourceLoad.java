package aftercare.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.contract.Contract;
import aftercare.contract.Rule;
import aftercare.lake.Deliveries;
import aftercare.lake.KeyRanges;
import aftercare.lake.Lake;
import aftercare.lake.LedgerEntry;
import aftercare.lake.StandInNumbers;
import aftercare.lake.TableCache;
import aftercare.table.RefusedRowsTable;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the files of one source: every row is accepted into silver, found there already, superseded, or refused.
 *
 * <p>The files are read twice. The first reading checks every row and keeps only what decides its fate: key, version,
 * content code. The second takes the rows that won straight into silver, without moving the others.
 */
final class SourceLoad {
    private static final Logger LOG = LoggerFactory.getLogger(SourceLoad.class);
    private static final String READABLE = "readable";
    private static final String REFUSED = "refused";
    private static final String SUPERSEDED = "superseded";
    private static final String UNCHANGED = "unchanged";
    /** The rule by which a file waits that another source of it refuses. */
    private static final String TOGETHER = "refused_together";

    private static final String COUNT = "n";
    private static final String KEY_CODE = "_key";
    /** Before the names of columns of rows that silver has already. */
    private static final String THERE = "there_";

    private static final String THERE_MONTH = THERE + ReadPlan.MONTH;
    private static final String THERE_DERIVED = THERE + "derived";
    private static final long BYTES_PER_WRITER = 32L << 20;

    private final Lake lake;
    private final Contract contract;
    private final String runId;
    private final RejectShare rejectShare;
    private final Timestamp now;
    private final Optional<TableCache> loaded;
    private final Deliveries deliveries;
    /**
     * Files of which nothing is taken, to be set aside together with the refused rows: a commit each would cost more.
     */
    private final List<Row> setAside = new ArrayList<>();

    /**
     * What a load did.
     *
     * @param entries one per file
     * @param problems why files were not taken, in sentences
     * @param stillRefused for each file of the plan, the lines that were refused
     * @param findings what was found in files that were taken, in sentences
     */
    record Outcome(
            List<LedgerEntry> entries,
            List<String> problems,
            List<RoaringBitmap> stillRefused,
            List<String> findings) {}

    /**
     * What is known of files before their rows are counted.
     *
     * @param settled for a load that is done again: the landing paths that it refused whole, each with the reason, and
     *     no others; null where the shares decide
     * @param together the landing paths that another source refuses and this one must then refuse, with the reason
     */
    record Decided(@Nullable Map<String, String> settled, Map<String, String> together) {
        /** The shares decide, and each source by itself. */
        static final Decided NOTHING = new Decided(null, Map.of());
    }

    /**
     * What rows meet that are to be taken.
     *
     * @param silverVersion the version of silver; -1 when there was none
     * @param keys where their keys lie; empty when they are anywhere
     * @param outdated the files of the plan, by position, of whose path a later delivery was taken
     * @param said what facts ever said, as {@link DerivedRows.Judged#said}; empty where none do
     * @param names the landing paths of the files that silver names
     */
    private record Before(
            long silverVersion,
            Optional<KeyRanges> keys,
            Set<Integer> outdated,
            Optional<Dataset<Row>> said,
            LandingNames names) {}

    /** What came of the rows of one file. */
    private record Counts(long read, long refused, long skipped) {
        /** Rows that are data. */
        long data() {
            return read - skipped;
        }
    }

    /**
     * @param deliveries what was delivered before
     */
    SourceLoad(
            Lake lake,
            Contract contract,
            String runId,
            double maxRejectShare,
            Timestamp now,
            Optional<TableCache> loaded,
            Deliveries deliveries) {
        this.lake = lake;
        this.contract = contract;
        this.runId = runId;
        this.rejectShare = RejectShare.of(contract, maxRejectShare);
        this.now = now;
        this.deliveries = deliveries;
        this.loaded = loaded.filter(any -> lake.isSmall());
    }

    /**
     * Loads files.
     *
     * @param plan the files and what their fields mean
     * @param silverVersion the version of silver before this load; -1 when there was none
     * @param decided what is known of them already
     * @param facts the facts on whose lines their rows stand
     */
    Outcome load(ReadPlan plan, long silverVersion, Decided decided, DerivedRows.Facts facts) {
        return checkAndLoad(plan, silverVersion, decided, facts, Set.of(), false);
    }

    /**
     * Loads refused rows again.
     *
     * @param outdated the files of the plan, by position, of whose path a later delivery was taken: what came of it
     *     from that path counts, even where it was the same in both
     * @param facts the facts on whose lines their rows stand
     */
    Outcome replay(ReadPlan plan, long silverVersion, Set<Integer> outdated, DerivedRows.Facts facts) {
        return checkAndLoad(plan, silverVersion, Decided.NOTHING, facts, outdated, true);
    }

    private Outcome checkAndLoad(
            ReadPlan plan,
            long silverVersion,
            Decided decided,
            DerivedRows.Facts facts,
            Set<Integer> outdated,
            boolean replay) {
        String planName = LandingSource.newPlanName();
        Dataset<Row> checked =
                checked(LandingSource.rows(lake.spark(), plan, planName)).persist(StorageLevel.MEMORY_AND_DISK());
        try (DerivedRows derived = new DerivedRows(lake, contract, facts)) {
            return load(plan, checked, silverVersion, decided, outdated, replay, derived);
        } finally {
            checked.unpersist();
            LandingSource.release(planName);
        }
    }

    private Outcome load(
            ReadPlan plan,
            Dataset<Row> checked,
            long silverVersion,
            Decided decided,
            Set<Integer> outdated,
            boolean replay,
            DerivedRows derived) {
        RowOutcomes fates = new RowOutcomes();
        Dataset<Row> firstLook =
                checked.withColumn(RowOutcomes.FATE, firstFate()).withColumn(KEY_CODE, xxhash64(key()));
        // The keys of few rows are compared here, in passing; those of many where the rows are.
        boolean few =
                plan.files().stream().mapToLong(file -> file.file().textBytes()).sum() < Lake.SMALL;
        Optional<RowOutcomes.Compared> compared = few
                ? Optional.of(fates.gatherComparing(firstLook, KEY_CODE, READABLE, firstOfKey()))
                : Optional.empty();
        if (!few) {
            fates.gather(firstLook);
        }
        Optional<KeyRanges> keys = compared.map(RowOutcomes.Compared::keys);
        boolean keysDiffer = compared.map(RowOutcomes.Compared::differ).orElse(false);
        Map<Integer, Counts> counts = counts(plan, fates, replay);
        Map<Integer, String> refusedWhole = replay ? Map.of() : refusedWhole(plan, counts, decided);
        Dataset<Row> good = refusedWhole.isEmpty()
                ? checked.filter(col(ReadPlan.RULE).isNull())
                : checked.filter(col(ReadPlan.RULE)
                        .isNull()
                        .and(not(col(ReadPlan.FILE_INDEX)
                                .isin(refusedWhole.keySet().toArray()))));
        fates.forget(READABLE);
        Optional<String> shared = replay ? Optional.empty() : sharedNumbers(good, counts);
        Map<Integer, String> outvoted = new HashMap<>();
        Optional<Dataset<Row>> said = Optional.empty();
        if (derived.any()) {
            DerivedRows.Judged judged = derived.judge(good, KEY_CODE, runId);
            fates.gather(judged.outvoted().withColumn(RowOutcomes.FATE, lit(SUPERSEDED)));
            counts.forEach((file, count) -> {
                long n = fates.count(file, SUPERSEDED);
                if (n > 0) {
                    outvoted.put(file, derived.note(n, count.data() - count.refused()));
                }
            });
            good = without(good, judged.outvoted());
            said = Optional.of(judged.said());
        }
        LandingNames names = new LandingNames(deliveries.hiddenPaths(contract.source()));
        List<Date> touchedMonths =
                decide(good, keysDiffer, new Before(silverVersion, keys, outdated, said, names), fates);
        LOG.info(
                "{}: {} files are taken, {} refused whole; rows of {} months are replaced, silver is at version {}",
                contract.source(),
                plan.files().size() - refusedWhole.size(),
                refusedWhole.size(),
                touchedMonths.size(),
                silverVersion);
        if (replay) {
            retell(plan);
        } else {
            quarantine(plan, checked, fates, refusedWhole);
        }
        long accepted = accepted(counts, fates, refusedWhole.keySet());
        long version =
                accepted == 0 ? lake.version(silver()) : take(plan, fates, refusedWhole.keySet(), touchedMonths, keys);
        Map<Integer, String> findings = foundNothing(plan, checked, counts);
        outvoted.forEach((file, note) -> findings.merge(file, note, (first, second) -> first + "; " + second));
        Outcome outcome = outcome(plan, counts, fates, refusedWhole, version, findings, replay);
        shared.ifPresent(outcome.findings()::add);
        return outcome;
    }

    /**
     * What decides the fate of each row: where it stands, its key, version and content, and the first rule it breaks.
     */
    private Dataset<Row> checked(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>();
        Stream.of(
                        ReadPlan.FILE_INDEX,
                        ReadPlan.FILE,
                        ReadPlan.LINE,
                        ReadPlan.DELIVERY,
                        ReadPlan.HASH,
                        ReadPlan.RULE,
                        ReadPlan.REASON,
                        ReadPlan.QUOTED,
                        ReadPlan.NOTHING_IN)
                .forEach(name -> columns.add(col(name)));
        Stream.concat(deciding().stream(), StandInNumbers.column(contract.source()).stream())
                .forEach(name -> columns.add(col(name)));
        return judged(rows, contract).select(columns.toArray(Column[]::new));
    }

    private static Column firstFate() {
        return when(col(ReadPlan.RULE).isNull(), lit(READABLE))
                .when(isRefused(), lit(REFUSED))
                .otherwise(lit(ReadPlan.SKIPPED));
    }

    /** Whether a row is data and breaks a rule. */
    static Column isRefused() {
        return col(ReadPlan.RULE).isNotNull().and(col(ReadPlan.RULE).notEqual(ReadPlan.SKIPPED));
    }

    /**
     * The files that would be refused whole, by landing path, each with the reason. Reads all of them once.
     */
    Map<String, String> wouldRefuse(ReadPlan plan) {
        String planName = LandingSource.newPlanName();
        try {
            RowOutcomes fates = new RowOutcomes();
            fates.gather(checked(LandingSource.rows(lake.spark(), plan, planName))
                    .withColumn(RowOutcomes.FATE, firstFate()));
            Map<String, String> reasons = new HashMap<>();
            refusedWhole(plan, counts(plan, fates, false), Decided.NOTHING)
                    .forEach((file, reason) ->
                            reasons.put(plan.files().get(file).file().name(), reason));
            return reasons;
        } finally {
            LandingSource.release(planName);
        }
    }

    /** Notes the first rule of the contract that a row breaks, unless it cannot even be read. */
    static Dataset<Row> judged(Dataset<Row> rows, Contract contract) {
        Column rule = lit(null).cast("string");
        Column reason = lit(null).cast("string");
        for (Rule each : backwards(contract.rules())) {
            Column breaks = not(coalesce(expr(each.require()), lit(false)));
            rule = when(breaks, lit(each.name())).otherwise(rule);
            reason = when(breaks, lit(each.reason().en())).otherwise(reason);
        }
        return Conflicts.refused(refused(rows, rule, reason), contract);
    }

    /** Notes a rule and its reason, where there is one and none is noted yet. */
    static Dataset<Row> refused(Dataset<Row> rows, Column rule, Column reason) {
        Column readable = col(ReadPlan.RULE).isNull();
        return rows.withColumns(Map.of(
                ReadPlan.RULE, when(readable, rule).otherwise(col(ReadPlan.RULE)),
                ReadPlan.REASON, when(readable, reason).otherwise(col(ReadPlan.REASON))));
    }

    private static List<Rule> backwards(List<Rule> rules) {
        List<Rule> backwards = new ArrayList<>(rules);
        java.util.Collections.reverse(backwards);
        return backwards;
    }

    /** The key and the version. */
    private List<String> deciding() {
        return Stream.concat(contract.key().stream(), Stream.ofNullable(contract.version()))
                .distinct()
                .toList();
    }

    private static Map<Integer, Counts> counts(ReadPlan plan, RowOutcomes fates, boolean replay) {
        Map<Integer, Counts> counts = new HashMap<>();
        for (int file = 0; file < plan.files().size(); file++) {
            long refused = fates.count(file, REFUSED);
            // Of rows read again, what stands around them was counted the first time.
            long around = replay ? 0 : plan.files().get(file).file().skipped();
            long skipped = fates.count(file, ReadPlan.SKIPPED) + around;
            counts.put(file, new Counts(fates.count(file, READABLE) + refused + skipped, refused, skipped));
        }
        return counts;
    }

    /** For each file whose rows did not find all in other files: how many, in words. */
    private static Map<Integer, String> foundNothing(ReadPlan plan, Dataset<Row> checked, Map<Integer, Counts> counts) {
        if (plan.files().stream().noneMatch(file -> file.header().looksUp())) {
            return new HashMap<>();
        }
        Map<Integer, Map<String, Long>> found = new HashMap<>();
        for (Row row : checked.filter(
                        col(ReadPlan.RULE).isNull().and(col(ReadPlan.NOTHING_IN).isNotNull()))
                .groupBy(ReadPlan.FILE_INDEX, ReadPlan.NOTHING_IN)
                .agg(count(lit(1)).as(COUNT))
                .collectAsList()) {
            for (String lookup : row.<String>getAs(ReadPlan.NOTHING_IN).split(Problem.SEVERAL, -1)) {
                found.computeIfAbsent(row.<Integer>getAs(ReadPlan.FILE_INDEX), any -> new TreeMap<>())
                        .merge(lookup, row.<Long>getAs(COUNT), Long::sum);
            }
        }
        Map<Integer, String> notes = new HashMap<>();
        found.forEach((file, byLookup) -> {
            Counts count = Objects.requireNonNull(counts.get(file), "every file has been counted");
            notes.put(file, JoinedFiles.note(byLookup, count.data() - count.refused()));
        });
        return notes;
    }

    /** What is to be said of numbers that too many rows of the load share. */
    private Optional<String> sharedNumbers(Dataset<Row> good, Map<Integer, Counts> counts) {
        Optional<String> column = StandInNumbers.column(contract.source());
        long rows = counts.values().stream()
                .mapToLong(file -> file.data() - file.refused())
                .sum();
        if (column.isEmpty() || rows < StandInNumbers.FEWEST) {
            return Optional.empty();
        }
        Map<String, Long> shared = StandInNumbers.in(good, column.get());
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        long rowsOf = shared.values().stream().mapToLong(n -> n).sum();
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: %,d of %,d rows share %s of %s, more than %.1f %% of the rows%s; figures read a number as unknown"
                        + " that has such a share of all rows, and format: {nulls: [...]} in a mapping says that it"
                        + " means unknown",
                contract.source(),
                rowsOf,
                rows,
                shared.size() == 1 ? "one number" : String.format(Locale.ROOT, "%,d numbers", shared.size()),
                column.get(),
                100 * StandInNumbers.SHARE,
                shared.size() == 1 ? "" : " each"));
    }

    /** The files of which nothing is taken, by position, each with the reason. */
    private Map<Integer, String> refusedWhole(ReadPlan plan, Map<Integer, Counts> counts, Decided decided) {
        Map<Integer, String> reasons = new TreeMap<>();
        counts.forEach((file, count) -> {
            LandedFile landed = plan.files().get(file).file();
            String path = landed.name();
            String reason = decided.settled() != null
                    ? decided.settled().get(path)
                    : rejectShare.isExceeded(count.refused(), count.data())
                            ? rejectShare.reason(landed.shown(), count.refused(), count.data())
                            : decided.together().get(path);
            if (reason != null) {
                reasons.put(file, reason);
            }
        });
        return reasons;
    }

    /**
     * Finds the rows that lose against a later row of the same load, or against silver, or are there already.
     *
     * @return the months of silver in which rows are to be replaced; null stands for tables without months
     */
    private List<Date> decide(Dataset<Row> good, boolean keysDiffer, Before before, RowOutcomes fates) {
        Dataset<Row> contenders = keysDiffer ? good : withoutLosers(good, fates);
        return before.silverVersion() < 0 ? List.of() : against(contenders, before, fates);
    }

    /** The column of the key by whose values files are skipped. */
    private String firstOfKey() {
        return contract.key().get(0);
    }

    private Column[] key() {
        return contract.key().stream().map(name -> col(name)).toArray(Column[]::new);
    }

    /** The rows whose key does not come again in a later row of this load. */
    private Dataset<Row> withoutLosers(Dataset<Row> good, RowOutcomes fates) {
        Dataset<Row> coded = good.withColumn(KEY_CODE, xxhash64(key()));
        Dataset<Row> again = coded.groupBy(KEY_CODE)
                .agg(count(lit(1)).as("n"))
                .filter(col("n").gt(1))
                .select(KEY_CODE)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            if (again.isEmpty()) {
                return good;
            }
            Dataset<Row> losers = losers(coded, again).persist(StorageLevel.MEMORY_AND_DISK());
            fates.gather(losers.withColumn(RowOutcomes.FATE, lit(SUPERSEDED)));
            return without(good, losers);
        } finally {
            again.unpersist();
        }
    }

    private static Dataset<Row> without(Dataset<Row> rows, Dataset<Row> some) {
        return rows.join(some, new String[] {ReadPlan.FILE_INDEX, ReadPlan.LINE}, "left_anti");
    }

    /** Rows whose key comes again in a later row of this load. Only keys whose code comes twice are compared. */
    private Dataset<Row> losers(Dataset<Row> coded, Dataset<Row> again) {
        List<Column> latestFirst = new ArrayList<>();
        if (contract.version() != null) {
            latestFirst.add(col(contract.version()).desc_nulls_last());
        }
        latestFirst.add(col(ReadPlan.FILE_INDEX).desc());
        latestFirst.add(col(ReadPlan.LINE).desc());
        return coded.join(again, new String[] {KEY_CODE}, "left_semi")
                .withColumn(
                        "rank",
                        row_number().over(Window.partitionBy(key()).orderBy(latestFirst.toArray(Column[]::new))))
                .filter(col("rank").gt(1))
                .select(ReadPlan.FILE_INDEX, ReadPlan.LINE);
    }

    private List<Date> against(Dataset<Row> contenders, Before before, RowOutcomes fates) {
        Dataset<Row> all = lake.read(silver(), before.silverVersion());
        Dataset<Row> silver = before.keys()
                .map(ranges -> all.filter(ranges.hold(col(firstOfKey()))))
                .orElse(all);
        List<Column> there = new ArrayList<>();
        deciding().forEach(name -> there.add(col(name).as(THERE + name)));
        Stream.of(ReadPlan.LINE, ReadPlan.HASH)
                .forEach(name -> there.add(col(name).as(THERE + name)));
        there.add(before.names().landing(col(ReadPlan.FILE)).as(THERE + ReadPlan.FILE));
        // A lake from before deliveries were counted has no such column.
        there.add((List.of(silver.columns()).contains(ReadPlan.DELIVERY)
                        ? coalesce(col(ReadPlan.DELIVERY), lit(0))
                        : lit(0))
                .as(THERE + ReadPlan.DELIVERY));
        there.add((contract.month() == null ? lit(null).cast("date") : col(ReadPlan.MONTH)).as(THERE_MONTH));
        Dataset<Row> existing = marked(silver.select(there.toArray(Column[]::new)), before.said());
        Column sameKey = contract.key().stream()
                .map(name -> col(name).equalTo(col(THERE + name)))
                .reduce(Column::and)
                .orElseThrow();
        Column verdict = when(col(ReadPlan.HASH).equalTo(col(THERE + ReadPlan.HASH)), lit(UNCHANGED))
                .when(not(wins(before.outdated())), lit(SUPERSEDED));
        Dataset<Row> met = contenders
                .join(existing, sameKey)
                .select(col(ReadPlan.FILE_INDEX), col(ReadPlan.LINE), verdict.as(RowOutcomes.FATE), col(THERE_MONTH))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            fates.gather(met.filter(col(RowOutcomes.FATE).isNotNull()));
            List<Date> months = new ArrayList<>();
            met.filter(col(RowOutcomes.FATE).isNull())
                    .select(THERE_MONTH)
                    .distinct()
                    .collectAsList()
                    .forEach(row -> months.add(row.getAs(THERE_MONTH)));
            return months;
        } finally {
            met.unpersist();
        }
    }

    /** Silver with whether its rows say what facts ever said under their key. */
    private Dataset<Row> marked(Dataset<Row> there, Optional<Dataset<Row>> said) {
        if (said.isEmpty()) {
            return there.withColumn(THERE_DERIVED, lit(false));
        }
        Column[] keyThere =
                contract.key().stream().map(name -> col(THERE + name)).toArray(Column[]::new);
        Dataset<Row> marks = said.get()
                .select(
                        col(KEY_CODE).as(THERE + KEY_CODE),
                        col(ReadPlan.HASH).as(THERE + ReadPlan.HASH),
                        lit(true).as(THERE_DERIVED));
        return there.withColumn(THERE + KEY_CODE, xxhash64(keyThere))
                .join(marks, new String[] {THERE + KEY_CODE, THERE + ReadPlan.HASH}, "left")
                .withColumn(THERE_DERIVED, coalesce(col(THERE_DERIVED), lit(false)));
    }

    /**
     * Whether the arriving row is the later version: by the version column, then by the name of the file, then, of one
     * path, by delivery and line. A corrected file is put over the old one, and its rows stand where they will. Where
     * facts decide, what they decided now replaces what they decided before.
     */
    private Column wins(Set<Integer> outdated) {
        Column delivery = col(ReadPlan.DELIVERY);
        Column deliveryThere = col(THERE + ReadPlan.DELIVERY);
        Column ofOnePath = delivery.gt(deliveryThere)
                .or(delivery.equalTo(deliveryThere).and(col(ReadPlan.LINE).geq(col(THERE + ReadPlan.LINE))));
        if (!outdated.isEmpty()) {
            ofOnePath = ofOnePath.and(not(col(ReadPlan.FILE_INDEX).isin(outdated.toArray())));
        }
        Column byPlace = col(ReadPlan.FILE)
                .gt(col(THERE + ReadPlan.FILE))
                .or(col(ReadPlan.FILE).equalTo(col(THERE + ReadPlan.FILE)).and(ofOnePath));
        if (contract.version() == null) {
            return when(col(THERE_DERIVED), not(col(ReadPlan.FILE_INDEX).isin(outdated.toArray())))
                    .otherwise(byPlace);
        }
        Column arriving = col(contract.version());
        Column there = col(THERE + contract.version());
        return when(arriving.isNull().and(there.isNull()), byPlace)
                .when(there.isNull(), lit(true))
                .when(arriving.isNull(), lit(false))
                .when(arriving.equalTo(there), byPlace)
                .otherwise(arriving.gt(there));
    }

    private void quarantine(ReadPlan plan, Dataset<Row> checked, RowOutcomes fates, Map<Integer, String> refusedWhole) {
        refusedWhole.forEach((file, reason) -> setAside.add(wholeFile(
                plan.files().get(file).file(),
                RejectShare.says(reason) ? "max_reject_share" : TOGETHER,
                reason,
                null)));
        if (fates.count(REFUSED) == 0) {
            setAside();
            return;
        }
        List<ReadPlan.PlannedFile> refused = new ArrayList<>();
        for (int i = 0; i < plan.files().size(); i++) {
            refused.add(plan.files().get(i).reading(fates.lines(i, REFUSED)));
        }
        Dataset<Row> rows = checked.filter(isRefused())
                .join(
                        RawLines.of(lake.spark(), plan.withFiles(refused)),
                        new String[] {ReadPlan.FILE_INDEX, ReadPlan.LINE},
                        "left")
                .join(broadcast(files(plan)), ReadPlan.FILE_INDEX)
                .select(
                        col(ReadPlan.FILE).as(RefusedRowsTable.FILE),
                        col(ReadPlan.LINE).as(RefusedRowsTable.LINE),
                        col(RefusedRowsTable.RAW_TEXT),
                        col(ReadPlan.RULE).as(RefusedRowsTable.RULE),
                        col(ReadPlan.REASON).as(RefusedRowsTable.REASON),
                        col(ReadPlan.QUOTED).as(RefusedRowsTable.QUOTED),
                        lit(runId).as(RefusedRowsTable.RUN_ID),
                        col(RefusedRowsTable.SHA256),
                        lit(now).as(RefusedRowsTable.LOADED_AT),
                        lit(null).cast("timestamp").as(RefusedRowsTable.RESOLVED_AT));
        new QuarantineTable(lake, contract.source())
                .append(
                        setAside.isEmpty()
                                ? rows
                                : rows.unionByName(lake.spark().createDataFrame(setAside, RefusedRowsTable.SCHEMA)),
                        writeName());
        setAside.clear();
    }

    /** Sets the files aside of which nothing is taken, where no refused rows went with them. */
    void setAside() {
        if (!setAside.isEmpty()) {
            new QuarantineTable(lake, contract.source())
                    .append(lake.spark().createDataFrame(setAside, RefusedRowsTable.SCHEMA), writeName());
            setAside.clear();
        }
    }

    /** Says of rows that are refused again why they are now. */
    private void retell(ReadPlan plan) {
        // Read once more: Delta merges from no source that is cached.
        String planName = LandingSource.newPlanName();
        try {
            new QuarantineTable(lake, contract.source())
                    .retell(judged(LandingSource.rows(lake.spark(), plan, planName), contract)
                            .filter(isRefused())
                            .join(broadcast(files(plan)), ReadPlan.FILE_INDEX)
                            .select(
                                    col(ReadPlan.FILE).as(RefusedRowsTable.FILE),
                                    col(RefusedRowsTable.SHA256),
                                    col(ReadPlan.LINE).as(RefusedRowsTable.LINE),
                                    col(ReadPlan.RULE).as(RefusedRowsTable.RULE),
                                    col(ReadPlan.REASON).as(RefusedRowsTable.REASON),
                                    col(ReadPlan.QUOTED).as(RefusedRowsTable.QUOTED)));
        } finally {
            LandingSource.release(planName);
        }
    }

    /** The files of a plan: their position and what they are known by. */
    private Dataset<Row> files(ReadPlan plan) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < plan.files().size(); i++) {
            rows.add(RowFactory.create(i, plan.files().get(i).file().sha256()));
        }
        StructType type = new StructType()
                .add(ReadPlan.FILE_INDEX, DataTypes.IntegerType)
                .add(RefusedRowsTable.SHA256, DataTypes.StringType);
        return lake.spark().createDataFrame(rows, type);
    }

    private Row wholeFile(LandedFile file, String rule, String reason, @Nullable String quoted) {
        return RefusedRowsTable.row()
                .file(file.name())
                .line(0)
                .rule(rule)
                .reason(reason)
                .quoted(quoted)
                .runId(runId)
                .sha256(file.sha256())
                .loadedAt(now.toInstant())
                .build();
    }

    private static long accepted(Map<Integer, Counts> counts, RowOutcomes fates, Set<Integer> refusedWhole) {
        long accepted = 0;
        for (Map.Entry<Integer, Counts> file : counts.entrySet()) {
            if (!refusedWhole.contains(file.getKey())) {
                long decided = fates.all(file.getKey()).getLongCardinality();
                accepted += file.getValue().data() - decided + fates.count(file.getKey(), ReadPlan.SKIPPED);
            }
        }
        return accepted;
    }

    /** Takes the winning rows into silver. */
    private long take(
            ReadPlan plan,
            RowOutcomes fates,
            Set<Integer> refusedWhole,
            List<Date> touchedMonths,
            Optional<KeyRanges> keys) {
        List<ReadPlan.PlannedFile> files = new ArrayList<>();
        for (int i = 0; i < plan.files().size(); i++) {
            if (!refusedWhole.contains(i)) {
                RoaringBitmap others = fates.all(i);
                files.add(
                        others.isEmpty()
                                ? plan.files().get(i)
                                : plan.files().get(i).skipping(others));
            }
        }
        ReadPlan winners = plan.withFiles(files);
        String planName = LandingSource.newPlanName();
        try {
            Dataset<Row> rows = LandingSource.rows(lake.spark(), winners.forSilver(), planName)
                    .drop(ReadPlan.FILE_INDEX, ReadPlan.RULE, ReadPlan.REASON, ReadPlan.QUOTED, ReadPlan.NOTHING_IN);
            SilverTable table = new SilverTable(lake, contract);
            Consumer<Dataset<Row>> write = taken -> table.take(taken, touchedMonths, keys, writeName());
            Dataset<Row> few = fewWriters(rows, files);
            loaded.ifPresentOrElse(tables -> tables.writeFirst(silver(), few, write), () -> write.accept(few));
        } finally {
            LandingSource.release(planName);
        }
        return lake.version(silver());
    }

    /** Many small files become few: a task per file would leave a file of silver per task and month. */
    private static Dataset<Row> fewWriters(Dataset<Row> rows, List<ReadPlan.PlannedFile> files) {
        long bytes = files.stream().mapToLong(file -> file.file().textBytes()).sum();
        long splits =
                files.stream().mapToLong(file -> file.file().splits().size()).sum();
        long writers = Math.max(1, (bytes + BYTES_PER_WRITER - 1) / BYTES_PER_WRITER);
        return writers < splits ? rows.coalesce((int) writers) : rows;
    }

    private Outcome outcome(
            ReadPlan plan,
            Map<Integer, Counts> counts,
            RowOutcomes fates,
            Map<Integer, String> refusedWhole,
            long version,
            Map<Integer, String> findings,
            boolean replay) {
        List<LedgerEntry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<RoaringBitmap> stillRefused = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < plan.files().size(); i++) {
            stillRefused.add(fates.lines(i, REFUSED));
            LandedFile file = plan.files().get(i).file();
            Counts count = counts.getOrDefault(i, new Counts(0, 0, 0));
            String reason = refusedWhole.get(i);
            boolean whole = reason != null;
            if (reason != null) {
                problems.add(reason);
            }
            String finding = whole ? null : findings.get(i);
            if (finding != null) {
                told.add(file.shown() + ": " + finding);
            }
            long superseded = whole ? 0 : fates.count(i, SUPERSEDED);
            long unchanged = whole ? 0 : fates.count(i, UNCHANGED);
            long refused = whole ? count.data() : count.refused();
            entries.add(new LedgerEntry(
                    runId,
                    contract.source(),
                    file.name(),
                    file.sha256(),
                    file.bytes(),
                    count.read(),
                    count.data() - superseded - unchanged - refused,
                    unchanged,
                    superseded,
                    refused,
                    count.skipped(),
                    unknown(plan.files().get(i).header()),
                    whole ? -1 : version,
                    now,
                    replay ? LedgerEntry.REPLAYED : whole ? LedgerEntry.REFUSED : LedgerEntry.LOADED,
                    reason,
                    file.mapping(),
                    plan.files().get(i).delivery(),
                    readAs(file, finding)));
        }
        return new Outcome(entries, problems, stillRefused, told);
    }

    private static String unknown(Header header) {
        return header.unknown().isEmpty() ? "" : Headings.columns(header.unknown());
    }

    private static @Nullable String readAs(LandedFile file, @Nullable String finding) {
        List<String> notes = new ArrayList<>(file.notes());
        if (finding != null) {
            notes.add(finding);
        }
        return notes.isEmpty() ? null : String.join("; ", notes);
    }

    /**
     * Notes a file that could not be read at all; it is set aside with what the load refuses, or by {@link #setAside}.
     *
     * @param first whether it is met for the first time
     */
    LedgerEntry unreadable(LandedFile file, LandedFile.Damage damage, int delivery, boolean first) {
        if (first) {
            setAside.add(wholeFile(file, "unreadable", damage.reason(), damage.quoted()));
        }
        return new LedgerEntry(
                runId,
                contract.source(),
                file.name(),
                file.sha256(),
                file.bytes(),
                0,
                0,
                0,
                0,
                0,
                0,
                "",
                -1,
                now,
                LedgerEntry.UNREADABLE,
                damage.reason(),
                file.mapping(),
                delivery,
                readAs(file, null));
    }

    private Path silver() {
        return lake.silver(contract.source());
    }

    private String writeName() {
        return contract.source() + "/" + runId;
    }
}
