package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.lake.Maintenance;
import java.util.List;

final class MaintainCommand implements Command {
    @Override
    public String name() {
        return "maintain";
    }

    @Override
    public String summary() {
        return "Compact the tables of the lake and remove files that no one needs any more";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE,
                SettingsCatalog.RETENTION_BRONZE,
                SettingsCatalog.RETENTION_QUARANTINE,
                SettingsCatalog.ZONE,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.changing(settings, console)) {
            work.expire(settings, console);
            new Maintenance(work.lake(), console.progress()).run();
            return ExitStatus.DONE;
        }
    }
}
