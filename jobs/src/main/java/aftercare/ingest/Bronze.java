package aftercare.ingest;

import aftercare.lake.Lake;
import aftercare.lake.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive: every file's bytes as they came, named by their SHA-256. None is ever changed; where a person is
 * forgotten, another file takes its place ({@link Erasure}).
 */
final class Bronze {
    private static final Logger LOG = LoggerFactory.getLogger(Bronze.class);
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int LONGEST_ENDING = 40;

    private final Lake lake;

    Bronze(Lake lake) {
        this.lake = lake;
    }

    /**
     * A file's bytes in the archive.
     *
     * @param sha256 what it is known by
     * @param path where it is
     * @param bytes its size
     */
    record Archived(String sha256, String path, long bytes) {}

    /** A file where it lies, without being archived; spelled so that Hadoop finds it whatever its name. */
    static Archived inPlace(java.nio.file.Path file) throws IOException {
        return new Archived("", new Path(file.toUri()).toString(), Files.size(file));
    }

    /** Copies a landing file into the archive; a file that is there already is left as it is. */
    Archived archive(java.nio.file.Path file) throws IOException {
        lake.checkHold();
        FileSystem fileSystem = lake.fileSystem();
        fileSystem.setWriteChecksum(false);
        fileSystem.mkdirs(arriving());
        PrivateFiles.close(lake, lake.bronze());
        Path draft = new Path(arriving(), UUID.randomUUID().toString());
        MessageDigest digest = sha256();
        long bytes;
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest);
                FSDataOutputStream out = fileSystem.create(draft, true, BUFFER_BYTES)) {
            PrivateFiles.close(lake, draft);
            bytes = copy(in, out);
            Lake.sync(out);
        } catch (IOException failed) {
            fileSystem.delete(draft, false);
            throw failed;
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        Path target = path(sha256, file.getFileName().toString());
        // Two mappings may bring one file at the same time: then the other one was quicker.
        if (fileSystem.exists(target) || (!fileSystem.rename(draft, target) && fileSystem.exists(target))) {
            fileSystem.delete(draft, false);
        } else if (!fileSystem.exists(target)) {
            throw new IOException("cannot rename " + draft + " to " + target);
        }
        lake.syncFolder(lake.bronze());
        return new Archived(sha256, target.toString(), bytes);
    }

    /** The SHA-256 of a file, without archiving it. */
    static String sha256(java.nio.file.Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            copy(in, OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Where the archive keeps a file; its ending is kept, since it tells the format. */
    Path path(String sha256, String fileName) {
        String lower = fileName.toLowerCase(java.util.Locale.ROOT);
        int from = lower.endsWith(".gz") ? lower.lastIndexOf('.', lower.length() - 4) : lower.lastIndexOf('.');
        return new Path(lake.bronze(), sha256 + (from < 0 ? "" : ending(lower.substring(from))));
    }

    /** An ending that no file system or Hadoop path takes is left out; a file that has one is in no format of ours. */
    private static String ending(String ending) {
        boolean takeable = ending.length() <= LONGEST_ENDING && ending.chars().noneMatch(Bronze::isForbidden);
        return takeable ? ending : "";
    }

    private static boolean isForbidden(int c) {
        return c == ':' || c == '\\' || Character.isISOControl(c);
    }

    /** Removes what a killed run left half copied. */
    void tidy() {
        if (lake.exists(arriving())) {
            lake.delete(arriving());
        }
    }

    /**
     * Whether a file of the archive is there and has the bytes that its name says.
     *
     * @param name its name in the archive
     */
    boolean isWhole(String name) {
        Path file = new Path(lake.bronze(), name);
        if (!lake.exists(file)) {
            return false;
        }
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(lake.fileSystem().open(file), digest)) {
            copy(in, OutputStream.nullOutputStream());
        } catch (IOException damaged) {
            LOG.warn("{} of bronze cannot be read: {}", name, damaged.toString());
            return false;
        }
        return name.startsWith(HexFormat.of().formatHex(digest.digest()));
    }

    private Path arriving() {
        return new Path(lake.bronze(), "_arriving");
    }

    private static long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
            bytes += count;
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
