package aftercare.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.cli.doctor.Finding.Level;
import aftercare.config.ExitStatus;
import aftercare.config.Progress;
import aftercare.lake.Lake;
import aftercare.lake.Lease;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {
    @TempDir
    private Path directory;

    @Test
    void anOldJavaFails() {
        assertThat(level(new JavaCheck(11))).isEqualTo(Level.FAIL);
        assertThat(level(new JavaCheck(17))).isEqualTo(Level.OK);
        assertThat(level(new JavaCheck(25))).isEqualTo(Level.WARN);
    }

    @Test
    void aHeapLargerThanTheMachineCanBearIsWarnedOf() {
        assertThat(level(new HeapCheck(4000, 24_000))).isEqualTo(Level.OK);
        assertThat(level(new HeapCheck(4000, 4096))).isEqualTo(Level.WARN);
        assertThat(level(new HeapCheck(500, 24_000))).isEqualTo(Level.FAIL);
    }

    @Test
    void aMistypedVariableIsNamedWithTheRightOne() {
        Finding finding = finding(new VariablesCheck(Map.of("AFTERCARE_LAKES", "x", "AFTERCARE_HEAP", "2g")));

        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(finding.fix()).isEqualTo("Rename AFTERCARE_LAKES to AFTERCARE_LAKE.");
    }

    @Test
    void theKeyOfPersonalColumnsIsNeverShown() {
        Finding finding = finding(new PiiKeyCheck(Map.of("AFTERCARE_PII_KEY", "a-long-and-secret-text")));

        assertThat(finding.level()).isEqualTo(Level.OK);
        assertThat(finding.says()).doesNotContain("secret-text");
        assertThat(level(new PiiKeyCheck(Map.of()))).isEqualTo(Level.WARN);
        assertThat(level(new PiiKeyCheck(Map.of("AFTERCARE_PII_KEY", "short")))).isEqualTo(Level.WARN);
    }

    @Test
    void aClockFromBeforeTheProgramWasWrittenFails() {
        assertThat(level(new ClockCheck(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))))
                .isEqualTo(Level.FAIL);
        assertThat(level(new ClockCheck(Clock.systemUTC()))).isEqualTo(Level.OK);
    }

    @Test
    void aLakeThatIsNotThereYetIsFineAndIsNotMade() {
        Path lake = directory.resolve("deep/lake");

        assertThat(level(new LakeAccessCheck(place(lake)))).isEqualTo(Level.OK);
        assertThat(lake.getParent()).doesNotExist();
    }

    @Test
    void aFileInPlaceOfTheLakeFails() throws IOException {
        Path file = Files.writeString(directory.resolve("lake"), "not a folder");

        assertThat(level(new LakeAccessCheck(place(file)))).isEqualTo(Level.FAIL);
    }

    @Test
    void lookingAtTheLakeLeavesNothingBehind() throws IOException {
        assertThat(level(new LakeAccessCheck(place(directory)))).isEqualTo(Level.OK);
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void loadsThatDidNotEndAndThoseSetAsideAreNamed() throws IOException {
        assertThat(new PendingLoadsCheck(place(directory)).look()).isEmpty();
        Files.createDirectories(directory.resolve("ops/pending/set-aside"));
        Files.writeString(directory.resolve("ops/pending/run-1.json"), "{}");
        assertThat(finding(new PendingLoadsCheck(place(directory))).says()).contains("run-1.json");

        Files.writeString(directory.resolve("ops/pending/set-aside/run-0.json"), "{");
        Finding finding = finding(new PendingLoadsCheck(place(directory)));
        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(finding.says()).contains("AFC-3071").contains("run-0.json");
    }

    @Test
    void aLakeOnAnUnknownFileSystemIsToBlameOnTheSystemBeside() {
        Finding finding = finding(new LakeAccessCheck(Optional.of(LakePlace.of("nosuchscheme://bucket/lake"))));

        assertThat(finding.status()).isEqualTo(ExitStatus.SYSTEM_BESIDE);
        assertThat(finding.says()).contains("nosuchscheme");
    }

    @Test
    void littleSpaceIsWarnedOfAndNoneFails() {
        assertThat(DiskSpaceCheck.judge(100, directory).level()).isEqualTo(Level.OK);
        assertThat(DiskSpaceCheck.judge(2, directory).level()).isEqualTo(Level.WARN);
        assertThat(DiskSpaceCheck.judge(0.1, directory).level()).isEqualTo(Level.FAIL);
        assertThat(new DiskSpaceCheck(place(directory.resolve("not/there"))).look())
                .isPresent();
    }

    @Test
    void aPostgresThatDoesNotAnswerFailsWithoutShowingThePassword() {
        Finding finding =
                finding(new MartsCheck(Optional.of("jdbc:postgresql://localhost:1/marts?user=ann&password=hunter2")));

        assertThat(finding.status()).isEqualTo(ExitStatus.SYSTEM_BESIDE);
        assertThat(finding.says()).doesNotContain("hunter2");
    }

    @Test
    void aPostgresThatAnswersShowsItsVersionAndOneThatForbidsSchemasItsGrant() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE guest LOGIN");
            Finding owner = finding(new MartsCheck(Optional.of(postgres.getJdbcUrl("postgres", "postgres"))));
            Finding guest = finding(new MartsCheck(Optional.of(postgres.getJdbcUrl("guest", "postgres"))));

            assertThat(owner.level()).isEqualTo(Level.OK);
            assertThat(owner.says()).contains("Postgres 18");
            assertThat(guest.status()).isEqualTo(ExitStatus.SYSTEM_BESIDE);
            assertThat(guest.fix()).isEqualTo("GRANT CREATE ON DATABASE postgres TO guest;");
        }
    }

    @Test
    void aLakeOfAnotherZoneFailsAndTheRightOneIsNamed() throws IOException {
        assertThat(new LakeZoneCheck(place(directory), ZoneOffset.UTC).look()).isEmpty();
        Files.createDirectories(directory.resolve("ops"));
        Files.writeString(directory.resolve("ops/zone"), "Asia/Shanghai");
        Finding finding = finding(new LakeZoneCheck(place(directory), ZoneId.of("UTC")));

        assertThat(finding.level()).isEqualTo(Level.FAIL);
        assertThat(finding.fix()).contains("--zone Asia/Shanghai");
        assertThat(level(new LakeZoneCheck(place(directory), ZoneId.of("Asia/Shanghai"))))
                .isEqualTo(Level.OK);
    }

    @Test
    void aLeaseIsFreeHeldOrLeftByARunThatDidNotEnd() {
        Clock now = Clock.systemUTC();
        Clock muchLater = Clock.offset(now, Duration.ofHours(1));
        assertThat(new LeaseCheck(place(directory), now).look()).isEmpty();
        Lake lake = Lake.openOrCreate(TestSpark.session(), directory.toString(), ZoneId.of("UTC"));
        try (Lease held = Lease.take(lake, "first", false, Progress.SILENT)) {
            held.check();
            assertThat(finding(new LeaseCheck(place(directory), now)).says()).contains("is held by run first ");
            Finding left = finding(new LeaseCheck(place(directory), muchLater));
            assertThat(left.level()).isEqualTo(Level.WARN);
            assertThat(left.says()).contains("left by run first ");
        }
        assertThat(level(new LeaseCheck(place(directory), now))).isEqualTo(Level.OK);
    }

    private static Optional<LakePlace> place(Path folder) {
        return Optional.of(LakePlace.of(folder.toString()));
    }

    private static Finding finding(Check check) {
        return check.look().orElseThrow();
    }

    private static Level level(Check check) {
        return finding(check).level();
    }
}
