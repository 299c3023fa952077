package aftercare.cli;

import aftercare.lake.Lake;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * Which tables of a lake lie where, and who wrote last. Between two commands of an engine others may have put a folder
 * in the place of another or cut the log of a table, of which Delta, which remembers what it has read, would not know.
 */
final class LakeStamp {
    private static final int LEVELS_TO_A_LOG = 3;

    private final Path lake;
    private List<String> seen = List.of();

    LakeStamp(String lake) {
        this.lake = Lake.onThisMachine(lake).orElseThrow().toAbsolutePath();
    }

    /** Lets Delta read anew what others may have changed since {@link #remember}. */
    void forgetWhatIsStale() {
        if (!logs().equals(seen)) {
            DeltaLog.clearCache();
        }
    }

    /** Takes what is there for known: this process wrote it. */
    void remember() {
        seen = logs();
    }

    /** Each table's log, the folder it is and its last file: whoever writes adds one. */
    private List<String> logs() {
        List<String> logs = new ArrayList<>();
        try {
            if (Files.isDirectory(lake)) {
                Files.walkFileTree(lake, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) throws IOException {
                        if (folder.endsWith("_delta_log")) {
                            logs.add(folder + " " + is.fileKey() + " " + last(folder));
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        return lake.relativize(folder).getNameCount() < LEVELS_TO_A_LOG
                                ? FileVisitResult.CONTINUE
                                : FileVisitResult.SKIP_SUBTREE;
                    }
                });
            }
        } catch (IOException changing) {
            return List.of();
        }
        logs.sort(null);
        return logs;
    }

    private static String last(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .max(String::compareTo)
                    .orElse("");
        }
    }
}
