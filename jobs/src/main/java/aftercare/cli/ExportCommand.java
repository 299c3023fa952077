package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.lake.Export;
import java.util.List;
import java.util.Locale;

final class ExportCommand implements Command {
    @Override
    public String name() {
        return "export";
    }

    @Override
    public String summary() {
        return "Write a table of the lake to one file";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE,
                SettingsCatalog.TABLE,
                SettingsCatalog.FORMAT,
                SettingsCatalog.OUT_FILE,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.readingHere(settings)) {
            long rows = new Export(work.lake())
                    .write(
                            settings.of(SettingsCatalog.TABLE),
                            settings.of(SettingsCatalog.FORMAT),
                            settings.of(SettingsCatalog.OUT_FILE));
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%,d rows of %s in %s%n",
                            rows,
                            settings.of(SettingsCatalog.TABLE),
                            settings.of(SettingsCatalog.OUT_FILE));
            return ExitStatus.DONE;
        }
    }
}
