package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;

final class QuarantineShowCommand implements Command {
    @Override
    public String name() {
        return "quarantine show";
    }

    @Override
    public String summary() {
        return "Show refused rows with file, line, raw text and reason";
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
