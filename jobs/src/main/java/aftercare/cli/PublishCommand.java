package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.lake.Lake;
import java.util.List;

final class PublishCommand implements Command {
    @Override
    public String name() {
        return "publish";
    }

    @Override
    public String summary() {
        return "Bring the gold tables into the marts, all at once";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE, SettingsCatalog.MARTS, SettingsCatalog.READER_TIMEOUT, SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        Lake.requireWhereLocal(settings.of(SettingsCatalog.LAKE));
        try (OpeningMarts marts = OpeningMarts.of(settings.of(SettingsCatalog.MARTS));
                LakeWork work = LakeWork.reading(settings)) {
            work.publish(marts, settings.of(SettingsCatalog.READER_TIMEOUT), console);
            return ExitStatus.DONE;
        }
    }
}
