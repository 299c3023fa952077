package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Language;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contracts;
import aftercare.serve.MartsLock;
import aftercare.serve.MartsTarget;
import aftercare.serve.dashboard.Dashboards;
import aftercare.serve.metabase.DesiredStateFromFiles;
import aftercare.serve.metabase.MartsAddress;
import aftercare.serve.metabase.MartsCatalog;
import aftercare.serve.metabase.Plan;
import aftercare.serve.metabase.Provisioner;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Shows what Metabase lacks of the dashboards, or brings it there. */
final class DashboardsCommand implements Command {
    private static final Duration LONGEST_APPLY = Duration.ofMinutes(10);

    private final boolean apply;
    private final Map<String, String> environment;

    private DashboardsCommand(boolean apply, Surroundings surroundings) {
        this.apply = apply;
        this.environment = surroundings.environment();
    }

    static DashboardsCommand plan(Surroundings surroundings) {
        return new DashboardsCommand(false, surroundings);
    }

    static DashboardsCommand apply(Surroundings surroundings) {
        return new DashboardsCommand(true, surroundings);
    }

    @Override
    public String name() {
        return apply ? "dashboards apply" : "dashboards plan";
    }

    @Override
    public String summary() {
        return apply
                ? "Bring Metabase to what dashboards/ says; edits by hand are named, then overwritten"
                : "Show what apply would change in Metabase, and who changed what by hand; changes nothing";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.METABASE,
                SettingsCatalog.MARTS,
                SettingsCatalog.METABASE_MARTS,
                SettingsCatalog.LANG,
                SettingsCatalog.CURRENCY);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (MartsTarget marts = MartsTarget.open(settings.of(SettingsCatalog.MARTS))) {
            Provisioner provisioner = provisioner(settings, marts);
            if (apply) {
                applyAlone(provisioner, marts, console);
            } else {
                show(provisioner.plan(), console);
            }
            return ExitStatus.DONE;
        }
    }

    /** Two at once would make things twice. */
    @SuppressWarnings("try") // The lock is only held.
    private static void applyAlone(Provisioner provisioner, MartsTarget marts, Console console) {
        try (MartsLock.Held lock = MartsLock.APPLY.hold(marts, console.progress(), LONGEST_APPLY)) {
            Plan plan = provisioner.plan();
            show(plan, console);
            if (!plan.isEmpty()) {
                int done = provisioner.apply(console.progress()).changes().size();
                console.out().println(done + " changed.");
            }
        }
    }

    private Provisioner provisioner(Settings settings, MartsTarget marts) {
        Language language = settings.of(SettingsCatalog.LANG);
        Contracts contracts = Contracts.load();
        MartsCatalog catalog = MartsCatalog.of(marts);
        String fromMetabase = settings.of(SettingsCatalog.METABASE_MARTS).orElse(marts.jdbcUrl());
        return Provisioner.of(
                settings.of(SettingsCatalog.METABASE),
                environment,
                MartsAddress.of(fromMetabase, environment),
                catalog,
                contracts.gold(),
                DesiredStateFromFiles.of(
                        Dashboards.load(contracts, language),
                        language,
                        settings.of(SettingsCatalog.CURRENCY),
                        field -> catalog.values(marts, field)),
                language);
    }

    private static void show(Plan plan, Console console) {
        plan.changes().forEach(change -> console.out().println(change));
        plan.notes().forEach(console.progress()::note);
        plan.drift().forEach(change -> console.progress()
                .warn("The " + change.kind() + " " + change.name() + " was changed in Metabase by " + change.editedBy()
                        + "; apply overwrites it."));
        console.out()
                .println(
                        plan.isEmpty()
                                ? "Metabase is as dashboards/ says."
                                : plan.changes().size() + " to change, "
                                        + plan.drift().size() + " of them changed by hand.");
    }
}
