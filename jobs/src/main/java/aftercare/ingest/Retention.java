package aftercare.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.lake.PastVersions;
import aftercare.table.RefusedRowsTable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/**
 * Lets go of what names people once it is old: delivered files in bronze, and the text of refused rows. What was made
 * of them stays, and so do all counts; what can no longer be done is said by whoever is asked to do it: a rebuild needs
 * all files, a replay those of its rows.
 *
 * <p>Run it while holding the lake's lease; killed, the next one ends it.
 */
public final class Retention {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "expired";
    /** Names the quarantines whose rows are emptied, but whose older versions may still hold the text. */
    private static final String EMPTYING = "emptying";

    private final Lake lake;
    private final Contracts contracts;
    private final Progress progress;
    private final Timestamp now;

    public Retention(Lake lake, Contracts contracts, Progress progress, Timestamp now) {
        this.lake = lake;
        this.contracts = contracts;
        this.progress = progress;
        this.now = now;
    }

    /**
     * Removes the files of bronze that were loaded last before so many days. Mappings stay, and so do files that later
     * loads read too: those that mappings join, and the last reading of a database.
     *
     * @return how many were removed
     */
    public int bronze(int days, String runId) {
        Ingest ingest = new Ingest(lake, contracts, progress, now);
        ingest.recover();
        try (Progress.Step step = progress.step("retention of bronze")) {
            Set<String> old = new TreeSet<>();
            Bronze bronze = new Bronze(lake);
            Map<String, Timestamp> last = new TreeMap<>();
            Map<String, LedgerEntry> latest = new HashMap<>();
            for (LedgerEntry entry : new Ledger(lake).entries()) {
                if (!entry.sha256().startsWith(LandedFile.WITHOUT_BYTES)) {
                    String name = bronze.path(entry.sha256(), entry.path()).getName();
                    last.merge(name, entry.loadedAt(), (one, other) -> one.after(other) ? one : other);
                    if (isReadAgain(ingest, entry)) {
                        latest.put(entry.source() + "/" + entry.path(), entry);
                    }
                }
            }
            Set<String> needed = new HashSet<>();
            latest.values()
                    .forEach(entry ->
                            needed.add(bronze.path(entry.sha256(), entry.path()).getName()));
            last.forEach((name, loaded) -> {
                if (loaded.before(limit(days))
                        && !needed.contains(name)
                        && lake.exists(new Path(lake.bronze(), name))) {
                    old.add(name);
                }
            });
            if (!old.isEmpty()) {
                write(runId, old);
                old.forEach(name -> lake.delete(new Path(lake.bronze(), name)));
            }
            step.rows(old.size());
            return old.size();
        }
    }

    private static boolean isReadAgain(Ingest ingest, LedgerEntry entry) {
        return entry.status().equals(LedgerEntry.JOINED)
                || (entry.mapping() != null
                        && ingest.mappings().named(entry.mapping()).match().database() != null);
    }

    /**
     * Empties the text of rows that were refused before so many days, and removes it from older versions too.
     *
     * @return how many rows
     */
    public long quarantine(int days) {
        long rows = 0;
        try (Progress.Step step = progress.step("retention of quarantine")) {
            for (String source : contracts.sourceNames()) {
                QuarantineTable quarantine = new QuarantineTable(lake, source);
                if (quarantine.exists()) {
                    // Rows that are empty no longer tell that older versions are not.
                    Path mark = new Path(lake.ops(EMPTYING), source);
                    boolean wasKilled = lake.exists(mark);
                    if (!wasKilled) {
                        lake.writeSmall(mark, source);
                    }
                    long n = quarantine.empty(
                            col(RefusedRowsTable.LOADED_AT).lt(lit(limit(days))).and(QuarantineTable.holdsText()),
                            Map.of());
                    if (n > 0 || wasKilled) {
                        new PastVersions(lake).remove(quarantine.path());
                    }
                    lake.delete(mark);
                    rows += n;
                }
            }
            step.rows(rows);
        }
        return rows;
    }

    private Timestamp limit(int days) {
        return Timestamp.from(now.toInstant().minus(Duration.ofDays(days)));
    }

    /** The files of bronze that were removed because of their age, by their names there. */
    static Set<String> expired(Lake lake) {
        Set<String> expired = new HashSet<>();
        for (String name : lake.list(lake.ops(FOLDER))) {
            if (!name.startsWith(".")) {
                expired.addAll(read(lake, new Path(lake.ops(FOLDER), name)));
            }
        }
        expired.removeIf(name -> lake.exists(new Path(lake.bronze(), name)));
        return expired;
    }

    private static List<String> read(Lake lake, Path file) {
        try {
            return JSON.readValue(lake.readSmall(file), new TypeReference<List<String>>() {});
        } catch (JsonProcessingException damaged) {
            return List.of();
        }
    }

    private void write(String runId, Set<String> names) {
        try {
            lake.writeSmall(new Path(lake.ops(FOLDER), runId + ".json"), JSON.writeValueAsString(names));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a list of texts becomes JSON", impossible);
        }
    }
}
