package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contracts;
import aftercare.ingest.Beforehand;
import aftercare.ingest.DryRun;
import aftercare.ingest.Ingest;
import aftercare.lake.SparkSessions;
import java.util.List;

final class IngestCommand implements Command {
    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String summary() {
        return "Load exports into the lake, and set refused rows aside";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.INPUT,
                SettingsCatalog.LAKE,
                SettingsCatalog.MAPPING,
                SettingsCatalog.MAX_REJECT_SHARE,
                SettingsCatalog.ZONE,
                SettingsCatalog.DRY_RUN,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        if (settings.of(SettingsCatalog.DRY_RUN)) {
            return dryRun(settings, console);
        }
        try (LakeWork work = LakeWork.loading(settings, console)) {
            Ingest.Report report = work.ingest(settings, console);
            if (report.failure() != null) {
                throw report.failure();
            }
            return ExitStatus.DONE;
        }
    }

    private static ExitStatus dryRun(Settings settings, Console console) {
        Contracts contracts = Contracts.load();
        Beforehand.check(settings.of(SettingsCatalog.INPUT), settings.of(SettingsCatalog.MAPPING), contracts);
        DryRun dryRun = new DryRun(
                SparkSessions.start(settings.of(SettingsCatalog.MASTER), settings.of(SettingsCatalog.ZONE)),
                contracts,
                settings.of(SettingsCatalog.ZONE),
                console.progress());
        boolean clean = dryRun.show(
                settings.of(SettingsCatalog.INPUT),
                settings.of(SettingsCatalog.MAPPING),
                settings.of(SettingsCatalog.MAX_REJECT_SHARE),
                console.out());
        return clean ? ExitStatus.DONE : ExitStatus.REFUSED;
    }
}
