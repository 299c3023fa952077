package aftercare.pipeline;

import aftercare.TestSpark;
import aftercare.lake.PlainLocalFileSystem;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * The local file system that fails when a test says so, at one of the changes that a run makes: a file begun, a file
 * ended, a name changed, a file or folder removed or made. A process that dies changes nothing from then on, so a run
 * whose changes all fail from one of them on leaves what {@code kill -9} would leave there.
 */
public final class FaultyFileSystem extends PlainLocalFileSystem {
    /** What happens at the change that was chosen. */
    enum Fault {
        /** This change and all later ones fail, as if the process had died before it. */
        DEATH,
        /** The change is made, but whoever asked for it is told that it failed; later ones work. */
        LOST_ANSWER
    }

    /** What a run was told where a fault was planted. */
    static final String SAID = "a fault that the test planted";

    private static final AtomicLong CHANGES = new AtomicLong();
    private static volatile String below = "";
    private static volatile long at;
    private static volatile Fault fault = Fault.DEATH;

    /** Has Spark use it, until {@link #uninstall}. */
    static void install() throws IOException {
        use(FaultyFileSystem.class.getName(), FaultyContext.class.getName());
    }

    static void uninstall() throws IOException {
        disarm();
        use(PlainLocalFileSystem.class.getName(), "org.apache.hadoop.fs.local.LocalFs");
    }

    private static void use(String fileSystem, String context) throws IOException {
        Configuration hadoop = TestSpark.session().sparkContext().hadoopConfiguration();
        hadoop.set("fs.file.impl", fileSystem);
        hadoop.set("fs.AbstractFileSystem.file.impl", context);
        FileSystem.closeAll();
        DeltaLog.clearCache();
    }

    /** Counts changes below a folder from now on, and plants a fault at one of them; 0 for none. */
    static void arm(java.nio.file.Path folder, Fault planted, long change) {
        CHANGES.set(0);
        fault = planted;
        at = change;
        below = folder.toString();
    }

    /** How many changes there were since it was armed. */
    static long changes() {
        return CHANGES.get();
    }

    /** Nothing fails any more; returns how many changes there were. */
    static long disarm() {
        below = "";
        DeltaLog.clearCache();
        return CHANGES.get();
    }

    /** A change that answers, or fails. */
    @FunctionalInterface
    private interface Change<T> {
        T make() throws IOException;
    }

    private static <T> T change(Path path, Change<T> change) throws IOException {
        if (below.isEmpty() || !path.toUri().getPath().startsWith(below)) {
            return change.make();
        }
        long number = CHANGES.incrementAndGet();
        if (Boolean.getBoolean("aftercare.faults.trace")) {
            System.out.println("change " + number + " " + path);
        }
        if (at > 0 && fault == Fault.DEATH && number >= at) {
            throw new IOException(SAID);
        }
        T answer = change.make();
        if (fault == Fault.LOST_ANSWER && number == at) {
            throw new IOException(SAID);
        }
        return answer;
    }

    private static boolean isDead() {
        return !below.isEmpty() && at > 0 && fault == Fault.DEATH && CHANGES.get() >= at;
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return change(
                path,
                () -> ending(
                        path, super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress)));
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress,
            Options.ChecksumOpt checksum)
            throws IOException {
        return create(
                path, permission, flags.contains(CreateFlag.OVERWRITE), bufferSize, replication, blockSize, progress);
    }

    @Override
    public FSDataOutputStream createNonRecursive(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    }

    @Override
    public FSDataOutputStream createNonRecursive(
            Path path,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return create(
                path, permission, flags.contains(CreateFlag.OVERWRITE), bufferSize, replication, blockSize, progress);
    }

    @Override
    protected FSDataOutputStream primitiveCreate(
            Path path,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress,
            Options.ChecksumOpt checksum)
            throws IOException {
        return change(
                path,
                () -> ending(
                        path,
                        super.primitiveCreate(
                                path, permission, flags, bufferSize, replication, blockSize, progress, checksum)));
    }

    /** A file whose end may never come; what its writer has not yet handed over is then lost. */
    private static FSDataOutputStream ending(Path path, FSDataOutputStream out) throws IOException {
        OutputStream held = new FilterOutputStream(out) {
            private boolean ended;

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                requireAlive();
                out.write(bytes, from, length);
            }

            @Override
            public void write(int b) throws IOException {
                requireAlive();
                out.write(b);
            }

            @Override
            public void flush() throws IOException {
                requireAlive();
                out.flush();
            }

            @Override
            public void close() throws IOException {
                if (!ended) {
                    ended = true;
                    change(path, () -> {
                        out.close();
                        return true;
                    });
                }
            }
        };
        return new FSDataOutputStream(held, null);
    }

    private static void requireAlive() throws IOException {
        if (isDead()) {
            throw new IOException(SAID);
        }
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return change(to, () -> super.rename(from, to));
    }

    @Override
    @SuppressWarnings("deprecation") // The one that file contexts ask for.
    protected void rename(Path from, Path to, Options.Rename... options) throws IOException {
        change(to, () -> {
            super.rename(from, to, options);
            return true;
        });
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return exists(path) ? change(path, () -> super.delete(path, recursive)) : false;
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        return exists(path) ? super.mkdirs(path) : change(path, () -> super.mkdirs(path));
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        return exists(path) ? super.mkdirs(path, permission) : change(path, () -> super.mkdirs(path, permission));
    }

    /** The same for those who ask by a file context, as Delta does for its log. */
    public static final class FaultyContext extends DelegateToFileSystem {
        public FaultyContext(URI uri, Configuration conf) throws IOException, URISyntaxException {
            super(uri, started(conf), conf, "file", false);
        }

        private static FileSystem started(Configuration conf) throws IOException {
            FileSystem fileSystem = new FaultyFileSystem();
            fileSystem.initialize(URI.create("file:///"), conf);
            return fileSystem;
        }
    }
}
