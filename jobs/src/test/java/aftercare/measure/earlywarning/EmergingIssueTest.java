package aftercare.measure.earlywarning;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One small company through Spark: four models of fridges that sell and fail alike, month by month. Units of M1 made
 * from May 2026 on are noisy, and one unit of M2 leaks for two months.
 */
class EmergingIssueTest {
    private static final YearMonth LAST = YearMonth.of(2026, 10);
    private static final int HISTORY = 30;
    private static final List<String> SYMPTOMS = List.of("noise", "leak", "dead");

    private static final StringBuilder REPAIRS = new StringBuilder(
            "repair_id | outlet_id | model_id | service_type | symptom_code | serial_no | opened_at | sold_on | manufactured_on\n");
    private static int orders;

    private static List<Row> issues;

    @BeforeAll
    static void compute() {
        StringBuilder shipments = new StringBuilder("model_id | region_id | month | units\n");
        for (int model = 1; model <= 4; model++) {
            for (int back = 0; back < HISTORY + 24; back++) {
                shipments.append("M%d | R1 | %s | 300\n"
                        .formatted(model, LAST.minusMonths(back).atDay(1)));
            }
            for (int back = 0; back < HISTORY; back++) {
                for (String symptom : SYMPTOMS) {
                    for (int age = 2; age <= 20; age += 3) {
                        repair("M" + model, symptom, LAST.minusMonths(back), LAST.minusMonths(back + age));
                    }
                }
            }
        }
        for (int back = 0; back < 3; back++) {
            for (int i = 0; i < 9; i++) {
                repair("M1", "noise", LAST.minusMonths(back), YearMonth.of(2026, 6));
            }
        }
        for (int i = 0; i < 60; i++) {
            again("M2", "leak", LocalDate.of(2026, 8, 10).plusDays(i));
        }
        issues = new EmergingIssue()
                .rows(
                        new TableInputs()
                                .withSilver("repairs", REPAIRS.toString())
                                .withSilver("shipments", shipments.toString())
                                .withSilver("outlets", "outlet_id | valid_from | region_id\nO1 | 2020-01-01 | R1\n")
                                .withSilver("regions", "region_id | name | climate_zone\nR1 | North | temperate\n")
                                .withSilver("models", """
                                        model_id | name | category
                                        M1       | A    | fridge
                                        M2       | B    | fridge
                                        M3       | C    | fridge
                                        M4       | D    | fridge
                                        """),
                        asOf("2026-10-31"),
                        Months.all())
                .collectAsList();
    }

    /** A unit is made in the month before it is sold. */
    private static void repair(String model, String symptom, YearMonth opened, YearMonth sold) {
        orders++;
        LocalDate day = opened.atDay(1 + orders % 28);
        REPAIRS.append("S%d | O1 | %s | repair | %s | N%d | %s 08:00:00 | %s | %s\n"
                .formatted(
                        orders,
                        model,
                        symptom,
                        orders,
                        day,
                        sold.atDay(1),
                        sold.minusMonths(1).atDay(1)));
    }

    /** One and the same unit, day by day. */
    private static void again(String model, String symptom, LocalDate day) {
        orders++;
        REPAIRS.append("S%d | O1 | %s | repair | %s | LEMON | %s 08:00:00 | 2025-03-01 | 2025-02-01\n"
                .formatted(orders, model, symptom, day));
    }

    private static List<Row> onTheLastDay() {
        return issues.stream()
                .filter(row -> row.getDate(0).toLocalDate().equals(LocalDate.of(2026, 10, 31)))
                .toList();
    }

    @Test
    void theFlawedBatchIsFoundAndNothingElseIs() {
        assertThat(onTheLastDay()).isNotEmpty();
        assertThat(issues).allSatisfy(row -> {
            assertThat(row.<String>getAs("model_id")).isEqualTo("M1");
            assertThat(row.<String>getAs("symptom_code")).isEqualTo("noise");
        });
        assertThat(onTheLastDay())
                .extracting(row -> row.<String>getAs("batch_month"))
                .anyMatch(batch -> batch.startsWith("2026-05"));
    }

    @Test
    void aUnitThatComesBackAllTheTimeIsOneRepairAndNoIssue() {
        assertThat(issues).noneMatch(row -> row.<String>getAs("model_id").equals("M2"));
    }

    @Test
    void anIssueCarriesTheCountsAndTheIntervalItRestsOn() {
        assertThat(issues).allSatisfy(row -> {
            double observed = row.<Long>getAs("observed_n");
            assertThat(observed).isGreaterThanOrEqualTo(5);
            double ratio = row.getAs("ratio");
            assertThat(ratio).isCloseTo(observed / row.<Double>getAs("expected_n"), within(1e-9));
            assertThat(row.<Double>getAs("ratio_low")).isLessThan(ratio).isGreaterThan(1);
            assertThat(row.<Double>getAs("ratio_high")).isGreaterThan(ratio);
            assertThat(row.<Double>getAs("q_value"))
                    .isGreaterThanOrEqualTo(row.getAs("p_value"))
                    .isLessThanOrEqualTo(row.getAs("level").equals("red") ? 0.01 : 0.10);
            assertThat(row.getDate(row.fieldIndex("first_seen"))).isBeforeOrEqualTo(row.getDate(0));
        });
    }

    @Test
    void theReasonGivesTheFiguresInBothLanguages() {
        assertThat(onTheLastDay()).allSatisfy(row -> {
            String observed = row.getAs("observed_n").toString();
            assertThat(row.<String>getAs("reason")).contains("M1", "noise", observed + " repairs", "95 % interval");
            assertThat(row.<String>getAs("reason_zh")).contains("M1", "噪音", observed + " 次", "95% 区间", "建议");
        });
    }
}
