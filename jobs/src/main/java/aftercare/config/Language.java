package aftercare.config;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A language that labels, reports and dashboards come in: English, and each that has a folder below {@code locale}.
 *
 * @param code its name and that of its folder, such as {@code zh-CN}
 */
public record Language(String code) implements Serializable {
    /** What everything is said in; other languages fall back on it. */
    public static final Language EN = new Language("en");

    /** What gold columns ending in {@code _zh} are in. */
    public static final Language ZH_CN = new Language("zh-CN");

    private static final List<Language> ALL = Installation.folder("locale", "en/messages.yaml", Language::in);

    /** All languages of this installation, English first. */
    public static List<Language> all() {
        return ALL;
    }

    /** The languages that have a folder below this one, English first. */
    public static List<Language> in(Path locale) {
        try (Stream<Path> folders = Files.list(locale)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> new Language(folder.getFileName().toString().replace("/", "")))
                    .sorted(Comparator.comparing((Language language) -> !language.equals(EN))
                            .thenComparing(Language::code))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * A language of this installation by its code, in whatever case.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Language of(String code) {
        return ALL.stream()
                .filter(language -> language.code.equalsIgnoreCase(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(code));
    }

    public Locale locale() {
        return Locale.forLanguageTag(code);
    }

    /** Whether a gold column that ends in {@code _zh} is in this language. */
    public boolean readsChineseColumns() {
        return equals(ZH_CN);
    }
}
