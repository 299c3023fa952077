package aftercare.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local file system without a process per file: Hadoop's own starts {@code chmod} for every file it creates where
 * its native library is absent, which costs a small run more than its work.
 */
public class PlainLocalFileSystem extends LocalFileSystem {
    public PlainLocalFileSystem() {
        super(new PermissionsByJava());
        setWriteChecksum(false);
    }

    private static final class PermissionsByJava extends RawLocalFileSystem {
        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            java.nio.file.Path file = pathToFile(path).toPath();
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(symbols(permission)));
            }
        }

        private static String symbols(FsPermission permission) {
            return permission.getUserAction().SYMBOL
                    + permission.getGroupAction().SYMBOL
                    + permission.getOtherAction().SYMBOL;
        }
    }
}
