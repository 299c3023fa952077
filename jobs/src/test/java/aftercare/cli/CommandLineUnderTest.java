package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The command line with its streams, environment and clock in a test's hands. */
final class CommandLineUnderTest {
    static final Instant NOW = Instant.parse("2026-10-31T08:05:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Command> commands = new ArrayList<>();
    private final Surroundings surroundings;

    CommandLineUnderTest(Path workingDirectory, Map<String, String> environment) {
        surroundings = new Surroundings(
                environment,
                workingDirectory,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
    }

    CommandLineUnderTest withEveryCommand() {
        commands.addAll(Commands.all(surroundings));
        return this;
    }

    CommandLineUnderTest with(String name, List<Setting<?>> settings, BiFunction<Settings, Console, ExitStatus> work) {
        commands.add(new FakeCommand(name, settings, work));
        return this;
    }

    ExitStatus run(String... arguments) {
        return new CommandRunner(commands, surroundings, new Interruption()).run(arguments);
    }

    List<Command> commands() {
        return commands;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private record FakeCommand(String name, List<Setting<?>> settings, BiFunction<Settings, Console, ExitStatus> work)
            implements Command {
        @Override
        public String summary() {
            return "Do what the test says";
        }

        @Override
        public ExitStatus run(Settings given, Console console) {
            return work.apply(given, console);
        }
    }
}
