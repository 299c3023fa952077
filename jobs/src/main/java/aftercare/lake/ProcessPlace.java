package aftercare.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Within what a process number means something: one boot of one machine, and one process namespace of it. Containers
 * have namespaces of their own and may all have the same host name.
 */
final class ProcessPlace {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessPlace.class);
    private static final String PLACE = find();

    private ProcessPlace() {}

    /** That of this process; empty where the system does not say. */
    static String ofThisProcess() {
        return PLACE;
    }

    private static String find() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + " "
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException | SecurityException notLinux) {
            LOG.debug("this machine does not tell its process namespace", notLinux);
            return "";
        }
    }
}
