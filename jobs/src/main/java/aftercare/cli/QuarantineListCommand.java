package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;

final class QuarantineListCommand implements Command {
    private static final Setting<Optional<String>> SOURCE = SettingsCatalog.SOURCE.optional();

    @Override
    public String name() {
        return "quarantine list";
    }

    @Override
    public String summary() {
        return "Count the refused rows by source, rule and month";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SettingsCatalog.LAKE, SOURCE, SettingsCatalog.MASTER);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.reading(settings)) {
            List<Row> groups = Quarantine.groups(work, settings.of(SOURCE));
            if (groups.isEmpty()) {
                console.out().println("Nothing is in quarantine.");
            }
            for (Row group : groups) {
                console.out()
                        .printf(
                                Locale.ROOT,
                                "%-16s %-24s %,8d rows in %d files, for example %s line %d: %s%n",
                                group.getString(0),
                                group.getString(1),
                                group.getLong(2),
                                group.getLong(3),
                                group.getString(4),
                                group.getInt(5),
                                group.getString(6));
            }
            return ExitStatus.DONE;
        }
    }
}
