package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.ingest.Ingest;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class RunCommand implements Command {
    private static final Setting<Optional<String>> MARTS = SettingsCatalog.MARTS.optional();
    private static final Setting<Optional<Path>> REPORT = SettingsCatalog.REPORT.optional();

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
                SettingsCatalog.STRICT,
                MARTS,
                SettingsCatalog.READER_TIMEOUT,
                REPORT,
                SettingsCatalog.LANG,
                SettingsCatalog.CURRENCY,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        settings.of(REPORT).ifPresent(folder -> marts(settings));
        try (OpeningMarts marts = settings.of(MARTS).map(OpeningMarts::of).orElse(null);
                LakeWork work = LakeWork.loading(settings, console)) {
            Ingest.Report report = work.ingestToCompute(settings, console);
            AftercareException notTaken = report.failure();
            if (notTaken != null) {
                if (settings.of(SettingsCatalog.STRICT) || work.holdsNothing()) {
                    throw notTaken;
                }
                console.progress().warn(notTaken.problem() + " " + notTaken.reason());
            }
            work.compute(settings, Set.of(), console);
            if (marts != null) {
                work.publish(marts, settings.of(SettingsCatalog.READER_TIMEOUT), console);
            }
            console.out()
                    .printf(
                            "The lake is at %s, its gold tables as of %s.%n",
                            settings.of(SettingsCatalog.LAKE), settings.of(SettingsCatalog.AS_OF));
            settings.of(REPORT).ifPresent(folder -> report(settings, folder, console));
            if (notTaken != null) {
                throw withoutThem(notTaken);
            }
            return ExitStatus.DONE;
        }
    }

    /** What ends a run that went on without some files; which they are was said before it did. */
    private static AftercareException withoutThem(AftercareException notTaken) {
        return new AftercareException(
                notTaken.code(),
                "The figures are without some of the delivered files. " + notTaken.problem(),
                "They are named above, before the tables that were computed.",
                notTaken.fix());
    }

    private static String marts(Settings settings) {
        return settings.of(MARTS)
                .orElseThrow(() -> new AftercareException(
                        ErrorCode.MISSING_OPTION,
                        "A report (--report) needs marts (--marts).",
                        "It is written from what is published.",
                        "Add --marts embedded:DIR or --marts jdbc:postgresql://HOST/DATABASE."));
    }

    /** The report of the last whole month, from the marts that this run published. */
    private static void report(Settings settings, Path folder, Console console) {
        ReportCommand.write(marts(settings), Optional.<YearMonth>empty(), folder, settings, console);
    }
}
