package aftercare.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lake must be readable and writable, or its folder must be one that can be made. */
final class LakeAccessCheck implements Check {
    private static final Logger LOG = LoggerFactory.getLogger(LakeAccessCheck.class);

    private final Optional<LakePlace> lake;

    LakeAccessCheck(Optional<LakePlace> lake) {
        this.lake = lake;
    }

    @Override
    public String name() {
        return "lake";
    }

    @Override
    public Optional<Finding> look() {
        return lake.map(place -> place.local().map(LakeAccessCheck::local).orElseGet(() -> remote(place.text())));
    }

    private static Finding local(Path folder) {
        Path there = LakePlace.nearestThere(folder);
        if (!Files.isDirectory(there)) {
            return Finding.fail(there + " is a file, not a folder.", "Give another --lake.");
        }
        if (!Files.isReadable(there) || !writable(there)) {
            return Finding.fail(
                    there + " cannot be read and written by " + System.getProperty("user.name") + ".",
                    "Give that user the right to, or give another --lake.");
        }
        return Finding.ok(
                there.equals(folder.toAbsolutePath())
                        ? there + " can be read and written."
                        : folder + " is not there yet; the first run makes it.");
    }

    /** Asks by doing: permission bits do not tell of read-only mounts. */
    private static boolean writable(Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, ".aftercare-doctor", null));
            return true;
        } catch (IOException denied) {
            LOG.debug("A file that was to be written to try the lake could not be", denied);
            return false;
        }
    }

    private static Finding remote(String lake) {
        try (FileSystem files = FileSystem.newInstance(URI.create(lake), new Configuration())) {
            boolean there = files.exists(new org.apache.hadoop.fs.Path(lake));
            return Finding.ok(lake + (there ? " can be read." : " is not there yet; the first run makes it."));
        } catch (IOException | RuntimeException e) {
            return Finding.failBeside(
                    lake + " cannot be reached: " + e.getMessage() + ".",
                    "Check address, network and credentials; a scheme such as s3a needs its Hadoop library.");
        }
    }
}
