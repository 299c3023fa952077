package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AllBytes;
import aftercare.config.ExitStatus;
import aftercare.serve.MartsTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is forgotten leaves the marts of a real Postgres too, and its files, as far as Postgres gives them free. */
class ForgetMartsTest {
    private static final String CUSTOMER = "KX-4711-77";
    private static final String SERIAL = "SN-90017-Q";

    @TempDir
    private Path folder;

    @Test
    void whatNamesThePersonLeavesTheMartsAndWhatSomebodyCopiedIsNamedInTheCertificate() throws Exception {
        deliver();
        run("ingest", "--input", at("landing"), "--lake", at("lake"), "--max-reject-share", "1");
        run("compute", "--lake", at("lake"), "--as-of", "2026-10-31", "--only", "quarantine_summary");
        run("publish", "--lake", at("lake"), "--marts", marts());
        List<String> published;
        try (MartsTarget target = MartsTarget.open(marts())) {
            published = query(target, "select source, rule, refused_n from marts.quarantine_summary order by 1, 2");
            assertThat(published).isNotEmpty();
            // As a program did that still quoted what was refused.
            execute(
                    target,
                    "update marts.quarantine_summary set example_reason = 'service_type " + CUSTOMER + ", " + SERIAL
                            + "'",
                    "create schema marts_of_mine",
                    "create table marts_of_mine.calls (note text)",
                    "insert into marts_of_mine.calls values ('called " + CUSTOMER
                            + ", nobody there'), ('KX-4711-778')");
        }
        assertThat(AllBytes.holding(folder.resolve("marts/data/base"), CUSTOMER))
                .as("files of the server before")
                .isNotEmpty();

        String said = run(
                "forget",
                "--customer",
                CUSTOMER,
                "--serial",
                SERIAL,
                "--lake",
                at("lake"),
                "--marts",
                marts(),
                "--certificate",
                at("certificate.txt"));

        assertThat(said).contains("Forgotten");
        assertThat(Files.readString(folder.resolve("certificate.txt")))
                .contains("published again")
                .contains("look at them: marts_of_mine.calls.note (1 rows);")
                .doesNotContain(CUSTOMER);
        try (MartsTarget target = MartsTarget.open(marts())) {
            assertThat(query(target, "select source, rule, refused_n from marts.quarantine_summary order by 1, 2"))
                    .as("counts stay")
                    .isEqualTo(published);
            execute(target, "drop schema marts_of_mine cascade");
        }
        for (String marker : List.of(CUSTOMER, SERIAL)) {
            assertThat(AllBytes.holding(folder.resolve("marts/data/base"), marker))
                    .as("files of the server that hold " + marker)
                    .isEmpty();
            assertThat(AllBytes.holding(folder.resolve("lake"), marker)).isEmpty();
        }
    }

    private void deliver() throws IOException {
        Path file = folder.resolve("landing/repairs/1.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "repair_id,outlet_id,model_id,service_type,opened_at,customer_id,serial_no",
                        "1,S,M,repair,2026-10-01," + CUSTOMER + "," + SERIAL,
                        "2,S,M,polish,2026-10-02," + CUSTOMER + "," + SERIAL,
                        "3,S,M,repair,2026-10-03,OTHER,SN-2"));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private String marts() {
        return "embedded:" + at("marts");
    }

    private String run(String... arguments) {
        CommandLineUnderTest line = new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
        assertThat(line.run(arguments)).as(line.err()).isEqualTo(ExitStatus.DONE);
        return line.out();
    }

    private static void execute(MartsTarget target, String... sql) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private static List<String> query(MartsTarget target, String sql) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1) + "|" + rows.getString(2) + "|" + rows.getString(3));
            }
            return texts;
        }
    }
}
