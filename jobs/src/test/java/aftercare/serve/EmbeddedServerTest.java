package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
    @TempDir
    static Path home;

    @BeforeAll
    static void aServerThatRanOnce() throws SQLException {
        try (MartsTarget target = open()) {
            TestMarts.execute(target, "create table kept (id int)", "insert into kept values (1)");
        }
    }

    private static MartsTarget open() {
        return MartsTarget.open("embedded:" + home);
    }

    private static void assertThatItKeptItsData(MartsTarget target) throws SQLException {
        assertThat(TestMarts.query(target, "select id from kept")).containsExactly("1");
    }

    @Test
    void dataAreKeptBetweenRunsAndNothingRunsInBetween() throws Exception {
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
        try (MartsTarget target = open()) {
            assertThatItKeptItsData(target);
            assertThat(TestMarts.query(target, "show server_version_num").get(0))
                    .startsWith("18");
        }
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void theAskedPortIsUsed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (MartsTarget target = MartsTarget.open("embedded:" + home, free)) {
            assertThat(target.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:" + free + "/postgres?user=aftercare");
        }
    }

    @Test
    void aPortTakenByAnotherProgramIsTold() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> MartsTarget.open("embedded:" + home, busy.getLocalPort()))
                    .hasMessageStartingWith("AFC-4004")
                    .hasMessageContaining("Port " + busy.getLocalPort() + " is taken");
        }
        open().close();
    }

    @Test
    void whoOpensAFolderInUseSharesItsServerAndDoesNotStopIt() throws SQLException {
        try (MartsTarget owner = open()) {
            try (MartsTarget guest = open()) {
                assertThat(guest.jdbcUrl()).isEqualTo(owner.jdbcUrl());
            }
            assertThatItKeptItsData(owner);
        }
    }

    @Test
    void aServerKilledOutrightStartsAgain() throws Exception {
        try (MartsTarget target = open()) {
            assertThatItKeptItsData(target);
            ProcessHandle server = ProcessHandle.of(
                            RunningServer.of(home.resolve("data")).pid())
                    .orElseThrow();
            server.destroyForcibly();
            server.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(home.resolve("data/postmaster.pid")).exists();

        try (MartsTarget target = open()) {
            assertThatItKeptItsData(target);
        }
    }

    private static void killAnOwner() throws IOException, InterruptedException {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedOwner.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var said = owner.inputReader()) {
            assertThat(said.lines().anyMatch(line -> line.contains("up"))).isTrue();
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    @Test
    void aServerWhoseOwnerWasKilledIsReplaced() throws Exception {
        killAnOwner();
        long abandoned = RunningServer.of(home.resolve("data")).pid();
        assertThat(ProcessHandle.of(abandoned)).isPresent();

        try (MartsTarget target = open()) {
            assertThatItKeptItsData(target);
            assertThat(RunningServer.of(home.resolve("data")).pid()).isNotEqualTo(abandoned);
        }
        assertThat(ProcessHandle.of(abandoned)).isEmpty();
    }

    @Test
    void aProcessIdThatNowBelongsToAnotherProgramIsNoHindrance() throws Exception {
        Files.write(
                home.resolve("data/postmaster.pid"),
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        home.resolve("data").toString(),
                        "1",
                        "5432"));

        try (MartsTarget target = open()) {
            assertThatItKeptItsData(target);
        }
    }

    @Test
    void aFirstStartCutShortIsBegunAgain(@TempDir Path fresh) throws Exception {
        Files.createDirectories(fresh.resolve("data/base"));
        Files.writeString(fresh.resolve("data/PG_VERSION"), "18\n");
        Files.writeString(fresh.resolve("initialising"), "");

        try (MartsTarget target = MartsTarget.open("embedded:" + fresh)) {
            assertThat(TestMarts.query(target, "select 1")).containsExactly("1");
        }
        assertThat(fresh.resolve("initialising")).doesNotExist();
    }

    @Test
    void aDataFolderOfSomebodyElseIsLeftAlone(@TempDir Path fresh) throws Exception {
        Path precious =
                Files.writeString(Files.createDirectories(fresh.resolve("data")).resolve("letter.txt"), "dear");

        assertThatThrownBy(() -> MartsTarget.open("embedded:" + fresh))
                .hasMessageStartingWith("AFC-4004")
                .hasMessageContaining("exists but is not empty");
        assertThat(precious).hasContent("dear");
    }

    @Test
    void nobodyEntersWithoutThePasswordWhichOnlyTheOwnerCanRead() throws Exception {
        try (MartsTarget target = open()) {
            String url = target.jdbcUrl().replaceFirst("\\?.*", "");
            for (String role : List.of("postgres", "aftercare")) {
                assertThatThrownBy(() -> DriverManager.getConnection(url, role, ""))
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> DriverManager.getConnection(url, role, "guessed"))
                        .hasMessageContaining("password authentication failed");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(home.resolve("data/pg_hba.conf"))).doesNotContain("trust");
            assertThat(Files.readString(home.resolve("postgres.log")))
                    .doesNotContain(Files.readString(home.resolve("password")));
        }
    }

    @Test
    void whatPublishesIsNoSuperuserAndReadsNoFileOfTheMachine() throws SQLException {
        try (MartsTarget target = open()) {
            assertThat(TestMarts.query(target, "select rolsuper from pg_roles where rolname = current_user"))
                    .containsExactly("f");
            assertThatThrownBy(() -> TestMarts.execute(
                            target, "create temp table lines (line text)", "copy lines from program 'id'"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aServerThatLetEverybodyInLetsNobodyInWithoutPasswordFromTheNextStartOn(@TempDir Path old) throws Exception {
        try (EmbeddedPostgres earlier = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(home.resolve("server").toFile())
                        .setDataDirectory(old.resolve("data"))
                        .setCleanDataDirectory(false)
                        .start();
                Connection connection = earlier.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role aftercare_owner login");
            statement.execute("create schema marts authorization aftercare_owner");
        }
        try (MartsTarget target = MartsTarget.open("embedded:" + old)) {
            assertThat(TestMarts.query(target, "select pg_has_role(current_user, 'aftercare_owner', 'set')"))
                    .containsExactly("t");
            assertThatThrownBy(() ->
                            DriverManager.getConnection(target.jdbcUrl().replaceFirst("\\?.*", ""), "postgres", ""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aServerEndsSoonAfterItsOwnerWasKilled() throws Exception {
        killAnOwner();
        ProcessHandle abandoned =
                ProcessHandle.of(RunningServer.of(home.resolve("data")).pid()).orElseThrow();
        abandoned.onExit().get(60, TimeUnit.SECONDS);
        try (MartsTarget target = open()) {
            assertThatItKeptItsData(target);
        }
    }

    @Test
    void aServerThatIsBeingStartedWhenItsWholeProcessGroupIsKilledEndsSoonAfter() throws Exception {
        Path setsid = Path.of("/usr/bin/setsid");
        assumeTrue(Files.isExecutable(setsid), "no setsid here");
        Process owner = new ProcessBuilder(
                        setsid.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedOwner.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path data = home.resolve("data");
        while (RunningServer.of(data).pid() == 0) {
            assertThat(owner.isAlive()).isTrue();
            Thread.sleep(1);
        }
        new ProcessBuilder("/bin/kill", "-KILL", "--", "-" + owner.pid())
                .start()
                .waitFor();
        owner.waitFor();

        ProcessHandle abandoned = ProcessHandle.of(RunningServer.of(data).pid()).orElseThrow();
        abandoned.onExit().get(60, TimeUnit.SECONDS);
        try (MartsTarget target = open()) {
            assertThatItKeptItsData(target);
        }
    }

    /** Holds the server of a folder until it is killed. */
    static final class EmbeddedOwner {
        private EmbeddedOwner() {}

        public static void main(String[] arguments) throws InterruptedException {
            MartsTarget target = MartsTarget.open("embedded:" + arguments[0]);
            System.out.println("up " + target);
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
        }
    }
}
