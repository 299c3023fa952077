package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.ingest.QuarantineReplay;
import aftercare.lake.LedgerEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

final class QuarantineReplayCommand implements Command {
    private static final Setting<Optional<String>> SOURCE = SettingsCatalog.SOURCE.optional();

    @Override
    public String name() {
        return "quarantine replay";
    }

    @Override
    public String summary() {
        return "Load the refused rows again, once contract or mapping is corrected";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE,
                SOURCE,
                SettingsCatalog.MAPPING,
                SettingsCatalog.ZONE,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.changing(settings, console)) {
            long taken = 0;
            long refused = 0;
            boolean any = false;
            QuarantineReplay replay =
                    new QuarantineReplay(work.lake(), work.contracts(), console.progress(), work.now());
            Optional<AftercareException> recovered = replay.recover();
            for (String source : Quarantine.sources(work, settings.of(SOURCE))) {
                for (LedgerEntry entry : replay.replay(source, settings.of(SettingsCatalog.MAPPING), work.runId())) {
                    any = true;
                    taken += entry.read() - entry.quarantined();
                    refused += entry.quarantined();
                }
            }
            if (any) {
                console.out().printf(Locale.ROOT, "%,d rows taken, %,d still refused%n", taken, refused);
            } else {
                console.out().println("Nothing was replayed: no refused row waits that would be judged otherwise now.");
            }
            if (recovered.isPresent()) {
                throw recovered.get();
            }
            return ExitStatus.DONE;
        }
    }
}
