package aftercare.serve;

import static aftercare.serve.TestMarts.execute;
import static aftercare.serve.TestMarts.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aftercare.TestSpark;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.HeardWarnings;
import aftercare.config.Progress;
import aftercare.serve.MartTable.MartColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others build on the marts outlives a publish, or the publish is refused. */
class OthersOnTheMartsTest {
    private static final String OTHERS = "create schema mine";

    private String database;
    private MartsTarget target;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void aPublishedTable() throws SQLException {
        database = TestMarts.database();
        target = TestMarts.as("postgres", database);
        publish(mart("a", 3, "id", "id * 10 as worth"));
        execute(target, OTHERS, "grant usage on schema mine to public");
    }

    @AfterEach
    void noDatabase() throws SQLException {
        TestMarts.drop(database);
    }

    @Test
    void functionsViewsAndStoredRowsStay() throws SQLException {
        execute(
                target,
                "create function mine.total() returns numeric language sql stable begin atomic select sum(worth) from marts.a; end",
                "create function mine.largest() returns marts.a language sql stable as 'select * from marts.a order by 1 desc limit 1'",
                "create materialized view mine.kept as select * from marts.a",
                "create view mine.on_kept as select count(*) as n from mine.kept",
                "create table mine.notes (about marts.a, note text)",
                "insert into mine.notes select a, 'seen' from marts.a");

        publish(mart("a", 5, "id", "id * 10 as worth"));

        assertThat(query(target, "select mine.total(), (mine.largest()).id")).containsExactly("100|4");
        assertThat(query(target, "select n from mine.on_kept")).containsExactly("3");
        assertThat(query(target, "select (about).worth, note from mine.notes order by 1"))
                .containsExactly("0|seen", "10|seen", "20|seen");
        execute(target, "refresh materialized view mine.kept");
        assertThat(query(target, "select n from mine.on_kept")).containsExactly("5");
    }

    @Test
    void rightsPoliciesAndIndexesStay() throws SQLException {
        role("an_analyst");
        execute(
                target,
                "grant usage on schema marts to an_analyst",
                "grant select (id) on marts.a to an_analyst",
                "alter default privileges for role aftercare_owner in schema marts grant insert on tables to an_analyst",
                "revoke select on marts.a from aftercare_hr",
                "alter table marts.a enable row level security",
                "alter table marts.a force row level security",
                "create policy everything on marts.a using (true)",
                "create policy not_the_first on marts.a as restrictive for select to an_analyst using (id > 0)",
                "create index by_worth on marts.a (worth desc) where worth > 5");

        publish(mart("a", 4, "id", "id * 10 as worth"), mart("b", 1, "id"));

        MartsTarget analyst = TestMarts.as("an_analyst", database);
        assertThat(query(analyst, "select id from marts.a order by 1")).containsExactly("1", "2", "3");
        assertThat(query(
                        target,
                        "select has_table_privilege('an_analyst', 'marts.a', 'select'),"
                                + " has_table_privilege('aftercare_hr', 'marts.a', 'select'),"
                                + " has_table_privilege('an_analyst', 'marts.b', 'insert'),"
                                + " (select relforcerowsecurity from pg_class where oid = 'marts.a'::regclass)"))
                .containsExactly("f|f|t|t");
        assertThat(query(target, "select count(*) from pg_indexes where indexdef like '%worth DESC%'"))
                .containsExactly("2");
    }

    @Test
    void aTableGivenToAnotherOwnerKeepsHim() throws SQLException {
        role("an_analyst");
        execute(target, "grant create on schema marts to an_analyst", "alter table marts.a owner to an_analyst");

        publish(mart("a", 4, "id", "id * 10 as worth"));

        assertThat(query(target, "select tableowner from pg_tables where schemaname = 'marts'"))
                .containsExactly("an_analyst");
        assertThat(query(target, "select count(*) from marts.a")).containsExactly("4");
    }

    @Test
    void tablesOfOthersAmongTheMartsStay() throws SQLException {
        execute(target, "create table marts.mine as select 7 as id");

        publish(mart("a", 4, "id", "id * 10 as worth"));

        assertThat(query(target, "select id from marts.mine")).containsExactly("7");
    }

    @Test
    void columnsComeAndGoWhereNobodyUsesThem() throws SQLException {
        publish(mart("a", 2, "cast(id as string) as id", "1.5D as share", "'x' as name"));

        assertThat(query(target, "select * from marts.a order by id")).containsExactly("0|1.5|x", "1|1.5|x");
        assertThat(
                        query(
                                target,
                                "select col_description('marts.a'::regclass, attnum) from pg_attribute"
                                        + " where attrelid = 'marts.a'::regclass and attnum > 0 and not attisdropped order by 1"))
                .containsExactly("what id is", "what name is", "what share is");
    }

    @Test
    void aKeyChanges() throws SQLException {
        MartTable wider = mart("a", 2, "id", "id * 10 as worth");
        publish(new MartTable("a", wider.rows(), wider.columns(), List.of("id", "worth"), "a", MartTable.NOBODY));
        assertThat(keyOf("a")).containsExactly("id,worth");

        publish(new MartTable("a", wider.rows(), wider.columns(), List.of("worth"), "a", MartTable.NOBODY));
        assertThat(keyOf("a")).containsExactly("worth");
        assertThat(query(target, "select count(*) from marts.a")).containsExactly("2");
    }

    private List<String> keyOf(String table) throws SQLException {
        return query(
                target,
                "select string_agg(a.attname, ',' order by a.attnum) from pg_index i"
                        + " join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])"
                        + " where i.indisprimary and i.indrelid = 'marts." + table + "'::regclass");
    }

    @Test
    void whatWouldBeLostIsListedAndNothingIsPublished() throws SQLException {
        execute(
                target,
                "create view mine.of_worth as select sum(worth) as n from marts.a",
                "create materialized view mine.stored as select worth from marts.a",
                "create table mine.notes (about marts.a)",
                "insert into mine.notes select a from marts.a");

        AftercareException withoutColumn = refused(mart("a", 9, "id"));
        AftercareException otherType = refused(mart("a", 9, "id", "cast(id as string) as worth"));
        AftercareException otherCut = refused(mart("a", 9, "cast(id as string) as id", "id * 10 as worth"));
        AftercareException withoutTable = refused(mart("b", 9, "id"));

        assertThat(withoutColumn.reason())
                .contains("view mine.of_worth", "materialized view mine.stored", "column worth of table");
        assertThat(otherType.reason()).contains("view mine.of_worth", "notes.about");
        assertThat(otherCut.reason()).contains("view mine.of_worth", "table mine.notes");
        assertThat(withoutTable.reason())
                .contains("view mine.of_worth", "materialized view mine.stored", "column about of table mine.notes");
        assertThat(withoutTable.fix()).contains("readers still see the former marts");
        assertThat(query(target, "select n from mine.of_worth")).containsExactly("30");
        assertThat(query(target, "select count(*) from mine.notes")).containsExactly("3");
        assertThat(query(target, "select tablename from pg_tables where schemaname in ('marts', 'marts_next')"))
                .containsExactly("a");
    }

    @Test
    void rowsOfOthersThatReferToTheMartsAreNotOrphaned() throws SQLException {
        execute(target, "create table mine.due (id bigint references marts.a)", "insert into mine.due values (2)");

        assertThat(refused(mart("a", 9, "id", "id * 10 as worth")).reason()).contains("mine.due");
        assertThat(query(target, "select count(*) from marts.a")).containsExactly("3");
    }

    @Test
    void aColumnThatSomebodyAddedIsNotDropped() throws SQLException {
        execute(target, "alter table marts.a add column remark text", "update marts.a set remark = 'mine'");

        assertThat(refused(mart("a", 9, "id", "id * 10 as worth")).reason()).contains("column remark of table marts.a");
        assertThat(query(target, "select distinct remark from marts.a")).containsExactly("mine");
    }

    @Test
    void tablesOfAnEarlierVersionAreReplacedOnceUnlessOthersLose() throws SQLException {
        execute(
                target,
                "drop table marts.a",
                "create table marts.a (id bigint primary key)",
                "comment on table marts.a is 'a'",
                "create policy mine on marts.a as restrictive using (id > 0)",
                "grant select (id) on marts.a to public",
                "create view mine.v as select id from marts.a");

        AftercareException refusal = refused(mart("a", 4, "id"));

        assertThat(refusal.reason())
                .contains(
                        "the policy mine on table marts.a", "the right of everyone to select column id", "view mine.v");
        assertThat(refusal.fix()).contains("pg_dump --schema-only");

        execute(target, "drop view mine.v", "drop policy mine on marts.a", "revoke select (id) on marts.a from public");
        publish(mart("a", 4, "id"));
        assertThat(query(TestMarts.as("aftercare_reader", database), "select count(*) from marts.a"))
                .containsExactly("4");
    }

    @Test
    void rowsThatAreNoLongerAboutPeopleAreShownAgain() throws SQLException {
        MartTable a = mart("a", 4, "id", "id * 10 as worth");
        MartsTarget reader = TestMarts.as("aftercare_reader", database);

        publish(new MartTable("a", a.rows(), a.columns(), a.key(), "a", "id > 1"));
        assertThat(query(reader, "select count(*) from marts.a")).containsExactly("2");
        publish(new MartTable("a", a.rows(), a.columns(), a.key(), "a", "id > 2"));
        assertThat(query(reader, "select count(*) from marts.a")).containsExactly("3");
        publish(a);
        assertThat(query(reader, "select count(*) from marts.a")).containsExactly("4");
    }

    @Test
    void aViewThatShowsPeopleToOthersIsNamed() throws SQLException {
        MartTable a = mart("a", 4, "id", "id * 10 as worth");
        role("an_analyst");
        execute(
                target,
                "create view mine.all_of_it as select id from marts.a",
                "create view mine.for_hr as select id from marts.a",
                "create view mine.for_nobody as select id from marts.a",
                "create view mine.held_back as select id from marts.a",
                "alter view mine.held_back owner to an_analyst",
                "grant select on mine.all_of_it, mine.held_back to public",
                "grant select on mine.for_hr to aftercare_hr");

        publish(new MartTable("a", a.rows(), a.columns(), a.key(), "a", "id > 1"));

        assertThat(warnings).singleElement().asString().contains("mine.all_of_it", "its owner postgres");
    }

    @Test
    void martsOfAnotherOwnerAreNotClaimed() throws SQLException {
        role("a_stranger");
        execute(target, "grant create on database " + database + " to a_stranger");

        AftercareException refusal = catchThrowableOfType(AftercareException.class, () -> new Publisher(
                        TestMarts.as("a_stranger", database), new HeardWarnings(warnings))
                .publish(List.of(mart("a", 1, "id"))));

        assertThat(refusal.code()).isEqualTo(ErrorCode.MARTS_OF_ANOTHER_OWNER);
        assertThat(refusal.fix()).contains("GRANT aftercare_owner TO a_stranger");
        assertThat(warnings).isEmpty();
    }

    @Test
    void viewsThatAreReadAllTheTimeDoNotHoldUpThePublish() throws Exception {
        publish(mart("a", 1, "id"), mart("b", 1, "id"));
        execute(
                target,
                "create view mine.both as select (select count(*) from marts.b) as b, (select count(*) from marts.a) as a",
                "create view mine.again as select a, b from mine.both");
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> poll(done)));
            }
            for (int rows = 2; rows <= 6; rows++) {
                new Publisher(target, Progress.SILENT, Duration.ofSeconds(20), () -> {})
                        .publish(List.of(mart("a", rows, "id"), mart("b", rows, "id")));
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdown();
        }
    }

    /** Reads a hundred times a second; returns how often. */
    private int poll(AtomicBoolean done) throws SQLException, InterruptedException {
        int reads = 0;
        try (Connection connection = target.connect()) {
            while (!done.get()) {
                assertThat(query(connection, "select a = b from mine.again")).containsExactly("t");
                reads++;
                Thread.sleep(10);
            }
        }
        return reads;
    }

    private AftercareException refused(MartTable... tables) {
        AftercareException refusal = catchThrowableOfType(AftercareException.class, () -> publish(tables));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.MARTS_BUILT_ON);
        return refusal;
    }

    private void publish(MartTable... tables) {
        new Publisher(target, new HeardWarnings(warnings)).publish(List.of(tables));
    }

    private void role(String name) throws SQLException {
        if (query(target, "select 1 from pg_roles where rolname = '" + name + "'")
                .isEmpty()) {
            execute(target, "create role " + name + " login");
        }
    }

    /** Of so many rows, with a first column that is the key. */
    private static MartTable mart(String name, int rows, String... columns) {
        Dataset<Row> numbers = TestSpark.session().range(rows).selectExpr(columns);
        return new MartTable(
                name,
                numbers,
                Arrays.stream(numbers.columns())
                        .map(column -> new MartColumn(column, "what " + column + " is"))
                        .toList(),
                List.of(numbers.columns()[0]),
                name,
                MartTable.NOBODY);
    }
}
