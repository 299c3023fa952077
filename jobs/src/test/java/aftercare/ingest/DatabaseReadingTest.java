package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.TestSpark;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.contract.Mapping;
import aftercare.lake.Lake;
import aftercare.lake.LedgerEntry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that a mapping names is read through Spark and lands like a file. */
class DatabaseReadingTest {
    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        // Without a user in the environment the driver takes that of the operating system.
        sql("create role \"" + System.getProperty("user.name") + "\" superuser login");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void orders() throws SQLException {
        lake = Lake.openOrCreate(TestSpark.session(), folder.resolve("lake").toString(), ZoneId.of("Asia/Shanghai"));
        sql(
                "drop table if exists service_order",
                "create table service_order (no int primary key, outlet text, opened timestamp, called timestamptz,"
                        + " fee numeric(10,2), urgent boolean, changed timestamp)",
                "insert into service_order values"
                        + " (9, 'O1', '2026-10-01 08:00', '2026-10-01 08:00+02', 12.50, true, '2026-10-02 10:00'),"
                        + " (10, 'O''2', '2026-10-01 09:30', null, null, false, '2026-10-02 10:00:00.5')");
    }

    @Test
    void aTimestampWithoutAZoneStaysTheTextItIsAndOneWithAZoneKeepsItsInstant() {
        List<Row> rows = rows(read("select * from service_order", null).orElseThrow());

        assertThat(rows).hasSize(2);
        Row order = rows.stream()
                .filter(row -> row.getAs("no").equals("9"))
                .findFirst()
                .orElseThrow();
        assertThat(order.<String>getAs("opened")).isEqualTo("2026-10-01 08:00:00");
        assertThat(order.<String>getAs("called")).isEqualTo("2026-10-01T06:00:00.000000Z");
        assertThat(order.<String>getAs("fee")).isEqualTo("12.50");
        assertThat(order.<String>getAs("urgent")).isEqualTo("true");
    }

    @Test
    void theSameRowsGiveTheSameBytes() throws IOException, SQLException {
        String first = Bronze.sha256(read("select * from service_order", null).orElseThrow());
        sql("update service_order set no = no", "update service_order set outlet = outlet where no = 9");

        assertThat(Bronze.sha256(read("select * from service_order", null).orElseThrow()))
                .isEqualTo(first);
    }

    @Test
    void onlyRowsBehindTheLatestThatWasTakenAreAskedFor() throws SQLException, IOException {
        String query = "select * from service_order where changed > :since";
        taken(read(query, "changed").orElseThrow(), LedgerEntry.LOADED);
        assertThat(read(query, "changed")).isEmpty();

        sql("insert into service_order values (11, 'O3', '2026-10-03 08:00', null, 1, false, '2026-10-03 10:00')");
        List<Row> more = rows(read(query, "changed").orElseThrow());

        assertThat(more).extracting(row -> row.<String>getAs("no")).containsExactly("11");
    }

    @Test
    void aReadingThatWasRefusedIsReadAgain() throws IOException {
        String query = "select * from service_order where no > :since";
        taken(read(query, "no").orElseThrow(), LedgerEntry.REFUSED);

        assertThat(rows(read(query, "no").orElseThrow())).hasSize(2);
    }

    @Test
    void aReadingThatOneOfItsSourcesRefusedIsReadAgain() throws IOException {
        String query = "select * from service_order where no > :since";
        Path file = read(query, "no").orElseThrow();
        taken(file, LedgerEntry.LOADED);
        taken(file, LedgerEntry.REFUSED);

        assertThat(rows(read(query, "no").orElseThrow())).hasSize(2);
    }

    @Test
    void theLatestRowIsLookedForInTheLastReadingOnly() throws IOException, SQLException {
        String query = "select * from service_order where no > :since";
        Path first = read(query, "no").orElseThrow();
        taken(first, LedgerEntry.LOADED);
        String inBronze = new Bronze(lake).archive(first).path();
        sql("insert into service_order values (11, 'O3', '2026-10-03 08:00', null, 1, false, '2026-10-03 10:00')");
        taken(read(query, "no").orElseThrow(), LedgerEntry.LOADED, 2);
        lake.delete(new org.apache.hadoop.fs.Path(inBronze));
        sql("insert into service_order values (12, 'O3', '2026-10-03 08:00', null, 1, false, '2026-10-03 10:00')");

        assertThat(rows(read(query, "no").orElseThrow()))
                .extracting(row -> row.<String>getAs("no"))
                .containsExactly("12");
    }

    @Test
    void numbersAreComparedAsNumbers() throws IOException, SQLException {
        String query = "select * from service_order where no > :since";
        taken(read(query, "no").orElseThrow(), LedgerEntry.LOADED);
        sql("insert into service_order values (11, 'O3', '2026-10-03 08:00', null, 1, false, '2026-10-03 10:00')");

        assertThat(rows(read(query, "no").orElseThrow()))
                .extracting(row -> row.<String>getAs("no"))
                .containsExactly("11");
    }

    @Test
    void aQueryThatTheDatabaseDoesNotUnderstandIsSaidWithItsWords() {
        assertThatThrownBy(() -> read("select * from no_such_table", null))
                .isInstanceOfSatisfying(AftercareException.class, said -> {
                    assertThat(said.code()).isEqualTo(ErrorCode.DATABASE_FAILED);
                    assertThat(said.reason()).contains("no_such_table");
                });
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaid() {
        assertThatThrownBy(() -> new DatabaseReading(lake, Map.of())
                        .read(
                                "orders.parquet",
                                new Mapping.Database("jdbc:postgresql://127.0.0.1:1/nothing", "select 1", null),
                                folder))
                .isInstanceOfSatisfying(AftercareException.class, said -> assertThat(said.code())
                        .isEqualTo(ErrorCode.DATABASE_FAILED));
    }

    @Test
    void aMappingBringsTheRowsOfADatabaseIntoTheLakeOnce() throws IOException {
        Path mapping = Files.writeString(folder.resolve("orders.yaml"), """
                match:
                  jdbc: "jdbc:postgresql://127.0.0.1:%d/postgres?ApplicationName=aftercare"
                  query: "select no, outlet, opened, changed from service_order where changed > :since"
                  since: changed
                into:
                  repairs: {repair_id: "no", outlet_id: outlet, model_id: {constant: M}, service_type: {constant: repair},
                    opened_at: opened}
                """.formatted(postgres.getPort()));
        Path input = Files.createDirectories(folder.resolve("input"));

        Ingest.Report first = load(input, mapping, "first");
        Ingest.Report second = load(input, mapping, "second");

        assertThat(first.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.path()).isEqualTo("orders.parquet");
            assertThat(entry.accepted()).isEqualTo(2);
        });
        assertThat(second.entries()).isEmpty();
        assertThat(lake.read(lake.silver("repairs")).collectAsList())
                .extracting(row -> row.<Timestamp>getAs("opened_at").toInstant())
                .containsExactlyInAnyOrder(
                        Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-10-01T01:30:00Z"));
    }

    @Test
    void aPasswordInAMappingIsRefused() throws IOException {
        Path mapping = Files.writeString(folder.resolve("secret.yaml"), """
                match: {jdbc: "jdbc:postgresql://erp/prod?user=me&password=secret", query: select 1}
                into:
                  regions: {region_id: a, name: a}
                """);

        assertThatThrownBy(() -> load(Files.createDirectories(folder.resolve("input")), mapping, "run"))
                .isInstanceOfSatisfying(AftercareException.class, said -> {
                    assertThat(said.code()).isEqualTo(ErrorCode.BAD_MAPPING);
                    assertThat(said.reason())
                            .contains("AFTERCARE_JDBC_PASSWORD")
                            .doesNotContain("secret&");
                });
    }

    private Ingest.Report load(Path input, Path mapping, String run) {
        return new Ingest(
                        lake,
                        aftercare.contract.Contracts.load(),
                        aftercare.config.Progress.SILENT,
                        Timestamp.from(Instant.now()))
                .load(input, List.of(mapping), 0.05, run);
    }

    private Optional<Path> read(String query, String since) {
        return new DatabaseReading(lake, Map.of("AFTERCARE_JDBC_USER", "postgres"))
                .read(
                        "orders.parquet",
                        new Mapping.Database(
                                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", query, since),
                        folder.resolve(UUID.randomUUID().toString()));
    }

    private static List<Row> rows(Path file) {
        return TestSpark.session().read().parquet(file.toString()).collectAsList();
    }

    /** What a load does with the file, without reading its rows into a source. */
    private void taken(Path file, String status) throws IOException {
        taken(file, status, 1);
    }

    private void taken(Path file, String status, int delivery) throws IOException {
        Bronze.Archived archived = new Bronze(lake).archive(file);
        new aftercare.lake.Ledger(lake)
                .append(
                        UUID.randomUUID().toString(),
                        List.of(new LedgerEntry(
                                "run",
                                "repairs",
                                "orders.parquet",
                                archived.sha256(),
                                archived.bytes(),
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                "",
                                -1,
                                Timestamp.from(Instant.now()),
                                status,
                                null,
                                null,
                                delivery,
                                null)));
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }
}
