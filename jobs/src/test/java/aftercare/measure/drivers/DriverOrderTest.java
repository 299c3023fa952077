package aftercare.measure.drivers;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import aftercare.measure.api.Spoken;
import org.junit.jupiter.api.Test;

class DriverOrderTest {
    private static TableInputs company() {
        return new TableInputs().withSilver("repairs", """
                        repair_id | outlet_id | region_id | model_id | service_type | outcome   | opened_at           | arrived_at          | completed_at
                        late      | O1        | north     | M1       | repair       | fixed     | 2026-10-02 08:00:00 | 2026-10-05 08:00:00 | 2026-10-05 09:00:00
                        unfixed   | O1        | north     | M1       | repair       | not_fixed | 2026-10-02 08:00:00 | 2026-10-02 09:00:00 | 2026-10-02 10:00:00
                        fine      | O1        | north     | M1       | repair       | fixed     | 2026-10-02 08:00:00 | 2026-10-02 09:00:00 | 2026-10-02 10:00:00
                        old       | O1        | north     | M1       | repair       | not_fixed | 2026-07-02 08:00:00 | 2026-07-02 09:00:00 | 2026-07-02 10:00:00
                        """).withSilver("callbacks", """
                        callback_id | repair_id | called_at           | result  | satisfaction
                        C1          | late      | 2026-10-06 09:00:00 | reached | 2
                        C2          | fine      | 2026-10-03 09:00:00 | reached | 5
                        """);
    }

    @Test
    void ordersOfTheLastFullMonthsToWhichADriverHappenedAreNamed() {
        assertThat(in(
                        new DriverOrder(Contracts.load()).rows(company(), asOf("2026-10-31"), Months.all()),
                        "repair_id",
                        "driver",
                        "month",
                        "satisfied"))
                .contains(
                        tuple("late", "late_on_site", "2026-10-01", "false"),
                        tuple("unfixed", "not_fixed", "2026-10-01", null))
                .noneMatch(row -> row.toList().contains("fine") || row.toList().contains("old"));
    }

    @Test
    void withoutRatingsThereIsNothingToName() {
        TableInputs inputs = company().withSpoken(Need.of("callbacks", "satisfaction"), Spoken.NEVER);

        assertThat(new DriverOrder(Contracts.load())
                        .rows(inputs, asOf("2026-10-31"), Months.all())
                        .collectAsList())
                .isEmpty();
    }
}
