package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;

final class IngestCommand implements Command {
    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String summary() {
        return "Load exports into the lake, and set refused rows aside";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.INPUT,
                SettingsCatalog.LAKE,
                SettingsCatalog.MAPPING,
                SettingsCatalog.MAX_REJECT_SHARE,
                SettingsCatalog.ZONE,
                SettingsCatalog.DRY_RUN,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        throw NotBuilt.yet(this);
    }
}
