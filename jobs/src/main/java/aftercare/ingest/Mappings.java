package aftercare.ingest;

import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The mapping files of a run, each read once. */
final class Mappings {
    private final Map<String, Mapping> read = new ConcurrentHashMap<>();

    Landing.MappingFile file(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return new Landing.MappingFile(absolute, named(absolute.toString()));
    }

    Mapping named(String path) {
        return read.computeIfAbsent(path, any -> Contracts.mapping(Path.of(path)));
    }
}
