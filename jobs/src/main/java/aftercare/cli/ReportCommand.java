package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contracts;
import aftercare.serve.MartsTarget;
import aftercare.serve.report.MonthlyReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

final class ReportCommand implements Command {
    private static final Setting<Optional<YearMonth>> MONTH = SettingsCatalog.MONTH.optional();

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String summary() {
        return "Write the monthly report, one HTML file, of the last whole month or the one named";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.MARTS, SettingsCatalog.OUT, MONTH, SettingsCatalog.LANG, SettingsCatalog.CURRENCY);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        requireThere(settings.of(SettingsCatalog.MARTS));
        write(
                settings.of(SettingsCatalog.MARTS),
                settings.of(MONTH),
                settings.of(SettingsCatalog.OUT),
                settings,
                console);
        return ExitStatus.DONE;
    }

    /** An embedded Postgres would be laid out anew, to hold nothing. */
    private static void requireThere(String marts) {
        String embedded = "embedded:";
        if (marts.startsWith(embedded) && !Files.isDirectory(Path.of(marts.substring(embedded.length())))) {
            throw new AftercareException(
                    ErrorCode.BAD_OPTION,
                    "There are no marts in " + marts.substring(embedded.length()) + ".",
                    "The folder does not exist, or nothing was ever published into it.",
                    "Publish first: aftercare publish --marts " + marts + ".");
        }
    }

    /** Writes the report, in the language and currency of the settings, and names its file. */
    static void write(String marts, Optional<YearMonth> month, Path folder, Settings settings, Console console) {
        try (MartsTarget target = MartsTarget.open(marts)) {
            Path file = new MonthlyReport(Contracts::load, settings.of(SettingsCatalog.LANG))
                    .in(settings.of(SettingsCatalog.CURRENCY))
                    .write(target, month, folder);
            console.out().println("The report is at " + file + "; any browser shows it.");
        }
    }
}
