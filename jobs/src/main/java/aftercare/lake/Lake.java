package aftercare.lake;

import aftercare.config.AftercareException;
import aftercare.config.EnvironmentVariables;
import io.delta.tables.DeltaTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lake: a folder with bronze files and Delta tables.
 *
 * <p>Layout: {@code bronze/} bytes by SHA-256, {@code silver/<source>}, {@code quarantine/<source>}, {@code
 * gold/<table>} and {@code ops/} (ledger, runs, lease, and the small files that hold the zone, the personal key and the
 * journal).
 */
public final class Lake {
    private static final Logger LOG = LoggerFactory.getLogger(Lake.class);
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    /**
     * Bytes below which data is small: cutting it into tasks and generating code for it costs more than reading it
     * plainly, in one place, or holding it in memory.
     */
    public static final long SMALL = 24L << 20;

    private static final String DRAFT = ".draft";

    private final SparkSession spark;
    private final Path root;
    private final Path bronze;
    private final ZoneId zone;
    private final boolean small;
    /** Asked before each write whether this run still holds the lake; shared by all that see the same lake. */
    private final AtomicReference<Runnable> hold;

    private volatile @Nullable FileSystem fileSystem;

    private Lake(SparkSession spark, Path root, ZoneId zone) {
        this(spark, root, new Path(root, "bronze"), zone, false, new AtomicReference<>(() -> {}));
    }

    private Lake(
            SparkSession spark, Path root, Path bronze, ZoneId zone, boolean small, AtomicReference<Runnable> hold) {
        this.hold = hold;
        this.spark = spark;
        this.root = root;
        this.bronze = bronze;
        this.zone = zone;
        this.small = small;
    }

    /**
     * Opens a lake for writing, and lays it out when there is none.
     *
     * @throws AftercareException AFC-3003 when it was laid out for another zone: its months would be cut elsewhere
     */
    public static Lake openOrCreate(SparkSession spark, String location, ZoneId zone) {
        Lake lake = new Lake(spark, qualified(spark, location), zone);
        Path file = lake.at("ops", "zone");
        if (!lake.exists(file)) {
            lake.writeSmall(file, zone.getId());
            return lake;
        }
        String laidOutFor = lake.readSmall(file);
        if (!laidOutFor.equals(zone.getId())) {
            throw LakeErrors.otherZone(location, laidOutFor, zone.getId());
        }
        return lake;
    }

    /**
     * Opens a lake that is there.
     *
     * @throws AftercareException AFC-3001 when there is none
     */
    public static Lake open(SparkSession spark, String location, ZoneId zone) {
        Lake lake = new Lake(spark, qualified(spark, location), zone);
        if (!lake.exists(lake.at("ops", "zone"))) {
            throw LakeErrors.missing(location);
        }
        return openOrCreate(spark, location, zone);
    }

    /**
     * Looks whether there is a lake at a place of this machine, without Spark; of other places it says nothing.
     *
     * @throws AftercareException AFC-3001 when there is none
     */
    public static void requireWhereLocal(String location) {
        onThisMachine(location)
                .filter(folder -> !Files.exists(folder.resolve("ops").resolve("zone")))
                .ifPresent(folder -> {
                    throw LakeErrors.missing(location);
                });
    }

    /** The folder of a lake by its location, which need not be there; empty where it is on another file system. */
    public static Optional<java.nio.file.Path> onThisMachine(String location) {
        boolean elsewhere = SCHEME.matcher(location).matches() && !location.startsWith("file:");
        return elsewhere
                ? Optional.empty()
                : Optional.of(java.nio.file.Path.of(new Path(location).toUri().getPath()));
    }

    /** Opens a lake that is there, in the zone it was laid out for. */
    public static Lake openAsLaidOut(SparkSession spark, String location) {
        Lake probe = new Lake(spark, qualified(spark, location), ZoneId.of("UTC"));
        Path file = probe.at("ops", "zone");
        if (!probe.exists(file)) {
            throw LakeErrors.missing(location);
        }
        ZoneId zone = ZoneId.of(probe.readSmall(file));
        spark.conf().set("spark.sql.session.timeZone", zone.getId());
        return new Lake(spark, probe.root, zone);
    }

    private static Path qualified(SparkSession spark, String location) {
        try {
            Path path = new Path(location);
            return path.getFileSystem(spark.sessionState().newHadoopConf()).makeQualified(path);
        } catch (IOException unreachable) {
            throw LakeErrors.unreadable(location, unreachable);
        }
    }

    /** The same lake seen through a session of its own, whose settings do not touch those of others. */
    public Lake withOwnSession() {
        return withOwnSession(false);
    }

    private Lake withOwnSession(boolean forSmallData) {
        SparkSession own = spark.newSession();
        // A new session has the zone it was built with, not the one that a lake gave it.
        own.conf().set("spark.sql.session.timeZone", zone.getId());
        return new Lake(own, root, bronze, zone, forSmallData, hold);
    }

    /**
     * A lake laid out below another folder that keeps its bronze here: the tables of this one made anew, until they
     * take their place.
     */
    Lake withTablesAt(Path folder) {
        return new Lake(spark, folder, bronze, zone, small, hold);
    }

    /**
     * The same lake seen through a session of its own that plans for so much data.
     *
     * @param bytes about how much will be read
     */
    public Lake withSessionFor(long bytes) {
        Lake own = withOwnSession(bytes < SMALL);
        if (own.small) {
            SparkSessions.planForSmallData(own.spark);
        }
        return own;
    }

    /** Has a lease asked before each write from now on. */
    void heldBy(Runnable check) {
        hold.set(check);
    }

    /**
     * To be called before each write of a table or file: a run that was suspended must not write beside its successor.
     *
     * @throws AftercareException AFC-3012 when the run no longer holds the lake
     */
    public void checkHold() {
        Objects.requireNonNull(hold.get(), "set from the beginning").run();
    }

    /** Whether its session plans for small data, so that all of it can be kept in memory. */
    public boolean isSmall() {
        return small;
    }

    public SparkSession spark() {
        return spark;
    }

    public ZoneId zone() {
        return zone;
    }

    public Path root() {
        return root;
    }

    public Path at(String folder, String... more) {
        Path path = new Path(root, folder);
        for (String part : more) {
            path = new Path(path, part);
        }
        return path;
    }

    /** Where the bytes of the delivered files are. */
    public Path bronze() {
        return bronze;
    }

    public Path silver(String source) {
        return at("silver", source);
    }

    public Path quarantine(String source) {
        return at("quarantine", source);
    }

    public Path gold(String table) {
        return at("gold", table);
    }

    public Path ops(String table) {
        return at("ops", table);
    }

    /** Whether a Delta table is there, with at least one commit. */
    public boolean hasTable(Path table) {
        return exists(new Path(table, "_delta_log")) && version(table) >= 0;
    }

    /**
     * The latest version of a table; -1 when there is none.
     *
     * @throws AftercareException AFC-2080 when its log has lost its commits: it would look like one never written
     */
    public long version(Path table) {
        Path log = new Path(table, "_delta_log");
        if (!exists(log)) {
            return -1;
        }
        long version = DeltaLog.forTable(spark, table.toString())
                .update(false, scala.Option.empty(), scala.Option.empty())
                .version();
        if (version < 0 && list(log).stream().anyMatch(Lake::followsACommit)) {
            throw LakeErrors.logDamaged(
                    log.toString(), new FileNotFoundException("the commits of " + log + " are gone"));
        }
        return version;
    }

    /** What Delta writes only when a commit is there; a first write that was killed leaves nothing of it. */
    private static boolean followsACommit(String name) {
        return !name.startsWith(".") && (name.endsWith(".crc") || name.contains("checkpoint"));
    }

    public Dataset<Row> read(Path table) {
        return spark.read().format("delta").load(table.toString());
    }

    /** A table as it was at a version. */
    public Dataset<Row> read(Path table, long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(table.toString());
    }

    /** What a table's properties say, such as {@code delta.enableChangeDataFeed}. */
    Map<String, String> properties(Path table) {
        return scala.jdk.javaapi.CollectionConverters.asJava(DeltaLog.forTable(spark, table.toString())
                .unsafeVolatileSnapshot()
                .metadata()
                .configuration());
    }

    public DeltaTable table(Path table) {
        return DeltaTable.forPath(spark, table.toString());
    }

    public Configuration hadoop() {
        return spark.sessionState().newHadoopConf();
    }

    public FileSystem fileSystem() {
        // Whoever asks first finds it for all: settings to find it by are copied out of the session each time.
        if (fileSystem == null) {
            try {
                fileSystem = root.getFileSystem(hadoop());
            } catch (IOException unreachable) {
                throw LakeErrors.unreadable(root.toString(), unreachable);
            }
        }
        return fileSystem;
    }

    public boolean exists(Path path) {
        try {
            return fileSystem().exists(path);
        } catch (IOException unreachable) {
            throw LakeErrors.unreadable(path.toString(), unreachable);
        }
    }

    /** How many bytes the files below a folder have; 0 when there is no folder. */
    public long size(Path folder) {
        try {
            return exists(folder) ? fileSystem().getContentSummary(folder).getLength() : 0;
        } catch (IOException unreachable) {
            throw LakeErrors.unreadable(folder.toString(), unreachable);
        }
    }

    /** The names of what lies in a folder, sorted; nothing when there is no folder. */
    public List<String> list(Path folder) {
        List<String> names = new ArrayList<>();
        if (exists(folder)) {
            try {
                for (FileStatus status : fileSystem().listStatus(folder)) {
                    names.add(status.getPath().getName());
                }
            } catch (IOException unreachable) {
                throw LakeErrors.unreadable(folder.toString(), unreachable);
            }
        }
        names.sort(null);
        return names;
    }

    /** Writes a small file so that a reader sees all of it or none. */
    public void writeSmall(Path file, String text) {
        write(file, text, false);
    }

    /** Writes a small file that only the user who runs Aftercare may read, where the file system is of this machine. */
    public void writePrivate(Path file, String text) {
        write(file, text, true);
    }

    private void write(Path file, String text, boolean closed) {
        checkHold();
        Path draft = new Path(file.getParent(), "." + file.getName() + DRAFT);
        try {
            FileSystem fileSystem = fileSystem();
            fileSystem.mkdirs(file.getParent());
            try (FSDataOutputStream out = fileSystem.create(draft, true)) {
                if (closed) {
                    PrivateFiles.close(this, draft);
                }
                out.write(text.getBytes(StandardCharsets.UTF_8));
                sync(out);
            }
            replace(draft, file);
            syncFolder(file.getParent());
        } catch (IOException unwritable) {
            throw LakeErrors.unwritable(file.toString(), unwritable);
        }
    }

    /**
     * Brings what was written through to the disk, where the file system can: a machine that loses its power must not
     * remember that a file is there and forget what is in it.
     */
    public static void sync(FSDataOutputStream out) throws IOException {
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
            out.hsync();
        }
    }

    /** Brings the names of a folder through to the disk, where it is on a file system of this machine that can. */
    public void syncFolder(Path folder) {
        if (isLocal()) {
            try (FileChannel names =
                    FileChannel.open(java.nio.file.Path.of(folder.toUri().getPath()), StandardOpenOption.READ)) {
                names.force(true);
            } catch (IOException cannot) {
                // Windows opens no folders, and some file systems sync none: then the name comes a little later.
                LOG.debug("{} is not synced: {}", folder, cannot.toString());
            }
        }
    }

    /** Moves a small file, and makes the folder it moves to. */
    public void move(Path from, Path to) {
        checkHold();
        try {
            fileSystem().mkdirs(to.getParent());
            replace(from, to);
        } catch (IOException unwritable) {
            throw LakeErrors.unwritable(to.toString(), unwritable);
        }
    }

    /** Whether a file of that name is what a run that was killed left of a small file it was writing. */
    public static boolean isDraft(String name) {
        return name.startsWith(".") && name.endsWith(DRAFT);
    }

    /** On this machine one step, so that a run killed meanwhile leaves the former file or the new one. */
    private void replace(Path from, Path to) throws IOException {
        if (!isLocal()) {
            // Elsewhere nothing is renamed onto what is there.
            fileSystem().delete(to, false);
        }
        if (!fileSystem().rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    private boolean isLocal() {
        return fileSystem().getUri().getScheme().equals("file");
    }

    public String readSmall(Path file) {
        try (FSDataInputStream in = fileSystem().open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw LakeErrors.unreadable(file.toString(), unreadable);
        }
    }

    public void delete(Path path) {
        checkHold();
        try {
            fileSystem().delete(path, true);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * The key under which personal columns are hashed: AFTERCARE_PII_KEY where it is set, else a random one that stays
     * with the lake, so that the same customer keeps the same code.
     *
     * @throws AftercareException AFC-2050 when it is not the one that the lake was loaded with, AFC-2051 when that is
     *     gone
     */
    public synchronized byte[] personalKey() {
        return personalKey(EnvironmentVariables.all());
    }

    synchronized byte[] personalKey(Map<String, String> environment) {
        return new PersonalKey(this, environment).key();
    }
}
