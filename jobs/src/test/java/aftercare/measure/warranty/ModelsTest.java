package aftercare.measure.warranty;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.measure.TableInputs;
import org.junit.jupiter.api.Test;

class ModelsTest {
    /** Records loaded before a model was asked for, or by a company that does not write it down, may lack it. */
    @Test
    void anOrderThatNamesNoModelCostsNone() {
        TableInputs inputs = new TableInputs().withSilver("repairs", """
                repair_id | model_id | service_type | opened_at           | completed_at        | labour_cost | parts_cost
                R1        | M1       | repair       | 2026-03-01 09:00:00 | 2026-03-02 09:00:00 | 40.00       | 10.00
                R2        |          | repair       | 2026-03-01 09:00:00 | 2026-03-02 09:00:00 | 70.00       |
                """);

        assertThat(new Models(inputs, asOf("2026-05-10"), 0).costs())
                .hasSize(1)
                .containsEntry("M1", new ModelFacts.CostSums(1, 50, 2500));
    }
}
