package aftercare.cli.doctor;

import aftercare.lake.Lake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Where a lake is or will be.
 *
 * @param text as given
 * @param local its folder, when it is on a file system of this machine
 */
record LakePlace(String text, Optional<Path> local) {
    static LakePlace of(String text) {
        return new LakePlace(text, Lake.onThisMachine(text));
    }

    /** The text of a small file of the lake; empty when there is none. */
    Optional<String> small(String file) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(text, file);
        FileSystem files = path.getFileSystem(new Configuration());
        if (!files.exists(path)) {
            return Optional.empty();
        }
        try (InputStream in = files.open(path)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    /** The journals in a folder of the lake, sorted; none when there is no folder. */
    List<String> journals(String folder) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(text, folder);
        FileSystem files = path.getFileSystem(new Configuration());
        if (!files.exists(path)) {
            return List.of();
        }
        return Stream.of(files.listStatus(path))
                .map(status -> status.getPath().getName())
                .filter(name -> name.endsWith(".json") && !name.startsWith("."))
                .sorted()
                .toList();
    }

    boolean has(String folder) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(text, folder);
        return path.getFileSystem(new Configuration()).exists(path);
    }

    /** The folder itself, or the nearest one above it that is there. */
    static Path nearestThere(Path folder) {
        Path place = folder.toAbsolutePath();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        return place;
    }
}
