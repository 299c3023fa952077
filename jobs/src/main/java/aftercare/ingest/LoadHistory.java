package aftercare.ingest;

import aftercare.config.ParallelTasks;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/**
 * Everything that was ever loaded into a lake, done again from bronze: the loads and replays that the ledger knows, in
 * their order, under their own names, clocks and mappings. What comes of it is the silver, the quarantine and the
 * ledger that were, as far as the contracts are the same; only a file that was refused run after run waits in
 * quarantine as of the first of them, not the last.
 */
public final class LoadHistory {
    private final Lake lake;
    private final Contracts contracts;
    private final Progress progress;
    private final List<LedgerEntry> entries;

    /**
     * Reads the history of a lake.
     *
     * @throws aftercare.config.AftercareException AFC-3002 when its ledger cannot be read, AFC-3051 when files of
     *     bronze are not what they were, AFC-3093 when some were removed because of their age
     */
    public LoadHistory(Lake lake, Contracts contracts, Progress progress) {
        this.lake = lake;
        this.contracts = contracts;
        this.progress = progress;
        this.entries = new Ledger(lake).entries();
        check();
    }

    private void check() {
        Bronze bronze = new Bronze(lake);
        try (Progress.Step step = progress.step("check bronze")) {
            Map<String, String> landingNames = files();
            Set<String> expired = new TreeSet<>(Retention.expired(lake));
            expired.retainAll(landingNames.keySet());
            if (!expired.isEmpty()) {
                throw IngestErrors.bronzeExpired(expired.size(), landingNames.size());
            }
            List<String> damaged = ParallelTasks.each(
                            Runtime.getRuntime().availableProcessors(),
                            landingNames.entrySet(),
                            Map.Entry::getKey,
                            file -> bronze.isWhole(file.getKey()) ? "" : file.getValue() + " (" + file.getKey() + ")")
                    .stream()
                    .filter(name -> !name.isEmpty())
                    .toList();
            step.rows(landingNames.size());
            if (!damaged.isEmpty()) {
                throw IngestErrors.bronzeDamaged(damaged);
            }
        }
    }

    /** The files of bronze, by name, each with what it stands for: a landing file or a mapping. */
    private Map<String, String> files() {
        Bronze bronze = new Bronze(lake);
        Map<String, String> files = new TreeMap<>();
        for (LedgerEntry entry : entries) {
            if (!entry.sha256().startsWith(LandedFile.WITHOUT_BYTES)) {
                files.put(bronze.path(entry.sha256(), entry.path()).getName(), entry.shown());
            }
            if (entry.mapping() != null) {
                files.put(new Path(Mappings.fileOf(entry.mapping())).getName(), "the mapping of " + entry.shown());
            }
        }
        return files;
    }

    /** Copies bronze into another lake. */
    public void copyBronze(Lake to) throws IOException {
        try (Progress.Step step = progress.step("copy bronze")) {
            FileSystem source = lake.fileSystem();
            FileSystem target = to.fileSystem();
            target.mkdirs(to.bronze());
            for (String name : files().keySet()) {
                FileUtil.copy(
                        source, new Path(lake.bronze(), name), target, new Path(to.bronze(), name), false, to.hadoop());
            }
            step.rows(files().size());
        }
        new ForgottenPeople(lake).copyTo(to);
    }

    /** Does it all again into an empty lake. */
    public void repeatInto(Lake to) {
        for (List<LedgerEntry> run : runs()) {
            boolean replay = run.get(0).status().equals(LedgerEntry.REPLAYED);
            progress.note((replay ? "replaying" : "loading") + " again what run "
                    + run.get(0).runId() + " did");
            if (replay) {
                replay(to, run);
            } else {
                load(to, run);
            }
        }
    }

    private List<List<LedgerEntry>> runs() {
        Map<String, List<LedgerEntry>> runs = new LinkedHashMap<>();
        for (LedgerEntry entry : entries) {
            boolean replay = entry.status().equals(LedgerEntry.REPLAYED);
            runs.computeIfAbsent(entry.runId() + (replay ? "/" + entry.source() : ""), any -> new ArrayList<>())
                    .add(entry);
        }
        return List.copyOf(runs.values());
    }

    private void load(Lake to, List<LedgerEntry> run) {
        ForgottenPeople forgotten = new ForgottenPeople(lake);
        Bronze bronze = new Bronze(lake);
        Timestamp then = run.get(0).loadedAt();
        Ingest ingest = new Ingest(to, contracts, progress, then);
        Map<String, List<LandedFile>> bySource = new LinkedHashMap<>();
        ingest.joined()
                .enter(
                        run.get(0).runId(),
                        run.stream()
                                .filter(entry -> entry.status().equals(LedgerEntry.JOINED))
                                .toList());
        for (LedgerEntry entry : run) {
            if (!entry.status().equals(LedgerEntry.JOINED)) {
                bySource.computeIfAbsent(entry.source(), any -> new ArrayList<>())
                        .add(file(
                                ingest,
                                entry,
                                forgotten.notes(bronze.path(entry.sha256(), entry.path())
                                        .getName())));
            }
        }
        if (bySource.isEmpty()) {
            return;
        }
        ingest.loadAgain(bySource, refused(run), run.get(0).runId());
    }

    private static LandedFile file(Ingest ingest, LedgerEntry entry, List<String> notes) {
        if (entry.sha256().startsWith(LandedFile.WITHOUT_BYTES)) {
            String reason = reason(entry);
            return LandedFile.unreadable(entry.path(), "", entry.mapping(), new IOException(reason))
                    .damaged(LandedFile.Damage.Kind.UNREADABLE, reason);
        }
        String bytes = ingest.bronze().path(entry.sha256(), entry.path()).toString();
        LandedFile file = ingest.inspect(
                entry.path(), new Bronze.Archived(entry.sha256(), bytes, entry.bytes()), entry.mapping());
        return notes.isEmpty() ? file : file.noting(notes);
    }

    /** The files that the run refused whole, each with the reason. */
    private static Map<String, String> refused(List<LedgerEntry> run) {
        Map<String, String> refused = new LinkedHashMap<>();
        run.stream()
                .filter(entry -> entry.status().equals(LedgerEntry.REFUSED))
                .forEach(entry -> refused.put(Ingest.place(entry.source(), entry.path()), reason(entry)));
        return refused;
    }

    /** Why nothing was taken of a file; earlier versions named it in full. */
    private static String reason(LedgerEntry entry) {
        return Objects.requireNonNull(entry.reason(), "the ledger says why it took nothing of a file")
                .replace(entry.path(), entry.shown());
    }

    private void replay(Lake to, List<LedgerEntry> run) {
        LedgerEntry first = run.get(0);
        Ingest ingest = new Ingest(to, contracts, progress, first.loadedAt());
        List<Landing.MappingFile> mappings = run.stream()
                .filter(entry -> entry.mapping() != null)
                .map(entry -> new Landing.MappingFile(
                        String.valueOf(entry.mapping()),
                        ingest.mappings().named(String.valueOf(entry.mapping())),
                        ReadQueries.given(entry.path(), entry.source())))
                .distinct()
                .toList();
        new QuarantineReplay(to, contracts, progress, first.loadedAt())
                .replayAgain(ingest, first.source(), mappings, first.runId());
    }
}
