package aftercare.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process wrote for itself alone is closed to others, and is gone once it is not there any more. */
class WorkFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void whatAKilledProcessLeftIsRemovedByTheNextOneAndNothingElse() throws Exception {
        Path others = Files.createDirectories(temporary.resolve("other-work"));
        Path begins = Files.createDirectories(temporary.resolve("aftercare-work-begins"));
        Path killedEarly = Files.createDirectories(temporary.resolve("aftercare-work-early"));
        Files.setLastModifiedTime(killedEarly, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("lock"), "");
        Path link = Files.createSymbolicLink(temporary.resolve("aftercare-work-link"), elsewhere);
        WorkFolder killed = WorkFolder.below(temporary);
        WorkFolder works = WorkFolder.below(temporary);
        Files.writeString(killed.folder().resolve("people.csv"), "Zhang San");
        assertThat(killed.folder()).as("as long as its process lives").exists();

        killed.abandon();
        WorkFolder next = WorkFolder.below(temporary);

        assertThat(killed.folder()).doesNotExist();
        assertThat(next.folder()).exists();
        assertThat(works.folder()).exists();
        assertThat(others).exists();
        assertThat(begins).as("it has no lock yet").exists();
        assertThat(killedEarly).doesNotExist();
        assertThat(link).exists();
        assertThat(elsewhere.resolve("lock")).exists();
    }

    @Test
    void onlyItsUserCanLookIntoIt() throws Exception {
        Path made = WorkFolder.create("people");
        assertThat(made.getParent()).isEqualTo(WorkFolder.ofThisProcess());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(WorkFolder.ofThisProcess())))
                .isEqualTo("rwx------");
    }
}
