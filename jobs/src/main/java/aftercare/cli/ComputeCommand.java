package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;
import java.util.Set;

final class ComputeCommand implements Command {
    @Override
    public String name() {
        return "compute";
    }

    @Override
    public String summary() {
        return "Compute the gold tables from what is in the lake";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE,
                SettingsCatalog.ZONE,
                SettingsCatalog.AS_OF,
                SettingsCatalog.ONLY,
                SettingsCatalog.FULL,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.changing(settings, console)) {
            work.compute(settings, Set.copyOf(settings.of(SettingsCatalog.ONLY)), console);
            return ExitStatus.DONE;
        }
    }
}
