package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.ingest.Ingest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class RunCommand implements Command {
    private static final Setting<Optional<String>> MARTS = SettingsCatalog.MARTS.optional();

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String summary() {
        return "Load what is new, compute what changed, and publish it";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.INPUT,
                SettingsCatalog.LAKE,
                SettingsCatalog.MAPPING,
                SettingsCatalog.MAX_REJECT_SHARE,
                SettingsCatalog.ZONE,
                SettingsCatalog.AS_OF,
                SettingsCatalog.FULL,
                MARTS,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.writing(settings, console)) {
            Ingest.Report report = work.ingest(settings, console);
            if (report.failure() != null) {
                throw report.failure();
            }
            work.compute(settings, Set.of(), console);
            settings.of(MARTS).ifPresent(marts -> work.publish(marts, console));
            console.out()
                    .printf(
                            "The lake is at %s, its gold tables as of %s.%n",
                            settings.of(SettingsCatalog.LAKE), settings.of(SettingsCatalog.AS_OF));
            return ExitStatus.DONE;
        }
    }
}
