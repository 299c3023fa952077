package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;

final class RunCommand implements Command {
    @Override
    public String name() {
        return "run";
    }

    @Override
    public String summary() {
        return "Load what is new, compute what changed, and publish it";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.INPUT,
                SettingsCatalog.LAKE,
                SettingsCatalog.MAPPING,
                SettingsCatalog.MAX_REJECT_SHARE,
                SettingsCatalog.ZONE,
                SettingsCatalog.AS_OF,
                SettingsCatalog.FULL,
                SettingsCatalog.MARTS.optional(),
                SettingsCatalog.REPORT.optional(),
                SettingsCatalog.LANG,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        throw NotBuilt.yet(this);
    }
}
