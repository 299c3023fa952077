package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Language;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contracts;
import aftercare.measure.evidence.Explanations;
import aftercare.measure.evidence.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

final class WhyCommand implements Command {
    private static final Setting<Optional<Path>> OUT_FILE = SettingsCatalog.OUT
            .describedAs("FILE", "Write all orders behind the figure to this CSV file")
            .optional();
    /** As many as a screen shows beside the rest. */
    private static final int FIRST = 20;

    private static final int PARTS = 3;

    @Override
    public String name() {
        return "why";
    }

    @Override
    public String summary() {
        return "Say where a figure comes from, down to files and lines, and why it moved";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.FIGURE,
                SettingsCatalog.LAKE,
                SettingsCatalog.AGAINST,
                SettingsCatalog.ALL,
                OUT_FILE,
                SettingsCatalog.SQL,
                SettingsCatalog.LANG,
                SettingsCatalog.MASTER);
    }

    @Override
    public Setting<?> argument() {
        return SettingsCatalog.FIGURE;
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        List<String> parts = settings.of(SettingsCatalog.FIGURE);
        if (parts.size() != PARTS) {
            throw new AftercareException(
                    ErrorCode.BAD_OPTION,
                    "A figure is named by its table, the key of its row and its column.",
                    parts.size() + " of the three were given: " + String.join(" ", parts) + ".",
                    "Write them one after the other: aftercare why outlet_kpi_month 2026-10,O1 onsite_rate.");
        }
        Language language = settings.of(SettingsCatalog.LANG);
        Optional<Path> file = settings.of(OUT_FILE);
        int most = settings.of(SettingsCatalog.ALL) || file.isPresent() ? Integer.MAX_VALUE : FIRST;
        try (LakeWork work = LakeWork.readingHere(settings)) {
            Explanations explanations = new Explanations(work.lake(), Contracts.load());
            Figure figure = explanations.explain(parts.get(0), parts.get(1), parts.get(2), most);
            WhyText text = new WhyText(figure, language, console.out());
            if (settings.of(SettingsCatalog.SQL)) {
                text.sql();
                return ExitStatus.DONE;
            }
            text.figure();
            settings.of(SettingsCatalog.AGAINST)
                    .ifPresent(against ->
                            text.change(explanations.change(parts.get(0), parts.get(1), parts.get(2), against)));
            text.events(file.isPresent() && !settings.of(SettingsCatalog.ALL) ? FIRST : most, file.isEmpty());
            file.ifPresent(to -> {
                write(to, text.csv());
                text.written(to);
            });
            text.sqlBelow();
            return ExitStatus.DONE;
        }
    }

    private static void write(Path file, String text) {
        try {
            Path target = file.toAbsolutePath();
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
        } catch (IOException unwritable) {
            throw new AftercareException(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    "The file " + file + " cannot be written.",
                    unwritable.getMessage() + ".",
                    "Name a file in a folder this user may write to.",
                    unwritable);
        }
    }
}
