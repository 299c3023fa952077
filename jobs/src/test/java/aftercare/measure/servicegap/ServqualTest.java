package aftercare.measure.servicegap;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One table of answers, as awkward as they come, through Spark; the arithmetic of a cell is tested without it. */
class ServqualTest {
    private static final String ANSWERS = """
            response_id | item | respondent | company | region_id | answered_on | expectation | perception | importance | scale_points
            V1 | R1 | consumer | us  | R1 | 2026-08-31 | 7 | 5 | 30 | 7
            V1 | R2 | consumer | us  | R1 | 2026-08-31 | 6 | 5 | 30 | 7
            V1 | T1 | consumer | us  | R1 | 2026-08-31 | 4 | 6 | 60 | 7
            V2 | R1 | consumer | us  | R2 | 2026-09-30 | 5 | 5 | 80 | 7
            V2 | R2 | consumer | us  | R2 | 2026-09-30 | 7 | 4 | 0  | 7
            V2 | T1 | consumer | us  | R2 | 2026-09-30 | 5 | 5 | 20 | 7
            V3 | R1 | consumer | us  |    | 2026-09-30 | 6 |   |    | 7
            V3 | R2 | consumer | us  |    | 2026-09-30 |   | 7 |    | 7
            V4 | R1 | consumer | us  | R1 | 2026-10-01 | 3 | 3 |    | 5
            V5 | R1 | consumer | us  | R1 | 2026-11-11 | 7 | 1 |    | 7
            W1 | Q1 | employee | us  | R1 | 2026-09-30 | 6 |   |    |
            N1 | R1 | consumer | northstar | R1 | 2026-09-30 | 6 | 3 | | 7
            """;

    private static Dataset<Row> rows;

    @BeforeAll
    static void compute() {
        rows = new Servqual(Contracts.load())
                .rows(new TableInputs().withSilver("survey_answers", ANSWERS), asOf("2026-11-10"), Months.all())
                .localCheckpoint();
    }

    @Test
    void meansAreTakenOverARespondentsItemsAndThenOverRespondents() {
        // Expectations of reliability: 6.5, 6, 6; perceptions: 5, 4.5, 7; gaps: -1.5, -1.5, and none of who stated no
        // pair.
        assertThat(cell("reliability"))
                .containsEntry("respondents_n", "3")
                .containsEntry("expectation_n", "3")
                .containsEntry("perception_n", "3")
                .containsEntry("gap_n", "2")
                .containsEntry("items_n", "2")
                .containsEntry("expectation", "6.166666666666667")
                .containsEntry("perception", "5.5")
                .containsEntry("gap", "-1.5")
                .containsEntry("alpha_n", "2");
    }

    @Test
    void importanceIsEachRespondentsPartOfAHundredAndDecidesTheQuadrant() {
        // Reliability has 60 of 120 and 80 of 100, tangibles the rest.
        assertThat(cell("reliability"))
                .containsEntry("importance_n", "2")
                .containsEntry("importance", "65.0")
                .containsEntry("weighted_gap", "-0.975")
                .containsEntry("quadrant", "keep_up");
        assertThat(cell("tangibles"))
                .containsEntry("importance", "35.0")
                .containsEntry("quadrant", "possible_overkill");
    }

    @Test
    void fewAnswersAreMarkedAndStay() {
        assertThat(cell("tangibles"))
                .containsEntry("publishable", "false")
                .hasEntrySatisfying("note", note -> assertThat(note)
                        .startsWith("Only 2 of 2 stated both")
                        .contains("One item only, so there is no alpha."));
        assertThat(cell("reliability"))
                .hasEntrySatisfying("note", note -> assertThat(note).contains("1 of 3 stated only expectation"));
    }

    @Test
    void allRegionsTogetherHaveARowAndOneThatIsNotStatedIsUnknown() {
        assertThat(in(
                        rows.filter("quarter = '2026-07-01' AND respondent = 'consumer' AND company = 'us'")
                                .filter("dimension = 'reliability'"),
                        "region_id",
                        "respondents_n"))
                .containsExactlyInAnyOrder(
                        tuple("all", "3"), tuple("R1", "1"), tuple("R2", "1"), tuple("unknown", "1"));
    }

    @Test
    void aQuarterIsThatOfTheAnswerAndWhatComesAfterTheDayIsNotSeen() {
        assertThat(in(rows.filter("quarter = '2026-10-01' AND region_id = 'all'"), "respondents_n", "expectation"))
                .containsExactly(tuple("1", "4.0"));
    }

    @Test
    void answersOnAStatedScaleAreBroughtToSevenPointsAndTheRowSaysSo() {
        // 3 of 5 is the middle, as is 4 of 7.
        assertThat(in(rows.filter("quarter = '2026-10-01' AND region_id = 'all'"), "perception", "scale_check"))
                .containsExactly(tuple("4.0", "rescaled"));
    }

    @Test
    void companiesAndGroupsAreSeparateAndItemsOfNoKnownDimensionAreKeptAsOther() {
        assertThat(in(
                        rows.filter("region_id = 'all' AND quarter = '2026-07-01'"),
                        "respondent",
                        "company",
                        "dimension"))
                .containsExactlyInAnyOrder(
                        tuple("consumer", "us", "reliability"),
                        tuple("consumer", "us", "tangibles"),
                        tuple("consumer", "northstar", "reliability"),
                        tuple("employee", "us", "other"));
    }

    @Test
    void whoSaysOnlyWhatIsExpectedIsCountedWithoutAGap() {
        assertThat(in(
                        rows.filter("respondent = 'employee' AND region_id = 'all'"),
                        "expectation",
                        "perception",
                        "gap",
                        "gap_n",
                        "alpha"))
                .containsExactly(tuple("6.0", null, null, "0", null));
    }

    private static Map<String, String> cell(String dimension) {
        Dataset<Row> found = rows.filter("quarter = '2026-07-01' AND respondent = 'consumer' AND company = 'us'")
                .filter("region_id = 'all' AND dimension = '" + dimension + "'");
        List<Object> values = in(found, found.columns()).get(0).toList();
        return IntStream.range(0, values.size())
                .boxed()
                .collect(Collectors.toMap(i -> found.columns()[i], i -> String.valueOf(values.get(i))));
    }
}
