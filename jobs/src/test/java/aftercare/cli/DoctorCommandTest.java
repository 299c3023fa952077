package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    private Path directory;

    @Test
    void aSoundSetUpIsOneLinePerCheckAndDone() {
        CommandLineUnderTest line = doctor(Map.of());

        assertThat(line.run("doctor", "--lake", directory.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(line.out().lines())
                .allMatch(text -> text.matches("(ok  |warn)  \\S.*\\."))
                .hasSizeGreaterThan(6);
        assertThat(line.out()).contains("ok    lake", "warn  pii key").doesNotContain("postgres");
    }

    @Test
    void aBadLakeEndsAsABadSettingWithItsFix() throws IOException {
        Path file = Files.writeString(directory.resolve("lake"), "not a folder");
        CommandLineUnderTest line = doctor(Map.of());

        assertThat(line.run("doctor", "--lake", file.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(line.out()).containsPattern("fail  lake .*Fix: Give another --lake");
    }

    @Test
    void theWorstFindingDecidesTheStatus() throws IOException {
        Path file = Files.writeString(directory.resolve("lake"), "not a folder");
        CommandLineUnderTest line = doctor(Map.of("AFTERCARE_MARTS", "jdbc:postgresql://localhost:1/marts"));

        assertThat(line.run("doctor", "--lake", file.toString())).isEqualTo(ExitStatus.SYSTEM_BESIDE);
        assertThat(line.out()).contains("fail  lake", "fail  postgres");
    }

    @Test
    void aMetabaseThatIsNotThereIsASystemBesideThatFailed() {
        CommandLineUnderTest line = doctor(Map.of("AFTERCARE_METABASE_API_KEY", "k"));

        assertThat(line.run("doctor", "--lake", directory.toString(), "--metabase", "http://127.0.0.1:1"))
                .isEqualTo(ExitStatus.SYSTEM_BESIDE);
        assertThat(line.out()).containsPattern("fail  metabase .*cannot be reached.*Fix: ");
    }

    private CommandLineUnderTest doctor(Map<String, String> environment) {
        return new CommandLineUnderTest(directory, environment).withEveryCommand();
    }
}
