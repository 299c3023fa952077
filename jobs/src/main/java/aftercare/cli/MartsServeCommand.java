package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;

final class MartsServeCommand implements Command {
    @Override
    public String name() {
        return "marts serve";
    }

    @Override
    public String summary() {
        return "Keep the embedded Postgres up, for Metabase or psql, until Ctrl-C";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SettingsCatalog.MARTS, SettingsCatalog.PORT);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        throw NotBuilt.yet(this);
    }

    @Override
    public boolean endsOnInterrupt() {
        return true;
    }
}
