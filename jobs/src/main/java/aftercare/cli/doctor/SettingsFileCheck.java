package aftercare.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which settings file is in force. A broken one has stopped the command before this check. */
final class SettingsFileCheck implements Check {
    private final Optional<Path> named;
    private final Path workingDirectory;

    SettingsFileCheck(Optional<Path> named, Path workingDirectory) {
        this.named = named;
        this.workingDirectory = workingDirectory;
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public Optional<Finding> look() {
        Path file = named.orElse(workingDirectory.resolve("aftercare.yaml"));
        return Optional.of(
                Files.exists(file)
                        ? Finding.ok("Settings come from " + file + " too.")
                        : Finding.ok("There is no settings file; flags, variables and defaults count."));
    }
}
