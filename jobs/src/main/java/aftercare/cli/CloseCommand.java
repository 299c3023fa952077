package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.measure.closing.MonthClose;
import java.util.List;
import java.util.Locale;

final class CloseCommand implements Command {
    @Override
    public String name() {
        return "close";
    }

    @Override
    public String summary() {
        return "Pin a month's figures; later changes show as restatements";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE,
                SettingsCatalog.MONTH,
                SettingsCatalog.ZONE,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.changing(settings, console)) {
            MonthClose.Closed closed = new MonthClose(work.lake(), work.contracts(), console.progress())
                    .close(settings.of(SettingsCatalog.MONTH), work.runId(), work.now());
            console.out()
                    .printf(
                            Locale.ROOT,
                            closed.already()
                                    ? "%s was closed already, at %3$s, with %2$,d rows; nothing was changed.%n"
                                    : "%s is closed: %2$,d rows are pinned in gold.closed_month.%n",
                            settings.of(SettingsCatalog.MONTH),
                            closed.rows(),
                            closed.closedAt().toInstant());
            return ExitStatus.DONE;
        }
    }
}
