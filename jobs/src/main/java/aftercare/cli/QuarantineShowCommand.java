package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Printable;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.ingest.MaskedRows;
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
        return "Show refused rows with file, line, text and reason; what is personal is masked";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SettingsCatalog.LAKE, SOURCE, SettingsCatalog.MASTER);
    }

    /** Its lines set apart from ours; quarantine itself keeps the text as it came. */
    private static String shown(String raw) {
        return Printable.lines(raw).replace("\n", "\n    ");
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (LakeWork work = LakeWork.reading(settings)) {
            MaskedRows masked = new MaskedRows(work.lake(), work.contracts());
            for (Row row : Quarantine.rows(work, settings.of(SOURCE))) {
                RefusedRowsTable.Values refused = RefusedRowsTable.of(row);
                String text = masked.shown(row.getAs(Quarantine.SOURCE), refused);
                String quoted = masked.quoted(row.getAs(Quarantine.SOURCE), refused);
                console.out()
                        .printf(
                                "%s  %s line %d  %s: %s%s%n    %s%n",
                                row.getAs(Quarantine.SOURCE),
                                Printable.line(refused.file()),
                                refused.line(),
                                refused.rule(),
                                refused.reason(),
                                quoted == null ? "" : " ('" + quoted + "')",
                                text == null ? "(the whole file)" : shown(text));
                List<String> files = masked.readFrom(row.getAs(Quarantine.SOURCE), refused);
                if (!files.isEmpty()) {
                    console.out().println("    of a query over " + Printable.line(String.join(", ", files)));
                }
            }
            return ExitStatus.DONE;
        }
    }
}
