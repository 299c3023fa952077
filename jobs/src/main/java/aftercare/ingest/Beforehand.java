package aftercare.ingest;

import aftercare.config.Progress;
import aftercare.contract.Contracts;
import java.nio.file.Path;
import java.util.List;

/** What can be said of a load before Spark starts, which takes longer than all of it. */
public final class Beforehand {
    private Beforehand() {}

    /**
     * Looks whether there is something to load, and whether the mappings fit the contracts and each other.
     *
     * @throws aftercare.config.AftercareException AFC-2001 when the folder is missing or holds nothing to load,
     *     AFC-2002 when it cannot be read, AFC-1102 when a mapping is wrong
     */
    public static void check(Path input, List<Path> mappingFiles, Contracts contracts) {
        Landing.arrivals(input, contracts, checkMappings(mappingFiles, contracts), Progress.SILENT);
    }

    /** Reads and checks mappings. */
    static List<Landing.MappingFile> checkMappings(List<Path> mappingFiles, Contracts contracts) {
        return mappingFiles.stream()
                .flatMap(file -> Mappings.checked(file, contracts).stream())
                .toList();
    }
}
