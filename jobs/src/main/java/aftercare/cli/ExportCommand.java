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
            Export.Written written = new Export(work.lake())
                    .write(
                            settings.of(SettingsCatalog.TABLE),
                            settings.of(SettingsCatalog.FORMAT),
                            settings.of(SettingsCatalog.OUT_FILE));
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%,d rows of %s in %s%n",
                            written.rows(),
                            settings.of(SettingsCatalog.TABLE),
                            settings.of(SettingsCatalog.OUT_FILE));
            if (written.guarded() > 0) {
                console.progress()
                        .note(String.format(
                                Locale.ROOT,
                                "%,d rows hold a text that a spreadsheet would run as a formula; it has an apostrophe"
                                        + " before it. Export parquet, json or xlsx to read the texts as they are.",
                                written.guarded()));
            }
            return ExitStatus.DONE;
        }
    }
}
