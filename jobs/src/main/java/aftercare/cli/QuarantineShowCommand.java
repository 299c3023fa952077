package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.table.RefusedRowsTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

final class QuarantineShowCommand implements Command {
    private static final Setting<Optional<String>> SOURCE = SettingsCatalog.SOURCE.optional();

    @Override
    public String name() {
        return "quarantine show";
    }

    @Override
    public String summary() {
        return "Show refused rows with file, line, raw text and reason";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SettingsCatalog.LAKE, SOURCE, SettingsCatalog.MASTER);
    }

    /** Without what would steer a terminal; quarantine itself keeps the text as it came. */
    private static String shown(String raw) {
        return raw.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.reading(settings)) {
            for (Row row : Quarantine.rows(work, settings.of(SOURCE))) {
                RefusedRowsTable.Values refused = RefusedRowsTable.of(row);
                console.out()
                        .printf(
                                "%s  %s line %d  %s: %s%n    %s%n",
                                row.getAs(Quarantine.SOURCE),
                                refused.file(),
                                refused.line(),
                                refused.rule(),
                                refused.reason(),
                                refused.rawText() == null ? "(the whole file)" : shown(refused.rawText()));
            }
            return ExitStatus.DONE;
        }
    }
}
