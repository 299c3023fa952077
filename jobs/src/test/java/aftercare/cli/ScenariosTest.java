package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.ExitStatus;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenariosTest {
    @TempDir
    private Path folder;

    @Test
    void anAssumptionWithoutAScenarioIsRefusedBecauseItWouldChangeTheBasePlan() {
        CommandLineUnderTest line = line();
        assertThat(line.run("compute", "--lake", "lake", "--utilisation", "0.7", "--sales-plan", "plan.csv"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("AFC-1002", "--utilisation, --sales-plan", "--scenario NAME");
    }

    @Test
    void aScenarioThatAssumesNothingIsRefused() {
        CommandLineUnderTest line = line();
        assertThat(line.run("compute", "--lake", "lake", "--scenario", "same")).isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("AFC-1002", "--on-site-hours");
    }

    @Test
    void noScenarioIsCalledBaseOrAnythingThatCouldNotBeAName() {
        for (String name : new String[] {"base", "High", "a b", "it's", "-x", ""}) {
            CommandLineUnderTest line = line();
            assertThat(line.run("compute", "--lake", "lake", "--scenario=" + name, "--utilisation", "0.7"))
                    .as(name)
                    .isEqualTo(ExitStatus.USAGE);
            assertThat(line.err()).contains("AFC-1002", "--scenario");
        }
    }

    @Test
    void anAssumptionThatCannotBeIsRefused() {
        CommandLineUnderTest line = line();
        assertThat(line.run(
                        "compute",
                        "--lake",
                        "lake",
                        "--scenario",
                        "odd",
                        "--utilisation",
                        "1.2",
                        "--on-site-hours",
                        "0",
                        "--warranty-months",
                        "2.5"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("--utilisation `1.2`", "--on-site-hours `0`", "--warranty-months `2.5`");
    }

    @Test
    void theBasePlanIsNoScenarioToDrop() {
        CommandLineUnderTest line = line();
        assertThat(line.run("scenario", "drop", "base", "--lake", "lake")).isEqualTo(ExitStatus.USAGE);
        assertThat(line.err()).contains("AFC-1002", "base");
    }

    private CommandLineUnderTest line() {
        return new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
    }
}
