package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.TestSpark;
import aftercare.contract.Contracts;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A query reads its tables and nothing else, changes nothing, and gives the same each time. */
class TableQueryTest {
    private static final Set<String> TABLES = new TreeSet<>(Set.of("ticket", "event"));
    private static SparkSession session;

    @BeforeAll
    static void tables() {
        session = TestSpark.session().newSession();
        session.sql("select 'N' as id, 'North' as title").createOrReplaceTempView("ticket");
        session.sql("select 'N' as id, '2026-10-01' as at").createOrReplaceTempView("event");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            select * from parquet.`/etc/passwd` | it reads parquet./etc/passwd, and a query reads the tables of its mapping alone: event, ticket
            select * from ticket, other | it reads other,
            select * from tickets | it reads tickets,
            select * from ticket join spark_catalog.default.ticket x using (id) | it reads spark_catalog.default.ticket
            with x as (select * from csv.`/x`) select * from x | it reads csv./x
            select (select max(value) from text.`/x`) from ticket | it reads text./x
            select id from ticket where exists (select 1 from json.`/x`) | it reads json./x
            select id from ticket where id in (select value from text.`/x`) | it reads text./x
            select * from ticket union all select * from orc.`/x` | it reads orc./x
            select * from ticket lateral view explode((select collect_set(a) from text.`/x`)) x as y | it reads text./x
            with ticket as (select 1 as id) select * from ticket | its with calls a part ticket
            select * from table_changes('x', 1) | it reads rows of table_changes()
            select * from ticket with (path = '/etc') | it reads ticket
            select * from ticket version as of 1 | it is no plain select
            select * from identifier('text.`/x`') | it reads text./x
            select * from identifier(concat('text.`/', 'x`')) | it is no plain select
            select /*+ broadcast(ticket) */ * from ticket | it holds a hint
            select transform(id) using 'cat /etc/passwd' as (x string) from ticket | it runs a program
            from ticket insert overwrite directory '/tmp/x' using csv select * | Spark says: INSERT OVERWRITE DIRECTORY is not supported
            insert into ticket select * from event | it is no plain select
            create table x as select * from ticket | it is no plain select
            drop table ticket | it is no plain select
            set spark.sql.ansi.enabled = true | Spark says: Invalid SQL syntax: Unsupported SQL statement
            describe ticket | Spark says: 
            select id from ticket; drop table ticket | Spark says: Syntax error
            select id form ticket where | Spark says: Syntax error
            select id from ticket limit 1 | it uses limit
            select id from ticket tablesample (1 rows) | it uses limit
            select id from ticket tablesample (50 percent) | it uses tablesample
            select timestamp'now' as x from ticket | it uses now
            select current_date as x from ticket | it uses current_date
            """)
    void whatIsMoreThanASelectOverItsTablesIsRefusedBeforeSparkLooksAtIt(String sql, String told) {
        assertThatThrownBy(() -> TableQuery.parsed(sql, TABLES)).hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            rand() | it uses rand
            uuid() | it uses uuid
            cast(current_timestamp() as string) | it uses current_timestamp
            reflect('java.lang.System', 'getenv', 'PATH') | need not give the same twice
            input_file_name() | need not give the same twice
            first(title) | it uses first
            array_join(collect_list(title), ',') | it uses collect_list
            collect_set(title) | it uses collect_set
            any_value(title) | it uses any_value
            listagg(title) | it uses listagg
            first(id) over (partition by id) | it uses first
            array(1) | it gives a array<int> for name, and a column takes a text
            titel | Spark says: A column, variable, or function parameter with name `titel` cannot be resolved
            (select min(at) from event where at > cast(now() as string)) | it uses now
            """)
    void whatIsNotTheSameEachTimeOrNoTextIsRefused(String name, String told) {
        assertThatThrownBy(() -> rows("select id as region_id, " + name + " as name from ticket group by all"))
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            select t.id as region_id, title as name, id as tier from ticket t join event e on t.id = e.id | is ambiguous
            select id as region_id, title as nome from ticket | it gives `nome`, and the source regions has no such column; did you mean name?
            select id as region_id, max(title) from ticket group by all | it gives `max(title)`, and the source regions has no such column
            select id as region_id from ticket | the source regions needs name too
            select id as region_id, id as name, title as name from ticket | it gives name twice
            """)
    void columnsThatAreNotThoseOfTheSourceAreNamed(String sql, String told) {
        assertThatThrownBy(() -> rows(sql)).hasMessageContaining(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with x as (select * from ticket) select id as region_id, title as name from x",
                "select id as Region_ID, array_join(sort_array(collect_set(title)), ',') as name from TICKET group by all",
                "select id as region_id, title as name from (select *, row_number() over (partition by id order by title) n"
                        + " from ticket) where n = 1 order by id",
                "select distinct id as region_id, first(title) over (partition by id order by title) as name from ticket",
                "select id as region_id, listagg(title, ',') within group (order by title) as name from ticket group by id",
                "select region_id, name from ticket pivot (max(id) for title in ('North' as region_id, 'South' as name))"
                        + " union all select 'S', 'South'",
                "select id as region_id, n.word as name from ticket join (values ('North', 'far')) n(title, word)"
                        + " using (title) where exists (select 1 from event e where e.id = ticket.id)",
                "select id as region_id, max(w) as name from ticket lateral view explode(split(title, 'o')) x as w"
                        + " group by id having count(*) > 1"
            })
    void joinsPivotsCountsWindowsAndListsThatAreSortedAreTaken(String sql) throws FieldExpressions.Unusable {
        assertThat(rows(sql).columns()).containsExactly("region_id", "name");
        assertThat(rows(sql).count()).isPositive();
    }

    @Test
    void theTablesThatAreReadAreKnown() throws FieldExpressions.Unusable {
        assertThat(TableQuery.parsed("with x as (select * from EVENT) select 1 from x", TABLES)
                        .reads())
                .containsExactly("event");
    }

    private static Dataset<Row> rows(String sql) throws FieldExpressions.Unusable {
        return TableQuery.parsed(sql, TABLES)
                .over(session, Contracts.load().source("regions"));
    }
}
