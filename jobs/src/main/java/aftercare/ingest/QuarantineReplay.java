package aftercare.ingest;

import static org.apache.spark.sql.functions.col;

import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * @return the ledger entries of the replay, one per file
     */
    public List<LedgerEntry> replay(String source, String runId) {
        Contract contract = contracts.source(source);
        Ingest ingest = new Ingest(lake, contracts, progress, now);
        QuarantineTable quarantine = new QuarantineTable(lake, source);
        Map<String, RoaringBitmap> open = openLines(quarantine);
        if (open.isEmpty()) {
            return List.of();
        }
        try (Progress.Step step = progress.step("replay " + source)) {
            List<ReadPlan.PlannedFile> files = new ArrayList<>();
            for (Row file : new Ledger(lake)
                    .rows()
                    .filter(col("source").equalTo(source).and(col("status").equalTo(LedgerEntry.LOADED)))
                    .select("path", "sha256", "bytes", "mapping")
                    .orderBy("path")
                    .collectAsList()) {
                RoaringBitmap lines = open.get(file.getString(1));
                if (lines != null) {
                    files.add(planned(ingest, contract, file, lines));
                }
            }
            if (files.isEmpty()) {
                return List.of();
            }
            Lake own = lake.withOwnSession();
            SourceLoad load = new SourceLoad(own, contract, runId, 1.0, now);
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

    private static ReadPlan.PlannedFile planned(Ingest ingest, Contract contract, Row file, RoaringBitmap lines) {
        Bronze bronze = ingest.bronze();
        String name = file.getString(0);
        LandedFile landed = ingest.inspect(
                name,
                new Bronze.Archived(
                        file.getString(1), bronze.path(file.getString(1), name).toString(), file.getLong(2)),
                file.getString(3));
        return new ReadPlan.PlannedFile(landed, ingest.header(contract, landed), ingest.dates(landed), lines, null);
    }
}
