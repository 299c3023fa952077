package aftercare.cli.engine;

import aftercare.lake.Lake;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Where the engine of a lake listens: a Unix socket in a folder that the user alone can enter, named by the lake's
 * path. Whoever can open the socket may do in the engine what he may do anyway.
 *
 * @param socket what clients connect to
 * @param lock held by the engine as long as it listens
 * @param log what the engine itself says, which no command was there to hear
 */
public record EngineAddress(Path socket, Path lock, Path log) {
    private static final FileAttribute<Set<PosixFilePermission>> CLOSED =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    /** What the name of a socket may be long on the systems that allow least, macOS among them. */
    private static final int LONGEST = 100;

    private static final int NAME_LENGTH = 16;

    /**
     * The address of a lake's engine. Nothing is made or looked at: before anybody listens or connects there, {@link
     * #makeFolder} or {@link #isPrivate} is to be asked.
     *
     * @param folder where sockets of this user are, or are to be
     * @return empty where there can be none: the lake is not on this machine, or the folder's name is too long for a
     *     socket
     */
    public static Optional<EngineAddress> of(String lake, Path folder) {
        Optional<Path> place = Lake.onThisMachine(lake);
        return place.flatMap(there -> at(real(there.toAbsolutePath().normalize()), folder));
    }

    private static Optional<EngineAddress> at(Path place, Path folder) {
        String name = DigestUtils.sha256Hex(place.toString()).substring(0, NAME_LENGTH);
        Path socket = folder.resolve(name + ".sock");
        return socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST
                ? Optional.empty()
                : Optional.of(new EngineAddress(socket, folder.resolve(name + ".lock"), folder.resolve(name + ".log")));
    }

    /** The folder of this user's sockets. */
    public static Path folderOfThisUser() {
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_.-]", "_");
        return Path.of(System.getProperty("java.io.tmpdir"), "aftercare-" + user);
    }

    UnixDomainSocketAddress unixSocket() {
        return UnixDomainSocketAddress.of(socket);
    }

    /** A lake may be reached by several names, and the first command on it makes it. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            Path parent = path.getParent();
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }

    /** Makes the folder where it is not there, and tells whether it is {@link #isPrivate private}. */
    public boolean makeFolder() {
        try {
            Files.createDirectory(folder(), CLOSED);
        } catch (FileAlreadyExistsException there) {
            // Whose it is, is asked below.
        } catch (IOException | UnsupportedOperationException unusable) {
            return false;
        }
        return isPrivate();
    }

    /**
     * Whether the folder is there, ours, and closed to others: another user might have made it before us, in a place
     * where everybody may.
     */
    public boolean isPrivate() {
        try {
            Set<PosixFilePermission> others = EnumSet.allOf(PosixFilePermission.class);
            others.removeAll(CLOSED.value());
            others.retainAll(Files.getPosixFilePermissions(folder(), LinkOption.NOFOLLOW_LINKS));
            return Files.isDirectory(folder(), LinkOption.NOFOLLOW_LINKS) && others.isEmpty() && isOwnedByUs(folder());
        } catch (IOException | UnsupportedOperationException unusable) {
            return false;
        }
    }

    private Path folder() {
        return Objects.requireNonNull(socket.getParent(), "a socket lies in a folder");
    }

    /** A user may have no name, but what he makes is his. */
    private static boolean isOwnedByUs(Path folder) throws IOException {
        Path ours = Files.createTempFile(folder, "ours", null);
        try {
            return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(ours));
        } finally {
            Files.delete(ours);
        }
    }
}
