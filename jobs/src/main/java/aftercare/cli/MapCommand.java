package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contracts;
import aftercare.ingest.map.MappingProposal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Proposes a mapping for files of another form. Starts no Spark: it reads their first rows only. */
final class MapCommand implements Command {
    private static final Setting<Optional<Path>> OUT = SettingsCatalog.OUT_FILE
            .optional()
            .describedAs("FILE", "Write the mapping to this file, not to the screen");

    @Override
    public String name() {
        return "map";
    }

    @Override
    public String summary() {
        return "Propose a mapping for an export in another form, with a reason for each of its lines";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SettingsCatalog.MAP_FILES, SettingsCatalog.LIKE, OUT, SettingsCatalog.FORCE);
    }

    @Override
    public Setting<?> argument() {
        return SettingsCatalog.MAP_FILES;
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        Optional<Path> out = settings.of(OUT).map(Path::toAbsolutePath);
        if (out.isPresent() && Files.exists(out.get()) && !settings.of(SettingsCatalog.FORCE)) {
            throw new AftercareException(
                    ErrorCode.OUTPUT_EXISTS,
                    "The file " + out.get() + " is there already.",
                    "What somebody decided in it would be lost.",
                    "Give another file with --out, or --force to write over it.");
        }
        MappingProposal proposal = MappingProposal.of(settings.of(SettingsCatalog.MAP_FILES), Contracts.load());
        String yaml =
                proposal.yaml(schema(out), settings.of(SettingsCatalog.LIKE).orElse(""));
        if (out.isEmpty()) {
            console.out().print(yaml);
            return ExitStatus.DONE;
        }
        write(yaml, out.get());
        long open = yaml.lines().filter(line -> line.contains("TODO")).count();
        console.out()
                .printf(
                        "a mapping is proposed in %s%s%n",
                        out.get(), open == 0 ? "" : "; " + open + " of its lines say TODO: decide them first");
        return ExitStatus.DONE;
    }

    /** Where an editor finds the JSON Schema: beside this program, as seen from the file. */
    private static String schema(Optional<Path> out) {
        String home = System.getProperty("aftercare.home");
        Path schema = home == null
                ? null
                : Path.of(home, "schemas", "mapping.schema.json")
                        .toAbsolutePath()
                        .normalize();
        if (schema == null || !Files.exists(schema)) {
            return "https://aftercare.invalid/schemas/mapping.schema.json";
        }
        Path folder = out.map(Path::getParent).orElse(null);
        return folder == null ? schema.toString() : folder.relativize(schema).toString();
    }

    private static void write(String yaml, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, yaml);
        } catch (IOException unwritable) {
            throw new AftercareException(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    "The mapping " + file + " cannot be written.",
                    unwritable.getMessage() + ".",
                    "Name a file in a folder that this user may write to.",
                    unwritable);
        }
    }
}
