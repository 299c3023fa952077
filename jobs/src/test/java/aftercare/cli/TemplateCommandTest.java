package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aSpreadsheetIsWrittenForTheSourceNamed() throws IOException {
        Path file = folder.resolve("to/fill/in.xlsx");

        assertThat(commandLine().run("template", "skills", "--out", file.toString()))
                .isEqualTo(ExitStatus.DONE);
        try (ReadableWorkbook workbook = new ReadableWorkbook(Files.newInputStream(file))) {
            assertThat(workbook.getFirstSheet().getName()).isEqualTo("skills");
            assertThat(workbook.getFirstSheet().read().get(0).getCellText(0)).isEqualTo("skill");
        }
    }

    @Test
    void aSpreadsheetThatSomebodyMayHaveFilledInIsLeftAsItIsUnlessForced() throws IOException {
        Path file = Files.writeString(folder.resolve("filled.xlsx"), "filled in");
        CommandLineUnderTest commandLine = commandLine();

        assertThat(commandLine.run("template", "skills", "--out", file.toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(commandLine.err()).contains("AFC-2102").contains("--force");
        assertThat(file).hasContent("filled in");

        assertThat(commandLine().run("template", "skills", "--out", file.toString(), "--force"))
                .isEqualTo(ExitStatus.DONE);
        assertThat(Files.size(file)).isGreaterThan(1_000);
    }

    @Test
    void anUnknownSourceIsAnsweredWithTheKnownOnes() {
        CommandLineUnderTest commandLine = commandLine();

        assertThat(commandLine.run(
                        "template", "skill", "--out", folder.resolve("x.xlsx").toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(commandLine.err()).contains("AFC-1103").contains("skills");
    }

    @Test
    void withoutASourceTheMissingOneIsNamed() {
        CommandLineUnderTest commandLine = commandLine();

        assertThat(commandLine.run("template", "--out", folder.resolve("x.xlsx").toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(commandLine.err()).contains("AFC-1001").contains("source");
    }

    private CommandLineUnderTest commandLine() {
        return new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
    }
}
