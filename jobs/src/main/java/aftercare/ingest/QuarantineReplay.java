package aftercare.ingest;

import static org.apache.spark.sql.functions.col;

import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.roaringbitmap.RoaringBitmap;

/** Reads refused rows again from bronze, under the contracts and mappings as they are now, and takes those that pass. */
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
     * Replays the open rows of a source. Files that were refused whole are not rows: load them again with a higher share or a mended
     * contract.
     *
     * @param mappingFiles mended mappings, for the files that fall under them; the others are read under the one they were read under last
     * @return the ledger entries of the replay, one per file
     */
    public List<LedgerEntry> replay(String source, List<Path> mappingFiles, String runId) {
        Ingest ingest = new Ingest(lake, contracts, progress, now);
        ingest.recover();
        return replay(ingest, source, ingest.mappings().archived(mappingFiles), runId);
    }

    /** The same with mappings that bronze keeps. */
    List<LedgerEntry> replay(Ingest ingest, String source, List<Landing.MappingFile> mended, String runId) {
        Contract contract = contracts.source(source);
        QuarantineTable quarantine = new QuarantineTable(lake, source);
        Map<String, RoaringBitmap> open = openLines(quarantine);
        if (open.isEmpty()) {
            return List.of();
        }
        try (Progress.Step step = progress.step("replay " + source)) {
            List<ReadPlan.PlannedFile> files = new ArrayList<>();
            for (Row file : lastRead(source, open.keySet())) {
                files.add(planned(ingest, contract, file, mended, open.get(file.getString(1))));
            }
            tellOfOldMappings(files, mended);
            if (files.isEmpty()) {
                return List.of();
            }
            Lake own = lake.withOwnSession();
            SourceLoad load = new SourceLoad(own, contract, runId, 1.0, now, Optional.empty());
            long before = lake.version(lake.silver(source));
            SourceLoad.Outcome outcome = load.load(ingest.plan(own, contract, files), before, true);
            for (int i = 0; i < files.size(); i++) {
                quarantine.resolve(
                        files.get(i).file().sha256(), outcome.stillRefused().get(i), now);
            }
            new Ledger(lake).append(runId + "/" + source, outcome.entries());
            step.rows(outcome.entries().stream().mapToLong(LedgerEntry::read).sum());
            return outcome.entries();
        }
    }

    private static Map<String, RoaringBitmap> openLines(QuarantineTable quarantine) {
        Map<String, RoaringBitmap> open = new LinkedHashMap<>();
        for (Row row : quarantine
                .open()
                .filter(col("line").gt(0))
                .select("sha256", "line")
                .collectAsList()) {
            open.computeIfAbsent(row.getString(0), any -> new RoaringBitmap()).add(row.getInt(1));
        }
        return open;
    }

    /** For each file its latest ledger entry, in the order of the files' names: path, sha256, bytes, mapping. */
    private Collection<Row> lastRead(String source, Set<String> sha256s) {
        Map<String, Row> last = new LinkedHashMap<>();
        new Ledger(lake)
                .rows()
                .filter(col("source")
                        .equalTo(source)
                        .and(col("status").isin(LedgerEntry.LOADED, LedgerEntry.REPLAYED))
                        .and(col("sha256").isin(sha256s.toArray())))
                .orderBy("path", "loaded_at", "status")
                .select("path", "sha256", "bytes", "mapping")
                .collectAsList()
                .forEach(row -> last.put(row.getString(1), row));
        return last.values();
    }

    private void tellOfOldMappings(List<ReadPlan.PlannedFile> files, List<Landing.MappingFile> mended) {
        List<String> fresh = mended.stream().map(Landing.MappingFile::name).toList();
        long old = files.stream()
                .map(planned -> planned.file().mapping())
                .filter(mapping -> mapping != null && !fresh.contains(mapping))
                .count();
        if (old > 0) {
            progress.note(
                    old + " files are read under the mapping they were loaded with; give a mended one with --mapping");
        }
    }

    private static ReadPlan.PlannedFile planned(
            Ingest ingest, Contract contract, Row file, List<Landing.MappingFile> mended, RoaringBitmap lines) {
        Bronze bronze = ingest.bronze();
        String name = file.getString(0);
        String mapping = mended.stream()
                .filter(candidate ->
                        candidate.mapping().into().containsKey(contract.source()) && candidate.takes(Path.of(name)))
                .map(Landing.MappingFile::name)
                .findFirst()
                .orElse(file.getString(3));
        LandedFile landed = ingest.inspect(
                name,
                new Bronze.Archived(
                        file.getString(1), bronze.path(file.getString(1), name).toString(), file.getLong(2)),
                mapping);
        Header header = ingest.header(contract, landed);
        if (landed.damage() != null || !header.missing().isEmpty()) {
            throw IngestErrors.cannotReplay(
                    name,
                    landed.damage() != null
                            ? landed.damage().reason()
                            : "its header lacks " + String.join(", ", header.missing()));
        }
        return new ReadPlan.PlannedFile(landed, header, ingest.dates(landed), lines, null);
    }
}
