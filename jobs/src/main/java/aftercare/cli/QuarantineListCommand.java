package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.FileNames;
import aftercare.table.RefusedRowsTable;
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
                RefusedRowsTable.Values example = RefusedRowsTable.of(group);
                console.out()
                        .printf(
                                Locale.ROOT,
                                "%-16s %-24s %,8d rows in %d files, for example %s line %d: %s%n",
                                group.getAs(Quarantine.SOURCE),
                                example.rule(),
                                group.<Long>getAs(Quarantine.ROWS),
                                group.<Long>getAs(Quarantine.FILES),
                                FileNames.shown(example.file(), example.sha256()),
                                example.line(),
                                example.reason());
            }
            return ExitStatus.DONE;
        }
    }
}
