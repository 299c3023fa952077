package aftercare.ingest;

import aftercare.config.EnvironmentVariables;
import aftercare.config.Progress;
import aftercare.contract.Mapping;
import aftercare.lake.Lake;
import aftercare.lake.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/** What the databases of a run's mappings hold anew, as files that last until they are archived. */
final class ReadDatabases implements AutoCloseable {
    private final Path folder;
    private final List<Landing.Arrival> arrivals = new ArrayList<>();

    /**
     * Reads the databases, one after the other.
     *
     * @throws aftercare.config.AftercareException AFC-4201 when one cannot be read
     */
    ReadDatabases(Lake lake, List<Landing.MappingFile> mappings, Progress progress) {
        try {
            folder = WorkFolder.create("databases");
            for (Landing.MappingFile mapping : mappings) {
                Mapping.Database database = mapping.mapping().match().database();
                if (database != null) {
                    read(lake, mapping, database, progress);
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void read(Lake lake, Landing.MappingFile mapping, Mapping.Database database, Progress progress) {
        String name = name(mapping.given());
        try (Progress.Step step = progress.step("read " + name)) {
            Optional<Path> file = new DatabaseReading(lake, EnvironmentVariables.all()).read(name, database, folder);
            file.ifPresent(rows -> arrivals.add(new Landing.Arrival(
                    rows, name, List.copyOf(mapping.mapping().into().keySet()), mapping)));
            if (file.isEmpty()) {
                step.detail("nothing new");
            }
        }
    }

    /** A delivery of a database is called as its mapping, so that each reading comes behind the one before. */
    static String name(String given) {
        String file = Path.of(given).getFileName().toString();
        return file.replaceFirst("\\.ya?ml(?=$|#)", "").replace('#', '-') + ".parquet";
    }

    List<Landing.Arrival> arrivals() {
        return arrivals;
    }

    @Override
    public void close() {
        FileUtils.deleteQuietly(folder.toFile());
    }
}
