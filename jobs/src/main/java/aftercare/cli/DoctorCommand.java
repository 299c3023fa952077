package aftercare.cli;

import aftercare.cli.doctor.Check;
import aftercare.cli.doctor.Checks;
import aftercare.cli.doctor.Finding;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints one line per check: ok, warn or fail, what was seen, and the fix. */
final class DoctorCommand implements Command {
    private final Surroundings surroundings;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "Find what is wrong with this set-up, and say how to fix it";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE.optional(),
                SettingsCatalog.ZONE,
                SettingsCatalog.MARTS.optional(),
                SettingsCatalog.METABASE.optional());
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        ExitStatus worst = ExitStatus.DONE;
        for (Check check : Checks.all(settings, surroundings.environment(), surroundings.workingDirectory())) {
            Optional<Finding> finding = check.look();
            finding.ifPresent(seen -> console.out().println(line(check, seen)));
            worst = worse(worst, finding.map(Finding::status).orElse(ExitStatus.DONE));
        }
        return worst;
    }

    private static ExitStatus worse(ExitStatus one, ExitStatus other) {
        return Comparator.comparingInt(ExitStatus::value).compare(one, other) >= 0 ? one : other;
    }

    private static String line(Check check, Finding finding) {
        String level = finding.level().name().toLowerCase(Locale.ROOT);
        String fix = finding.fix().isEmpty() ? "" : "  Fix: " + finding.fix();
        return String.format(Locale.ROOT, "%-4s  %-9s  %s%s", level, check.name(), finding.says(), fix);
    }
}
