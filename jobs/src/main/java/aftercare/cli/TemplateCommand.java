package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.SpreadsheetTemplate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

final class TemplateCommand implements Command {
    @Override
    public String name() {
        return "template";
    }

    @Override
    public String summary() {
        return "Write an empty spreadsheet of a source, with notes and lists, to be filled in by hand";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.TEMPLATE_SOURCE, SettingsCatalog.OUT_FILE, SettingsCatalog.FORCE, SettingsCatalog.LANG);
    }

    @Override
    public Setting<?> argument() {
        return SettingsCatalog.TEMPLATE_SOURCE;
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        Contract source = Contracts.load().source(settings.of(SettingsCatalog.TEMPLATE_SOURCE));
        Path file = settings.of(SettingsCatalog.OUT_FILE).toAbsolutePath();
        boolean force = settings.of(SettingsCatalog.FORCE);
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = force
                    ? Files.newOutputStream(file)
                    : Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                new SpreadsheetTemplate(source, settings.of(SettingsCatalog.LANG)).write(out);
            }
        } catch (FileAlreadyExistsException there) {
            throw new AftercareException(
                    ErrorCode.OUTPUT_EXISTS,
                    "There is a file " + file + " already.",
                    "Somebody may have filled it in, so it is left as it is.",
                    "Name another file with --out, or write over this one with --force.",
                    there);
        } catch (IOException unwritable) {
            throw new AftercareException(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    "The spreadsheet " + file + " cannot be written.",
                    unwritable.getMessage() + ".",
                    "Name a file in a folder that this user may write to.",
                    unwritable);
        }
        console.out().printf("an empty spreadsheet of %s in %s%n", source.source(), file);
        return ExitStatus.DONE;
    }
}
