package aftercare.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.util.ShutdownHookManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of this process alone, closed to other users, for what nobody needs after it: copies of delivered files that
 * are rewritten or read out of a database, and what Spark writes for want of memory. All of it may name people.
 *
 * <p>It goes when the process ends. A process that is killed leaves it behind with a lock that nobody holds any more;
 * the next one on this machine removes it.
 */
public final class WorkFolder {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
    private static final String PREFIX = "aftercare-work-";
    private static final String LOCK = "lock";
    /** After those of Spark, which empties its folders below ours, and of Hadoop's file systems. */
    private static final int LAST = 1;

    private static final Duration TIME_TO_LOCK = Duration.ofHours(1);

    private static @Nullable WorkFolder ours;

    private final Path folder;
    /** Held until the process ends, however it ends. */
    private final FileChannel lock;

    private WorkFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** The folder of this process, which the first call makes, removing those of processes that were killed. */
    public static synchronized Path ofThisProcess() {
        WorkFolder known = ours;
        if (known != null && Files.isDirectory(known.folder)) {
            return known.folder;
        }
        WorkFolder made = below(Path.of(System.getProperty("java.io.tmpdir")));
        ShutdownHookManager.get().addShutdownHook(made::remove, LAST);
        ours = made;
        return made.folder;
    }

    /** A new folder in that of this process. */
    public static Path create(String name) throws IOException {
        return Files.createTempDirectory(ofThisProcess(), name);
    }

    /** A new folder of the kind, once what killed processes left there is removed. */
    static WorkFolder below(Path temporary) {
        try {
            Path folder = Files.createTempDirectory(temporary, PREFIX);
            // Locked before it has its name: a folder with a lock that nobody holds is never one that begins.
            Path draft = folder.resolve(LOCK + ".draft");
            FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                Files.move(draft, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
                removeLeft(temporary, folder);
            }
            return new WorkFolder(folder, channel);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Some file systems lock nothing: what a killed process leaves there stays. */
    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException cannot) {
            LOG.info("work folders cannot be locked: {}", cannot.toString());
            return false;
        }
    }

    private static void removeLeft(Path temporary, Path own) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!folder.equals(own) && !isOurs(folder) && isOfSameUser(folder, own)) {
                    removeUnlessHeld(folder);
                }
            }
        } catch (IOException unreadable) {
            LOG.info("work folders of killed processes are not looked for: {}", unreadable.toString());
        }
    }

    /** Looking at a lock of one's own gives it free on some systems. */
    private static boolean isOurs(Path folder) {
        WorkFolder known = ours;
        return known != null && folder.equals(known.folder);
    }

    /** Everybody may make folders where temporary files are, and links to those of others. */
    private static boolean isOfSameUser(Path folder, Path own) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
    }

    private static void removeUnlessHeld(Path folder) {
        if (!Files.exists(folder.resolve(LOCK))) {
            removeIfEmptyAndOld(folder);
            return;
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                LOG.info("removing {}, which a killed process left", folder);
                FileUtils.deleteDirectory(folder.toFile());
            }
        } catch (IOException | OverlappingFileLockException goneOrInUse) {
            LOG.info("{} is left alone: {}", folder, goneOrInUse.toString());
        }
    }

    /** A process makes its lock at once, unless it was killed before or cannot. */
    private static void removeIfEmptyAndOld(Path folder) {
        try {
            Instant made = Files.getLastModifiedTime(folder).toInstant();
            if (made.isBefore(Instant.now().minus(TIME_TO_LOCK))) {
                Files.delete(folder);
            }
        } catch (IOException goneOrNotEmpty) {
            LOG.info("{} is left alone: {}", folder, goneOrNotEmpty.toString());
        }
    }

    Path folder() {
        return folder;
    }

    /** What a kill does: the system gives the lock free. */
    void abandon() throws IOException {
        lock.close();
    }

    private void remove() {
        FileUtils.deleteQuietly(folder.toFile());
    }
}
