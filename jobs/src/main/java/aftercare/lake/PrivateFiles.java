package aftercare.lake;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what tells who somebody is to all but the user who runs Aftercare: folders 0700, files 0600. Only on file
 * systems of this machine; rights on others are set where they are managed.
 */
public final class PrivateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);
    private static final FsPermission FOLDER = new FsPermission((short) 0700);
    private static final FsPermission FILE = new FsPermission((short) 0600);

    private PrivateFiles() {}

    /** Closes a file or a folder, without what is in it; one that is not there needs no closing. */
    public static void close(Lake lake, Path path) {
        FileSystem files = lake.fileSystem();
        if (!files.getUri().getScheme().equals("file")) {
            return;
        }
        try {
            if (files.exists(path)) {
                close(files, files.getFileStatus(path));
            }
        } catch (IOException notOurs) {
            LOG.warn("{} cannot be closed to others: {}", path, notOurs.toString());
        }
    }

    /** Closes a folder with all that is in it where it is still open, as an earlier version left it. */
    public static void closeIfOpen(Lake lake, Path folder) {
        if (isOpen(lake, folder)) {
            closeAll(lake, folder);
        }
    }

    /** Whether others than the user who runs Aftercare may look into a folder or a file. */
    public static boolean isOpen(Lake lake, Path path) {
        FileSystem files = lake.fileSystem();
        try {
            return files.getUri().getScheme().equals("file")
                    && files.exists(path)
                    && !closed(files.getFileStatus(path))
                            .equals(files.getFileStatus(path).getPermission());
        } catch (IOException unknown) {
            LOG.debug("who may read {} is not known", path, unknown);
            return false;
        }
    }

    private static FsPermission closed(FileStatus file) {
        return file.isDirectory() ? FOLDER : FILE;
    }

    /** Closes a folder with all that is in it. */
    public static void closeAll(Lake lake, Path folder) {
        close(lake, folder);
        if (!lake.fileSystem().getUri().getScheme().equals("file") || !lake.exists(folder)) {
            return;
        }
        try {
            closeAll(lake.fileSystem(), folder);
        } catch (IOException notOurs) {
            LOG.warn("{} cannot be closed to others: {}", folder, notOurs.toString());
        }
    }

    private static void closeAll(FileSystem files, Path folder) throws IOException {
        for (FileStatus each : files.listStatus(folder)) {
            close(files, each);
            if (each.isDirectory()) {
                closeAll(files, each.getPath());
            }
        }
    }

    private static void close(FileSystem files, FileStatus file) throws IOException {
        if (!file.getPermission().equals(closed(file))) {
            files.setPermission(file.getPath(), closed(file));
        }
    }
}
