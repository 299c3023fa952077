package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
            assertThat(target.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:" + free + "/postgres?user=postgres");
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

    @Test
    void aServerWhoseOwnerWasKilledIsReplaced() throws Exception {
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
