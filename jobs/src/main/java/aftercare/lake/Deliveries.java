package aftercare.lake;

import aftercare.contract.FileNames;
import aftercare.table.LedgerTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of the files that were delivered. Of one path the later delivery counts: a corrected file put
 * over the old one is a new delivery of its path, and so is the old one put back over the corrected.
 */
public final class Deliveries {
    private final Map<String, LedgerTable.Values> latest = new HashMap<>();
    private final Map<String, LedgerTable.Values> latestLoaded = new HashMap<>();
    private final Map<String, Integer> highest = new HashMap<>();
    private final Set<String> met = new HashSet<>();
    private final Set<String> loaded = new HashSet<>();
    private final List<LedgerTable.Values> entries;

    /** Nothing was delivered. */
    public static final Deliveries NONE = new Deliveries(List.of());

    /** Reads entries of the ledger, the older delivery first and without those of replays. */
    Deliveries(List<LedgerTable.Values> entries) {
        this.entries = List.copyOf(entries);
        for (LedgerTable.Values entry : entries) {
            String place = entry.source() + "/" + entry.path();
            latest.put(place, entry);
            highest.merge(place, number(entry), Math::max);
            met.add(entry.source() + "/" + entry.sha256());
            if (entry.status().equals(LedgerEntry.LOADED)) {
                latestLoaded.put(place, entry);
                loaded.add(entry.source() + "/" + entry.sha256());
            }
        }
    }

    /** Entries from before deliveries were counted have no number; whatever comes now is later. */
    private static int number(LedgerTable.Values entry) {
        return Objects.requireNonNullElse(entry.delivery(), 0);
    }

    /**
     * Whether a file would change nothing: it is what was last taken from its path, or nothing was ever taken from its
     * path and its bytes were taken from another one, as when a folder is renamed.
     */
    public boolean changesNothing(String source, String path, String sha256) {
        LedgerTable.Values there = latestLoaded.get(source + "/" + path);
        return there == null
                ? loaded.contains(source + "/" + sha256)
                : there.sha256().equals(sha256);
    }

    /**
     * Which delivery of its path a file is, from 1. A file that was not taken and comes again is still the same one.
     */
    public int number(String source, String path, String sha256) {
        String place = source + "/" + path;
        LedgerTable.Values before = latest.get(place);
        if (before != null && before.sha256().equals(sha256)) {
            return Math.max(1, number(before));
        }
        return highest.getOrDefault(place, 0) + 1;
    }

    /** What the last file that was taken from a path is known by; null when none was. */
    public @Nullable String lastLoaded(String source, String path) {
        LedgerTable.Values there = latestLoaded.get(source + "/" + path);
        return there == null ? null : there.sha256();
    }

    /** What became of a file when it was the latest of its path; null when it was not. */
    public @Nullable String status(String source, String path, String sha256) {
        LedgerTable.Values before = latest.get(source + "/" + path);
        return before != null && before.sha256().equals(sha256) ? before.status() : null;
    }

    /** Whether these bytes were read as this source before, whatever became of them. */
    public boolean met(String source, String sha256) {
        return met.contains(source + "/" + sha256);
    }

    /**
     * The landing paths of files of a source that silver does not name in full, by {@link FileNames#code} of the name
     * it has there.
     */
    public Map<String, String> hiddenPaths(String source) {
        Map<String, String> hidden = new HashMap<>();
        for (LedgerTable.Values entry : entries) {
            if (entry.source().equals(source)
                    && FileNames.code(FileNames.shown(entry.path(), entry.sha256())) != null) {
                hidden.put(FileNames.codeOf(entry.sha256()), entry.path());
            }
        }
        return hidden;
    }

    /** Whether nothing was ever taken. */
    public boolean isEmpty() {
        return loaded.isEmpty();
    }
}
