package aftercare.ingest;

import static org.apache.spark.sql.functions.col;

import aftercare.config.AftercareException;
import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.lake.Deliveries;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.table.LedgerTable;
import aftercare.table.RefusedRowsTable;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Reads refused rows again from bronze, under the contracts and mappings as they are now, and takes those that pass.
 */
public final class QuarantineReplay {
    private final Lake lake;
    private final Contracts contracts;
    private final Progress progress;
    private final Timestamp now;

    public QuarantineReplay(Lake lake, Contracts contracts, Progress progress, Timestamp now) {
        this.lake = lake;
        this.contracts = contracts;
        this.progress = progress;
        this.now = now;
    }

    /**
     * Finishes loads that a killed run left behind, before their rows are replayed.
     *
     * @return why files of them were not taken; empty when all were
     */
    public Optional<AftercareException> recover() {
        return new Ingest(lake, contracts, progress, now).recover();
    }

    /**
     * Replays the open rows of a source, of those files that would be judged otherwise now: their contract, their
     * mapping or the program has changed. Files that were refused whole are not rows: load them again with a higher
     * share or a corrected contract.
     *
     * @param mappingFiles corrected mappings, for the files that fall under them; the others are read under the one
     *     they were read under last
     * @return the ledger entries of the replay, one per file
     */
    public List<LedgerEntry> replay(String source, List<Path> mappingFiles, String runId) {
        Ingest ingest = new Ingest(lake, contracts, progress, now);
        return replay(ingest, source, ingest.mappings().archived(mappingFiles), runId, false);
    }

    /** Replays with mappings that bronze keeps all that a run replayed before. */
    List<LedgerEntry> replayAgain(Ingest ingest, String source, List<Landing.MappingFile> fixed, String runId) {
        return replay(ingest, source, fixed, runId, true);
    }

    private List<LedgerEntry> replay(
            Ingest ingest, String source, List<Landing.MappingFile> fixed, String runId, boolean all) {
        Contract contract = contracts.source(source);
        QuarantineTable quarantine = new QuarantineTable(lake, source);
        Map<String, RoaringBitmap> open = openLines(quarantine);
        if (open.isEmpty()) {
            return List.of();
        }
        JudgedBy judgement = new JudgedBy(lake, contract);
        List<LastRead> waiting = stillThere(source, lastRead(source, open));
        List<LastRead> wanted = waiting.stream()
                .map(file -> file.under(mapping(contract, file, fixed)))
                .filter(file -> all || !judgement.isSame(file.name(), file.sha256(), file.mapping()))
                .toList();
        if (waiting.isEmpty()) {
            return List.of();
        }
        if (wanted.isEmpty()) {
            progress.note("refused rows of " + source + " are left as they are: contract, mappings and program are"
                    + " those that refused them");
            return List.of();
        }
        ingest.requireReady(source);
        Deliveries deliveries = new Ledger(lake).deliveries();
        try (Progress.Step step = progress.step("replay " + source)) {
            List<ReadPlan.PlannedFile> files = new ArrayList<>();
            Set<Integer> outdated = new HashSet<>();
            for (LastRead file : wanted) {
                if (!file.sha256().equals(deliveries.lastLoaded(source, file.name()))) {
                    outdated.add(files.size());
                }
                RoaringBitmap lines = Objects.requireNonNull(
                        open.get(JudgedBy.key(file.name(), file.sha256())), "only files with open lines are read");
                files.add(planned(ingest, contract, file, lines));
            }
            tellOfOldMappings(files, fixed);
            Lake own = lake.withOwnSession();
            SourceLoad load = new SourceLoad(own, contract, runId, 1.0, now, Optional.empty(), deliveries);
            long before = lake.version(lake.silver(source));
            ReadPlan plan = ingest.plan(own, contract, files);
            requireSameRecords(own, quarantine, plan);
            SourceLoad.Outcome outcome =
                    load.replay(plan, before, outdated, ingest.facts(own, contract, files, Map.of()));
            for (int i = 0; i < files.size(); i++) {
                LandedFile file = files.get(i).file();
                quarantine.resolve(
                        file.name(), file.sha256(), outcome.stillRefused().get(i), now);
            }
            new Ledger(lake).append(runId + "/" + source, outcome.entries());
            judgement.note(
                    files.stream().map(ReadPlan.PlannedFile::file).toList(),
                    openLines(quarantine).keySet());
            step.rows(outcome.entries().stream().mapToLong(LedgerEntry::read).sum());
            return outcome.entries();
        }
    }

    /**
     * Records of JSON arrays were once numbered by their lines. A number that means another record now would take that
     * one and count the refused one as resolved.
     *
     * @throws aftercare.config.AftercareException AFC-2014 when a number means another record than it did
     */
    private static void requireSameRecords(Lake lake, QuarantineTable quarantine, ReadPlan plan) {
        List<ReadPlan.PlannedFile> arrays = plan.files().stream()
                .filter(planned -> planned.file().format() == FileFormat.JSON)
                .toList();
        if (arrays.isEmpty()) {
            return;
        }
        Map<String, String> asRead = new HashMap<>();
        for (Row row : RawLines.of(lake.spark(), plan.withFiles(arrays)).collectAsList()) {
            LandedFile file =
                    arrays.get(row.<Integer>getAs(ReadPlan.FILE_INDEX)).file();
            asRead.put(file.sha256() + row.getAs(ReadPlan.LINE), row.getAs(RefusedRowsTable.RAW_TEXT));
        }
        for (ReadPlan.PlannedFile array : arrays) {
            String sha256 = array.file().sha256();
            boolean same = quarantine
                    .open()
                    .filter(col(RefusedRowsTable.SHA256)
                            .equalTo(sha256)
                            .and(col(RefusedRowsTable.LINE).gt(0)))
                    .select(RefusedRowsTable.LINE, RefusedRowsTable.RAW_TEXT)
                    .collectAsList()
                    .stream()
                    .map(RefusedRowsTable::of)
                    .allMatch(refused ->
                            refused.rawText() == null || refused.rawText().equals(asRead.get(sha256 + refused.line())));
            if (!same) {
                throw IngestErrors.numberedOtherwise(array.file().shown());
            }
        }
    }

    /** For each file with open rows, as {@link JudgedBy#key}: their lines. */
    private static Map<String, RoaringBitmap> openLines(QuarantineTable quarantine) {
        Map<String, RoaringBitmap> open = new LinkedHashMap<>();
        for (Row row : quarantine
                .open()
                .filter(col(RefusedRowsTable.LINE).gt(0))
                .select(RefusedRowsTable.FILE, RefusedRowsTable.SHA256, RefusedRowsTable.LINE)
                .collectAsList()) {
            RefusedRowsTable.Values refused = RefusedRowsTable.of(row);
            open.computeIfAbsent(JudgedBy.key(refused.file(), refused.sha256()), any -> new RoaringBitmap())
                    .add(refused.line());
        }
        return open;
    }

    /**
     * A file as it was read last.
     *
     * @param name its landing path
     * @param delivery which delivery of its path it was last; 0 before deliveries were counted
     * @param mapping the mapping it was read under; null for none
     */
    private record LastRead(
            String name,
            String sha256,
            long bytes,
            int delivery,
            @Nullable String mapping) {
        static LastRead of(LedgerTable.Values entry) {
            return new LastRead(
                    entry.path(),
                    entry.sha256(),
                    entry.bytes(),
                    Objects.requireNonNullElse(entry.delivery(), 0),
                    entry.mapping());
        }

        LastRead under(@Nullable String otherMapping) {
            return new LastRead(name, sha256, bytes, delivery, otherMapping);
        }
    }

    /** The files with open rows, the later one last. */
    private List<LastRead> lastRead(String source, Map<String, RoaringBitmap> open) {
        Map<String, LastRead> last = new LinkedHashMap<>();
        new Ledger(lake)
                        .rows()
                        .filter(col(LedgerTable.SOURCE)
                                .equalTo(source)
                                .and(col(LedgerTable.STATUS).isin(LedgerEntry.LOADED, LedgerEntry.REPLAYED)))
                        .orderBy(
                                col(LedgerTable.DELIVERY).asc_nulls_first(),
                                col(LedgerTable.LOADED_AT),
                                col(LedgerTable.STATUS))
                        .select(
                                LedgerTable.PATH,
                                LedgerTable.SHA256,
                                LedgerTable.BYTES,
                                LedgerTable.MAPPING,
                                LedgerTable.DELIVERY)
                        .collectAsList()
                        .stream()
                        .map(LedgerTable::of)
                        .filter(entry -> open.containsKey(JudgedBy.key(entry.path(), entry.sha256())))
                        .forEach(entry -> last.put(JudgedBy.key(entry.path(), entry.sha256()), LastRead.of(entry)));
        return last.values().stream()
                .sorted(Comparator.comparing(LastRead::name).thenComparing(LastRead::delivery))
                .toList();
    }

    /** The files of which bronze still has the bytes. */
    private List<LastRead> stillThere(String source, List<LastRead> files) {
        Set<String> expired = Retention.expired(lake);
        Bronze bronze = new Bronze(lake);
        List<LastRead> there = files.stream()
                .filter(file -> !expired.contains(
                        bronze.path(file.sha256(), file.name()).getName()))
                .toList();
        if (there.size() < files.size()) {
            progress.note("refused rows of " + source + " in " + (files.size() - there.size())
                    + " files stay refused: the files were removed because of their age");
        }
        return there;
    }

    private void tellOfOldMappings(List<ReadPlan.PlannedFile> files, List<Landing.MappingFile> fixed) {
        List<String> fresh = fixed.stream().map(Landing.MappingFile::name).toList();
        long old = files.stream()
                .map(planned -> planned.file().mapping())
                .filter(mapping -> mapping != null && !fresh.contains(mapping))
                .count();
        if (old > 0) {
            progress.note(old
                    + " files are read under the mapping they were loaded with; give a corrected one with --mapping");
        }
    }

    private static @Nullable String mapping(Contract contract, LastRead file, List<Landing.MappingFile> fixed) {
        return fixed.stream()
                .filter(candidate -> candidate.mapping().into().containsKey(contract.source())
                        && candidate.takes(Path.of(file.name())))
                .map(Landing.MappingFile::name)
                .findFirst()
                .orElse(file.mapping());
    }

    private static ReadPlan.PlannedFile planned(Ingest ingest, Contract contract, LastRead file, RoaringBitmap lines) {
        String bytes = ingest.bronze().path(file.sha256(), file.name()).toString();
        LandedFile landed =
                ingest.inspect(file.name(), new Bronze.Archived(file.sha256(), bytes, file.bytes()), file.mapping());
        Header header = ingest.header(contract, landed);
        if (landed.damage() != null || !header.missing().isEmpty()) {
            throw IngestErrors.cannotReplay(
                    landed.shown(), landed.damage() != null ? landed.damage().reason() : header.lacks(landed.header()));
        }
        return new ReadPlan.PlannedFile(landed, header, ingest.forms(landed), lines, null, file.delivery());
    }
}
