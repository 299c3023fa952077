package aftercare.serve.report;

import aftercare.config.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.YearMonth;

/** The files that reports and letters are written to. */
final class ReportFiles {
    private ReportFiles() {}

    /** A name without its ending, such as {@code aftercare-2026-10.zh-CN}. */
    static String stem(LocalDate month, Language language, String about) {
        String suffix = language.equals(Language.EN) ? "" : "." + language.code();
        return "aftercare-" + YearMonth.from(month) + about + suffix;
    }

    static Path save(Path folder, String name, String text) {
        return save(folder, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A reader finds the old file or the new one, never half of one. */
    static Path save(Path folder, String name, byte[] content) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            Path draft = folder.resolve("." + name + ".part");
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException failure) {
            throw ReportErrors.unwritable(file, failure);
        }
    }
}
