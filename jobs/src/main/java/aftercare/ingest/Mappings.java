package aftercare.ingest;

import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import aftercare.lake.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mapping files of a run. Each is kept in bronze by its content, so that a file can be read again as it was read
 * the first time, even when the mapping it came with was changed or is gone.
 */
final class Mappings {
    private final Lake lake;
    private final Contracts contracts;
    private final Map<String, Mapping> read = new ConcurrentHashMap<>();

    Mappings(Lake lake, Contracts contracts) {
        this.lake = lake;
        this.contracts = contracts;
    }

    /** Reads, checks and archives mapping files. */
    List<Landing.MappingFile> archived(List<Path> files) {
        return files.stream().map(this::archived).toList();
    }

    private Landing.MappingFile archived(Path given) {
        Path file = ReadyMappings.file(given);
        Mapping mapping = checked(file, contracts).mapping();
        try {
            Bronze.Archived archived = new Bronze(lake).archive(file);
            String name = "bronze/" + new org.apache.hadoop.fs.Path(archived.path()).getName();
            read.put(name, mapping);
            return new Landing.MappingFile(name, mapping);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** Reads and checks a mapping file, and writes nothing. */
    static Landing.MappingFile checked(Path given, Contracts contracts) {
        Path file = ReadyMappings.file(given);
        Mapping mapping = Contracts.mapping(file);
        MappingCheck.check(file.toString(), mapping, contracts);
        return new Landing.MappingFile(file.toString(), mapping);
    }

    /**
     * A mapping that was archived.
     *
     * @param name its path below the lake
     */
    Mapping named(String name) {
        return read.computeIfAbsent(name, any -> Contracts.mapping(name, lake.readSmall(inBronze(name))));
    }

    private org.apache.hadoop.fs.Path inBronze(String name) {
        return new org.apache.hadoop.fs.Path(lake.bronze(), new org.apache.hadoop.fs.Path(name).getName());
    }
}
