package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;

final class GenerateCommand implements Command {
    @Override
    public String name() {
        return "generate";
    }

    @Override
    public String summary() {
        return "Invent the exports of a whole company with known truths";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.OUT,
                SettingsCatalog.REPAIRS,
                SettingsCatalog.MONTHS,
                SettingsCatalog.SEED,
                SettingsCatalog.DIRTY);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        throw NotBuilt.yet(this);
    }
}
