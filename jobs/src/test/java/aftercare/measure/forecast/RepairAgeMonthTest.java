package aftercare.measure.forecast;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import org.junit.jupiter.api.Test;

class RepairAgeMonthTest {
    @Test
    void repairsAreCountedByAgeAndDelayAndTheOthersAreLeftOut() {
        TableInputs inputs = new TableInputs().withSilver("outlets", """
                outlet_id | valid_from | region_id
                O1        | 2026-01-01 | north
                """).withSilver("repairs", """
                repair_id | outlet_id | region_id | model_id | service_type | opened_at           | completed_at        | cancelled_at        | sold_on    | updated_at
                atonce    | O1        |           | M1       | repair       | 2026-03-10 08:00:00 | 2026-03-12 08:00:00 |                     | 2025-12-31 | 2026-03-12 09:00:00
                late      | O1        |           | M1       | repair       | 2026-03-10 08:00:00 | 2026-03-12 08:00:00 |                     | 2025-12-01 | 2026-04-20 09:00:00
                edited    | O1        |           | M1       | repair       | 2026-03-10 08:00:00 | 2026-03-12 08:00:00 |                     | 2025-12-01 | 2027-04-20 09:00:00
                unknown   | O1        | south     | M1       | repair       | 2026-03-10 08:00:00 |                     |                     |            |
                early     | O9        |           | M1       | repair       | 2026-03-10 08:00:00 |                     |                     | 2026-03-11 |
                notyet    | O1        |           | M1       | repair       | 2026-04-10 08:00:00 | 2026-04-12 08:00:00 |                     | 2025-12-01 | 2026-05-20 09:00:00
                cancelled | O1        |           | M1       | repair       | 2026-03-10 08:00:00 |                     | 2026-03-11 08:00:00 | 2025-12-01 |
                install   | O1        |           | M1       | install      | 2026-03-10 08:00:00 |                     |                     | 2025-12-01 |
                future    | O1        |           | M1       | repair       | 2026-05-01 00:00:00 |                     |                     | 2025-12-01 |
                """);
        assertThat(in(
                        new RepairAgeMonth(Contracts.load()).rows(inputs, asOf("2026-04-30"), Months.all()),
                        "month",
                        "model_id",
                        "region_id",
                        "age_month",
                        "lag_months",
                        "repair_n",
                        "before_sale_n"))
                .containsExactlyInAnyOrder(
                        tuple("2026-03-01", "M1", "north", "3", "0", "2", "0"),
                        tuple("2026-03-01", "M1", "north", "3", "1", "1", "0"),
                        tuple("2026-03-01", "M1", "south", "-1", "0", "1", "0"),
                        tuple("2026-03-01", "M1", "unknown", "-1", "0", "1", "1"));
    }
}
