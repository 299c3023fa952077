package aftercare.ingest;

import aftercare.config.AftercareException;
import aftercare.config.DidYouMean;
import aftercare.config.ErrorCode;
import aftercare.config.Installation;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mappings that come with the product, {@code schemas/mappings/NAME.yaml}: of the exports of desks, field service
 * programs and open data. They are found by their names.
 */
public final class ReadyMappings {
    private static final String FOLDER = "mappings";
    private static final String ENDING = ".yaml";

    private ReadyMappings() {}

    /**
     * The file that is meant by what was given as a mapping: a path, or the name of a ready mapping.
     *
     * @throws AftercareException AFC-1102 when it is neither
     */
    static Path file(Path given) {
        if (!isName(given) || Files.exists(given)) {
            return given;
        }
        return Installation.folder("schemas", "source.schema.json", schemas -> {
            Path ready = ready(schemas, given.toString());
            return ready.getFileSystem().equals(given.getFileSystem()) ? ready : outside(ready);
        });
    }

    /**
     * The documents of a ready mapping.
     *
     * @throws AftercareException AFC-1102 when there is none of that name
     */
    public static List<Mapping> documents(String name) {
        String text = Installation.folder("schemas", "source.schema.json", schemas -> {
            try {
                return Files.readString(ready(schemas, name));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
        return Contracts.mappings(name, text).stream()
                .map(aftercare.contract.MappingDocument::mapping)
                .toList();
    }

    /** The names of all ready mappings, in order. */
    public static List<String> names() {
        return Installation.folder("schemas", "source.schema.json", ReadyMappings::names);
    }

    private static boolean isName(Path given) {
        return given.getNameCount() == 1
                && !given.isAbsolute()
                && !given.toString().contains(".");
    }

    private static Path ready(Path schemas, String name) {
        Path ready = schemas.resolve(FOLDER).resolve(name + ENDING);
        if (!names(schemas).contains(name)) {
            List<String> names = names(schemas);
            throw new AftercareException(
                    ErrorCode.BAD_MAPPING,
                    "There is no mapping '" + name + "'.",
                    "It is no file, and the ready mappings are " + String.join(", ", names) + ".",
                    DidYouMean.among(names, name)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Give one of these names, or the path of a mapping file."));
        }
        return ready;
    }

    private static List<String> names(Path schemas) {
        try (Stream<Path> files = Files.list(schemas.resolve(FOLDER))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A copy outside the program, where one is packed inside: bronze archives files of the disk. */
    private static Path outside(Path packed) {
        try {
            Path folder = Files.createTempDirectory("aftercare-mapping");
            Path copy = folder.resolve(packed.getFileName().toString());
            Files.copy(packed, copy);
            copy.toFile().deleteOnExit();
            folder.toFile().deleteOnExit();
            return copy;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
