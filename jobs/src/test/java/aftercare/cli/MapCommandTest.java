package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {
    private static final Path EXPORTS =
            Path.of(System.getProperty("aftercare.project")).resolve("jobs/src/test/resources/exports");

    @TempDir
    private Path folder;

    @Test
    void aMappingIsShownOnTheScreen() {
        CommandLineUnderTest commandLine = commandLine();

        assertThat(commandLine.run("map", export("rma.csv"), export("sales.csv")))
                .isEqualTo(ExitStatus.DONE);
        assertThat(commandLine.out())
                .startsWith("# yaml-language-server: $schema=")
                .contains("  product_returns:\n", "---\n", "  shipments:\n");
    }

    @Test
    void aFileThatIsThereIsWrittenOverOnlyWhenThatIsSaid() throws IOException {
        Path out = Files.writeString(folder.resolve("mapping.yaml"), "# decided by hand\n");
        CommandLineUnderTest commandLine = commandLine();

        assertThat(commandLine.run("map", export("rma.csv"), "--out", out.toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(commandLine.err()).contains("AFC-2102").contains("--force");
        assertThat(out).hasContent("# decided by hand");

        assertThat(commandLine.run("map", export("rma.csv"), "--out", out.toString(), "--force"))
                .isEqualTo(ExitStatus.DONE);
        assertThat(out).content().contains("return_id: RMA Number");
    }

    @Test
    void whatIsLeftOpenIsCounted() {
        CommandLineUnderTest commandLine = commandLine();

        commandLine.run(
                "map",
                export("salesforce-service-appointments.csv"),
                "--out",
                folder.resolve("mapping.yaml").toString());

        assertThat(commandLine.out()).contains("of its lines say TODO");
    }

    @Test
    void withoutAFileTheMissingOneIsNamed() {
        CommandLineUnderTest commandLine = commandLine();

        assertThat(commandLine.run("map")).isEqualTo(ExitStatus.USAGE);
        assertThat(commandLine.err()).contains("AFC-1001").contains("file");
    }

    @Test
    void aFileThatIsNotThereAndOneThatCannotBeReadAreNamed() throws IOException {
        CommandLineUnderTest commandLine = commandLine();
        Path broken = Files.writeString(folder.resolve("broken.xlsx"), "no workbook");

        assertThat(commandLine.run("map", folder.resolve("none.csv").toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(commandLine.err()).contains("none.csv");
        assertThat(commandLine.run("map", broken.toString())).isEqualTo(ExitStatus.REFUSED);
        assertThat(commandLine.err()).contains("broken.xlsx");
    }

    @Test
    void anUnknownReadyMappingIsAnsweredWithTheKnownOnes() {
        CommandLineUnderTest commandLine = commandLine();

        assertThat(commandLine.run("map", export("rma.csv"), "--like", "sap")).isEqualTo(ExitStatus.USAGE);
        assertThat(commandLine.err()).contains("AFC-1102").contains("zendesk");
    }

    private static String export(String name) {
        return EXPORTS.resolve(name).toString();
    }

    private CommandLineUnderTest commandLine() {
        return new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
    }
}
