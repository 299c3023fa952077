package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;

final class QuarantineListCommand implements Command {
    @Override
    public String name() {
        return "quarantine list";
    }

    @Override
    public String summary() {
        return "Count the refused rows by source, rule and month";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SettingsCatalog.LAKE, SettingsCatalog.SOURCE.optional(), SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        throw NotBuilt.yet(this);
    }
}
