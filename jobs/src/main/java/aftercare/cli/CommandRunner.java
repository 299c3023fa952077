package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.EnvironmentVariables;
import aftercare.config.ExitStatus;
import aftercare.config.LogFormat;
import aftercare.config.LogLevel;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Parses the arguments, runs the command they name, and shows how it ended. */
final class CommandRunner {
    /** Read by log4j2.properties, so that libraries log in the same form as we do. */
    private static final String LOG_PROPERTY = "aftercare.log";

    private final List<Command> commands;
    private final Surroundings surroundings;
    private final Interruption interruption;
    /** Whether this process runs commands for others, one after the other. */
    private final boolean resident;

    CommandRunner(List<Command> commands, Surroundings surroundings, Interruption interruption) {
        this(commands, surroundings, interruption, false);
    }

    private CommandRunner(
            List<Command> commands, Surroundings surroundings, Interruption interruption, boolean resident) {
        this.commands = commands;
        this.surroundings = surroundings;
        this.interruption = interruption;
        this.resident = resident;
    }

    /** For the commands of an engine: it does not hand them on, and the log of each goes where its own errors go. */
    static CommandRunner resident(List<Command> commands, Surroundings surroundings, Interruption interruption) {
        return new CommandRunner(commands, surroundings, interruption, true);
    }

    ExitStatus run(String... arguments) {
        return EnvironmentVariables.during(surroundings.environment(), () -> parsed(arguments));
    }

    private ExitStatus parsed(String... arguments) {
        CommandLine commandLine = CommandTree.of(commands, VersionText.text());
        try {
            return run(last(commandLine.parseArgs(arguments)), arguments);
        } catch (ParameterException e) {
            return failed(ArgumentErrors.of(e));
        }
    }

    private ExitStatus run(ParseResult parsed, String... arguments) {
        CommandLine commandLine = parsed.commandSpec().commandLine();
        Ansi ansi = surroundings.coloured() ? Ansi.AUTO : Ansi.OFF;
        if (parsed.isUsageHelpRequested()) {
            commandLine.usage(surroundings.out(), ansi);
            return ExitStatus.DONE;
        }
        if (parsed.isVersionHelpRequested()) {
            commandLine.printVersionHelp(surroundings.out(), ansi);
            return ExitStatus.DONE;
        }
        if (parsed.commandSpec().userObject() instanceof Command command) {
            return run(command, parsed, arguments);
        }
        commandLine.usage(surroundings.err(), ansi);
        return failed(ArgumentErrors.noCommand(parsed.commandSpec()));
    }

    private ExitStatus run(Command command, ParseResult parsed, String... arguments) {
        boolean debug = early(parsed, SettingsCatalog.DEBUG).orElse(false);
        LogFormat format = early(parsed, SettingsCatalog.LOG).orElse(LogFormat.TEXT);
        System.setProperty(LOG_PROPERTY, format.name().toLowerCase(Locale.ROOT));
        if (resident) {
            Configurator.reconfigure();
        }
        LogLevel level = early(parsed, SettingsCatalog.LOG_LEVEL).orElse(LogLevel.WARN);
        Configurator.setLevel("aftercare", Level.valueOf(level.name()));
        try (ConsoleProgress progress = ConsoleProgress.on(surroundings, format, level)) {
            try {
                Settings settings =
                        reader(CommandTree.settingsOf(command).toList(), parsed).read();
                if (command.runsInEngine() && !resident) {
                    Optional<ExitStatus> elsewhere = new Engines(surroundings, arguments).run(settings, progress);
                    if (elsewhere.isPresent()) {
                        return elsewhere.get();
                    }
                }
                return interruption.guard(
                        command,
                        progress,
                        () -> command.run(settings, new Console(new PrintableStream(surroundings.out()), progress)));
            } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
                return failed(progress, e, debug);
            }
        }
    }

    /**
     * How to show an error must be known before all settings are; when it cannot be read, that error is shown the
     * default way.
     */
    private <T> Optional<T> early(ParseResult parsed, Setting<T> setting) {
        try {
            return Optional.of(reader(List.of(setting), parsed).read().of(setting));
        } catch (AftercareException e) {
            return Optional.empty();
        }
    }

    private Settings.Reader reader(List<Setting<?>> settings, ParseResult parsed) {
        Settings.Reader reader = Settings.declaring(settings)
                .environment(surroundings.environment())
                .workingDirectory(surroundings.workingDirectory())
                .clock(surroundings.clock());
        for (OptionSpec option : parsed.matchedOptionsSet()) {
            String key = option.longestName().substring(2);
            reader.flag(key, texts(option));
        }
        if (parsed.commandSpec().userObject() instanceof Command command && command.argument() != null) {
            List<String> given = parsed.matchedPositionals().stream()
                    .flatMap(argument -> argument.stringValues().stream())
                    .toList();
            if (!given.isEmpty()) {
                reader.flag(command.argument().key(), given);
            }
        }
        return reader;
    }

    /** A flag may be given as {@code --wait} or {@code --no-wait}. */
    private static List<String> texts(OptionSpec option) {
        boolean flag = option.arity().max() == 0;
        return flag ? List.of(String.valueOf(option.<Object>getValue())) : option.stringValues();
    }

    private ExitStatus failed(AftercareException error) {
        try (ConsoleProgress progress = ConsoleProgress.on(surroundings, LogFormat.TEXT, LogLevel.WARN)) {
            return failed(progress, error, false);
        }
    }

    private ExitStatus failed(ConsoleProgress progress, Throwable thrown, boolean debug) {
        AftercareException error = ErrorReport.of(thrown);
        if (!interruption.happened()) {
            progress.failed(error, debug ? thrown : null);
        }
        return error.code().exitStatus();
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }
}
