package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;

final class QuarantineReplayCommand implements Command {
    @Override
    public String name() {
        return "quarantine replay";
    }

    @Override
    public String summary() {
        return "Load the refused rows again, once contract or mapping is mended";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE,
                SettingsCatalog.SOURCE.optional(),
                SettingsCatalog.MAPPING,
                SettingsCatalog.MAX_REJECT_SHARE,
                SettingsCatalog.ZONE,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        throw NotBuilt.yet(this);
    }
}
