package aftercare.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether others may read what names people, and whether an erasure was begun and not ended. */
final class PersonalDataCheck implements Check {
    private static final List<String> PRIVATE = List.of("bronze", "quarantine", "ops/personal.key", "ops/forgotten");
    private static final String PERSON = ".json";

    private final Optional<LakePlace> lake;

    PersonalDataCheck(Optional<LakePlace> lake) {
        this.lake = lake;
    }

    @Override
    public String name() {
        return "personal data";
    }

    @Override
    public Optional<Finding> look() {
        Optional<Path> folder = lake.flatMap(LakePlace::local).filter(Files::isDirectory);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<String> begun = begun(folder.get().resolve("ops").resolve("forgotten"));
            if (!begun.isEmpty()) {
                return Optional.of(Finding.warn(
                        "Somebody was to be forgotten, and that did not end: " + String.join(", ", begun) + ".",
                        "Run the same aftercare forget again; it goes on where it ended."));
            }
            List<String> open = PRIVATE.stream()
                    .filter(name -> isOpen(folder.get().resolve(name)))
                    .toList();
            return Optional.of(
                    open.isEmpty()
                            ? Finding.ok("What names people is closed to others.")
                            : Finding.warn(
                                    "Other users of this machine may read " + String.join(", ", open) + ".",
                                    "The next ingest or run closes them, maintain all that is in them."));
        } catch (IOException unreadable) {
            return Optional.of(Finding.fail(
                    "What names people cannot be looked at: " + unreadable.getMessage() + ".",
                    "Check the rights of this user on the lake."));
        }
    }

    private static List<String> begun(Path forgotten) throws IOException {
        if (!Files.isDirectory(forgotten)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(forgotten)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(PERSON) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - PERSON.length()))
                    .filter(erasure -> !Files.exists(forgotten.resolve(erasure + ".done")))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOpen(Path file) {
        try {
            if (!Files.exists(file) || !Files.getFileStore(file).supportsFileAttributeView("posix")) {
                return false;
            }
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            return rights.stream().anyMatch(right -> !right.name().startsWith("OWNER_"));
        } catch (IOException unknown) {
            return false;
        }
    }
}
