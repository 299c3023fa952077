package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandRunnerTest {
    @TempDir
    private Path directory;

    @Test
    void nothingInAResultOrAnOptionSteersTheTerminalOrForgesALine() {
        CommandLineUnderTest line = line(Map.of()).with("say", List.of(SettingsCatalog.MONTHS), (settings, console) -> {
            console.out().printf("%s%n", "a\u001b[2J\tb\nc");
            return ExitStatus.DONE;
        });

        assertThat(line.run("say")).isEqualTo(ExitStatus.DONE);
        assertThat(line.out()).isEqualTo("a\\u001b[2J\tb\nc\n");
        assertThat(line.run("say", "--months", "x\nerror AFC-9001  forged\u001b[2J"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("forged").doesNotContain("\u001b").doesNotContainPattern("(?m)^error AFC-9001");
    }

    @Test
    void flagsReachTheCommandAndItsStatusReachesTheShell() {
        AtomicReference<Settings> seen = new AtomicReference<>();
        CommandLineUnderTest line = line(Map.of("AFTERCARE_FULL", "true"))
                .with(
                        "try",
                        List.of(SettingsCatalog.LAKE, SettingsCatalog.MAPPING, SettingsCatalog.FULL),
                        (settings, console) -> {
                            seen.set(settings);
                            console.out().println("done");
                            return ExitStatus.REFUSED;
                        });

        ExitStatus status =
                line.run("try", "--lake", "s3a://b/l", "--mapping=a.yaml", "--mapping", "b.yaml", "--no-full");

        assertThat(line.err()).isEmpty();
        assertThat(status).isEqualTo(ExitStatus.REFUSED);
        assertThat(seen.get().of(SettingsCatalog.LAKE)).isEqualTo("s3a://b/l");
        assertThat(seen.get().of(SettingsCatalog.MAPPING)).containsExactly(Path.of("a.yaml"), Path.of("b.yaml"));
        assertThat(seen.get().of(SettingsCatalog.FULL)).isFalse();
        assertThat(line.out()).isEqualTo("done" + System.lineSeparator());
    }

    @Test
    void aFlagWithoutAValueIsTrue() {
        CommandLineUnderTest line = line(Map.of())
                .with(
                        "try",
                        List.of(SettingsCatalog.FULL),
                        (settings, console) ->
                                settings.of(SettingsCatalog.FULL) ? ExitStatus.DONE : ExitStatus.UNEXPECTED);

        assertThat(line.run("try", "--full")).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void theLevelOfTheLogIsWhatWasAskedForElseWarnings() {
        AtomicReference<Level> level = new AtomicReference<>();
        CommandLineUnderTest line = line(Map.of()).with("try", List.of(), (settings, console) -> {
            level.set(LogManager.getLogger("aftercare.lake.Lease").getLevel());
            return ExitStatus.DONE;
        });

        line.run("try", "--log-level", "debug");
        assertThat(level).hasValue(Level.DEBUG);
        line.run("try");
        assertThat(level).hasValue(Level.WARN);
        line.run("try", "--log-level", "loud");
        assertThat(line.err()).contains("--log-level").contains("error, warn, info, debug");
    }

    @Test
    void anErrorIsProblemReasonFixAndCodeInThreeLines() {
        CommandLineUnderTest line = line(Map.of()).with("try", List.of(), (settings, console) -> {
            throw new AftercareException(
                    ErrorCode.LAKE_HELD, "The lake is held.", "Run 7 holds it.", "Wait, or use --wait.");
        });

        ExitStatus status = line.run("try");

        assertThat(status).isEqualTo(ExitStatus.LAKE_HELD);
        assertThat(line.err().lines())
                .containsExactly(
                        "error AFC-3011  The lake is held.", "  why  Run 7 holds it.", "  fix  Wait, or use --wait.");
        assertThat(line.out()).isEmpty();
    }

    @Test
    void anErrorWrappedByALibraryIsStillFound() {
        CommandLineUnderTest line = line(Map.of()).with("try", List.of(), (settings, console) -> {
            throw new IllegalStateException(
                    "Job aborted",
                    new RuntimeException(new AftercareException(ErrorCode.INPUT_MISSING, "No input.", "Why.", "Fix.")));
        });

        assertThat(line.run("try")).isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("AFC-2001", "No input.");
    }

    @Test
    void aFullDiskIsNamedHoweverDeepItLies() {
        CommandLineUnderTest line = line(Map.of()).with("try", List.of(), (settings, console) -> {
            throw new IllegalStateException("Task failed", new IOException("No space left on device"));
        });

        assertThat(line.run("try")).isEqualTo(ExitStatus.UNEXPECTED);
        assertThat(line.err()).contains("AFC-3021", "The disk is full.");
    }

    @Test
    void theUnexpectedShowsItsTraceOnlyWithDebug() {
        CommandLineUnderTest line = line(Map.of()).with("try", List.of(), (settings, console) -> {
            throw new IllegalStateException("the moon\nis blue");
        });

        assertThat(line.run("try")).isEqualTo(ExitStatus.UNEXPECTED);
        assertThat(line.err())
                .contains("AFC-9001", "IllegalStateException: the moon", "--debug")
                .doesNotContain("\tat ", "is blue");

        CommandLineUnderTest debugged = line(Map.of()).with("try", List.of(), (settings, console) -> {
            throw new IllegalStateException("the moon");
        });
        debugged.run("try", "--debug");
        assertThat(debugged.err()).contains("\tat aftercare.cli.");
    }

    @Test
    void anUnknownOptionNamesTheLikelyOne() {
        CommandLineUnderTest line = line(Map.of()).withEveryCommand();

        assertThat(line.run("compute", "--lakes", "x")).isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("AFC-1003", "There is no option --lakes.", "Did you mean --lake?");
    }

    @Test
    void anUnknownCommandNamesTheLikelyOne() {
        CommandLineUnderTest line = line(Map.of()).withEveryCommand();

        assertThat(line.run("injest")).isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("AFC-1003", "Did you mean ingest?");
    }

    @Test
    void anOptionWithoutItsValueIsABadOption() {
        CommandLineUnderTest line = line(Map.of()).withEveryCommand();

        assertThat(line.run("compute", "--lake")).isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("AFC-1002", "--lake");
    }

    @Test
    void anOptionGivenTwiceIsABadOption() {
        CommandLineUnderTest line = line(Map.of()).withEveryCommand();

        assertThat(line.run("compute", "--lake", "a", "--lake", "b")).isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("AFC-1002", "--lake");
    }

    @Test
    void everyMissingOptionIsNamedAtOnce() {
        CommandLineUnderTest line = line(Map.of()).withEveryCommand();

        assertThat(line.run("ingest", "--max-reject-share", "2")).isEqualTo(ExitStatus.USAGE);
        assertThat(line.err())
                .contains("AFC-1002", "--input is missing", "--lake is missing", "flag --max-reject-share");
    }

    @Test
    void aGroupWithoutItsCommandShowsWhatThereIs() {
        CommandLineUnderTest line = line(Map.of()).withEveryCommand();

        assertThat(line.run("quarantine")).isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("list", "show", "replay", "AFC-1001");
    }

    @Test
    void theHelpOfEveryCommandMentionsEachOfItsSettings() {
        List<Command> commands = line(Map.of()).withEveryCommand().commands();

        assertThat(commands).hasSizeGreaterThan(10).allSatisfy(command -> {
            CommandLineUnderTest line = line(Map.of()).withEveryCommand();
            assertThat(line.run((command.name() + " --help").split(" "))).isEqualTo(ExitStatus.DONE);
            String help = line.out().replaceAll("\\s+", " ");
            assertThat(help).contains("aftercare " + command.name());
            for (Setting<?> setting : CommandTree.settingsOf(command).toList()) {
                assertThat(help).contains(setting.flag().replaceFirst("--", setting.isFlag() ? "--[no-]" : "--"));
                assertThat(help).contains(setting.help()).contains(setting.defaultText());
            }
        });
    }

    @Test
    void theHelpSaysWhatAValueMustBe() {
        CommandLineUnderTest line = line(Map.of()).withEveryCommand();
        line.run("ingest", "--help");

        assertThat(line.out().replaceAll("\\s+", " ")).contains("a number from 0 to 1; default: 0.05");
    }

    @Test
    void everyCommandCanReadEverySettingItDeclares() {
        Map<String, String> given = Map.ofEntries(
                Map.entry("AFTERCARE_LAKE", "lake"),
                Map.entry("AFTERCARE_CUSTOMER", "K-1"),
                Map.entry("AFTERCARE_INPUT", "in"),
                Map.entry("AFTERCARE_FILE", "export.csv"),
                Map.entry("AFTERCARE_OUT", "out"),
                Map.entry("AFTERCARE_SOURCE", "skills"),
                Map.entry("AFTERCARE_TABLE", "gold.promise_month"),
                Map.entry("AFTERCARE_MONTH", "2026-10"),
                Map.entry("AFTERCARE_SCENARIO", "tight"),
                Map.entry("AFTERCARE_FIGURE", "outlet_kpi_month 2026-10,O1 onsite_rate"),
                Map.entry("AFTERCARE_METABASE", "http://metabase:3000"),
                Map.entry("AFTERCARE_MARTS", "embedded:marts"));

        assertThat(line(given).withEveryCommand().commands()).allSatisfy(command -> {
            List<Setting<?>> declared = CommandTree.settingsOf(command).toList();
            Settings settings = Settings.declaring(declared).environment(given).read();
            declared.forEach(
                    setting -> assertThat((Object) settings.of(setting)).isNotNull());
        });
    }

    @Test
    void theVersionIsShown() {
        CommandLineUnderTest line = line(Map.of()).withEveryCommand();

        assertThat(line.run("--version")).isEqualTo(ExitStatus.DONE);
        assertThat(line.out()).startsWith("aftercare ");
    }

    @Test
    void anErrorInTheSettingsIsJsonWhenJsonWasAskedFor() {
        CommandLineUnderTest line = line(Map.of("AFTERCARE_LOG", "json")).withEveryCommand();

        assertThat(line.run("compute")).isEqualTo(ExitStatus.USAGE);
        assertThat(line.err().lines()).singleElement().asString().contains("\"code\":\"AFC-1001\"");
    }

    private CommandLineUnderTest line(Map<String, String> environment) {
        return new CommandLineUnderTest(directory, environment);
    }
}
