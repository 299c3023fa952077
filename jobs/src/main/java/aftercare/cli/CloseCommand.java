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
            String what = closed.already()
                    ? String.format(
                            Locale.ROOT,
                            "was closed already, at %s, with %,d rows; nothing was changed",
                            closed.closedAt().toInstant(),
                            closed.rows())
                    : String.format(Locale.ROOT, "is closed: %,d rows are pinned in gold.closed_month", closed.rows());
            console.out().printf("%s %s.%n", settings.of(SettingsCatalog.MONTH), what);
            return ExitStatus.DONE;
        }
    }
}
