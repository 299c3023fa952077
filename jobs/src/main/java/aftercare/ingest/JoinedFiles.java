package aftercare.ingest;

import aftercare.config.Progress;
import aftercare.contract.FileNames;
import aftercare.contract.Mapping;
import aftercare.lake.Deliveries;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Files that mappings read beside those they match, to look values up in them. They are archived and entered in the
 * ledger like any delivery, so that files which come without them later, and a lake that is rebuilt, find the same.
 */
final class JoinedFiles {
    private static final int MOST_KEYS = 2_000_000;

    private final Lake lake;
    private final Mappings mappings;
    private final Map<String, LookupTable> tables = new ConcurrentHashMap<>();
    /** Files of tables in the input folder that cannot be read; not entered, so that no later load waits for them. */
    private final List<LandedFile> unusable = new ArrayList<>();

    JoinedFiles(Lake lake, Mappings mappings) {
        this.lake = lake;
        this.mappings = mappings;
    }

    /** The globs of the files that a mapping looks values up in, for one of its sources. */
    static Set<String> globs(Mapping mapping, String source) {
        Set<String> globs = new LinkedHashSet<>();
        for (Mapping.Origin origin : mapping.origins(source).values()) {
            if (origin instanceof Mapping.Origin.Lookup lookup) {
                globs.add(lookup.file());
            }
        }
        return globs;
    }

    /** Whether a mapping joins a file to those it matches. */
    static boolean joins(Mapping mapping, Path relative) {
        return inATable(mapping, relative)
                || mapping.into().keySet().stream()
                        .flatMap(source -> globs(mapping, source).stream())
                        .anyMatch(glob -> Landing.matches(glob, relative));
    }

    /** Whether a file is one of a table that a query of a mapping reads. */
    static boolean inATable(Mapping mapping, Path relative) {
        return mapping.tables().values().stream().anyMatch(table -> holds(table, relative));
    }

    private static boolean holds(Mapping.Table table, Path relative) {
        return table.globs().stream().anyMatch(glob -> Landing.matches(glob, relative));
    }

    /**
     * Archives the files of an input folder that the mappings join, and enters those in the ledger that are new.
     *
     * @param people keeps those out of them who were forgotten
     * @return what was entered
     */
    List<LedgerEntry> take(
            Path input,
            List<Landing.MappingFile> stated,
            String runId,
            Timestamp now,
            Progress progress,
            ArrivingPeople people) {
        unusable.clear();
        List<LedgerEntry> news = new ArrayList<>();
        Bronze bronze = new Bronze(lake);
        for (Landing.MappingFile mapping : stated) {
            for (String source : mapping.mapping().into().keySet()) {
                Map<String, LedgerEntry> known = null;
                for (String glob : globs(mapping.mapping(), source)) {
                    known = known == null ? latest(source) : known;
                    for (Path file : Landing.below(input, glob)) {
                        String name = Landing.name(input, file);
                        Path taken = people.joined(file, name, source, mapping.name());
                        LedgerEntry entry = entry(bronze, taken, name, source, mapping, runId, now);
                        LedgerEntry before = known.get(name);
                        if (before == null || !before.sha256().equals(entry.sha256())) {
                            known.put(name, entry);
                            news.add(entry);
                        }
                    }
                }
            }
        }
        for (Landing.MappingFile mapping : stated) {
            if (!mapping.mapping().tables().isEmpty()) {
                news.addAll(tableFiles(bronze, input, mapping, news, runId, now, progress, people));
            }
        }
        List<LedgerEntry> numbered = numbered(news);
        enter(runId, numbered);
        return numbered;
    }

    /** The entries with which delivery of its path each is. */
    private List<LedgerEntry> numbered(List<LedgerEntry> news) {
        if (news.isEmpty()) {
            return news;
        }
        Deliveries before = new Ledger(lake).deliveries();
        return news.stream()
                .map(entry -> entry.asDelivery(before.number(entry.source(), entry.path(), entry.sha256())))
                .toList();
    }

    /** Archives the files of a mapping's tables that are new. */
    private List<LedgerEntry> tableFiles(
            Bronze bronze,
            Path input,
            Landing.MappingFile mapping,
            List<LedgerEntry> others,
            String runId,
            Timestamp now,
            Progress progress,
            ArrivingPeople people) {
        List<LedgerEntry> news = new ArrayList<>();
        Map<String, LandedFile> landed = new HashMap<>();
        for (String source : mapping.mapping().into().keySet()) {
            Map<String, LedgerEntry> known = latest(source);
            others.stream()
                    .filter(entry -> entry.source().equals(source))
                    .forEach(entry -> known.put(entry.path(), entry));
            for (Mapping.Table table : mapping.mapping().tables().values()) {
                for (Path file : below(input, table)) {
                    String name = Landing.name(input, file);
                    try {
                        LedgerEntry before = known.get(name);
                        Path taken = people.joined(file, name, source, mapping.name());
                        if (before != null && before.sha256().equals(Bronze.sha256(taken))) {
                            continue;
                        }
                        LandedFile archived = landed.get(name);
                        if (archived == null) {
                            archived = whole(inspected(lake.hadoop(), name, bronze.archive(taken), mapping, table));
                            landed.put(name, archived);
                            for (String note : archived.notes()) {
                                progress.warn(archived.shown() + ": " + note);
                            }
                        }
                        if (archived.damage() == null) {
                            LedgerEntry entry = entry(archived, source, mapping, runId, now);
                            known.put(name, entry);
                            news.add(entry);
                        } else if (!unusable.contains(archived)) {
                            unusable.add(archived);
                        }
                    } catch (IOException unreadable) {
                        unusable.add(
                                LandedFile.unreadable(name, LandedFile.location(file), mapping.name(), unreadable));
                    }
                }
            }
        }
        return news;
    }

    /** A file, damaged where one of its rows cannot be taken apart. */
    private LandedFile whole(LandedFile file) throws IOException {
        for (LandedFile.Split split : file.splits()) {
            try (Records records = RecordFiles.open(file, split, null, lake.hadoop())) {
                while (records.next()) {
                    String broken = TableView.broken(records, file);
                    if (broken != null) {
                        return file.damaged(LandedFile.Damage.Kind.DAMAGED, broken);
                    }
                }
            }
        }
        return file;
    }

    private static List<Path> below(Path input, Mapping.Table table) {
        return Walk.of(input).files().stream()
                .filter(file -> holds(table, input.relativize(file)))
                .toList();
    }

    /**
     * The files of a table as the lake knows them now: of each path the latest delivery, in the order of the paths, and
     * behind them those of this load that cannot be read.
     */
    List<LandedFile> files(Landing.MappingFile mapping, String source, Mapping.Table table) {
        Bronze bronze = new Bronze(lake);
        List<LandedFile> files = new ArrayList<>();
        latest(source).values().stream()
                .filter(entry -> holds(table, Path.of(entry.path())))
                .map(entry -> inspected(
                        lake.hadoop(),
                        entry.path(),
                        new Bronze.Archived(
                                entry.sha256(),
                                bronze.path(entry.sha256(), entry.path()).toString(),
                                entry.bytes()),
                        mapping,
                        table))
                .forEach(files::add);
        unusable.stream()
                .filter(file -> mapping.name().equals(file.mapping()) && holds(table, Path.of(file.name())))
                .forEach(files::add);
        return files;
    }

    /** The same of files that lie in the input folder, where nothing is written. */
    static List<LandedFile> inPlace(
            Configuration hadoop, Path input, Landing.MappingFile mapping, Mapping.Table table) {
        List<LandedFile> files = new ArrayList<>();
        for (Path file : below(input, table)) {
            try {
                files.add(inspected(hadoop, Landing.name(input, file), Bronze.inPlace(file), mapping, table));
            } catch (IOException unreadable) {
                throw IngestErrors.inputUnreadable(
                        FileNames.shown(file.getFileName().toString(), null), unreadable);
            }
        }
        return files;
    }

    private static LandedFile inspected(
            Configuration hadoop,
            String name,
            Bronze.Archived archived,
            Landing.MappingFile mapping,
            Mapping.Table table) {
        Mapping.Format format = table.format().orElse(mapping.mapping().format());
        return new FileInspection(hadoop, FileInspection.PART_BYTES)
                .inspect(name, archived, format, mapping.name(), Wanted.of(List.of(), mapping.mapping()));
    }

    /** Enters joined files in the ledger; a second time under the same run changes nothing. */
    void enter(String runId, List<LedgerEntry> entries) {
        new Ledger(lake).append(runId + "/" + LedgerEntry.JOINED, entries);
        tables.clear();
    }

    private LedgerEntry entry(
            Bronze bronze,
            Path file,
            String name,
            String source,
            Landing.MappingFile mapping,
            String runId,
            Timestamp now) {
        try {
            Bronze.Archived archived = bronze.archive(file);
            LandedFile landed = inspected(lake.hadoop(), name, archived, mapping.mapping(), mapping.name());
            return entry(landed, source, mapping, runId, now);
        } catch (IOException unreadable) {
            throw IngestErrors.inputUnreadable(
                    FileNames.shown(file.getFileName().toString(), null), unreadable);
        }
    }

    private LedgerEntry entry(LandedFile file, String source, Landing.MappingFile mapping, String runId, Timestamp now)
            throws IOException {
        long rows = file.damage() == null ? rows(file) : 0;
        return new LedgerEntry(
                runId,
                source,
                file.name(),
                file.sha256(),
                file.bytes(),
                rows,
                0,
                0,
                0,
                0,
                rows,
                "",
                -1,
                now,
                LedgerEntry.JOINED,
                null,
                mapping.name(),
                null,
                mapping.mapping().tables().isEmpty() || file.notes().isEmpty()
                        ? null
                        : String.join("; ", file.notes()));
    }

    private long rows(LandedFile file) throws IOException {
        long rows = 0;
        for (LandedFile.Split split : file.splits()) {
            try (Records records = RecordFiles.open(file, split, null, lake.hadoop())) {
                while (records.next()) {
                    rows++;
                }
            }
        }
        return rows;
    }

    /** For each landing path the latest delivery that was joined to a source. */
    private Map<String, LedgerEntry> latest(String source) {
        Map<String, LedgerEntry> latest = new TreeMap<>();
        for (LedgerEntry entry : new Ledger(lake).entries()) {
            if (entry.status().equals(LedgerEntry.JOINED) && entry.source().equals(source)) {
                // Clocks may stand still or go back, so that only deliveries tell which came later.
                latest.merge(entry.path(), entry, (one, other) -> number(other) >= number(one) ? other : one);
            }
        }
        return latest;
    }

    /** Entries from before deliveries of joined files were counted have no number. */
    private static int number(LedgerEntry entry) {
        return Objects.requireNonNullElse(entry.delivery(), 0);
    }

    /**
     * The file that a column of a source looks its values up in, as the lake knows it now.
     *
     * @param mapping the mapping's name
     */
    LookupTable table(String mapping, String source, Mapping.Origin.Lookup lookup) {
        String key = mapping + "\n" + source + "\n" + lookup.file() + "\n" + lookup.on() + "\n" + lookup.take();
        return tables.computeIfAbsent(key, any -> {
            Mapping stated = mappings.named(mapping);
            List<LandedFile> files = new ArrayList<>();
            Bronze bronze = new Bronze(lake);
            latest(source).values().stream()
                    .filter(entry -> Landing.matches(lookup.file(), Path.of(entry.path())))
                    .forEach(entry -> files.add(inspected(
                            lake.hadoop(),
                            entry.path(),
                            new Bronze.Archived(
                                    entry.sha256(),
                                    bronze.path(entry.sha256(), entry.path()).toString(),
                                    entry.bytes()),
                            stated,
                            mapping)));
            return read(lake.hadoop(), lookup, files, stated);
        });
    }

    /** The same from files that lie in the input folder, where nothing is written. */
    static LookupTable inPlace(Configuration hadoop, Path input, Mapping mapping, Mapping.Origin.Lookup lookup) {
        List<LandedFile> files = new ArrayList<>();
        for (Path file : Landing.below(input, lookup.file())) {
            try {
                files.add(inspected(
                        hadoop,
                        Landing.name(input, file),
                        new Bronze.Archived("", file.toUri().toString(), java.nio.file.Files.size(file)),
                        mapping,
                        null));
            } catch (IOException unreadable) {
                throw IngestErrors.inputUnreadable(
                        FileNames.shown(file.getFileName().toString(), null), unreadable);
            }
        }
        return read(hadoop, lookup, files, mapping);
    }

    /** A file that a mapping joins, wherever its bytes are. */
    LandedFile inspected(String name, Bronze.Archived archived, String mapping) {
        Mapping stated = mappings.named(mapping);
        Landing.MappingFile file = new Landing.MappingFile(mapping, stated, mapping);
        return stated.tables().values().stream()
                .filter(table -> holds(table, Path.of(name)))
                .findFirst()
                .map(table -> inspected(lake.hadoop(), name, archived, file, table))
                .orElseGet(() -> inspected(lake.hadoop(), name, archived, stated, mapping));
    }

    /** The names, as {@link Header#normal} has them, of the fields that a mapping asks for in what it joins. */
    Set<String> asksFor(String mapping) {
        Mapping stated = mappings.named(mapping);
        Set<String> names = new LinkedHashSet<>(Wanted.of(List.of(), stated).names());
        for (String source : stated.into().keySet()) {
            for (Mapping.Origin origin : stated.origins(source).values()) {
                if (origin instanceof Mapping.Origin.Lookup lookup) {
                    names.add(Header.normal(lookup.on()));
                    names.add(Header.normal(lookup.take()));
                }
            }
        }
        return names;
    }

    /** A joined file is written as the mapping says, where it is of the kind that the mapping speaks of. */
    private static LandedFile inspected(
            Configuration hadoop,
            String name,
            Bronze.Archived archived,
            Mapping mapping,
            @Nullable String mappingName) {
        Mapping.Format stated = mapping.format();
        FileFormat own = FileFormat.ofName(name).orElse(null);
        FileFormat spoken = stated.type() != null
                ? FileFormat.valueOf(stated.type().toUpperCase(java.util.Locale.ROOT))
                : mapping.match().globs().stream()
                        .map(glob -> FileFormat.ofName(glob).orElse(null))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(own);
        return new FileInspection(hadoop, FileInspection.PART_BYTES)
                .inspect(name, archived, own == spoken ? stated : null, mappingName, Wanted.of(List.of(), mapping));
    }

    private static LookupTable read(
            Configuration hadoop, Mapping.Origin.Lookup lookup, List<LandedFile> files, Mapping mapping) {
        String name = lookup.file();
        if (files.isEmpty()) {
            return LookupTable.unusable(
                    name,
                    "the file " + name + " that the mapping looks " + lookup.take()
                            + " up in: none was ever delivered");
        }
        NullWords nulls = NullWords.ofTranslated(mapping.format().nulls());
        Wanted wanted = Wanted.of(List.of(), mapping).and(lookup.on(), lookup.take());
        Map<String, String> values = new HashMap<>();
        Set<String> conflicting = new LinkedHashSet<>();
        for (LandedFile file : files) {
            if (file.damage() != null) {
                return LookupTable.unusable(
                        name,
                        "a usable " + file.shown() + ", for " + file.damage().reason());
            }
            int on = Header.position(file.header(), lookup.on());
            int take = Header.position(file.header(), lookup.take());
            if (on < 0 || take < 0) {
                return LookupTable.unusable(
                        name,
                        "`" + (on < 0 ? lookup.on() : lookup.take()) + "` in " + file.shown() + ", which has "
                                + Headings.told(file.header(), wanted));
            }
            try {
                long broken = read(hadoop, file, on, take, nulls, values, conflicting);
                if (broken > 0) {
                    return LookupTable.unusable(
                            name, "a usable " + file.shown() + ": " + broken + " of its rows cannot be taken apart");
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            if (values.size() > MOST_KEYS) {
                return LookupTable.unusable(
                        name, "a " + file.shown() + " of at most " + MOST_KEYS + " keys; join such a file by a query");
            }
        }
        return conflicting.isEmpty()
                ? new LookupTable(name, values, null)
                : LookupTable.unusable(
                        name,
                        "one `" + lookup.take() + "` for each `" + lookup.on() + "` in " + name + ": "
                                + conflicting.size() + (conflicting.size() == 1 ? " has" : " have") + " several");
    }

    private static long read(
            Configuration hadoop,
            LandedFile file,
            int on,
            int take,
            NullWords nulls,
            Map<String, String> values,
            Set<String> conflicting)
            throws IOException {
        long broken = 0;
        for (LandedFile.Split split : file.splits()) {
            try (Records records = RecordFiles.open(file, split, null, hadoop)) {
                while (records.next()) {
                    if (records.problem() != null) {
                        broken++;
                        continue;
                    }
                    String key = text(records, on);
                    if (nulls.include(key)) {
                        continue;
                    }
                    String value = text(records, take);
                    String before = values.putIfAbsent(LookupTable.key(key), nulls.include(value) ? "" : value);
                    if (before != null && !before.equals(nulls.include(value) ? "" : value)) {
                        conflicting.add(LookupTable.key(key));
                    }
                }
            }
        }
        return broken;
    }

    private static String text(Records records, int index) {
        String text = index < records.fieldCount() ? records.fields()[index] : null;
        return text == null ? "" : text.strip();
    }

    /** How many rows found nothing in which file, in words: for the ledger. */
    static String note(Map<String, Long> foundNothing, long rows) {
        List<String> notes = new ArrayList<>();
        new LinkedHashMap<>(foundNothing)
                .forEach((lookup, count) -> notes.add(String.format(
                        java.util.Locale.ROOT, "lookup %s: %,d of %,d rows found nothing", lookup, count, rows)));
        return String.join("; ", notes);
    }
}
