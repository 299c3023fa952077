package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.measure.engine.KeptScenarios;
import java.util.List;
import java.util.Locale;

final class ScenarioListCommand implements Command {
    @Override
    public String name() {
        return "scenario list";
    }

    @Override
    public String summary() {
        return "List the what-ifs kept beside the base plan, with what they assume, the day and the tables they were computed for";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SettingsCatalog.LAKE, SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.reading(settings)) {
            List<KeptScenarios.Kept> scenarios = new KeptScenarios(work.lake(), work.contracts()).all();
            if (scenarios.isEmpty()) {
                console.out().println("No scenario is kept beside the base plan.");
            }
            for (KeptScenarios.Kept scenario : scenarios) {
                console.out()
                        .printf(
                                Locale.ROOT,
                                "%-20s as of %s %,8d rows in %s%n",
                                scenario.name(),
                                scenario.asOf(),
                                scenario.rows(),
                                String.join(", ", scenario.tables()));
                scenario.assumptions().forEach(assumed -> console.out()
                        .println("    assumes " + said(assumed) + where(assumed, scenario)));
            }
            return ExitStatus.DONE;
        }
    }

    private static String said(KeptScenarios.Assumed assumed) {
        return assumed.text() == null ? "what was not booked then; compute it again to see it here" : assumed.text();
    }

    /** Tables are named where a name was used for different questions. */
    private static String where(KeptScenarios.Assumed assumed, KeptScenarios.Kept scenario) {
        return scenario.assumptions().size() == 1 ? "" : ", in " + String.join(", ", assumed.tables());
    }
}
