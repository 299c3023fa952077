package aftercare.measure.health;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import aftercare.measure.api.Spoken;
import java.time.YearMonth;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Four outlets of two regions with some thirty orders a month; one stops in August, another is closed then. */
class SourceMonthTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final String OUTLETS = """
            outlet_id | valid_from | region_id | status
            O1        | 2025-01-01 | north     | active
            O2        | 2025-01-01 | north     | active
            O3        | 2025-01-01 | south     | active
            O3        | 2026-08-02 | south     | closed
            O4        | 2025-01-01 | south     | active
            """;
    private static final String CALLED = """
            month      | cut    | cut_id | called_n
            2026-06-01 | outlet | O1     | 20
            2026-06-01 | outlet | O2     | 20
            2026-07-01 | outlet | O1     | 20
            2026-07-01 | outlet | O2     | 20
            2026-08-01 | outlet | O1     | 0
            2026-08-01 | outlet | O2     | 20
            """;
    private static final String LOADS = """
            source    | loaded_at           | status
            repairs   | 2026-09-01 06:00:00 | loaded
            callbacks | 2026-09-01 06:00:00 | loaded
            shipments | 2026-08-10 06:00:00 | loaded
            """;

    private static Dataset<Row> rows;

    @BeforeAll
    static void compute() {
        StringBuilder orders = new StringBuilder("repair_id | outlet_id | opened_at\n");
        for (int month = 1; month <= 8; month++) {
            for (String outlet : List.of("O1", "O2", "O3", "O4")) {
                boolean stopped = month == 8 && (outlet.equals("O1") || outlet.equals("O3"));
                int count = stopped ? 0 : month == 8 && outlet.equals("O4") ? 4 : 30;
                for (int i = 1; i <= count; i++) {
                    orders.append(String.format(
                            "%s-%d-%d | %s | 2026-%02d-%02d 09:00:00%n", outlet, month, i, outlet, month, 1 + i % 28));
                }
            }
        }
        TableInputs inputs = new TableInputs()
                .withSilver("repairs", orders.toString())
                .withSilver("outlets", OUTLETS)
                .withSilver("callbacks", """
                        callback_id | repair_id | called_at
                        C1          | O1-6-1    | 2026-06-20 10:00:00
                        """)
                .withSilver("shipments", """
                        model_id | region_id | month      | units
                        M1       | north     | 2026-03-01 | 5
                        """)
                .withGold("satisfaction_month", CALLED)
                .withLedger(LOADS);
        for (Contract contract : CONTRACTS.sources()) {
            inputs.withSpoken(Need.of(contract.source()), Spoken.NEVER);
        }
        inputs.withSpoken(Need.of("repairs"), new Spoken(JANUARY, JANUARY.plusMonths(7)))
                .withSpoken(Need.of("callbacks"), new Spoken(JANUARY.plusMonths(5), JANUARY.plusMonths(7)))
                .withSpoken(Need.of("shipments"), new Spoken(JANUARY.plusMonths(2), JANUARY.plusMonths(7)))
                .withSpoken(Need.of("outlets"), Spoken.ALWAYS)
                .withSpoken(Need.of("repairs", "serial_no"), Spoken.NEVER);
        rows = new SourceMonth(CONTRACTS)
                .rows(inputs, asOf("2026-08-31"), Months.all())
                .localCheckpoint();
    }

    @Test
    void anOutletWithoutOrdersWhereOthersGoOnIsSilentAndOneWithFarFewerIsPartial() {
        assertThat(in(
                        rows.filter("source = 'repairs' and cut = 'outlet' and month = '2026-08-01'"),
                        "cut_id",
                        "rows_n",
                        "state"))
                .containsExactlyInAnyOrder(
                        tuple("O1", "0", "silent"),
                        tuple("O2", "30", "delivered"),
                        tuple("O3", "0", "delivered"),
                        tuple("O4", "4", "partial"));
    }

    @Test
    void anOutletThatIsClosedIsExpectedToDeliverNothing() {
        assertThat(in(
                        rows.filter("source = 'repairs' and cut_id = 'O3' and month >= '2026-07-01'"),
                        "month",
                        "expected_n"))
                .containsExactlyInAnyOrder(tuple("2026-07-01", "30.0"), tuple("2026-08-01", null));
    }

    @Test
    void callsMissingOfTheOrdersOfAnOutletAreNoticed() {
        assertThat(in(
                        rows.filter("source = 'callbacks' and cut = 'outlet' and month = '2026-08-01'"),
                        "cut_id",
                        "rows_n",
                        "state"))
                .containsExactlyInAnyOrder(tuple("O1", "0", "silent"), tuple("O2", "20", "delivered"));
    }

    @Test
    void theCompanyHasARowForEveryMonthWhateverWasDelivered() {
        assertThat(in(rows.filter("source = 'callbacks' and cut = 'company'"), "month", "state"))
                .contains(tuple("2026-05-01", "not_delivered"), tuple("2026-06-01", "delivered"))
                .hasSize(8);
        assertThat(in(rows.filter("source = 'complaints'"), "state")).hasSize(8).containsOnly(tuple("not_delivered"));
    }

    @Test
    void theMonthOfALoadThatCameBeforeItsEndIsPartial() {
        assertThat(in(
                        rows.filter("source = 'shipments' and cut = 'company' and month >= '2026-07-01'"),
                        "month",
                        "state"))
                .containsExactlyInAnyOrder(tuple("2026-07-01", "delivered"), tuple("2026-08-01", "partial"));
    }

    @Test
    void eventsAndColumnsThatNobodyFillsAreToldOfTheCompany() {
        assertThat(in(
                        rows.filter("source = 'repairs' and cut = 'company' and month = '2026-02-01'"),
                        "rows_n",
                        "first_event",
                        "last_event",
                        "never_filled"))
                .containsExactly(tuple("120", "2026-02-01 09:00:00", "2026-02-28 09:00:00", "serial_no"));
        assertThat(in(rows.filter("source = 'outlets'"), "month", "rows_n", "state", "never_filled"))
                .containsExactly(tuple("2026-08-01", "5", "delivered", null));
    }
}
