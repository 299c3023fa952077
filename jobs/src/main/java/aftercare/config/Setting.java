package aftercare.config;

import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One setting, declared once: its key, how its text is read and checked, its default and its help. The flag, the
 * environment variable, the line in the settings file, the usage text and the error messages all follow from it.
 *
 * @param <T> what a command gets when it asks for the setting
 */
public final class Setting<T> {
    private enum Kind {
        SINGLE,
        REPEATABLE,
        FLAG
    }

    private final String key;
    private final String placeholder;
    private final String expects;
    private final String help;
    private final String defaultText;
    private final Kind kind;
    private final Function<List<String>, T> reader;
    /** Null when the setting must be given. */
    private final @Nullable Function<Settings, T> whenAbsent;

    private Setting(
            String key,
            String placeholder,
            String expects,
            String help,
            String defaultText,
            Kind kind,
            Function<List<String>, T> reader,
            @Nullable Function<Settings, T> whenAbsent) {
        this.key = key;
        this.placeholder = placeholder;
        this.expects = expects;
        this.help = help;
        this.defaultText = defaultText;
        this.kind = kind;
        this.reader = reader;
        this.whenAbsent = whenAbsent;
    }

    /**
     * A setting that must be given.
     *
     * @param expects completes "is not ...", such as {@code a number from 0 to 1}
     * @param parser throws IllegalArgumentException or DateTimeException for a text that it cannot read
     */
    public static <T> Setting<T> required(
            String key,
            String placeholder,
            String expects,
            Function<String, T> parser,
            Predicate<T> check,
            String help) {
        Function<List<String>, T> reader = texts -> {
            T value = parser.apply(texts.get(texts.size() - 1));
            if (!check.test(value)) {
                throw new IllegalArgumentException(expects);
            }
            return value;
        };
        return new Setting<>(key, placeholder, expects, help, "", Kind.SINGLE, reader, null);
    }

    /** A setting that is one of the constants of an enum, written in lower case with hyphens. */
    public static <E extends Enum<E>> Setting<E> choice(String key, Class<E> type, String help) {
        List<E> constants = List.of(type.getEnumConstants());
        List<String> words = constants.stream().map(Setting::word).toList();
        Function<String, E> parser = text -> {
            int index = words.indexOf(text.toLowerCase(Locale.ROOT));
            if (index < 0) {
                throw new IllegalArgumentException(text);
            }
            return constants.get(index);
        };
        return required(key, String.join("|", words), "one of " + String.join(", ", words), parser, any -> true, help);
    }

    /** A setting without a value: true when given, false otherwise. */
    public static Setting<Boolean> flag(String key, String help) {
        Function<List<String>, Boolean> reader =
                texts -> switch (texts.get(texts.size() - 1).toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("true or false");
                };
        return new Setting<>(key, "", "true or false", help, "", Kind.FLAG, reader, settings -> false);
    }

    /** The same setting with a default, written as a user would write it. */
    public Setting<T> withDefault(String text) {
        return new Setting<>(key, placeholder, expects, help, text, kind, reader, settings -> parse(List.of(text)));
    }

    /** The same setting with a default that follows from other settings; {@code description} is for the help. */
    public Setting<T> withDefault(String description, Function<Settings, T> whenAbsent) {
        return new Setting<>(key, placeholder, expects, help, description, kind, reader, whenAbsent);
    }

    /** The same setting for commands that can do without it. */
    public Setting<Optional<T>> optional() {
        return new Setting<>(
                key,
                placeholder,
                expects,
                help,
                "",
                kind,
                texts -> Optional.of(reader.apply(texts)),
                settings -> Optional.empty());
    }

    /** The same setting, given any number of times; each of its values is checked. */
    public Setting<List<T>> repeatable() {
        Function<List<String>, List<T>> each =
                texts -> texts.stream().map(text -> reader.apply(List.of(text))).toList();
        return new Setting<>(key, placeholder, expects, help, "", Kind.REPEATABLE, each, settings -> List.of());
    }

    /** The same setting, given once or several times. */
    public Setting<List<T>> severalRequired() {
        Setting<List<T>> several = repeatable();
        return new Setting<>(key, placeholder, expects, help, "", Kind.REPEATABLE, several.reader, null);
    }

    /** The same setting where a command means something narrower by it. */
    public Setting<T> describedAs(String placeholder, String help) {
        return new Setting<>(key, placeholder, expects, help, defaultText, kind, reader, whenAbsent);
    }

    /** The name in the settings file, such as {@code max-reject-share}. */
    public String key() {
        return key;
    }

    /** The flag, such as {@code --max-reject-share}. */
    public String flag() {
        return "--" + key;
    }

    /** The environment variable, such as {@code AFTERCARE_MAX_REJECT_SHARE}. */
    public String variable() {
        return "AFTERCARE_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** What stands for the value in the help, such as {@code SHARE}; empty for a flag. */
    public String placeholder() {
        return placeholder;
    }

    /** What a value must be, such as {@code a number from 0 to 1}. */
    public String expects() {
        return expects;
    }

    /** One sentence for the help. */
    public String help() {
        return help;
    }

    /** The default as text for the help; empty when there is none. */
    public String defaultText() {
        return defaultText;
    }

    public boolean isFlag() {
        return kind == Kind.FLAG;
    }

    public boolean isRepeatable() {
        return kind == Kind.REPEATABLE;
    }

    /** Whether a command that declares the setting cannot run without it. */
    public boolean isRequired() {
        return whenAbsent == null;
    }

    /** Reads and checks the texts given; throws IllegalArgumentException when one of them will not do. */
    T parse(List<String> texts) {
        try {
            return reader.apply(texts);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("is not " + expects, e);
        }
    }

    T absent(Settings settings) {
        return Objects.requireNonNull(whenAbsent, "the reader refuses a command without it")
                .apply(settings);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return flag();
    }
}
