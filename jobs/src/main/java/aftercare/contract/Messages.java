package aftercare.contract;

import aftercare.config.Installation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sentences that the program itself says, by their key: English in {@code locale/en/messages.yaml}, other languages
 * in the same file of theirs. What they are filled with stands in them as {@code {name}}.
 */
public final class Messages {
    private final Map<String, Text> texts = new LinkedHashMap<>();

    private Messages(Path locale) {
        Translations translations = Translations.read(locale, "messages");
        Translations.texts(locale.resolve("en").resolve("messages.yaml"))
                .forEach((key, english) -> texts.put(key, translations.text(key, english)));
    }

    /**
     * The messages below a folder.
     *
     * @throws aftercare.config.AftercareException AFC-1101 when a translation has a placeholder that the English lacks
     */
    static Messages read(Path locale) {
        return new Messages(locale);
    }

    /** Read once, by whoever speaks first. */
    private static final class Installed {
        static final Messages MESSAGES = Installation.folder("locale", "en/messages.yaml", Messages::read);
    }

    /** A message of this installation; see {@link Text#with}. */
    public static Text text(String key, Object... namesAndValues) {
        return Installed.MESSAGES.of(key).with(namesAndValues);
    }

    /** A message of this installation; empty where there is none of that key. */
    static Optional<Text> known(String key) {
        return Optional.ofNullable(Installed.MESSAGES.texts.get(key));
    }

    /** The keys of this installation that begin so. */
    static List<String> below(String beginning) {
        return Installed.MESSAGES.keys().stream()
                .filter(key -> key.startsWith(beginning))
                .toList();
    }

    /** Sentences one after the other. */
    public static Text sentences(List<Text> sentences) {
        return Text.joined(text("between.sentences"), sentences);
    }

    /** Parts of a sentence one after the other. */
    public static Text clauses(List<Text> clauses) {
        return Text.joined(text("between.clauses"), clauses);
    }

    Text of(String key) {
        Text text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no message " + key + " in locale/en/messages.yaml");
        }
        return text;
    }

    Set<String> keys() {
        return texts.keySet();
    }
}
