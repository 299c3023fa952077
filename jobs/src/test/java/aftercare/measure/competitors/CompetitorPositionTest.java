package aftercare.measure.competitors;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompetitorPositionTest {
    private static final Contracts CONTRACTS = Contracts.load();

    private static final String OFFERS = """
            company | item | valid_from | offered | value | unit | quality_score
            us        | warranty        | 1970-01-01 | true  | 24  | months | 4.0
            northstar | warranty        | 1970-01-01 | true  | 2   | years  | 4.2
            northstar | warranty        | 2026-06-01 | true  | 3   | 年     | 4.3
            bluewave  | warranty        | 1970-01-01 | true  | 540 | days   |
            us        | repair          | 1970-01-01 | true  | 1   | day    | 4.0
            northstar | repair          | 1970-01-01 | true  | 48  | h      | 3.7
            bluewave  | repair          | 1970-01-01 | true  |     |        | 4.2
            northstar | return          | 1970-01-01 | true  | 7   | days   | 3.3
            northstar | callback        | 1970-01-01 | true  | 50  | %      | 3.6
            bluewave  | callback        | 1970-01-01 | false |     |        | 2.0
            us        | loan_unit       | 1970-01-01 | false |     |        |
            northstar | loan_unit       | 1970-01-01 | true  |     |        | 4.0
            bluewave  | loan_unit       | 1970-01-01 | false |     |        |
            us        | spare_parts     | 1970-01-01 | true  | 10  | years  | 4.0
            northstar | spare_parts     | 1970-01-01 | true  | 8   | years  | 4.0
            northstar | coffee          | 1970-01-01 | true  | 1   | cup    | 4.0
            """;

    private static final String STANDARDS = """
            metric | scope | scope_id | valid_from | target
            called_back | all | all | 2026-01-01 | 0.9
            """;

    private static Dataset<Row> rows;

    @BeforeAll
    static void compute() {
        rows = on("2026-10-31").localCheckpoint();
    }

    @Test
    void lessIsBetterOfWaitingAndMoreOfWarrantyWhateverTheUnit() {
        assertThat(of("repair", "northstar", "unit", "our_value", "position"))
                .containsExactly(tuple("hours", "24.0", "ahead"));
        assertThat(of("warranty", "northstar", "unit", "our_value", "position"))
                .containsExactly(tuple("years", "2.0", "behind"));
    }

    @Test
    void termsCountFromTheirFirstDaySoAnyDayCanBeAskedFor() {
        Dataset<Row> before = on("2026-05-31").filter("item = 'warranty' AND company = 'northstar'");
        assertThat(in(before, "as_of", "value", "valid_from", "position"))
                .containsExactly(tuple("2026-05-31", "2.0", "1970-01-01", "level"));
    }

    @Test
    void whoOffersIsAheadOfWhoDoesNotAndNeitherIsLevel() {
        assertThat(of("loan_unit", "northstar", "position")).containsExactly(tuple("behind"));
        assertThat(of("loan_unit", "bluewave", "position")).containsExactly(tuple("level"));
        assertThat(of("callback", "bluewave", "position", "quality_position")).containsExactly(tuple("ahead", null));
    }

    @Test
    void qualityScoresThatAreCloseAreLevel() {
        assertThat(of("warranty", "northstar", "quality_position")).containsExactly(tuple("behind"));
        assertThat(of("repair", "northstar", "quality_position")).containsExactly(tuple("ahead"));
        assertThat(of("repair", "bluewave", "quality_position")).containsExactly(tuple("level"));
    }

    @Test
    void whereWeRecordedNoOfferOurPromiseStandsForItOrItsTarget() {
        assertThat(of("return", "northstar", "our_value", "our_source", "our_score", "position"))
                .containsExactly(tuple("15.0", "promise", null, "ahead"));
        assertThat(of("callback", "northstar", "our_value", "unit", "our_source", "position"))
                .containsExactly(tuple("90.0", "percent", "standard", "ahead"));
    }

    @Test
    void whatCannotBeToldIsLeftOpenAndSaysWhy() {
        assertThat(of("warranty", "bluewave", "our_value", "position", "note"))
                .containsExactly(tuple(
                        null, null, "The units months and days do not measure the same. A quality score is missing."));
        assertThat(of("repair", "bluewave", "unit", "our_value", "position", "note"))
                .containsExactly(tuple("days", "1.0", null, "Only one side states the size of its promise."));
        assertThat(of("spare_parts", "northstar", "better", "position", "note_zh"))
                .containsExactly(tuple(null, null, "schemas/service_gaps.yaml 未说明该项以高为优还是以低为优。"));
        assertThat(of("coffee", "northstar", "our_offered", "position", "note"))
                .containsExactly(tuple(
                        null,
                        null,
                        "Nothing is known of our own offer: record it in competitor_offers under company us."));
    }

    private static Dataset<Row> on(String day) {
        TableInputs inputs =
                new TableInputs().withSilver("competitor_offers", OFFERS).withSilver("standards", STANDARDS);
        return new CompetitorPosition(CONTRACTS).rows(inputs, asOf(day), Months.all());
    }

    private static List<Tuple> of(String item, String company, String... columns) {
        return in(rows.filter("item = '" + item + "' AND company = '" + company + "'"), columns);
    }
}
