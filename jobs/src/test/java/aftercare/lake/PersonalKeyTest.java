package aftercare.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake is coded under one key; another one, or none, is noticed before a row is coded. */
class PersonalKeyTest {
    private static final Map<String, String> UNSET = Map.of();
    private static final Map<String, String> ONE = Map.of(PersonalKey.VARIABLE, "a long and random text");
    private static final Map<String, String> OTHER = Map.of(PersonalKey.VARIABLE, "another long random text");

    @TempDir
    private Path folder;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = Lake.openOrCreate(TestSpark.session(), folder.toString(), ZoneId.of("UTC"));
    }

    @Test
    void aLakeWithoutAStatedKeyKeepsOneThatOnlyItsUserMayRead() throws IOException {
        byte[] key = lake.personalKey(UNSET);
        assertThat(lake.personalKey(UNSET)).isEqualTo(key);
        Path file = folder.resolve("ops/personal.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("ops/personal.fingerprint")))
                .hasSize(32)
                .doesNotContain(Files.readString(file).substring(0, 8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        lake.personalKey(UNSET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .as("closed by the next run")
                .isEqualTo("rw-------");
    }

    @Test
    void anotherKeyIsRefused() {
        lake.personalKey(ONE);
        assertThat(lake.personalKey(ONE)).isNotEmpty();
        assertThatThrownBy(() -> lake.personalKey(OTHER))
                .hasMessageContaining("AFC-2050")
                .hasMessageContaining("AFTERCARE_PII_KEY is not what it was");
        assertThat(folder.resolve("ops/personal.key")).doesNotExist();
    }

    @Test
    void aStatedKeyThatIsStatedNoMoreIsRefusedAndNoOtherIsMade() {
        lake.personalKey(ONE);
        assertThatThrownBy(() -> lake.personalKey(UNSET)).hasMessageContaining("AFC-2051");
        assertThat(folder.resolve("ops/personal.key")).doesNotExist();
    }

    @Test
    void aKeyStatedForALakeThatHasOneOfItsOwnIsRefused() throws IOException {
        lake.personalKey(UNSET);
        assertThatThrownBy(() -> lake.personalKey(ONE)).hasMessageContaining("a key of its own");
        Files.delete(folder.resolve("ops/personal.key"));
        assertThatThrownBy(() -> lake.personalKey(UNSET)).hasMessageContaining("AFC-2051");
    }

    @Test
    void aLakeFromBeforeFingerprintsTakesTheKeyItHasAndIsNotGivenAnother() throws IOException {
        byte[] key = lake.personalKey(UNSET);
        Files.delete(folder.resolve("ops/personal.fingerprint"));
        Files.createDirectories(folder.resolve("silver/repairs"));
        assertThat(lake.personalKey(UNSET)).isEqualTo(key);
        Files.delete(folder.resolve("ops/personal.fingerprint"));
        assertThatThrownBy(() -> lake.personalKey(ONE)).hasMessageContaining("AFC-2050");
        Files.delete(folder.resolve("ops/personal.key"));
        assertThatThrownBy(() -> lake.personalKey(UNSET)).hasMessageContaining("AFC-2051");
    }
}
