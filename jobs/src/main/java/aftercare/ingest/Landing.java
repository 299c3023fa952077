package aftercare.ingest;

import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
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
     */
    record MappingFile(String name, Mapping mapping) {
        /** Whether a file of the input folder, or one that once was there, falls under it. */
        boolean takes(Path relative) {
            return mapping.match().globs().stream().anyMatch(glob -> matches(glob, relative));
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
        Walk walk = Walk.of(input);
        List<String> neighbours = new ArrayList<>(walk.leftOut());
        for (Path file : walk.files()) {
            Path relative = input.relativize(file);
            String name = relative.toString().replace('\\', '/');
            Optional<MappingFile> mapping = mapping(relative, mappings);
            String folder = relative.getNameCount() > 1 ? relative.getName(0).toString() : "";
            boolean typed =
                    mapping.isPresent() && mapping.get().mapping().format().type() != null;
            Optional<String> neighbour = typed
                    ? Optional.empty()
                    : Neighbours.told(file.getFileName().toString());
            if (neighbour.isPresent()) {
                neighbours.add(name + " (" + neighbour.get() + ")");
            } else if (mapping.isPresent()) {
                List<String> sources =
                        List.copyOf(mapping.get().mapping().into().keySet());
                sources.forEach(contracts::source);
                arrivals.add(new Arrival(file, name, sources, mapping.get()));
            } else if (contracts.sourceNames().contains(folder)) {
                arrivals.add(new Arrival(file, name, List.of(folder), null));
            } else {
                unasked.merge(folder.isEmpty() ? name : folder + "/", 1, Integer::sum);
            }
        }
        if (!neighbours.isEmpty()) {
            progress.note("not read: " + Problem.list(neighbours));
        }
        if (!unasked.isEmpty()) {
            progress.note(
                    "not loaded, because no source or mapping asks for it: " + String.join(", ", unasked.keySet()));
        }
        if (arrivals.isEmpty()) {
            throw IngestErrors.nothingToLoad(input.toString());
        }
        return arrivals;
    }

    private static Optional<MappingFile> mapping(Path relative, List<MappingFile> mappings) {
        return mappings.stream().filter(candidate -> candidate.takes(relative)).findFirst();
    }

    private static boolean matches(String glob, Path relative) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return matcher.matches(relative);
    }
}
