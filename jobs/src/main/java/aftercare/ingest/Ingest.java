package aftercare.ingest;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ParallelTasks;
import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.lake.TableCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
    }

    /**
     * Loads what is new below a folder.
     *
     * @param input the folder
     * @param mappingFiles how foreign exports become our sources
     * @param maxRejectShare the share of refused rows above which a file is refused whole
     * @param runId the name of this run
     */
    public Report load(Path input, List<Path> mappingFiles, double maxRejectShare, String runId) {
        recover();
        List<Landing.MappingFile> stated = mappings.archived(mappingFiles);
        List<Landing.Arrival> arrivals = Landing.arrivals(input, contracts, stated, progress);
        Map<String, String> known = ledger.known();
        Archive archive = new Archive(known);
        Map<String, List<LandedFile>> bySource = archive.bySource(arrivals);
        if (archive.alreadyLoaded > 0) {
            progress.note(
                    archive.alreadyLoaded + " of " + arrivals.size() + " files were loaded before and change nothing");
        }
        List<LedgerEntry> joined = this.joined.take(input, stated, runId, now);
        if (bySource.isEmpty()) {
            return new Report(joined, archive.alreadyLoaded, null);
        }
        Report report = loadArchived(bySource, maxRejectShare, runId, known);
        return new Report(
                Stream.concat(joined.stream(), report.entries().stream()).toList(),
                archive.alreadyLoaded,
                report.failure());
    }

    /**
     * Loads files that lie in bronze already.
     *
     * @param known what the ledger knows of files, see {@link Ledger#known()}
     */
    Report loadArchived(
            Map<String, List<LandedFile>> bySource, double maxRejectShare, String runId, Map<String, String> known) {
        LOG.info("run {} loads {}", runId, bySource.keySet());
        Journal.Load load = new Journal.Load(runId, maxRejectShare, batches(bySource));
        journal.begin(load);
        return finish(load, bySource, known);
    }

    /** Finishes loads that a killed run left behind. */
    public void recover() {
        bronze.tidy();
        for (Journal.Load load : journal.pending()) {
            progress.note("finishing the load of run " + load.runId() + ", which did not end");
            Map<String, List<LandedFile>> bySource = new LinkedHashMap<>();
            for (Journal.Batch batch : load.batches()) {
                List<LandedFile> files = new ArrayList<>();
                for (Journal.Item item : batch.files()) {
                    files.add(inspect(
                            item.name(),
                            new Bronze.Archived(item.sha256(), item.path(), item.bytes()),
                            item.mapping()));
                }
                bySource.put(batch.source(), files);
            }
            finish(load, bySource, ledger.known());
        }
    }

    private List<Journal.Batch> batches(Map<String, List<LandedFile>> bySource) {
        List<Journal.Batch> batches = new ArrayList<>();
        bySource.forEach((source, files) -> batches.add(new Journal.Batch(
                source,
                lake.version(lake.silver(source)),
                files.stream()
                        .map(file ->
                                new Journal.Item(file.name(), file.sha256(), file.path(), file.bytes(), file.mapping()))
                        .toList())));
        return batches;
    }

    private Report finish(Journal.Load load, Map<String, List<LandedFile>> bySource, Map<String, String> known) {
        List<SourceOutcome> outcomes = ParallelTasks.each(
                SOURCES_AT_ONCE,
                load.batches(),
                batch -> "ingest " + batch.source(),
                batch -> load(
                        load, batch, Objects.requireNonNull(bySource.get(batch.source()), "a batch has files"), known));
        List<LedgerEntry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        ErrorCode code = null;
        for (SourceOutcome outcome : outcomes) {
            entries.addAll(outcome.entries());
            problems.addAll(outcome.problems());
            code = code == null ? outcome.code() : code;
        }
        List<LedgerEntry> news =
                entries.stream().filter(entry -> isNews(entry, known)).toList();
        ledger.append(load.runId(), news);
        journal.end(load);
        return new Report(entries, 0, code == null ? null : IngestErrors.filesNotTaken(problems, code));
    }

    /** A file that is refused again for the same reason is told again, but not written again. */
    private static boolean isNews(LedgerEntry entry, Map<String, String> known) {
        return !entry.status().equals(known.get(entry.source() + "/" + entry.sha256()));
    }

    /**
     * What became of one source.
     *
     * @param entries one per file
     * @param problems why files were not taken
     * @param code the code of the first problem; null for none
     */
    private record SourceOutcome(
            List<LedgerEntry> entries,
            List<String> problems,
            @Nullable ErrorCode code) {}

    private SourceOutcome load(
            Journal.Load load, Journal.Batch batch, List<LandedFile> files, Map<String, String> known) {
        Contract contract = contracts.source(batch.source());
        Lake own = lake.withSessionFor(
                files.stream().mapToLong(LandedFile::textBytes).sum() + lake.size(lake.silver(batch.source())));
        SourceLoad sourceLoad = new SourceLoad(own, contract, load.runId(), load.maxRejectShare(), now, loaded);
        List<LedgerEntry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        ErrorCode code = null;
        try (Progress.Step step = progress.step("ingest " + batch.source())) {
            List<ReadPlan.PlannedFile> readable = new ArrayList<>();
            for (LandedFile landed : files) {
                Header header = landed.damage() == null ? header(contract, landed) : null;
                LandedFile file = headerChecked(landed, header);
                LandedFile.Damage damage = file.damage();
                if (damage != null) {
                    boolean first = !known.containsKey(batch.source() + "/" + file.sha256());
                    entries.add(sourceLoad.unreadable(file, damage, first));
                    problems.add(file.name() + ": " + damage.reason() + ".");
                    LOG.info("{} is not taken: {}", file.name(), damage.kind());
                    code = code == null ? IngestErrors.codeOf(damage.kind()) : code;
                } else {
                    Header read = Objects.requireNonNull(header, "only of a damaged file the header is not read");
                    warnOfUnknown(file, read);
                    readable.add(new ReadPlan.PlannedFile(file, read, forms(file), null, null));
                }
            }
            if (!readable.isEmpty()) {
                new QuarantineTable(own, batch.source()).forget(metBefore(batch, readable, known), load.runId());
                SourceLoad.Outcome outcome =
                        sourceLoad.load(plan(own, contract, readable), batch.silverVersion(), false);
                entries.addAll(outcome.entries());
                problems.addAll(outcome.problems());
                code = code == null && !outcome.problems().isEmpty() ? ErrorCode.TOO_MUCH_REFUSED : code;
            }
            tell(step, entries);
        }
        return new SourceOutcome(entries, problems, code);
    }

    /** The files that were refused or unreadable when they first came. */
    private static List<String> metBefore(
            Journal.Batch batch, List<ReadPlan.PlannedFile> files, Map<String, String> known) {
        return files.stream()
                .map(planned -> planned.file().sha256())
                .filter(sha256 -> known.containsKey(batch.source() + "/" + sha256))
                .toList();
    }

    private static LandedFile headerChecked(LandedFile file, @Nullable Header header) {
        if (header == null || header.missing().isEmpty()) {
            return file;
        }
        return file.damaged(LandedFile.Damage.Kind.HEADER, header.lacks(file.header()));
    }

    private void warnOfUnknown(LandedFile file, Header header) {
        if (!header.unknown().isEmpty()) {
            progress.warn(file.name() + ": no column takes " + String.join(", ", header.unknown()) + "; kept out");
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
        Mapping.Format format = mapping == null ? null : mappings.named(mapping).format();
        return new FileInspection(lake.hadoop(), FileInspection.PART_BYTES).inspect(name, archived, format, mapping);
    }

    /** Brings arrivals into bronze. */
    private final class Archive {
        private final Map<String, String> known;
        private final Set<String> knownHashes = new HashSet<>();
        private int alreadyLoaded;

        Archive(Map<String, String> known) {
            this.known = known;
            known.forEach((key, status) -> {
                if (status.equals(LedgerEntry.LOADED)) {
                    knownHashes.add(key.substring(key.indexOf('/') + 1));
                }
            });
        }

        /** The new files of each source, in the order of their names. */
        Map<String, List<LandedFile>> bySource(List<Landing.Arrival> arrivals) {
            if (arrivals.isEmpty()) {
                return Map.of();
            }
            Map<Landing.Arrival, LandedFile> landed = new ConcurrentHashMap<>();
            try (Progress.Step step = progress.step("archive")) {
                ParallelTasks.each(
                        Runtime.getRuntime().availableProcessors(), arrivals, Landing.Arrival::name, arrival -> {
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
            Set<String> taken = new HashSet<>();
            for (Landing.Arrival arrival : arrivals) {
                LandedFile file = landed.get(arrival);
                boolean isNew = false;
                for (String source : arrival.sources()) {
                    String key = source + "/" + (file == null ? "" : file.sha256());
                    if (file != null && !LedgerEntry.LOADED.equals(known.get(key)) && taken.add(key)) {
                        bySource.computeIfAbsent(source, any -> new ArrayList<>())
                                .add(file);
                        isNew = true;
                    }
                }
                alreadyLoaded += isNew ? 0 : 1;
            }
            return bySource;
        }

        private @Nullable LandedFile land(Landing.Arrival arrival) {
            String mapping =
                    arrival.mapping() == null ? null : arrival.mapping().name();
            try {
                if (!knownHashes.isEmpty() && knownToAll(arrival, Bronze.sha256(arrival.file()))) {
                    return null;
                }
                return inspect(arrival.name(), bronze.archive(arrival.file()), mapping);
            } catch (IOException unreadable) {
                if (!Files.isReadable(arrival.file())) {
                    return LandedFile.unreadable(
                            arrival.name(), arrival.file().toUri().toString(), mapping, unreadable);
                }
                throw new java.io.UncheckedIOException(unreadable);
            }
        }

        private boolean knownToAll(Landing.Arrival arrival, String sha256) {
            return arrival.sources().stream()
                    .allMatch(source -> LedgerEntry.LOADED.equals(known.get(source + "/" + sha256)));
        }
    }
}
