package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contracts;
import aftercare.measure.api.Scenario;
import aftercare.measure.engine.Compute;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
                SettingsCatalog.GROUP,
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
        Contracts contracts = Contracts.load();
        settings.of(SettingsCatalog.GROUP).forEach(contracts::group);
        Compute.requireThere(Measures.all(contracts), settings.of(SettingsCatalog.ONLY));
        try (LakeWork work = LakeWork.changing(settings, console, contracts)) {
            Scenario scenario = Scenarios.asked(settings, work);
            Set<String> only = new TreeSet<>(settings.of(SettingsCatalog.ONLY));
            only.addAll(work.tablesOf(settings.of(SettingsCatalog.GROUP), scenario));
            work.compute(settings, only, scenario, console);
            return ExitStatus.DONE;
        }
    }
}
