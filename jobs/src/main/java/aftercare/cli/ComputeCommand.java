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
                SettingsCatalog.SCENARIO,
                SettingsCatalog.UTILISATION,
                SettingsCatalog.ON_SITE_HOURS,
                SettingsCatalog.WARRANTY_MONTHS,
                SettingsCatalog.SALES_PLAN,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        Scenarios.check(settings);
        try (LakeWork work = LakeWork.changing(settings, console)) {
            Set<String> only = Set.copyOf(settings.of(SettingsCatalog.ONLY));
            work.compute(settings, only, Scenarios.asked(settings, work), console);
            return ExitStatus.DONE;
        }
    }
}
