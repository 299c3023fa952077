package aftercare.measure.health;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Contracts;
import aftercare.contract.DefaultStandards;
import aftercare.contract.Standard;
import aftercare.measure.TableInputs;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HealthTest {
    private static final AsOf DAY = asOf("2026-05-10");
    private static final Contracts CONTRACTS = Contracts.load();

    private static final String TWO_FILES = """
            run_id | source  | path      | rows_read | rows_quarantined | loaded_at           | status
            r1     | repairs | a.csv     | 8         | 2                | 2026-04-30 23:59:59 | loaded
            r1     | repairs | empty.csv | 0         | 0                | 2026-05-01 00:00:00 | loaded
            """;

    static Stream<Measure> measures() {
        return Stream.of(
                new LoadLedger(),
                new QuarantineSummary(List.of("repairs")),
                new MetricCatalog(CONTRACTS),
                new ReferenceGap(CONTRACTS),
                new StandardInForce(CONTRACTS.standards()));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void theColumnsAreThoseOfTheContractInNameAndType(Measure measure) {
        assertThat(typesOf(computed(measure, new TableInputs().withLedger(TWO_FILES))
                        .schema()))
                .isEqualTo(typesOf(CONTRACTS.gold(measure.table()).sparkType()));
    }

    @Test
    void aFileIsCountedInTheMonthItWasLoadedInAndAnEmptyOneHasNoShareRefused() {
        assertThat(in(
                        computed(new LoadLedger(), new TableInputs().withLedger(TWO_FILES)),
                        "path",
                        "month",
                        "reject_share"))
                .containsExactlyInAnyOrder(
                        tuple("a.csv", "2026-04-01", "0.25"), tuple("empty.csv", "2026-05-01", null));
    }

    @Test
    void refusedRowsAreCountedByRuleAndMonthUntilAReplayHasTakenThem() {
        TableInputs inputs = new TableInputs().withQuarantine("repairs", """
                        file  | line | rule     | sha256 | loaded_at           | resolved_at
                        a.csv | 3    | required | aa     | 2026-04-01 10:00:00 | 2026-05-02 10:00:00
                        a.csv | 9    | required | aa     | 2026-04-01 10:00:00 |
                        b.csv | 2    | required | bb     | 2026-04-07 10:00:00 |
                        b.csv | 4    | range    | bb     | 2026-04-07 10:00:00 |
                        b.csv | 4    | range    | bb     | 2026-05-07 10:00:00 |
                        """);
        assertThat(in(
                        computed(new QuarantineSummary(List.of("repairs", "models")), inputs),
                        "source",
                        "rule",
                        "month",
                        "refused_n",
                        "resolved_n",
                        "open_n",
                        "files_n",
                        "last_refused_at"))
                .containsExactlyInAnyOrder(
                        tuple("repairs", "required", "2026-04-01", "3", "1", "2", "2", "2026-04-07 10:00:00"),
                        tuple("repairs", "range", "2026-04-01", "1", "0", "1", "1", "2026-04-07 10:00:00"),
                        tuple("repairs", "range", "2026-05-01", "1", "0", "1", "1", "2026-05-07 10:00:00"));
    }

    @Test
    void theReasonOfTheLastRowRefusedIsTheExample() {
        TableInputs inputs = new TableInputs().withQuarantine("models", """
                        file  | line | rule | reason | loaded_at
                        a.csv | 7    | type | newest | 2026-04-02 10:00:00
                        a.csv | 6    | type | newer  | 2026-04-02 10:00:00
                        b.csv | 9    | type | older  | 2026-04-01 10:00:00
                        """);
        assertThat(in(computed(new QuarantineSummary(List.of("models")), inputs), "example_reason"))
                .containsExactly(tuple("newest"));
    }

    @Test
    void theCatalogueDefinesEachMeasureOnceInBothLanguages() {
        Dataset<Row> catalogue = computed(new MetricCatalog(CONTRACTS), new TableInputs());
        assertThat(in(catalogue.filter("metric = 'reject_share'"), "gold_table", "unit", "better", "numerator"))
                .containsExactly(tuple("load_ledger", "share", "lower", "rows_quarantined"));
        assertThat(in(catalogue, "metric")).doesNotHaveDuplicates().doesNotContain(tuple("loaded_at"));
        assertThat(in(catalogue, "name_en", "name_zh", "definition_en", "definition_zh", "unit", "better", "owner"))
                .allSatisfy(row -> assertThat(row.toList()).doesNotContainNull());
    }

    @Test
    void aStandardHoldsUntilTheNextVersionAndTheCompanysOwnComesBeforeTheShippedOne() {
        TableInputs inputs = new TableInputs().withSilver("standards", """
                        metric      | scope  | scope_id | valid_from | target | floor
                        onsite_rate | all    | all      | 1970-01-01 | 0.9    | 0.8
                        onsite_rate | all    | all      | 2026-03-01 | 0.92   |
                        onsite_rate | region | R1       | 2026-01-01 | 0.8    | 0.7
                        """);
        List<Standard> shipped =
                List.of(new Standard("onsite_rate", "all", "all", LocalDate.of(1970, 1, 1), 0.95, 0.85));

        assertThat(in(
                        computed(new StandardInForce(DefaultStandards.of(shipped)), inputs),
                        "scope_id",
                        "valid_from",
                        "valid_to",
                        "target",
                        "floor"))
                .containsExactlyInAnyOrder(
                        tuple("all", "1970-01-01", "2026-03-01", "0.9", "0.8"),
                        tuple("all", "2026-03-01", null, "0.92", null),
                        tuple("R1", "2026-01-01", null, "0.8", "0.7"));
    }

    private static Dataset<Row> computed(Measure measure, TableInputs inputs) {
        return measure.rows(inputs, DAY, Months.all());
    }

    private static Map<String, DataType> typesOf(StructType type) {
        return Stream.of(type.fields()).collect(Collectors.toMap(StructField::name, StructField::dataType));
    }
}
