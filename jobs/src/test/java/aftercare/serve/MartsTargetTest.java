package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MartsTargetTest {
    @Test
    void aPostgresThatIsNotThereIsUnreachable() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        MartsTarget target = MartsTarget.open("jdbc:postgresql://localhost:" + free + "/marts?user=nobody");

        AftercareException failure = catchThrowableOfType(AftercareException.class, target::connect);

        assertThat(failure.code().code()).isEqualTo("AFC-4001");
        assertThat(failure.problem()).contains("localhost:" + free + "/marts").doesNotContain("nobody");
    }

    @Test
    void aHostThatDoesNotExistIsUnreachable() {
        MartsTarget target = MartsTarget.open("jdbc:postgresql://no-such-host.invalid/marts?user=nobody");

        assertThat(catchThrowableOfType(AftercareException.class, target::connect)
                        .code())
                .isEqualTo(ErrorCode.POSTGRES_UNREACHABLE);
    }

    @Test
    void theOwnVariableForThePasswordWinsAndAWrongOneIsTold() throws Exception {
        askForPasswordOf("a_keyholder", "right");
        String url = "jdbc:postgresql://127.0.0.1:" + TestMarts.port() + "/postgres?user=a_keyholder";

        try (Connection connection = MartsTarget.open(
                        url, 0, Map.of("PGPASSWORD", "wrong", "AFTERCARE_MARTS_PASSWORD", "right"))
                .connect()) {
            assertThat(connection.isValid(5)).isTrue();
        }
        AftercareException wrong = catchThrowableOfType(
                AftercareException.class,
                () -> MartsTarget.open(url, 0, Map.of("PGPASSWORD", "mistaken")).connect());
        assertThat(wrong.code()).isEqualTo(ErrorCode.POSTGRES_FAILED);
        assertThat(wrong.fix()).contains("AFTERCARE_MARTS_PASSWORD");
        assertThat(wrong.getMessage()).doesNotContain("mistaken");
        AftercareException none =
                catchThrowableOfType(AftercareException.class, () -> MartsTarget.open(url, 0, Map.of())
                        .connect());
        assertThat(none.fix()).contains("AFTERCARE_MARTS_PASSWORD");
    }

    private static void askForPasswordOf(String user, String password) throws SQLException, IOException {
        MartsTarget superuser = TestMarts.as("postgres", "postgres");
        TestMarts.execute(superuser, "create role " + user + " login password '" + password + "'");
        Path rules = Path.of(TestMarts.query(superuser, "show hba_file").get(0));
        Files.writeString(rules, "host all " + user + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        TestMarts.execute(superuser, "select pg_reload_conf()", "select pg_sleep(0.5)");
    }

    @Test
    void theUserComesFromTheUrlElseFromTheEnvironment() throws SQLException {
        String url = "jdbc:postgresql://localhost:" + TestMarts.port() + "/postgres";
        TestMarts.execute(TestMarts.as("postgres", "postgres"), "create role an_envoy login");

        assertThat(TestMarts.query(MartsTarget.open(url, 0, Map.of("PGUSER", "an_envoy")), "select current_user"))
                .containsExactly("an_envoy");
        assertThat(TestMarts.query(
                        MartsTarget.open(url + "?user=postgres", 0, Map.of("PGUSER", "an_envoy")),
                        "select current_user"))
                .containsExactly("postgres");
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> MartsTarget.open("jdbc:postgresql://localhost/marts?user=me&password=s3cret"))
                .hasMessageStartingWith("AFC-1002")
                .hasMessageContaining("AFTERCARE_MARTS_PASSWORD")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "embedded:", "jdbc:mysql://localhost/marts", "jdbc:postgresql://me:s3cret@localhost:x/marts"
            })
    void whatIsNoTargetIsABadOption(String marts) {
        assertThatThrownBy(() -> MartsTarget.open(marts))
                .hasMessageStartingWith("AFC-1002")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aDatabaseThatIsNotThereIsTold() {
        AftercareException failure =
                catchThrowableOfType(AftercareException.class, () -> TestMarts.as("postgres", "nowhere")
                        .connect());

        assertThat(failure.problem()).contains("has no such database");
    }

    @ParameterizedTest
    @CsvSource({
        "53100, no disk space",
        "53300, no connection left",
        "42501, not permit",
        "57P01, cannot be reached",
        "XX000, refused a statement"
    })
    void failuresOfTheServerAreToldApart(String state, String problem) {
        assertThat(ServeErrors.postgres("host/db", new SQLException("why\nSQL: select", state)))
                .hasMessageContaining(problem)
                .hasMessageContaining("why. ")
                .hasMessageNotContaining("select");
    }
}
