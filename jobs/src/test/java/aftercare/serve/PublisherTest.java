package aftercare.serve;

import static aftercare.serve.TestMarts.execute;
import static aftercare.serve.TestMarts.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aftercare.TestSpark;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.HeardWarnings;
import aftercare.config.Progress;
import aftercare.serve.MartTable.MartColumn;
import aftercare.serve.Publisher.Publication;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final Runnable KILLED = () -> {
        throw new IllegalStateException("killed");
    };

    private String database;
    private MartsTarget target;

    @BeforeEach
    void anEmptyDatabase() throws SQLException {
        database = TestMarts.database();
        target = TestMarts.as("postgres", database);
    }

    @AfterEach
    void noDatabase() throws SQLException {
        TestMarts.drop(database);
    }

    @Test
    void aPublishedTableEqualsItsRows() throws SQLException {
        StructType type =
                StructType.fromDDL("id int, big bigint, name string, share double, cost decimal(12,2), known boolean,"
                        + " day date, seen timestamp");
        // Where tests run it is half past one, a time that comes twice that night.
        Instant seen = Instant.parse("2026-11-01T05:30:00.123456Z");
        Dataset<Row> rows = rows(
                type,
                RowFactory.create(
                        1,
                        1L << 60,
                        "tab\tline\nback\\slash \\N 维修 \"quoted\" \0.",
                        0.1,
                        new BigDecimal("-12.30"),
                        true,
                        Date.valueOf("2026-03-08"),
                        Timestamp.from(seen)),
                RowFactory.create(2, -1L, "", Double.NaN, new BigDecimal("0.00"), false, null, null),
                RowFactory.create(3, null, null, null, null, null, null, null));

        Publication publication = publish(table("everything", rows, "id"));

        assertThat(publication).isEqualTo(new Publication(1, 3));
        assertThat(query(target, "select * from marts.everything order by id"))
                .map(row -> row.replaceFirst("\\|[^|]*$", ""))
                .containsExactly(
                        "1|1152921504606846976|tab\tline\nback\\slash \\N 维修 \"quoted\" \uFFFD.|0.1|-12.30|t|2026-03-08",
                        "2|-1||NaN|0.00|f|null",
                        "3|null|null|null|null|null|null");
        assertThat(query(
                        target,
                        "select to_char(seen at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') from marts.everything"
                                + " where id = 1"))
                .containsExactly("2026-11-01 05:30:00.123456");
    }

    @Test
    void aLargeTableOfManyPartitionsArrivesWhole() throws SQLException {
        Dataset<Row> rows = TestSpark.session()
                .range(0, 100_000, 1, 7)
                .selectExpr("id", "id / 7.0D as share", "concat('name of ', id) as name");

        publish(table("large", rows, "id"));

        assertThat(query(target, "select count(*), sum(id), min(name) from marts.large"))
                .containsExactly("100000|4999950000|name of 0");
    }

    @Test
    void tablesAndColumnsAreDescribedAndIndexed() throws SQLException {
        publish(satisfaction(1));

        assertThat(query(target, "select obj_description('marts.satisfaction_month'::regclass)"))
                .containsExactly("What it's for");
        assertThat(query(target, "select col_description('marts.satisfaction_month'::regclass, 3)"))
                .containsExactly("The member's \"cut_id\"");
        assertThat(
                        query(
                                target,
                                "select regexp_replace(indexdef, '.*USING ', '') from pg_indexes where schemaname = 'marts_data' order by 1"))
                .containsExactly("btree (cut, cut_id)", "btree (month, cut, cut_id)");
        assertThat(
                        query(
                                target,
                                "select count(*) from pg_index where indisprimary and indrelid = 'marts.satisfaction_month'::regclass"))
                .containsExactly("1");
    }

    @Test
    void publishingTwiceGivesTheSame() throws SQLException {
        publish(numbered("a", 5), satisfaction(3));
        List<String> first = query(target, "select * from marts.satisfaction_month order by 1, 2, 3");
        publish(numbered("a", 5), satisfaction(3));

        assertThat(query(target, "select * from marts.satisfaction_month order by 1, 2, 3"))
                .isEqualTo(first);
        assertThat(query(target, "select nspname from pg_namespace where nspname like 'marts%' order by 1"))
                .containsExactly("marts", "marts_data");
    }

    @Test
    void aTableThatIsNoLongerPublishedIsGone() throws SQLException {
        publish(numbered("a", 5), numbered("b", 5));
        publish(numbered("a", 6));

        assertThat(query(target, "select tablename from pg_tables where schemaname = 'marts'"))
                .containsExactly("a");
    }

    @Test
    void aReaderAlwaysSeesExactlyOneState() throws Exception {
        publish(numbered("a", 1), numbered("b", 1));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<List<String>> inOneStatement = threads.submit(
                    reader(done, "select (select count(*) from marts.a), (select count(*) from marts.b)"));
            Future<List<String>> inOneTransaction =
                    threads.submit(reader(done, "select count(*) from marts.a", "select count(*) from marts.b"));
            for (int publication = 2; publication <= 12; publication++) {
                publish(numbered("a", publication), numbered("b", publication));
            }
            done.set(true);

            for (Future<List<String>> reader : List.of(inOneStatement, inOneTransaction)) {
                assertThat(reader.get()).allMatch(seen -> seen.matches("(\\d+)\\|\\1"));
                assertThat(reader.get().stream().distinct()).hasSizeGreaterThan(3);
            }
        } finally {
            done.set(true);
            threads.shutdown();
        }
    }

    /** Reads again and again, each time in one transaction; what its statements saw is kept together. */
    private Callable<List<String>> reader(AtomicBoolean done, String... statements) {
        return () -> {
            List<String> seen = new ArrayList<>();
            try (Connection connection = target.connect()) {
                connection.setAutoCommit(false);
                while (!done.get()) {
                    List<String> parts = new ArrayList<>();
                    for (String statement : statements) {
                        parts.addAll(query(connection, statement));
                        Thread.sleep(5);
                    }
                    connection.commit();
                    seen.add(String.join("|", parts));
                }
            }
            return seen;
        };
    }

    @Test
    void theReaderRoleReadsAndCannotWrite() throws SQLException {
        publish(numbered("a", 3));
        MartsTarget reader = TestMarts.as("aftercare_reader", database);

        assertThat(query(reader, "select count(*) from marts.a")).containsExactly("3");
        for (String write : List.of(
                "insert into marts.a values (9)",
                "delete from marts.a",
                "drop table marts.a",
                "create table marts.mine (id int)",
                "drop schema marts cascade",
                "create schema mine")) {
            assertThatThrownBy(() -> execute(reader, write))
                    .as(write)
                    .isInstanceOf(SQLException.class)
                    .extracting(failure -> ((SQLException) failure).getSQLState())
                    .isEqualTo("42501");
        }
        assertThat(query(target, "select tableowner from pg_tables where schemaname = 'marts'"))
                .containsExactly("aftercare_owner");
    }

    @Test
    void rowsAboutSinglePeopleAreForHrOnly() throws SQLException {
        StructType type = StructType.fromDDL("cut string, cut_id string");
        Dataset<Row> members = rows(type, RowFactory.create("company", "all"), RowFactory.create("technician", "T7"));
        MartTable all = table("members", members, "cut", "cut_id");
        publish(new MartTable(all.name(), all.rows(), all.columns(), all.key(), all.comment(), "cut = 'technician'"));
        String names = "select cut_id from marts.members order by 1";

        assertThat(query(TestMarts.as("aftercare_reader", database), names)).containsExactly("all");
        assertThat(query(TestMarts.as("aftercare_hr", database), names)).containsExactly("T7", "all");
    }

    @Test
    void aRunThatDiesBeforeTheSwapLeavesTheFormerMarts() throws SQLException {
        publish(numbered("a", 3));

        assertThatThrownBy(() -> publisher(Duration.ofSeconds(5), KILLED).publish(List.of(numbered("a", 4))))
                .hasMessage("killed");

        assertThat(query(target, "select count(*) from marts.a")).containsExactly("3");
        assertThat(query(target, "select nspname from pg_namespace where nspname like 'marts%' order by 1"))
                .containsExactly("marts", "marts_data");
    }

    @Test
    void whatAKilledRunLeftIsClearedByTheNext() throws SQLException {
        publish(numbered("a", 3));
        execute(
                target,
                "create schema marts_next",
                "comment on schema marts_next is 'Aftercare marts.'",
                "create table marts_next.a (half text)");

        publish(numbered("a", 4));

        assertThat(query(target, "select count(*) from marts.a")).containsExactly("4");
    }

    @Test
    void aReaderThatHoldsTheOldMartsIsWaitedForAndNamedInTheEnd() throws SQLException {
        publish(numbered("a", 3));
        try (Connection reader = target.connect()) {
            reader.setAutoCommit(false);
            query(reader, "select set_config('application_name', 'a spreadsheet', false)");
            query(reader, "select count(*) from marts.a");

            AftercareException failure =
                    catchThrowableOfType(AftercareException.class, () -> publisher(Duration.ofSeconds(2), () -> {})
                            .publish(List.of(numbered("a", 4))));

            assertThat(failure.code()).isEqualTo(ErrorCode.POSTGRES_FAILED);
            assertThat(failure.reason()).contains("a spreadsheet");
            assertThat(query(reader, "select count(*) from marts.a")).containsExactly("3");
        }
        publish(numbered("a", 4));
        assertThat(query(target, "select count(*) from marts.a")).containsExactly("4");
    }

    @Test
    void publishersOfOneDatabaseTakeTurns() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Publication>> publishers = new ArrayList<>();
            for (int rows = 1; rows <= 3; rows++) {
                MartTable a = numbered("a", rows);
                MartTable b = numbered("b", rows);
                publishers.add(() -> publish(a, b));
            }
            for (Future<Publication> one : threads.invokeAll(publishers)) {
                assertThat(one.get().tables()).isEqualTo(2);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(query(target, "select (select count(*) from marts.a) = (select count(*) from marts.b)"))
                .containsExactly("t");
    }

    @Test
    void aPublisherThatDoesNotGetItsTurnSaysSo() throws SQLException {
        try (Connection other = target.connect()) {
            MartsLock.PUBLISH.take(other, target, Progress.SILENT, Duration.ZERO);

            assertThatThrownBy(() -> publisher(Duration.ofMillis(300), () -> {}).publish(List.of(numbered("a", 1))))
                    .hasMessageContaining("Another publish");
        }
    }

    @Test
    void twoWhoBringAMetabaseUpToDateDoSoOneAfterTheOther() {
        try (MartsLock.Held first = MartsLock.APPLY.hold(target, Progress.SILENT, Duration.ZERO)) {
            assertThat(first.session()).isNotNull();
            assertThatThrownBy(() -> MartsLock.APPLY.hold(target, Progress.SILENT, Duration.ofMillis(300)))
                    .hasMessageContaining("Another dashboards apply");
        }
        MartsLock.APPLY.hold(target, Progress.SILENT, Duration.ZERO).close();
    }

    @Test
    void aQueryOfTheRolesThatDashboardsReadAsIsEnded() throws SQLException {
        publish(numbered("a", 1));
        assertThat(limits()).containsExactly("aftercare_hr 60s", "aftercare_reader 60s");

        execute(target, "alter role aftercare_reader in database " + database + " set statement_timeout = '5min'");
        publish(numbered("a", 2));
        assertThat(limits()).containsExactly("aftercare_hr 60s", "aftercare_reader 5min");

        new Publisher(target, Progress.SILENT)
                .limitingReadersTo(Optional.of(Duration.ofSeconds(1)))
                .publish(List.of(numbered("a", 3)));
        assertThat(limits()).containsExactly("aftercare_hr 1s", "aftercare_reader 1s");
        assertThatThrownBy(() -> query(TestMarts.as("aftercare_reader", database), "select pg_sleep(30)::text"))
                .hasMessageContaining("statement timeout");
    }

    private List<String> limits() throws SQLException {
        return query(
                target,
                "select rolname || ' ' || split_part(one, '=', 2) from pg_db_role_setting join pg_roles on pg_roles.oid = setrole,"
                        + " unnest(setconfig) as one where one like 'statement_timeout=%' and setdatabase = (select oid from pg_database"
                        + " where datname = current_database()) order by 1");
    }

    @Test
    void rowsThatTheKeyDoesNotTellApartAreRefused() throws SQLException {
        publish(numbered("a", 3));
        StructType type = StructType.fromDDL("id long");

        AftercareException failure = catchThrowableOfType(
                AftercareException.class,
                () -> publish(table("a", rows(type, RowFactory.create(1L), RowFactory.create(1L)), "id")));

        assertThat(failure.code()).isEqualTo(ErrorCode.MARTS_DIFFER);
        assertThat(query(target, "select count(*) from marts.a")).containsExactly("3");
    }

    @Test
    void aTableThatPostgresStoredOtherwiseThanItWasSentIsRefused() throws SQLException {
        Dataset<Row> rows = TestSpark.session().range(5).selectExpr("id", "id * 0.1D as share");
        execute(
                target,
                "create function public.tamper() returns trigger language plpgsql as"
                        + " 'begin new.share := new.share + 0.001; return new; end'",
                "create function public.plant() returns event_trigger language plpgsql as"
                        + " 'begin create trigger tamper before insert on marts_next.a"
                        + " for each row execute function public.tamper(); end'",
                "create event trigger plant on ddl_command_end when tag in ('CREATE TABLE') execute function public.plant()");
        try {
            AftercareException failure =
                    catchThrowableOfType(AftercareException.class, () -> publish(table("a", rows, "id")));

            assertThat(failure.code()).isEqualTo(ErrorCode.MARTS_DIFFER);
            assertThat(failure.problem()).contains("the sum of share");
            assertThat(query(target, "select tablename from pg_tables where schemaname like 'marts%'"))
                    .isEmpty();
        } finally {
            execute(
                    target,
                    "drop event trigger plant",
                    "drop function public.plant()",
                    "drop function public.tamper() cascade");
        }
    }

    @Test
    void viewsThatUsersBuiltOnTheMartsFollowThem() throws SQLException {
        publish(numbered("a", 3));
        execute(
                target,
                "create schema mine",
                "create view mine.how_many with (security_barrier=true) as select count(*) as n from marts.a",
                "create view mine.on_top as select n + 100 as n from mine.how_many",
                "grant usage on schema mine to aftercare_reader",
                "grant select on all tables in schema mine to aftercare_reader");
        publish(numbered("a", 4));

        assertThat(query(TestMarts.as("aftercare_reader", database), "select n from mine.on_top"))
                .containsExactly("104");
        assertThat(query(target, "select reloptions from pg_class where relname = 'how_many'"))
                .containsExactly("{security_barrier=true}");
    }

    @Test
    void aSchemaOfSomebodyElseIsNotDropped() throws SQLException {
        execute(target, "create schema marts", "create table marts.precious (id int)");

        assertThatThrownBy(() -> publish(numbered("a", 1))).hasMessageContaining("not Aftercare's");
        assertThat(query(target, "select count(*) from marts.precious")).containsExactly("0");
    }

    @Test
    void aUserWithoutRightsIsToldWhatToAskFor() throws SQLException {
        execute(target, "drop role if exists a_guest", "create role a_guest login");

        AftercareException failure = catchThrowableOfType(
                AftercareException.class, () -> new Publisher(TestMarts.as("a_guest", database), Progress.SILENT)
                        .publish(List.of(numbered("a", 1))));

        assertThat(failure.code()).isEqualTo(ErrorCode.POSTGRES_FAILED);
        assertThat(failure.fix()).contains("GRANT CREATE ON DATABASE");
    }

    @Test
    void theOwnerOfADatabaseWhoMayNotMakeRolesPublishesWithAWarning() throws SQLException {
        execute(target, "drop role if exists a_lodger", "create role a_lodger login");
        execute(target, "alter database " + database + " owner to a_lodger");
        List<String> warnings = new ArrayList<>();
        publish(numbered("elsewhere", 1));
        execute(target, "drop schema marts cascade", "drop schema marts_data");

        new Publisher(TestMarts.as("a_lodger", database), new HeardWarnings(warnings))
                .publish(List.of(numbered("a", 2)));

        assertThat(warnings).singleElement().asString().contains("aftercare_owner");
        assertThat(query(target, "select tableowner from pg_tables where schemaname = 'marts'"))
                .containsExactly("a_lodger");
        assertThat(query(TestMarts.as("aftercare_reader", database), "select count(*) from marts.a"))
                .containsExactly("2");
    }

    @Test
    void aUserWhoMayMakeRolesNeedNotBeSuperuser() throws SQLException {
        execute(target, "drop role if exists an_admin", "create role an_admin login createrole");
        execute(target, "alter database " + database + " owner to an_admin");
        MartsTarget admin = TestMarts.as("an_admin", database);
        publish(numbered("elsewhere", 1));
        execute(target, "drop schema marts cascade", "drop schema marts_data", administersOwner());

        new Publisher(admin, Progress.SILENT).publish(List.of(numbered("a", 1)));
        new Publisher(admin, Progress.SILENT).publish(List.of(numbered("a", 2)));

        assertThat(query(target, "select tableowner from pg_tables where schemaname = 'marts'"))
                .containsExactly("aftercare_owner");
        assertThat(query(target, "select count(*) from marts.a")).containsExactly("2");
    }

    private String administersOwner() throws SQLException {
        boolean since16 = query(target, "select current_setting('server_version_num')::int >= 160000")
                .equals(List.of("t"));
        return "grant aftercare_owner to an_admin with admin "
                + (since16 ? "true, inherit false, set false" : "option");
    }

    private Publication publish(MartTable... tables) {
        return new Publisher(target, Progress.SILENT).publish(List.of(tables));
    }

    private Publisher publisher(Duration maxWait, Runnable beforeSwap) {
        return new Publisher(target, Progress.SILENT, maxWait, beforeSwap);
    }

    private static MartTable numbered(String name, int rows) {
        return table(name, TestSpark.session().range(rows).toDF("id"), "id");
    }

    private static MartTable satisfaction(int rated) {
        StructType type = StructType.fromDDL("month date, cut string, cut_id string, rated_n long");
        return table(
                "satisfaction_month",
                rows(
                        type,
                        RowFactory.create(Date.valueOf("2026-10-01"), "company", "all", (long) rated),
                        RowFactory.create(Date.valueOf("2026-10-01"), "outlet", "O1", (long) rated)),
                "month",
                "cut",
                "cut_id");
    }

    private static MartTable table(String name, Dataset<Row> rows, String... key) {
        List<MartColumn> columns = Arrays.stream(rows.columns())
                .map(column -> new MartColumn(column, "The member's \"" + column + "\""))
                .toList();
        return new MartTable(name, rows, columns, List.of(key), "What it's for", MartTable.NOBODY);
    }

    private static Dataset<Row> rows(StructType type, Row... rows) {
        return TestSpark.session().createDataFrame(List.of(rows), type);
    }
}
