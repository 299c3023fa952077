package aftercare.measure.dimensions;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
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

class DimensionsTest {
    private static final AsOf DAY = asOf("2026-05-10");
    private static final Contracts CONTRACTS = Contracts.load();

    static Stream<Measure> dimensions() {
        return Stream.of(
                new DimRegion(),
                new DimOutlet(),
                new OutletHistory(),
                new DimModel(),
                new DimTechnician(),
                new DimMonth());
    }

    @ParameterizedTest
    @MethodSource("dimensions")
    void theColumnsAreThoseOfTheContractInNameAndType(Measure measure) {
        Dataset<Row> rows = measure.rows(new TableInputs(), DAY, Months.all());
        assertThat(typesOf(rows.schema()))
                .isEqualTo(typesOf(CONTRACTS.gold(measure.table()).sparkType()));
    }

    @Test
    void everySourceThatNamesAMemberIsReadForIt() {
        assertThat(new DimRegion().sources()).containsAll(sourcesThatName("regions.region_id"));
        assertThat(new DimOutlet().sources()).containsAll(sourcesThatName("outlets.outlet_id"));
        assertThat(new DimModel().sources()).containsAll(sourcesThatName("models.model_id"));
        assertThat(new DimTechnician().sources()).containsAll(sourcesThatName("technicians.technician_id"));
    }

    @Test
    void anUnlistedOutletAppearsAsUnknownMember() {
        TableInputs inputs = new TableInputs()
                .withSilver("outlets", """
                        outlet_id | valid_from | region_id | name | kind
                        O1        | 2026-01-01 | north     | One  | partner
                        """)
                .withSilver("repairs", """
                        repair_id | outlet_id
                        R1        | O1
                        R2        | O7
                        R3        | O7
                        """)
                .withSilver("technicians", """
                        technician_id | valid_from | outlet_id
                        T1            | 2026-01-01 | O8
                        """);
        assertThat(in(new DimOutlet().rows(inputs, DAY, Months.all()), "outlet_id", "name", "kind", "known"))
                .containsExactlyInAnyOrder(
                        tuple("O1", "One", "partner", "true"),
                        tuple("O7", null, null, "false"),
                        tuple("O8", null, null, "false"));
    }

    @Test
    void aFactWithoutAnIdMakesNoMember() {
        TableInputs inputs = new TableInputs().withSilver("repairs", """
                        repair_id | technician_id | region_id
                        R1        |               |
                        """);
        assertThat(new DimTechnician().rows(inputs, DAY, Months.all()).count()).isZero();
        assertThat(new DimRegion().rows(inputs, DAY, Months.all()).count()).isZero();
    }

    @Test
    void aRegionNamedOnlyByAnOutletIsAMember() {
        TableInputs inputs = new TableInputs().withSilver("regions", """
                        region_id | name
                        north     | The North
                        """).withSilver("outlets", """
                        outlet_id | valid_from | region_id
                        O1        | 2026-01-01 | north
                        O2        | 2026-01-01 | south
                        """);
        assertThat(in(new DimRegion().rows(inputs, DAY, Months.all()), "region_id", "name", "known"))
                .containsExactlyInAnyOrder(tuple("north", "The North", "true"), tuple("south", null, "false"));
    }

    @Test
    void aModelNamedOnlyByAPlanIsAMember() {
        TableInputs inputs = new TableInputs().withSilver("models", """
                        model_id | name | category | warranty_months
                        M1       | Cool | fridge   | 24
                        """).withSilver("sales_forecasts", """
                        plan_id | model_id | region_id
                        P1      | M2       | north
                        """);
        assertThat(in(
                        new DimModel().rows(inputs, DAY, Months.all()),
                        "model_id",
                        "category",
                        "warranty_months",
                        "known"))
                .containsExactlyInAnyOrder(tuple("M1", "fridge", "24", "true"), tuple("M2", null, null, "false"));
    }

    @Test
    void anOutletShowsTheLatestVersionBegunByTheAsOfDay() {
        TableInputs inputs = new TableInputs().withSilver("outlets", """
                        outlet_id | valid_from | region_id | status    | city
                        O1        | 2026-05-11 | north     | closed    | Harbour
                        O1        | 2026-05-10 | north     | suspended |
                        O1        | 2026-01-01 | north     | active    | Harbour
                        """);
        assertThat(in(new DimOutlet().rows(inputs, DAY, Months.all()), "status", "city", "valid_from"))
                .containsExactly(tuple("suspended", null, "2026-05-10"));
    }

    @Test
    void aTechnicianWhoseVersionsAllBeginLaterShowsTheFirst() {
        TableInputs inputs = new TableInputs().withSilver("technicians", """
                        technician_id | valid_from | outlet_id
                        T1            | 2026-07-01 | O2
                        T1            | 2026-06-01 | O1
                        """);
        assertThat(in(new DimTechnician().rows(inputs, DAY, Months.all()), "outlet_id", "valid_from"))
                .containsExactly(tuple("O1", "2026-06-01"));
    }

    @Test
    void aVersionHoldsUntilTheNextBegins() {
        TableInputs inputs = new TableInputs().withSilver("outlets", """
                        outlet_id | valid_from | region_id
                        O1        | 2026-05-11 | south
                        O1        | 2026-01-01 | north
                        """);
        assertThat(in(new OutletHistory().rows(inputs, DAY, Months.all()), "valid_from", "valid_to", "region_id"))
                .containsExactlyInAnyOrder(
                        tuple("2026-01-01", "2026-05-11", "north"), tuple("2026-05-11", null, "south"));
    }

    @Test
    void monthsRunWithoutGapsFromTheFirstEventOfAnyKindToTheAsOfDay() {
        TableInputs inputs = new TableInputs().withSilver("repairs", """
                        repair_id | opened_at
                        R1        | 2026-05-02 08:00:00
                        """).withSilver("complaints", """
                        complaint_id | received_at
                        C1           | 2026-03-01 00:00:00
                        """);
        assertThat(in(new DimMonth().rows(inputs, DAY, Months.all()), "month", "quarter", "days", "last_day"))
                .containsExactlyInAnyOrder(
                        tuple("2026-03-01", "2026-Q1", "31", "2026-03-31"),
                        tuple("2026-04-01", "2026-Q2", "30", "2026-04-30"),
                        tuple("2026-05-01", "2026-Q2", "31", "2026-05-31"));
    }

    @Test
    void aMonthIsCompleteOnTheEveningOfItsLastDay() {
        TableInputs inputs = new TableInputs().withSilver("repairs", """
                        repair_id | opened_at
                        R1        | 2026-05-02 08:00:00
                        """);
        assertThat(in(new DimMonth().rows(inputs, asOf("2026-05-30"), Months.all()), "is_complete"))
                .containsExactly(tuple("false"));
        assertThat(in(new DimMonth().rows(inputs, asOf("2026-05-31"), Months.all()), "is_complete"))
                .containsExactly(tuple("true"));
    }

    @Test
    void thereIsNoMonthBeforeTheFirstEventIsSeen() {
        TableInputs inputs = new TableInputs().withSilver("repairs", """
                        repair_id | opened_at
                        R1        | 2026-06-02 08:00:00
                        """);
        assertThat(new DimMonth().rows(inputs, DAY, Months.all()).count()).isZero();
    }

    private static Map<String, DataType> typesOf(StructType type) {
        return Stream.of(type.fields()).collect(Collectors.toMap(StructField::name, StructField::dataType));
    }

    private static List<String> sourcesThatName(String member) {
        return CONTRACTS.sources().stream()
                .filter(contract ->
                        contract.columns().stream().map(Column::references).anyMatch(member::equals))
                .map(Contract::source)
                .toList();
    }
}
