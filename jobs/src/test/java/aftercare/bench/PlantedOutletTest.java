package aftercare.bench;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.contract.Contracts;
import aftercare.measure.Found;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.outlets.OutletKpiExpected;
import aftercare.measure.outlets.OutletKpiMonth;
import aftercare.measure.outlets.OutletScorecardKpi;
import aftercare.measure.outlets.OutletScorecardMonth;
import aftercare.measure.satisfaction.SatisfactionMonth;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a company with an outlet whose repairs come back, score, rank and advice say the same of it, and of all others.
 */
class PlantedOutletTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final AsOf DAY = Found.asOf("2026-10-31");

    @TempDir
    private Path folder;

    @Test
    void whoIsFlaggedHasNeitherTheBestGradeNorRanksBeforeWhoIsNot() throws IOException {
        CompanyGenerator.generate(GenerateOptions.into(folder)
                .withSeed(42)
                .withMonths(18)
                .withDirtyShare(0)
                .withLastDay(DAY.day()));
        String planted = new ObjectMapper()
                .readTree(folder.resolve("truth.json").toFile())
                .get("repeating_outlet")
                .get("outlet_id")
                .asText();
        try (LandedInputs inputs = new LandedInputs(TestSpark.session(), CONTRACTS, folder)) {
            for (Measure measure : List.of(
                    new OutletKpiMonth(CONTRACTS),
                    new SatisfactionMonth(CONTRACTS),
                    new OutletKpiExpected(CONTRACTS),
                    new OutletScorecardKpi(CONTRACTS),
                    new OutletScorecardMonth(CONTRACTS))) {
                inputs.putGold(measure.table(), measure.rows(inputs, DAY, Months.all()));
            }
            Dataset<Row> scored =
                    inputs.gold("outlet_scorecard_month").filter(col("score").isNotNull());

            assertThat(scored.filter("flagged and grade = 'A'").isEmpty()).isTrue();
            assertThat(scored.as("one")
                            .join(
                                    scored.as("other"),
                                    col("one.month")
                                            .equalTo(col("other.month"))
                                            .and(col("one.region_id").equalTo(col("other.region_id"))))
                            .filter("one.flagged and not other.flagged and one.rank_in_region <= other.rank_in_region")
                            .isEmpty())
                    .isTrue();
            assertThat(scored.filter("flagged and status = 'active' and recommendation = 'keep'")
                            .isEmpty())
                    .isTrue();
            Row now = scored.filter(
                            col("outlet_id").equalTo(planted).and(col("month").equalTo("2026-10-01")))
                    .first();
            assertThat(now.<Boolean>getAs("flagged")).isTrue();
            assertThat(now.<String>getAs("recommendation")).isIn("watch", "review_for_revocation");
            assertThat(now.<String>getAs("reasons")).contains("First-time fix");
        }
    }
}
