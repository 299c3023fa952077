package aftercare.config;

import aftercare.config.SettingsFile.GivenTexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one command, read and checked. For each setting the first of these counts: flag, environment
 * variable, line in the settings file, default.
 */
public final class Settings {
    private final Map<String, Setting<?>> declared;
    private final Map<String, GivenTexts> given;
    private final Clock clock;

    private Settings(Map<String, Setting<?>> declared, Map<String, GivenTexts> given, Clock clock) {
        this.declared = declared;
        this.given = given;
        this.clock = clock;
    }

    /** Starts reading the settings that a command declares. */
    public static Reader declaring(List<Setting<?>> settings) {
        return new Reader(settings);
    }

    /** The value of a setting; a declared one always has a value, because the reader refused anything else. */
    public <T> T of(Setting<T> setting) {
        if (!declared.containsKey(setting.key())) {
            throw new IllegalStateException(setting + " is read but not declared by this command");
        }
        GivenTexts texts = given.get(setting.key());
        return texts == null ? setting.absent(this) : setting.parse(texts.texts());
    }

    /** Where the value of a setting comes from, such as {@code flag --lake}; empty for a default. */
    public Optional<String> origin(Setting<?> setting) {
        return Optional.ofNullable(given.get(setting.key())).map(GivenTexts::origin);
    }

    /** The clock that defaults such as today's date are taken from. */
    public Clock clock() {
        return clock;
    }

    /** Gathers what was given and checks all of it at once. */
    public static final class Reader {
        private final Map<String, Setting<?>> declared = new LinkedHashMap<>();
        private final Map<String, GivenTexts> flags = new LinkedHashMap<>();
        private Map<String, String> environment = Map.of();
        private @Nullable Path workingDirectory;
        private Clock clock = Clock.systemUTC();

        private Reader(List<Setting<?>> settings) {
            settings.forEach(setting -> declared.put(setting.key(), setting));
        }

        /** A flag as given on the command line, without its dashes. */
        public Reader flag(String key, List<String> texts) {
            flags.put(key, new GivenTexts(List.copyOf(texts), "flag --" + key));
            return this;
        }

        /** A flag as given on the command line, without its dashes. */
        public Reader flag(String key, String text) {
            return flag(key, List.of(text));
        }

        public Reader environment(Map<String, String> variables) {
            this.environment = Map.copyOf(variables);
            return this;
        }

        /**
         * The folder in which {@code aftercare.yaml} is looked for; without it, no file is looked for unless one is
         * named.
         */
        public Reader workingDirectory(Path directory) {
            this.workingDirectory = directory;
            return this;
        }

        public Reader clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Reads and checks everything.
         *
         * @throws AftercareException naming every missing and bad setting and where each bad one comes from
         */
        public Settings read() {
            List<SettingProblem> problems = new ArrayList<>();
            Map<String, GivenTexts> file = file().lines();
            file.forEach((key, line) -> {
                if (!SettingsCatalog.byKey().containsKey(key)) {
                    problems.add(SettingProblem.unknownKey(key, line));
                }
            });
            Map<String, GivenTexts> given = new LinkedHashMap<>();
            for (Setting<?> setting : declared.values()) {
                first(setting, file).ifPresent(texts -> given.put(setting.key(), texts));
                check(setting, given.get(setting.key())).ifPresent(problems::add);
            }
            if (!problems.isEmpty()) {
                throw SettingProblem.together(problems);
            }
            return new Settings(Map.copyOf(declared), Map.copyOf(given), clock);
        }

        private SettingsFile file() {
            Optional<GivenTexts> named = first(SettingsCatalog.SETTINGS, Map.of());
            if (named.isPresent()) {
                return SettingsFile.read(Path.of(named.get().texts().get(0)));
            }
            return Optional.ofNullable(workingDirectory)
                    .map(directory -> directory.resolve(SettingsFile.DEFAULT_NAME))
                    .filter(Files::exists)
                    .map(SettingsFile::read)
                    .orElseGet(SettingsFile::none);
        }

        private Optional<GivenTexts> first(Setting<?> setting, Map<String, GivenTexts> file) {
            return Optional.ofNullable(flags.get(setting.key()))
                    .or(() -> variable(setting))
                    .or(() -> Optional.ofNullable(file.get(setting.key())));
        }

        private Optional<GivenTexts> variable(Setting<?> setting) {
            return Optional.ofNullable(environment.get(setting.variable()))
                    .filter(text -> !text.isBlank())
                    .map(text -> new GivenTexts(split(setting, text), "environment variable " + setting.variable()));
        }

        /** A variable holds one text, so several values of a repeatable setting are told apart by commas. */
        private static List<String> split(Setting<?> setting, String text) {
            return setting.isRepeatable() ? Arrays.asList(text.split("\\s*,\\s*")) : List.of(text);
        }

        private static Optional<SettingProblem> check(Setting<?> setting, @Nullable GivenTexts given) {
            if (given == null) {
                return setting.isRequired() ? Optional.of(SettingProblem.missing(setting)) : Optional.empty();
            }
            if (given.texts().size() > 1 && !setting.isRepeatable()) {
                return Optional.of(SettingProblem.bad(setting, given, "is more than one value"));
            }
            try {
                setting.parse(given.texts());
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(SettingProblem.bad(setting, given, String.valueOf(e.getMessage())));
            }
        }
    }
}
