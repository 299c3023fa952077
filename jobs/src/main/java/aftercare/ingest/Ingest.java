package aftercare.ingest;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ParallelTasks;
import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import aftercare.lake.Deliveries;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.lake.PrivateFiles;
import aftercare.lake.StoredColumns;
import aftercare.lake.TableCache;
import aftercare.lake.TableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads an input folder into the lake: landing files to bronze, their rows to silver or quarantine, one ledger entry
 * per file and source.
 *
 * <p>Run it while holding the lake's lease. Killed anywhere and started again it ends in the same tables: bronze is
 * named by content, a load is written down before it touches silver and finished first the next time, and every write
 * has a name that Delta takes once.
 */
public final class Ingest {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final int SOURCES_AT_ONCE = 3;

    private final Lake lake;
    private final Contracts contracts;
    private final Progress progress;
    private final Journal journal;
    private final Ledger ledger;
    private final Bronze bronze;
    private final Mappings mappings;
    private final JoinedFiles joined;
    private final Timestamp now;
    private final byte[] personalKey;
    private final Optional<TableCache> loaded;

    /**
     * What a load did.
     *
     * @param entries one per file and source
     * @param alreadyLoaded files that were known and changed nothing
     * @param failure why files were not taken; null when all were
     */
    public record Report(
            List<LedgerEntry> entries,
            int alreadyLoaded,
            @Nullable AftercareException failure) {}

    public Ingest(Lake lake, Contracts contracts, Progress progress, Timestamp now) {
        this(lake, contracts, progress, now, Optional.empty());
    }

    /**
     * @param loaded keeps tables of silver that are small and new, for whoever reads them next; empty when nobody does
     */
    public Ingest(Lake lake, Contracts contracts, Progress progress, Timestamp now, Optional<TableCache> loaded) {
        this.loaded = loaded;
        this.lake = lake;
        this.contracts = contracts;
        this.progress = progress;
        this.journal = new Journal(lake);
        this.ledger = new Ledger(lake);
        this.bronze = new Bronze(lake);
        this.mappings = new Mappings(lake, contracts);
        this.joined = new JoinedFiles(lake, mappings);
        this.now = now;
        this.personalKey = lake.personalKey();
        PrivateFiles.closeIfOpen(lake, lake.bronze());
        PrivateFiles.closeIfOpen(lake, lake.at("quarantine"));
    }

    /**
     * Loads what is new below a folder.
     *
     * @param input the folder
     * @param mappingFiles how foreign exports become our sources
     * @param maxRejectShare the share of refused rows above which a file is refused whole, where its contract names
     *     none
     * @param runId the name of this run
     */
    public Report load(Path input, List<Path> mappingFiles, double maxRejectShare, String runId) {
        Finished recovered = finishPending();
        List<Landing.MappingFile> stated = mappings.archived(mappingFiles);
        List<Landing.Arrival> arrivals = new ArrayList<>(Landing.arrivals(input, contracts, stated, progress));
        Deliveries before = ledger.deliveries();
        List<LedgerEntry> joined;
        Archive archive;
        Map<String, List<LandedFile>> bySource;
        try (ArrivingPeople people = new ArrivingPeople(lake, contracts, this, personalKey, runId)) {
            joined = this.joined.take(input, stated, runId, now, progress, people);
            archive = new Archive(before, people);
            bySource = bySource(input, stated, arrivals, archive);
        }
        if (archive.alreadyLoaded > 0) {
            progress.note(
                    archive.alreadyLoaded + " of " + archive.files + " files were loaded before and change nothing");
        }
        if (bySource.isEmpty()) {
            return new Report(joined, archive.alreadyLoaded, recovered.failure());
        }
        Finished finished = begin(bySource, maxRejectShare, runId, before, null);
        return new Report(
                Stream.concat(joined.stream(), finished.entries().stream()).toList(),
                archive.alreadyLoaded,
                recovered.and(finished).failure());
    }

    private Map<String, List<LandedFile>> bySource(
            Path input, List<Landing.MappingFile> stated, List<Landing.Arrival> arrivals, Archive archive) {
        try (ReadDatabases databases = new ReadDatabases(lake, stated, progress);
                ReadQueries queries = ReadQueries.ofLake(lake, contracts, joined, input, stated, progress)) {
            arrivals.addAll(databases.arrivals());
            arrivals.addAll(queries.arrivals());
            Map<String, List<LandedFile>> bySource = archive.bySource(arrivals);
            queries.refused().forEach((source, files) -> bySource.computeIfAbsent(source, any -> new ArrayList<>())
                    .addAll(files));
            return bySource;
        }
    }

    /**
     * Loads files that lie in bronze already, as a run did before.
     *
     * @param refused the files that it refused whole, each as {@link #place} with the reason
     */
    void loadAgain(Map<String, List<LandedFile>> bySource, Map<String, String> refused, String runId) {
        begin(bySource, 1, runId, ledger.deliveries(), refused);
    }

    /** A file of a source. */
    static String place(String source, String path) {
        return source + "/" + path;
    }

    private Finished begin(
            Map<String, List<LandedFile>> bySource,
            double maxRejectShare,
            String runId,
            Deliveries before,
            @Nullable Map<String, String> settled) {
        LOG.info("run {} loads {}", runId, bySource.keySet());
        bySource.keySet().forEach(this::requireReady);
        Journal.Load load = new Journal.Load(runId, maxRejectShare, batches(bySource, before));
        journal.begin(load);
        return finish(load, bySource, before, settled);
    }

    /**
     * Looks whether silver can take rows of a source, before anything of it is written.
     *
     * @throws AftercareException AFC-2081 when a file of it is missing, AFC-2084 when a column has another type
     */
    void requireReady(String source) {
        TableFiles.requireAll(lake, lake.silver(source));
        if (contracts.sourceNames().contains(source)) {
            StoredColumns stored = StoredColumns.of(lake, source);
            StructType wanted = contracts.source(source).silverType();
            stored.requireTypes(wanted);
            List<String> missing = stored.missing(wanted);
            if (!missing.isEmpty()) {
                progress.warn(IngestErrors.columnsAdded(source, missing));
            }
        }
    }

    /**
     * Finishes loads that a killed run left behind.
     *
     * @return why files of them were not taken; empty when all were
     */
    public Optional<AftercareException> recover() {
        return Optional.ofNullable(finishPending().failure());
    }

    private Finished finishPending() {
        bronze.tidy();
        journal.tidy();
        Finished all = Finished.NOTHING;
        for (Journal.Load load : journal.pending(progress)) {
            progress.note("finishing the load of run " + load.runId() + ", which did not end");
            load.batches().forEach(batch -> requireReady(batch.source()));
            Map<String, List<LandedFile>> bySource = new LinkedHashMap<>();
            List<Journal.Batch> batches = new ArrayList<>();
            for (Journal.Batch batch : load.batches()) {
                Optional<String> hindrance = hindrance(batch);
                if (hindrance.isPresent()) {
                    journal.setAside(load, batch, hindrance.get(), progress);
                } else {
                    batches.add(batch);
                    bySource.put(
                            batch.source(),
                            batch.files().stream().map(this::pending).toList());
                }
            }
            Journal.Load possible = new Journal.Load(load.runId(), load.maxRejectShare(), batches);
            all = all.and(finish(possible, bySource, ledger.deliveries(), null));
        }
        return all;
    }

    /** Why the files of a source cannot be loaded as they were to be. */
    private Optional<String> hindrance(Journal.Batch batch) {
        if (!contracts.sourceNames().contains(batch.source())) {
            return Optional.of("there is no source " + batch.source() + " any more");
        }
        try {
            batch.files().stream()
                    .map(Journal.Item::mapping)
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(mappings::named);
            return Optional.empty();
        } catch (AftercareException unusable) {
            return Optional.of("the mapping of its files cannot be used ("
                    + unusable.code().code() + ")");
        }
    }

    private LandedFile pending(Journal.Item item) {
        if (item.unopened() != null) {
            return LandedFile.unreadable(item.name(), "", item.mapping(), new IOException(item.unopened()))
                    .damaged(LandedFile.Damage.Kind.UNREADABLE, item.unopened());
        }
        String bytes = new org.apache.hadoop.fs.Path(lake.bronze(), item.nameInBronze()).toString();
        return inspect(item.name(), new Bronze.Archived(item.sha256(), bytes, item.bytes()), item.mapping());
    }

    private List<Journal.Batch> batches(Map<String, List<LandedFile>> bySource, Deliveries before) {
        List<Journal.Batch> batches = new ArrayList<>();
        bySource.forEach((source, files) -> batches.add(new Journal.Batch(
                source,
                lake.version(lake.silver(source)),
                files.stream().map(file -> item(source, file, before)).toList())));
        return batches;
    }

    private static Journal.Item item(String source, LandedFile file, Deliveries before) {
        boolean withoutBytes = file.sha256().startsWith(LandedFile.WITHOUT_BYTES);
        return new Journal.Item(
                file.name(),
                file.sha256(),
                withoutBytes ? "" : new org.apache.hadoop.fs.Path(file.path()).getName(),
                file.bytes(),
                file.mapping(),
                before.number(source, file.name(), file.sha256()),
                withoutBytes && file.damage() != null ? file.damage().reason() : null);
    }

    /**
     * What came of a load.
     *
     * @param entries one per file and source
     * @param problems why files were not taken
     * @param code the code of the first problem; null for none
     */
    private record Finished(
            List<LedgerEntry> entries,
            List<String> problems,
            @Nullable ErrorCode code) {
        static final Finished NOTHING = new Finished(List.of(), List.of(), null);

        Finished and(Finished later) {
            return new Finished(
                    Stream.concat(entries.stream(), later.entries.stream()).toList(),
                    Stream.concat(problems.stream(), later.problems.stream()).toList(),
                    code == null ? later.code : code);
        }

        @Nullable
        AftercareException failure() {
            return code == null ? null : IngestErrors.filesNotTaken(problems, code);
        }
    }

    private Finished finish(
            Journal.Load load,
            Map<String, List<LandedFile>> bySource,
            Deliveries before,
            @Nullable Map<String, String> settled) {
        tellNotes(bySource);
        Map<String, String> together = settled == null ? refusedTogether(load, bySource) : Map.of();
        List<Finished> outcomes = ParallelTasks.each(
                SOURCES_AT_ONCE,
                load.batches(),
                batch -> "ingest " + batch.source(),
                batch -> load(
                        load,
                        batch,
                        Objects.requireNonNull(bySource.get(batch.source()), "a batch has files"),
                        before,
                        bySource,
                        new SourceLoad.Decided(
                                settled == null ? null : ofSource(batch.source(), settled),
                                ofSource(batch.source(), together))));
        Finished all = outcomes.stream().reduce(Finished.NOTHING, Finished::and);
        tellWhatWasTaken(all.entries());
        List<LedgerEntry> news =
                all.entries().stream().filter(entry -> isNews(entry, before)).toList();
        ledger.append(load.runId(), news);
        journal.end(load);
        return all;
    }

    private static Map<String, String> ofSource(String source, Map<String, String> byPlace) {
        Map<String, String> byPath = new HashMap<>();
        byPlace.forEach((place, reason) -> {
            if (place.startsWith(source + "/")) {
                byPath.put(place.substring(source.length() + 1), reason);
            }
        });
        return byPath;
    }

    /** A file that is refused again for the same reason is told again, but not written again. */
    private static boolean isNews(LedgerEntry entry, Deliveries before) {
        return !entry.status().equals(before.status(entry.source(), entry.path(), entry.sha256()));
    }

    /** Says how files were understood, where that had to be found out. */
    private void tellNotes(Map<String, List<LandedFile>> bySource) {
        Set<String> told = new HashSet<>();
        bySource.values().forEach(files -> files.stream()
                .filter(file -> told.add(file.name()))
                .forEach(file -> file.notes().forEach(note -> progress.warn(file.shown() + ": " + note))));
    }

    /** Says of files that several sources read, and not all could take, as what they were taken. */
    private void tellWhatWasTaken(List<LedgerEntry> entries) {
        Map<String, List<LedgerEntry>> byPath = new LinkedHashMap<>();
        entries.forEach(entry ->
                byPath.computeIfAbsent(entry.path(), any -> new ArrayList<>()).add(entry));
        byPath.forEach((path, ofPath) -> {
            if (ofPath.size() > 1
                    && ofPath.stream().anyMatch(entry -> !entry.status().equals(LedgerEntry.LOADED))) {
                progress.warn(ofPath.get(0).shown() + ": "
                        + ofPath.stream().map(Ingest::taken).collect(java.util.stream.Collectors.joining("; ")));
            }
        });
    }

    private static String taken(LedgerEntry entry) {
        long data = entry.read() - entry.skipped();
        return entry.status().equals(LedgerEntry.LOADED)
                ? String.format(
                        Locale.ROOT,
                        "as %s %,d of %,d rows are taken",
                        entry.source(),
                        data - entry.quarantined(),
                        data)
                : "as " + entry.source() + " nothing is taken";
    }

    /**
     * Which files are refused as one source, because they are as another one and their mapping wants them taken as a
     * whole or not at all: each as {@link #place} with the reason.
     */
    private Map<String, String> refusedTogether(Journal.Load load, Map<String, List<LandedFile>> bySource) {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        bySource.forEach(
                (source, files) -> files.stream().filter(this::refusesFile).forEach(file -> sources.computeIfAbsent(
                                file.name(), any -> new ArrayList<>())
                        .add(source)));
        sources.values().removeIf(ofFile -> ofFile.size() < 2);
        Map<String, String> together = new HashMap<>();
        Map<String, String> shown = new HashMap<>();
        bySource.values().forEach(files -> files.forEach(file -> shown.put(file.name(), file.shown())));
        bySource.forEach((source, files) -> {
            List<LandedFile> shared = files.stream()
                    .filter(file -> refusesFile(file) && sources.containsKey(file.name()))
                    .toList();
            refusals(load, source, shared)
                    .forEach((path, why) -> Objects.requireNonNull(sources.get(path), "it has several").stream()
                            .filter(waiting -> !waiting.equals(source))
                            .forEach(waiting -> together.putIfAbsent(
                                    place(waiting, path),
                                    IngestErrors.refusedTogether(
                                            Objects.requireNonNull(shown.get(path), "it is one of them"),
                                            waiting,
                                            source,
                                            why))));
        });
        return together;
    }

    private boolean refusesFile(LandedFile file) {
        return file.mapping() != null && mappings.named(file.mapping()).refuse().equals(Mapping.FILE);
    }

    /** The files that a source by itself refuses, each with the reason. */
    private Map<String, String> refusals(Journal.Load load, String source, List<LandedFile> files) {
        Contract contract = contracts.source(source);
        Map<String, String> refusals = new HashMap<>();
        List<ReadPlan.PlannedFile> readable = new ArrayList<>();
        for (LandedFile file : files) {
            Header header = file.damage() == null ? header(contract, file) : null;
            LandedFile.Damage damage = headerChecked(file, header).damage();
            if (damage != null || header == null) {
                refusals.put(file.name(), damage == null ? "" : damage.reason());
            } else {
                readable.add(new ReadPlan.PlannedFile(file, header, forms(file), null, null));
            }
        }
        if (!readable.isEmpty()) {
            Lake own = lake.withOwnSession();
            refusals.putAll(new SourceLoad(
                            own, contract, load.runId(), load.maxRejectShare(), now, Optional.empty(), Deliveries.NONE)
                    .wouldRefuse(plan(own, contract, readable)));
        }
        return refusals;
    }

    private Finished load(
            Journal.Load load,
            Journal.Batch batch,
            List<LandedFile> files,
            Deliveries before,
            Map<String, List<LandedFile>> bySource,
            SourceLoad.Decided decided) {
        Contract contract = contracts.source(batch.source());
        Lake own = lake.withSessionFor(
                files.stream().mapToLong(LandedFile::textBytes).sum() + lake.size(lake.silver(batch.source())));
        SourceLoad sourceLoad = new SourceLoad(own, contract, load.runId(), load.maxRejectShare(), now, loaded, before);
        List<LedgerEntry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        ErrorCode code = null;
        try (Progress.Step step = progress.step("ingest " + batch.source())) {
            List<ReadPlan.PlannedFile> readable = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                LandedFile landed = files.get(i);
                int delivery = delivery(batch, i, before);
                Header header = landed.damage() == null ? header(contract, landed) : null;
                LandedFile file = headerChecked(landed, header);
                LandedFile.Damage damage = file.damage();
                if (damage != null) {
                    boolean first = !before.met(batch.source(), file.sha256());
                    entries.add(sourceLoad.unreadable(file, damage, delivery, first));
                    problems.add(file.shown() + ": " + damage.reason() + ".");
                    LOG.info("{} is not taken: {}", file.shown(), damage.kind());
                    code = code == null ? IngestErrors.codeOf(damage.kind()) : code;
                } else {
                    Header read = Objects.requireNonNull(header, "only of a damaged file the header is not read");
                    warnOfUnknown(contract, file, read);
                    readable.add(new ReadPlan.PlannedFile(file, read, forms(file), null, null, delivery));
                }
            }
            if (readable.isEmpty()) {
                sourceLoad.setAside();
            } else {
                new QuarantineTable(own, batch.source()).forget(metBefore(batch, readable, before), load.runId());
                SourceLoad.Outcome outcome = sourceLoad.load(
                        plan(own, contract, readable),
                        batch.silverVersion(),
                        decided,
                        facts(own, contract, readable, bySource));
                outcome.findings().forEach(progress::warn);
                noteJudgement(own, contract, readable, outcome);
                entries.addAll(outcome.entries());
                problems.addAll(outcome.problems());
                code = code == null && !outcome.problems().isEmpty() ? ErrorCode.TOO_MUCH_REFUSED : code;
            }
            tell(step, entries);
        }
        return new Finished(entries, problems, code);
    }

    /** Journals of older versions do not say which delivery of its path a file is. */
    private static int delivery(Journal.Batch batch, int file, Deliveries before) {
        Journal.Item item = batch.files().get(file);
        return item.delivery() == null ? before.number(batch.source(), item.name(), item.sha256()) : item.delivery();
    }

    private static void noteJudgement(
            Lake lake, Contract contract, List<ReadPlan.PlannedFile> files, SourceLoad.Outcome outcome) {
        List<LandedFile> withRefused = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (!outcome.stillRefused().get(i).isEmpty()) {
                withRefused.add(files.get(i).file());
            }
        }
        if (!withRefused.isEmpty()) {
            new JudgedBy(lake, contract).note(withRefused, null);
        }
    }

    /** The files that were read before, whatever became of them. */
    private static List<String> metBefore(Journal.Batch batch, List<ReadPlan.PlannedFile> files, Deliveries before) {
        return files.stream()
                .map(planned -> planned.file().sha256())
                .filter(sha256 -> before.met(batch.source(), sha256))
                .toList();
    }

    private static LandedFile headerChecked(LandedFile file, @Nullable Header header) {
        if (header == null || header.missing().isEmpty()) {
            return file;
        }
        return file.damaged(
                LandedFile.Damage.Kind.HEADER,
                header.lacks(file.header()),
                Headings.quoted(file.header(), header.wanted()));
    }

    private void warnOfUnknown(Contract contract, LandedFile file, Header header) {
        if (!header.unknown().isEmpty()) {
            progress.warn(file.shown() + ": nothing takes " + Headings.columns(header.unknown()) + "; kept out"
                    + Headings.meant(file.header(), header.unknown(), contract));
        }
    }

    private static void tell(Progress.Step step, List<LedgerEntry> entries) {
        long read = entries.stream().mapToLong(LedgerEntry::read).sum();
        step.rows(read);
        step.detail(String.format(
                Locale.ROOT,
                "%,d read, %,d accepted, %,d unchanged, %,d superseded, %,d refused, %,d skipped",
                read,
                entries.stream().mapToLong(LedgerEntry::accepted).sum(),
                entries.stream().mapToLong(LedgerEntry::unchanged).sum(),
                entries.stream().mapToLong(LedgerEntry::superseded).sum(),
                entries.stream().mapToLong(LedgerEntry::quarantined).sum(),
                entries.stream().mapToLong(LedgerEntry::skipped).sum()));
    }

    JoinedFiles joined() {
        return joined;
    }

    Mappings mappings() {
        return mappings;
    }

    Bronze bronze() {
        return bronze;
    }

    ReadPlan plan(Lake own, Contract contract, List<ReadPlan.PlannedFile> files) {
        return new ReadPlan(contract, own.zone(), personalKey, files, new SerializableConfiguration(own.hadoop()));
    }

    /**
     * The facts on whose lines rows of reference data stand.
     *
     * @param files the files of the reference data
     * @param bySource what is loaded together with them
     */
    DerivedRows.Facts facts(
            Lake own, Contract contract, List<ReadPlan.PlannedFile> files, Map<String, List<LandedFile>> bySource) {
        if (!DerivedRows.mayBe(contract)) {
            return DerivedRows.Facts.NONE;
        }
        List<ReadPlan> plans = new ArrayList<>();
        Set<String> growing = new HashSet<>();
        for (String source : contracts.sourceNames()) {
            Contract ofFacts = contracts.source(source);
            List<ReadPlan.PlannedFile> read = ofFacts.month() == null
                    ? List.of()
                    : files.stream()
                            .flatMap(file -> readAlsoAs(ofFacts, file, bySource.getOrDefault(source, List.of())))
                            .toList();
            if (!read.isEmpty()) {
                plans.add(plan(own, ofFacts, read));
            }
        }
        for (ReadPlan.PlannedFile file : files) {
            String mapping = file.file().mapping();
            Mapping.Database database =
                    mapping == null ? null : mappings.named(mapping).match().database();
            if (database != null && database.since() != null) {
                growing.add(file.file().name());
            }
        }
        return new DerivedRows.Facts(plans, growing);
    }

    /** A file as another source reads it: under the same mapping, or one that reads it in the same load. */
    private Stream<ReadPlan.PlannedFile> readAlsoAs(
            Contract other, ReadPlan.PlannedFile planned, List<LandedFile> loadedAsOther) {
        LandedFile file = planned.file();
        if (file.mapping() == null) {
            return Stream.empty();
        }
        LandedFile also = feeds(file.mapping(), other)
                ? file
                : loadedAsOther.stream()
                        .filter(candidate -> candidate.name().equals(file.name())
                                && candidate.mapping() != null
                                && candidate.damage() == null
                                && feeds(candidate.mapping(), other))
                        .findFirst()
                        .orElse(null);
        if (also == null) {
            return Stream.empty();
        }
        Header header = header(other, also);
        return header.missing().isEmpty()
                ? Stream.of(new ReadPlan.PlannedFile(
                        also, header, forms(also), planned.only(), planned.skip(), planned.delivery()))
                : Stream.empty();
    }

    private boolean feeds(String mapping, Contract source) {
        Mapping stated = mappings.named(mapping);
        return stated.into().containsKey(source.source()) && stated.query(source.source()) == null;
    }

    Header header(Contract contract, LandedFile file) {
        return file.mapping() == null ? Header.own(contract, file.header()) : header(contract, file, file.mapping());
    }

    private Header header(Contract contract, LandedFile file, String mapping) {
        return Header.mapped(
                contract,
                mappings.named(mapping),
                file.header(),
                mappings.expressions(mapping, contract.source()),
                lookup -> joined.table(mapping, contract.source(), lookup));
    }

    TextForms forms(LandedFile file) {
        return file.mapping() == null
                ? TextForms.UNSTATED
                : TextForms.of(mappings.named(file.mapping()).format());
    }

    LandedFile inspect(String name, Bronze.Archived archived, @Nullable String mapping) {
        Mapping stated = mapping == null ? null : mappings.named(mapping);
        String folder = name.substring(0, Math.max(0, name.indexOf('/')));
        List<Contract> sources =
                contracts.sourceNames().contains(folder) ? List.of(contracts.source(folder)) : List.of();
        return new FileInspection(lake.hadoop(), FileInspection.PART_BYTES)
                .inspect(name, archived, stated == null ? null : stated.written(), mapping, Wanted.of(sources, stated));
    }

    /** Brings arrivals into bronze. */
    private final class Archive {
        private final Deliveries before;
        private final ArrivingPeople people;
        private int files;
        private int alreadyLoaded;

        Archive(Deliveries before, ArrivingPeople people) {
            this.before = before;
            this.people = people;
        }

        /** The new files of each source, in the order of their names. */
        Map<String, List<LandedFile>> bySource(List<Landing.Arrival> arrivals) {
            if (arrivals.isEmpty()) {
                return new LinkedHashMap<>();
            }
            Map<Landing.Arrival, LandedFile> landed = new ConcurrentHashMap<>();
            try (Progress.Step step = progress.step("archive")) {
                people.look(arrivals, before);
                AtomicInteger number = new AtomicInteger();
                ParallelTasks.each(
                        Runtime.getRuntime().availableProcessors(),
                        arrivals,
                        any -> "archive file " + number.incrementAndGet(),
                        arrival -> {
                            LandedFile file = land(arrival);
                            return file == null ? null : landed.put(arrival, file);
                        });
                step.detail(String.format(
                        Locale.ROOT,
                        "%,d files, %,d MB",
                        landed.size(),
                        landed.values().stream().mapToLong(LandedFile::bytes).sum() >> 20));
            }
            Map<String, List<LandedFile>> bySource = new LinkedHashMap<>();
            Set<String> all = new HashSet<>();
            Set<String> fresh = new HashSet<>();
            Set<String> taken = new HashSet<>();
            for (Landing.Arrival arrival : arrivals) {
                all.add(arrival.name());
                LandedFile file = landed.get(arrival);
                for (String source : arrival.sources()) {
                    if (file != null && isNew(source, file, taken)) {
                        bySource.computeIfAbsent(source, any -> new ArrayList<>())
                                .add(file);
                        fresh.add(arrival.name());
                    }
                }
            }
            files = all.size();
            alreadyLoaded = all.size() - fresh.size();
            return bySource;
        }

        /** Whether a file says something new, also beside those of this run that are taken already. */
        private boolean isNew(String source, LandedFile file, Set<String> taken) {
            return !before.changesNothing(source, file.name(), file.sha256())
                    && (taken.add(source + "/" + file.sha256()) || before.lastLoaded(source, file.name()) != null);
        }

        private @Nullable LandedFile land(Landing.Arrival arrival) {
            String mapping =
                    arrival.mapping() == null ? null : arrival.mapping().name();
            try {
                if (!before.isEmpty() && changesNothing(arrival, people.sha256(arrival.file()))) {
                    return null;
                }
                return inspect(arrival.name(), bronze.archive(people.file(arrival.file())), mapping);
            } catch (IOException unreadable) {
                if (!Files.isReadable(arrival.file())) {
                    return LandedFile.unreadable(
                            arrival.name(), LandedFile.location(arrival.file()), mapping, unreadable);
                }
                throw new java.io.UncheckedIOException(unreadable);
            }
        }

        private boolean changesNothing(Landing.Arrival arrival, String sha256) {
            return arrival.sources().stream().allMatch(source -> before.changesNothing(source, arrival.name(), sha256));
        }
    }
}
