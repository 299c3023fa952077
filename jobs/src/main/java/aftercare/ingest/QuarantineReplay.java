package aftercare.ingest;

import static org.apache.spark.sql.functions.col;

import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.table.LedgerTable;
import aftercare.table.RefusedRowsTable;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
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
     * Replays the open rows of a source. Files that were refused whole are not rows: load them again with a higher
     * share or a corrected contract.
     *
     * @param mappingFiles corrected mappings, for the files that fall under them; the others are read under the one
     *     they were read under last
     * @return the ledger entries of the replay, one per file
     */
    public List<LedgerEntry> replay(String source, List<Path> mappingFiles, String runId) {
        Ingest ingest = new Ingest(lake, contracts, progress, now);
        ingest.recover();
        return replay(ingest, source, ingest.mappings().archived(mappingFiles), runId);
    }

    /** The same with mappings that bronze keeps. */
    List<LedgerEntry> replay(Ingest ingest, String source, List<Landing.MappingFile> fixed, String runId) {
        Contract contract = contracts.source(source);
        QuarantineTable quarantine = new QuarantineTable(lake, source);
        Map<String, RoaringBitmap> open = openLines(quarantine);
        if (open.isEmpty()) {
            return List.of();
        }
        try (Progress.Step step = progress.step("replay " + source)) {
            List<ReadPlan.PlannedFile> files = new ArrayList<>();
            for (LedgerTable.Values file : lastRead(source, open.keySet())) {
                RoaringBitmap lines =
                        Objects.requireNonNull(open.get(file.sha256()), "only files with open lines are read");
                files.add(planned(ingest, contract, file, fixed, lines));
            }
            tellOfOldMappings(files, fixed);
            if (files.isEmpty()) {
                return List.of();
            }
            Lake own = lake.withOwnSession();
            SourceLoad load = new SourceLoad(own, contract, runId, 1.0, now, Optional.empty());
            long before = lake.version(lake.silver(source));
            ReadPlan plan = ingest.plan(own, contract, files);
            requireSameRecords(own, quarantine, plan);
            SourceLoad.Outcome outcome = load.load(plan, before, true);
            for (int i = 0; i < files.size(); i++) {
                quarantine.resolve(
                        files.get(i).file().sha256(), outcome.stillRefused().get(i), now);
            }
            new Ledger(lake).append(runId + "/" + source, outcome.entries());
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
                    .allMatch(refused -> Objects.equals(refused.rawText(), asRead.get(sha256 + refused.line())));
            if (!same) {
                throw IngestErrors.numberedOtherwise(array.file().name());
            }
        }
    }

    private static Map<String, RoaringBitmap> openLines(QuarantineTable quarantine) {
        Map<String, RoaringBitmap> open = new LinkedHashMap<>();
        for (Row row : quarantine
                .open()
                .filter(col(RefusedRowsTable.LINE).gt(0))
                .select(RefusedRowsTable.SHA256, RefusedRowsTable.LINE)
                .collectAsList()) {
            RefusedRowsTable.Values refused = RefusedRowsTable.of(row);
            open.computeIfAbsent(refused.sha256(), any -> new RoaringBitmap()).add(refused.line());
        }
        return open;
    }

    /** For each file its latest ledger entry, in the order of the files' names. */
    private Collection<LedgerTable.Values> lastRead(String source, Set<String> sha256s) {
        Map<String, LedgerTable.Values> last = new LinkedHashMap<>();
        new Ledger(lake)
                        .rows()
                        .filter(col(LedgerTable.SOURCE)
                                .equalTo(source)
                                .and(col(LedgerTable.STATUS).isin(LedgerEntry.LOADED, LedgerEntry.REPLAYED))
                                .and(col(LedgerTable.SHA256).isin(sha256s.toArray())))
                        .orderBy(LedgerTable.PATH, LedgerTable.LOADED_AT, LedgerTable.STATUS)
                        .select(LedgerTable.PATH, LedgerTable.SHA256, LedgerTable.BYTES, LedgerTable.MAPPING)
                        .collectAsList()
                        .stream()
                        .map(LedgerTable::of)
                        .forEach(entry -> last.put(entry.sha256(), entry));
        return last.values();
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

    private static ReadPlan.PlannedFile planned(
            Ingest ingest,
            Contract contract,
            LedgerTable.Values file,
            List<Landing.MappingFile> fixed,
            RoaringBitmap lines) {
        Bronze bronze = ingest.bronze();
        String name = file.path();
        String mapping = fixed.stream()
                .filter(candidate ->
                        candidate.mapping().into().containsKey(contract.source()) && candidate.takes(Path.of(name)))
                .map(Landing.MappingFile::name)
                .findFirst()
                .orElse(file.mapping());
        LandedFile landed = ingest.inspect(
                name,
                new Bronze.Archived(
                        file.sha256(), bronze.path(file.sha256(), name).toString(), file.bytes()),
                mapping);
        Header header = ingest.header(contract, landed);
        if (landed.damage() != null || !header.missing().isEmpty()) {
            throw IngestErrors.cannotReplay(
                    name, landed.damage() != null ? landed.damage().reason() : header.lacks(landed.header()));
        }
        return new ReadPlan.PlannedFile(landed, header, ingest.forms(landed), lines, null);
    }
}
