package aftercare.ingest;

import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.contract.FileNames;
import aftercare.contract.Mapping;
import aftercare.contract.MappingDocument;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The input folder: which file is to be read as what. */
final class Landing {
    private static final int NAMES_SHOWN = 20;

    /**
     * A file to be loaded.
     *
     * @param file where it lies
     * @param name its path below the input folder, with slashes
     * @param sources what it is read as
     * @param mapping the mapping it falls under; null for files in our own form
     */
    record Arrival(
            Path file,
            String name,
            List<String> sources,
            @Nullable MappingFile mapping) {}

    /**
     * A mapping and where it is kept.
     *
     * @param name its path below the lake, in bronze; as it was given where nothing is written
     * @param mapping what it says
     * @param given the file as it was given, for messages
     * @param document its text; null where no message will quote it
     */
    record MappingFile(
            String name,
            Mapping mapping,
            String given,
            @Nullable MappingDocument document) {
        MappingFile(String name, Mapping mapping, String given) {
            this(name, mapping, given, null);
        }

        /** Whether a file of the input folder, or one that once was there, falls under it or is what its query gave. */
        boolean takes(Path relative) {
            return mapping.match().globs().stream().anyMatch(glob -> matches(glob, relative))
                    || mapping.into().keySet().stream()
                            .anyMatch(source -> mapping.query(source) != null
                                    && ReadQueries.name(given, source).equals(relative.toString()));
        }

        /** Where a key stands in it, as errors say it; empty where that is not known. */
        String place(String... path) {
            return document == null ? "" : document.place(path);
        }
    }

    private Landing() {}

    /** Finds the files of an input folder, in the order of their names. Files that nobody asks for are named once. */
    static List<Arrival> arrivals(Path input, Contracts contracts, List<MappingFile> mappings, Progress progress) {
        if (!Files.isDirectory(input)) {
            throw IngestErrors.inputMissing(input.toString());
        }
        List<Arrival> arrivals = new ArrayList<>();
        Map<String, Integer> unasked = new LinkedHashMap<>();
        boolean joined = false;
        Walk walk = Walk.of(input);
        List<String> neighbours = new ArrayList<>(walk.leftOut());
        for (Path file : walk.files()) {
            Path relative = input.relativize(file);
            String name = name(input, file);
            List<MappingFile> matching = matching(relative, name, mappings);
            String folder = relative.getNameCount() > 1 ? relative.getName(0).toString() : "";
            boolean inATable = mappings.stream().anyMatch(each -> JoinedFiles.inATable(each.mapping(), relative));
            boolean typed =
                    matching.stream().anyMatch(each -> each.mapping().format().type() != null);
            Optional<String> neighbour = typed || inATable
                    ? Optional.empty()
                    : Neighbours.told(file.getFileName().toString());
            if (neighbour.isPresent()) {
                neighbours.add(FileNames.shown(name, null) + " (" + neighbour.get() + ")");
            } else if (!matching.isEmpty()) {
                for (MappingFile mapping : matching) {
                    List<String> sources = List.copyOf(mapping.mapping().into().keySet());
                    sources.forEach(contracts::source);
                    arrivals.add(new Arrival(file, name, sources, mapping));
                }
                joined |= inATable;
            } else if (inATable) {
                joined = true;
            } else if (contracts.sourceNames().contains(folder)) {
                arrivals.add(new Arrival(file, name, List.of(folder), null));
            } else if (mappings.stream().anyMatch(each -> JoinedFiles.joins(each.mapping(), relative))) {
                joined = true;
            } else {
                unasked.merge(FileNames.shown(folder.isEmpty() ? name : folder + "/", null), 1, Integer::sum);
            }
        }
        if (!neighbours.isEmpty()) {
            progress.note("not read: " + first(neighbours));
        }
        if (!unasked.isEmpty()) {
            progress.note(
                    "not loaded, because no source or mapping asks for it: " + first(List.copyOf(unasked.keySet())));
        }
        if (mappings.stream().allMatch(each -> each.mapping().match().database() == null)
                && arrivals.isEmpty()
                && !joined) {
            throw IngestErrors.nothingToLoad(input.toString());
        }
        return arrivals;
    }

    /** The first ones, and how many more there are. */
    static String first(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        return names.size() <= NAMES_SHOWN ? shown : shown + " and " + (names.size() - NAMES_SHOWN) + " more";
    }

    /** A file's path below the input folder, with slashes. */
    static String name(Path input, Path file) {
        return input.relativize(file).toString().replace('\\', '/');
    }

    /** The files below a folder that a glob takes, in the order of their names. */
    static List<Path> below(Path input, String glob) {
        return Walk.of(input).files().stream()
                .filter(file -> matches(glob, input.relativize(file)))
                .toList();
    }

    /**
     * The mappings that a file falls under: several where each makes other sources of it.
     *
     * @throws aftercare.config.AftercareException AFC-1102 when two make the same source of it
     */
    private static List<MappingFile> matching(Path relative, String name, List<MappingFile> mappings) {
        Map<String, MappingFile> bySource = new LinkedHashMap<>();
        List<MappingFile> matching =
                mappings.stream().filter(candidate -> candidate.takes(relative)).toList();
        for (MappingFile candidate : matching) {
            for (String source : candidate.mapping().into().keySet()) {
                MappingFile other = bySource.put(source, candidate);
                if (other != null) {
                    throw IngestErrors.mappedTwice(
                            FileNames.shown(name, null), source, other.given(), candidate.given());
                }
            }
        }
        return matching;
    }

    static boolean matches(String glob, Path relative) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return matcher.matches(relative);
    }
}
