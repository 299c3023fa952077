package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark SQL in a mapping, evaluated where the rows are read. */
class FieldExpressionsTest {
    private static final String CALLBACKS = """
            match: "x.csv"
            %sinto:
              callbacks:
                callback_id: id
                repair_id: id
                called_at: {expr: "coalesce(solved, created)"}
                %s
            """;

    private static final String REACHED = "result: {constant: reached}\n    ";

    @TempDir
    private Path folder;

    private MappedFiles files;

    @BeforeEach
    void write() throws IOException {
        files = new MappedFiles(folder, "Asia/Shanghai")
                .with(
                        "x.csv",
                        "id,created,Ticket Status,csat,solved,minutes",
                        "1,2026-10-01 08:00,Solved ,5,2026-10-01 12:00,90",
                        "2,2026-10-01 08:00,deleted,,,",
                        "3,2026-10-01 08:00,open,N/A,,x");
    }

    @Test
    void aColumnMayDependOnSeveralFieldsAndRowsThatDoNotBelongAreSkipped() throws IOException {
        assertThat(files.under(
                        callbacks("result: {expr: \"if(csat >= 4, 'reached', 'no_answer')\"}\n"
                                + "    where: \"`Ticket Status` <> 'deleted'\""),
                        "callbacks"))
                .containsExactly(
                        "line 2: callback_id=1 repair_id=1 called_at=2026-10-01 12:00:00 result=reached",
                        "line 3: skipped",
                        "line 4: callback_id=3 repair_id=3 called_at=2026-10-01 08:00:00 result=no_answer");
    }

    @Test
    void aConditionThatIsNeitherTrueNorFalseSkipsTheRow() throws IOException {
        assertThat(files.under(callbacks("where: \"csat >= 1\""), "callbacks"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("callback_id=1"),
                        second -> assertThat(second).isEqualTo("line 3: skipped"),
                        third -> assertThat(third).isEqualTo("line 4: skipped"));
    }

    @Test
    void fieldsAreFoundWhateverTheirCaseAndBlanksAndInsideLambdas() throws IOException {
        assertThat(files.under(
                        callbacks("where: \"ticket_status = 'Solved' and exists(array(1, 2), n -> n = minutes / 45)\""),
                        "callbacks"))
                .filteredOn(row -> !row.endsWith("skipped"))
                .hasSize(1);
    }

    @Test
    void anInstantThatIsComputedIsTheSameInstantWhateverTheZoneOfTheFile() throws IOException {
        String sql = "called_at: {expr: \"to_timestamp(created) + make_interval(0, 0, 0, 0, 0, minutes)\"}";
        String mapping = CALLBACKS.replace("called_at: {expr: \"coalesce(solved, created)\"}", sql);
        assertThat(files.under(String.format(mapping, "", REACHED), "callbacks").get(0))
                .contains("called_at=2026-10-01 09:30:00");
        assertThat(files.under(String.format(mapping, "format: {zone: UTC}\n", REACHED), "callbacks")
                        .get(0))
                .contains("called_at=2026-10-01 17:30:00");
    }

    @Test
    void whatFailsForOneRowRefusesThatRowWithoutTellingWhatStoodThere() throws IOException {
        assertThat(files.under(
                        callbacks("result: {expr: \"if(minutes = 'x', raise_error(created), 'reached')\"}"),
                        "callbacks"))
                .last()
                .asString()
                .isEqualTo("line 4: refused: expr of column result cannot be computed for this row"
                        + " (Spark: user raised exception)");
    }

    @Test
    void aFieldThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
        assertThat(files.under(
                        callbacks("result: {expr: \"upper(`Outcome Code`)\"}\n    where: \"closed = 1\""), "callbacks"))
                .containsExactly(
                        "x.csv: its header lacks `closed` (for where of callbacks), `Outcome Code`"
                                + " (for callbacks.result); it has 6 columns: id, created, solved, and columns 3, 4, 6 with other names");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rand() < 0.5",
                "uuid() = id",
                "shuffle(array(1, 2))[0] = 1",
                "created < now()",
                "to_date(created) < current_date",
                "to_date(created) < current_date()",
                "unix_timestamp() > 5",
                "to_date(created) < date'today'",
                "current_user() = id",
                "current_timezone() = id",
                "java_method('java.lang.System', 'currentTimeMillis') = id",
                "reflect('java.util.UUID', 'randomUUID') = id",
                "monotonically_increasing_id() = 1",
                "input_file_name() = id",
                "uniform(1, 5) = 2",
                "randstr(5) = id",
                "aes_encrypt(id, '0000111122223333') is not null",
            })
    void whatWouldNotBeTheSameInARebuildIsRefused(String sql) {
        assertThatThrownBy(() -> files.under(callbacks("where: \"" + sql + "\""), "callbacks"))
                .hasMessageContaining("AFC-1102")
                .hasMessageContaining("a rebuilt lake must be the same");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max(csat) = 1 | it needs more than one row",
                "row_number() over (order by id) = 1 | it needs more than one row",
                "explode(array(true, false)) | it needs more than one row",
                "(select true) | it holds a query of its own",
                "id in (select 1) | it holds a query of its own",
                "struct(*) is null | it uses *",
                "id | it gives a string, and must give true or false",
                "array_contains(csat, 5) | Spark says: Cannot resolve",
                "nosuch(id) | Spark says: Cannot resolve routine `nosuch`",
                "id = | Spark says: Syntax error",
            })
    void whatCannotBeToldOfOneRowIsRefusedInPlainWords(String sql, String why) {
        assertThatThrownBy(() -> files.under(callbacks("where: \"" + sql + "\""), "callbacks"))
                .hasMessageContaining(why)
                .hasMessageNotContaining("_field_");
    }

    @Test
    void aColumnTakesNoList() {
        assertThatThrownBy(() -> files.under(callbacks("result: {expr: \"split(id, ',')\"}"), "callbacks"))
                .hasMessageContaining("expr of callbacks.result: it gives a array<string>");
    }

    @Test
    void aNumberThatIsComputedIsReadAsItWasMeantWhereTheDecimalSignIsAComma() throws IOException {
        assertThat(new FieldExpressions(aftercare.TestSpark.session(), java.time.ZoneId.of("UTC"))
                        .compiled(
                                aftercare.contract.Contracts.mappings("m", """
                                        match: "x.csv"
                                        format: {decimal: ","}
                                        into: {repairs: {labour_hours: {expr: "minutes / 60"}}}
                                        """)
                                        .get(0)
                                        .mapping(),
                                "repairs",
                                wrong -> {})
                        .values()
                        .get(0)
                        .eval(org.apache.spark.sql.catalyst.InternalRow.fromSeq(
                                scala.jdk.javaapi.CollectionConverters.asScala(java.util.List.of(
                                                (Object) org.apache.spark.unsafe.types.UTF8String.fromString("90")))
                                        .toSeq())))
                .hasToString("1,5");
    }

    @Test
    void workbooksAndJsonAreComputedFromLikeText() throws IOException {
        Files.delete(folder.resolve("x.csv"));
        files.with("x.json", "[{\"id\": 1, \"created\": \"2026-10-01 08:00\", \"rating\": {\"score\": 5}}]");
        assertThat(files.under(
                        callbacks("satisfaction: {expr: \"get_json_object(rating, '$.score')\"}")
                                .replace("x.csv", "x.json")
                                .replace("coalesce(solved, created)", "created || ':30'"),
                        "callbacks"))
                .containsExactly(
                        "line 1: callback_id=1 repair_id=1 called_at=2026-10-01 08:00:30 result=reached satisfaction=5");
    }

    private static String callbacks(String more) {
        return String.format(CALLBACKS, "", (more.contains("result:") ? "" : REACHED) + more);
    }
}
