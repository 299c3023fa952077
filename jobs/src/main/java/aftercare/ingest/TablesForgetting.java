package aftercare.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.FileNames;
import aftercare.contract.Rule;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.lake.PastVersions;
import aftercare.lake.PlainStatistics;
import aftercare.table.LedgerTable;
import aftercare.table.RefusedRowsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Takes a person out of the tables of a lake whose files of bronze were rewritten: silver becomes what these files say
 * now, quarantine and ledger speak of them. Done again it changes nothing.
 */
final class TablesForgetting {
    /** What is told of a refused row whose reason repeated what stood in it. */
    static final String REASON = "the row is of a person who was to be forgotten";

    private static final String CUSTOMER = RepairsTable.CUSTOMER_ID;
    private static final String UNIT = RepairsTable.SERIAL_NO;
    private static final Set<String> PLACES = Set.of(LedgerTable.PATH, RefusedRowsTable.FILE, LedgerTable.MAPPING);
    private static final String CLOSED_EVENTS = "closed_events";
    private static final String WAS = "was";
    private static final String NOTE = "note";
    private static final String THERE = "there.";
    private static final String NOW = "now.";
    /** A number of fewer characters, or of digits alone, stands in figures by chance. */
    private static final int FEWEST_CHARACTERS = 6;

    private final Lake lake;
    private final Contracts contracts;
    private final Ingest ingest;
    private final ForgottenPerson person;
    private final TracedPerson traced;
    private final PersonalHash hash;
    private final Progress progress;
    private final Map<String, Long> changed = new TreeMap<>();
    private final Map<String, Long> past = new TreeMap<>();
    private final Set<String> searched = new TreeSet<>();
    private final Set<String> touched = new TreeSet<>();

    TablesForgetting(
            Lake lake,
            Contracts contracts,
            Ingest ingest,
            ForgottenPerson person,
            TracedPerson traced,
            PersonalHash hash,
            Progress progress) {
        this.lake = lake.withOwnSession();
        this.contracts = contracts;
        this.ingest = ingest;
        this.person = person;
        this.traced = traced;
        this.hash = hash;
        this.progress = progress;
    }

    /** What was searched and changed. */
    List<ErasureCertificate.Table> told() {
        return searched.stream()
                .map(table -> new ErasureCertificate.Table(
                        table, changed.getOrDefault(table, 0L), past.getOrDefault(table, 0L)))
                .toList();
    }

    /** A file of a source that was rewritten, as the source reads it. */
    private record Read(ForgottenPeople.Rewritten rewritten, ReadPlan.PlannedFile planned) {}

    /** Brings the tables in line with the files that were rewritten. */
    void files(List<ForgottenPeople.Rewritten> rewritten) {
        if (rewritten.isEmpty()) {
            return;
        }
        try (Progress.Step step = progress.step("forget in tables")) {
            bySource(rewritten).forEach((source, files) -> {
                Contract contract = contracts.source(source);
                ReadPlan plan = ingest.plan(
                        lake, contract, files.stream().map(Read::planned).toList());
                renameInSilver(contract, files);
                silver(contract, plan.forSilver());
                quarantine(contract, plan, files);
                touched.add("quarantine/" + source);
            });
            for (String source : contracts.sourceNames()) {
                renameInQuarantine(contracts.source(source), rewritten);
            }
            ledger(rewritten);
            step.rows(rewritten.size());
        }
    }

    private Map<String, List<Read>> bySource(List<ForgottenPeople.Rewritten> rewritten) {
        Map<String, List<Read>> bySource = new LinkedHashMap<>();
        Bronze bronze = new Bronze(lake);
        List<LedgerEntry> entries = new Ledger(lake).entries();
        for (ForgottenPeople.Rewritten file : rewritten) {
            Set<String> read = new TreeSet<>();
            for (LedgerEntry entry : entries) {
                String name = bronze.path(entry.sha256(), entry.path()).getName();
                boolean ofFile = (name.equals(file.from()) || name.equals(file.to()))
                        && !entry.status().equals(LedgerEntry.JOINED)
                        && contracts.sourceNames().contains(entry.source());
                int delivery = Objects.requireNonNullElse(entry.delivery(), 0);
                if (ofFile && read.add(entry.source() + entry.path() + "\n" + entry.mapping() + "\n" + delivery)) {
                    ReadPlan.PlannedFile planned = planned(file, entry, delivery);
                    if (planned != null) {
                        bySource.computeIfAbsent(entry.source(), any -> new ArrayList<>())
                                .add(new Read(file, planned));
                    }
                }
            }
        }
        return bySource;
    }

    private ReadPlan.@Nullable PlannedFile planned(
            ForgottenPeople.Rewritten rewritten, LedgerEntry entry, int delivery) {
        Bronze.Archived archived = new Bronze.Archived(
                rewritten.sha256(), new Path(lake.bronze(), rewritten.to()).toString(), rewritten.bytes());
        LandedFile file = ingest.inspect(entry.path(), archived, entry.mapping());
        if (file.damage() != null) {
            return null;
        }
        Header header = ingest.header(contracts.source(entry.source()), file);
        RoaringBitmap lines = new RoaringBitmap();
        rewritten.lines().forEach(lines::add);
        return header.missing().isEmpty()
                ? new ReadPlan.PlannedFile(file, header, ingest.forms(file), lines, null, delivery)
                : null;
    }

    /** Silver names a file whose own name is not shown by what it is known by, which is another now. */
    private void renameInSilver(Contract contract, List<Read> files) {
        Path path = lake.silver(contract.source());
        if (!lake.hasTable(path)) {
            return;
        }
        Map<String, String> codes = new TreeMap<>();
        for (Read file : files) {
            if (FileNames.code(file.planned().file().shown()) != null) {
                codes.put(
                        FileNames.codeOf(file.rewritten().was()),
                        FileNames.codeOf(file.rewritten().sha256()));
            }
        }
        codes.forEach((was, is) -> {
            Column name = col(ReadPlan.FILE);
            String known = "@" + was + "(?=\\.|$)";
            if (!lake.read(path).filter(name.rlike(known)).isEmpty()) {
                lake.table(path)
                        .update(name.rlike(known), Map.of(ReadPlan.FILE, regexp_replace(name, known, "@" + is)));
            }
        });
    }

    private void silver(Contract contract, ReadPlan plan) {
        Path path = lake.silver(contract.source());
        if (!lake.hasTable(path)) {
            return;
        }
        List<String> there = List.of(lake.read(path).columns());
        List<String> told = Stream.of(CUSTOMER, UNIT)
                .filter(column -> PersonSearch.position(contract, column) >= 0 && there.contains(column))
                .toList();
        List<String> place = Stream.of(ReadPlan.FILE, ReadPlan.LINE, ReadPlan.DELIVERY)
                .filter(there::contains)
                .toList();
        String planName = LandingSource.newPlanName();
        try {
            List<Column> columns = new ArrayList<>();
            Stream.of(contract.key(), place, told, List.of(ReadPlan.HASH))
                    .flatMap(List::stream)
                    .distinct()
                    .forEach(column -> columns.add(col(column)));
            Dataset<Row> rows = LandingSource.rows(lake.spark(), plan, planName)
                    .filter(col(ReadPlan.RULE).isNull())
                    .select(columns.toArray(Column[]::new));
            List<Row> now = rows.collectAsList();
            if (now.isEmpty()) {
                return;
            }
            Dataset<Row> few = lake.spark().createDataFrame(now, rows.schema());
            Column same = Stream.concat(
                            contract.key().stream()
                                    .map(name -> col(THERE + name).equalTo(col(NOW + name))),
                            place.stream().map(name -> samePlace(name)))
                    .reduce(Column::and)
                    .orElseThrow();
            Column differs = Stream.concat(told.stream(), Stream.of(ReadPlan.HASH))
                    .map(name -> not(col(THERE + name).eqNullSafe(col(NOW + name))))
                    .reduce(Column::or)
                    .orElseThrow();
            closedEvents(contract, path, few, same);
            Map<String, Column> set = new HashMap<>();
            Stream.concat(told.stream(), Stream.of(ReadPlan.HASH)).forEach(name -> set.put(name, col(NOW + name)));
            long n = lake.read(path)
                    .as("there")
                    .join(few.as("now"), same.and(differs))
                    .count();
            if (n > 0) {
                lake.table(path)
                        .as("there")
                        .merge(few.as("now"), same.and(differs))
                        .whenMatched()
                        .update(set)
                        .execute();
                count("silver/" + contract.source(), n);
            }
        } finally {
            LandingSource.release(planName);
        }
    }

    private static Column not(Column condition) {
        return org.apache.spark.sql.functions.not(condition);
    }

    /** Where a row of a file stands among those that are read again. */
    private static String place(Row row) {
        return row.<Integer>getAs(ReadPlan.FILE_INDEX) + " " + row.<Integer>getAs(ReadPlan.LINE);
    }

    private static Column samePlace(String name) {
        Column one = col(THERE + name);
        Column other = col(NOW + name);
        return name.equals(ReadPlan.DELIVERY)
                ? coalesce(one, lit(0)).equalTo(coalesce(other, lit(0)))
                : one.equalTo(other);
    }

    /** Closed months know events by the code of what they said: a person who is forgotten is no change of theirs. */
    private void closedEvents(Contract contract, Path silver, Dataset<Row> now, Column same) {
        Path events = lake.ops(CLOSED_EVENTS);
        if (!lake.hasTable(events) || contract.key().size() != 1) {
            return;
        }
        Dataset<Row> codes = lake.read(silver)
                .as("there")
                .join(now.as("now"), same)
                .select(
                        col(THERE + contract.key().get(0)).as("id"),
                        col(THERE + ReadPlan.HASH).as(WAS),
                        col(NOW + ReadPlan.HASH).as("is"))
                .filter(col(WAS).notEqual(col("is")));
        List<Row> differing = codes.collectAsList();
        if (!differing.isEmpty()) {
            lake.table(events)
                    .as("there")
                    .merge(
                            lake.spark()
                                    .createDataFrame(differing, codes.schema())
                                    .as("now"),
                            col("there.source")
                                    .equalTo(contract.source())
                                    .and(col("there.event_id").equalTo(col("now.id")))
                                    .and(col("there.content").equalTo(col("now.was"))))
                    .whenMatched()
                    .update(Map.of("content", col("now.is")))
                    .execute();
        }
    }

    private void quarantine(Contract contract, ReadPlan plan, List<Read> files) {
        QuarantineTable quarantine = new QuarantineTable(lake, contract.source());
        if (!quarantine.exists()) {
            return;
        }
        Map<String, Row> refused = new HashMap<>();
        String planName = LandingSource.newPlanName();
        try {
            SourceLoad.judged(LandingSource.rows(lake.spark(), plan, planName), contract)
                    .filter(SourceLoad.isRefused())
                    .select(ReadPlan.FILE_INDEX, ReadPlan.LINE, ReadPlan.RULE, ReadPlan.REASON, ReadPlan.QUOTED)
                    .collectAsList()
                    .forEach(row -> refused.put(place(row), row));
        } finally {
            LandingSource.release(planName);
        }
        List<Row> now = new ArrayList<>();
        for (Row raw : RawLines.of(lake.spark(), plan).collectAsList()) {
            Read file = files.get(raw.<Integer>getAs(ReadPlan.FILE_INDEX));
            Row judged = refused.get(place(raw));
            now.add(RowFactory.create(
                    file.planned().file().name(),
                    raw.<Integer>getAs(ReadPlan.LINE),
                    file.rewritten().was(),
                    file.rewritten().sha256(),
                    raw.<String>getAs(RefusedRowsTable.RAW_TEXT),
                    judged == null ? null : judged.<String>getAs(ReadPlan.RULE),
                    judged == null ? null : judged.<String>getAs(ReadPlan.REASON),
                    judged == null ? null : judged.<String>getAs(ReadPlan.QUOTED)));
        }
        if (now.isEmpty()) {
            return;
        }
        StructType type = new StructType()
                .add(RefusedRowsTable.FILE, DataTypes.StringType)
                .add(RefusedRowsTable.LINE, DataTypes.IntegerType)
                .add(WAS, DataTypes.StringType)
                .add(RefusedRowsTable.SHA256, DataTypes.StringType)
                .add(RefusedRowsTable.RAW_TEXT, DataTypes.StringType)
                .add(RefusedRowsTable.RULE, DataTypes.StringType)
                .add(RefusedRowsTable.REASON, DataTypes.StringType)
                .add(RefusedRowsTable.QUOTED, DataTypes.StringType);
        Dataset<Row> rows = lake.spark().createDataFrame(now, type).dropDuplicates();
        Column same = col(THERE + RefusedRowsTable.FILE)
                .equalTo(col(NOW + RefusedRowsTable.FILE))
                .and(col(THERE + RefusedRowsTable.LINE).equalTo(col(NOW + RefusedRowsTable.LINE)))
                .and(col(THERE + RefusedRowsTable.SHA256).equalTo(col(NOW + WAS)));
        // What a contract says of a rule quotes nothing.
        Column reason = when(
                        col(THERE + RefusedRowsTable.RULE).equalTo(col(NOW + RefusedRowsTable.RULE)),
                        col(NOW + RefusedRowsTable.REASON))
                .when(
                        col(THERE + RefusedRowsTable.RULE).isin(quotesNothing(contract)),
                        col(THERE + RefusedRowsTable.REASON))
                .otherwise(lit(REASON));
        Column quoted = when(
                col(THERE + RefusedRowsTable.RULE).equalTo(col(NOW + RefusedRowsTable.RULE)),
                col(NOW + RefusedRowsTable.QUOTED));
        long n = lake.read(quarantine.path())
                .as("there")
                .join(rows.as("now"), same)
                .count();
        if (n > 0) {
            PlainStatistics.without(lake, () -> quarantine
                    .table()
                    .as("there")
                    .merge(rows.as("now"), same)
                    .whenMatched()
                    .update(Map.of(
                            RefusedRowsTable.RAW_TEXT,
                            col(NOW + RefusedRowsTable.RAW_TEXT),
                            RefusedRowsTable.REASON,
                            reason,
                            RefusedRowsTable.QUOTED,
                            quoted,
                            RefusedRowsTable.SHA256,
                            col(NOW + RefusedRowsTable.SHA256)))
                    .execute());
            count("quarantine/" + contract.source(), n);
        }
    }

    private static Object[] quotesNothing(Contract contract) {
        return contract.rules().stream().map(Rule::name).toArray();
    }

    /** Refused rows of rewritten files wait under what these are known by now. */
    private void renameInQuarantine(Contract contract, List<ForgottenPeople.Rewritten> rewritten) {
        QuarantineTable quarantine = new QuarantineTable(lake, contract.source());
        Object[] were = rewritten.stream()
                .map(ForgottenPeople.Rewritten::was)
                .distinct()
                .toArray();
        if (quarantine.exists()
                && !quarantine
                        .rows()
                        .filter(col(RefusedRowsTable.SHA256).isin(were))
                        .isEmpty()) {
            PlainStatistics.without(lake, () -> quarantine
                    .table()
                    .as("there")
                    .merge(
                            names(rewritten).as("now"),
                            col(THERE + RefusedRowsTable.SHA256).equalTo(col(NOW + WAS)))
                    .whenMatched()
                    .update(Map.of(RefusedRowsTable.SHA256, col(NOW + RefusedRowsTable.SHA256)))
                    .execute());
        }
        new JudgedBy(lake, contract)
                .rename(rewritten.stream()
                        .collect(Collectors.toMap(
                                ForgottenPeople.Rewritten::was,
                                ForgottenPeople.Rewritten::sha256,
                                (one, other) -> one)));
    }

    /** Each file once: copies of it under other endings are rewritten to the same. */
    private Dataset<Row> names(List<ForgottenPeople.Rewritten> rewritten) {
        Map<String, Row> rows = new TreeMap<>();
        rewritten.forEach(file ->
                rows.putIfAbsent(file.was(), RowFactory.create(file.was(), file.sha256(), file.bytes(), note(file))));
        StructType type = new StructType()
                .add(WAS, DataTypes.StringType)
                .add(RefusedRowsTable.SHA256, DataTypes.StringType)
                .add(LedgerTable.BYTES, DataTypes.LongType)
                .add(NOTE, DataTypes.StringType);
        return lake.spark().createDataFrame(List.copyOf(rows.values()), type);
    }

    /** What the ledger tells of a file that was rewritten. */
    static String note(ForgottenPeople.Rewritten file) {
        return "rewritten by erasure " + file.erasure() + ", which changed "
                + file.lines().size() + (file.lines().size() == 1 ? " row" : " rows");
    }

    private void ledger(List<ForgottenPeople.Rewritten> rewritten) {
        Ledger ledger = new Ledger(lake);
        Map<String, Column> set = new HashMap<>(Map.of(
                LedgerTable.SHA256, col(NOW + LedgerTable.SHA256),
                LedgerTable.BYTES, col(NOW + LedgerTable.BYTES)));
        if (List.of(lake.read(ledger.path()).columns()).contains(LedgerTable.READ_AS)) {
            set.put(LedgerTable.READ_AS, concat_ws("; ", col(THERE + LedgerTable.READ_AS), col(NOW + NOTE)));
        }
        Dataset<Row> names = names(rewritten);
        long n = lake.read(ledger.path())
                .as("there")
                .join(names.as("now"), col(THERE + LedgerTable.SHA256).equalTo(col(NOW + WAS)))
                .count();
        if (n > 0) {
            lake.table(ledger.path())
                    .as("there")
                    .merge(names.as("now"), col(THERE + LedgerTable.SHA256).equalTo(col(NOW + WAS)))
                    .whenMatched()
                    .update(set)
                    .execute();
            count("ops/ledger", n);
        }
    }

    /** Takes out of the tables what no file of bronze stands for any more, and what may repeat the number. */
    void rows() {
        try (Progress.Step step = progress.step("search tables")) {
            for (String source : contracts.sourceNames()) {
                silverRows(contracts.source(source));
                quarantineRows(source);
            }
            for (String layer : List.of("gold", "ops", "ops/derived")) {
                for (String name : lake.list(lake.at(layer))) {
                    if (!name.equals(Tables.LEASE) && lake.hasTable(lake.at(layer, name))) {
                        texts(layer + "/" + name);
                    }
                }
            }
            step.rows(searched.size());
        }
    }

    private void silverRows(Contract contract) {
        Path path = lake.silver(contract.source());
        if (!lake.hasTable(path)) {
            return;
        }
        String table = "silver/" + contract.source();
        searched.add(table);
        List<String> there = List.of(lake.read(path).columns());
        Column reached = contract.month() == null
                ? lit(true)
                : coalesce(to_date(col(contract.month())).leq(lit(Date.valueOf(person.lastDay()))), lit(true));
        if (there.contains(CUSTOMER) && PersonSearch.position(contract, CUSTOMER) >= 0) {
            replace(
                    table,
                    CUSTOMER,
                    col(CUSTOMER).equalTo(person.customer()).and(reached),
                    hash.of(person.mark()).toString());
        }
        if (traced.serial() != null && there.contains(UNIT)) {
            replace(table, UNIT, col(UNIT).equalTo(traced.serial()).and(reached), String.valueOf(person.serialMark()));
        }
    }

    private void replace(String table, String column, Column which, String mark) {
        Path path = lake.at(table);
        long n = lake.read(path).filter(which).count();
        if (n > 0) {
            lake.table(path).update(which, Map.of(column, lit(mark)));
            count(table, n);
        }
    }

    private void quarantineRows(String source) {
        QuarantineTable quarantine = new QuarantineTable(lake, source);
        if (!quarantine.exists()) {
            return;
        }
        String table = "quarantine/" + source;
        searched.add(table);
        Column inText = coalesce(col(RefusedRowsTable.RAW_TEXT).rlike(traced.pattern()), lit(false));
        Column inReason = coalesce(col(RefusedRowsTable.REASON).rlike(traced.pattern()), lit(false));
        Column inQuoted = coalesce(col(RefusedRowsTable.QUOTED).rlike(traced.pattern()), lit(false));
        // Of a file that is in bronze, a row that still names the person is of somebody else and after the last day.
        Column gone = not(col(RefusedRowsTable.SHA256).isin(inBronze()));
        Column which = inText.or(inReason).or(inQuoted).and(gone);
        long n = quarantine.empty(which, Map.of(RefusedRowsTable.REASON, lit(REASON)));
        if (n > 0) {
            count(table, n);
        }
    }

    private Object[] inBronze() {
        return lake.list(lake.bronze()).stream()
                .map(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
                .toArray();
    }

    /** Texts of other tables: none should name anybody, and what does is marked all the same. */
    private void texts(String table) {
        searched.add(table);
        Path path = lake.at(table);
        Dataset<Row> rows = lake.read(path);
        String pattern = person.customer()
                + (isDistinct(traced.customer()) ? "|" + TracedPerson.word(String.valueOf(traced.customer())) : "")
                + (isDistinct(traced.serial()) ? "|" + TracedPerson.word(String.valueOf(traced.serial())) : "");
        Map<String, Column> set = new HashMap<>();
        Column any = lit(false);
        for (StructField field : rows.schema().fields()) {
            // By its path a file is known in all books; the certificate tells of one that names somebody.
            if (field.dataType() instanceof StringType && !PLACES.contains(field.name())) {
                Column text = col("`" + field.name() + "`");
                any = any.or(coalesce(text.rlike(pattern), lit(false)));
                set.put("`" + field.name() + "`", regexp_replace(text, lit(pattern), lit(person.mark())));
            }
        }
        long n = set.isEmpty() ? 0 : rows.filter(any).count();
        if (n > 0) {
            lake.table(path).update(any, set);
            count(table, n);
        }
    }

    private static boolean isDistinct(@Nullable String number) {
        return number != null
                && number.length() >= FEWEST_CHARACTERS
                && number.chars().anyMatch(Character::isLetter)
                && number.chars().anyMatch(Character::isDigit);
    }

    /** Removes for good what the tables were before, in files and logs. */
    void removePast() {
        Set<String> tables = new TreeSet<>(changed.keySet());
        tables.addAll(touched);
        for (String source : contracts.sourceNames()) {
            Contract contract = contracts.source(source);
            if (PersonSearch.position(contract, CUSTOMER) >= 0 || PersonSearch.position(contract, UNIT) >= 0) {
                tables.add("silver/" + source);
            }
            if (PersonSearch.tellsOfPeople(contract)) {
                tables.add("quarantine/" + source);
            }
        }
        tables.removeIf(table -> !lake.hasTable(lake.at(table)));
        PastVersions versions = new PastVersions(lake);
        for (String table : tables) {
            try (Progress.Step step = progress.step("remove the past of " + table)) {
                long upTo = versions.remove(lake.at(table));
                past.put(table, upTo);
                step.detail("versions up to " + upTo);
            }
        }
    }

    private void count(String table, long rows) {
        searched.add(table);
        changed.merge(table, rows, Long::sum);
    }
}
