package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;

final class RebuildCommand implements Command {
    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public String summary() {
        return "Make all tables of a damaged lake anew from the delivered files that bronze keeps";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE,
                SettingsCatalog.TO,
                SettingsCatalog.ZONE,
                SettingsCatalog.AS_OF,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    /** It puts files in the place of others, of which a process that goes on should not remember the old ones. */
    @Override
    public boolean runsInEngine() {
        return false;
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        var to = settings.of(SettingsCatalog.TO);
        if (to.isPresent()) {
            try (LakeWork work = LakeWork.reading(settings)) {
                work.rebuildInto(to.get(), settings, console);
            }
            console.out().printf("The lake is rebuilt at %s; the other one is as it was.%n", to.get());
        } else {
            try (LakeWork work = LakeWork.changing(settings, console)) {
                String damaged = work.rebuild(settings, console);
                console.out()
                        .printf(
                                "The lake is rebuilt. What it replaced is in %s/%s; remove that once you have looked at the figures.%n",
                                settings.of(SettingsCatalog.LAKE), damaged);
            }
        }
        return ExitStatus.DONE;
    }
}
