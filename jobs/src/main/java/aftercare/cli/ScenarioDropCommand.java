package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.measure.engine.KeptScenarios;
import java.util.List;
import java.util.Locale;

final class ScenarioDropCommand implements Command {
    @Override
    public String name() {
        return "scenario drop";
    }

    @Override
    public String summary() {
        return "Remove a what-if from all tables; marts show it until they are published again";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE,
                SettingsCatalog.KEPT_SCENARIO,
                SettingsCatalog.ZONE,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public Setting<?> argument() {
        return SettingsCatalog.KEPT_SCENARIO;
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.changing(settings, console)) {
            KeptScenarios.Kept dropped = new KeptScenarios(work.lake(), work.contracts())
                    .drop(settings.of(SettingsCatalog.KEPT_SCENARIO), work.runId(), work.now());
            console.out()
                    .printf(
                            Locale.ROOT,
                            "Dropped %s: %,d rows in %s. The base plan is as it was.%n",
                            dropped.name(),
                            dropped.rows(),
                            String.join(", ", dropped.tables()));
            return ExitStatus.DONE;
        }
    }
}
