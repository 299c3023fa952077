package aftercare.measure.equalage;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.outlets.OutletKpiDetail;
import aftercare.measure.satisfaction.SatisfactionDetail;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A company whose quality is the same in all months, but for one that is worse, seen on the last day of a month. */
class MonthAtAgeTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final YearMonth NEWEST = YearMonth.of(2026, 5);
    private static final YearMonth WORSE = YearMonth.of(2026, 6);

    private static TableInputs company;
    private static List<Row> atAge;

    /** Of each month 27 orders, the last completed on its last day; half the units come back after ten days. */
    @BeforeAll
    static void aCompany() {
        StringBuilder repairs = new StringBuilder(
                "repair_id | outlet_id | model_id | service_type | serial_no | opened_at | arrived_at | completed_at"
                        + " | outcome\n");
        StringBuilder callbacks =
                new StringBuilder("callback_id | repair_id | called_at | result | satisfaction\n");
        StringBuilder complaints = new StringBuilder("complaint_id | repair_id | received_at | resolved_at\n");
        for (YearMonth month = YearMonth.of(2025, 4); !month.isAfter(WORSE); month = month.plusMonths(1)) {
            for (int i = 0; i < 27; i++) {
                String id = month + "-" + i;
                LocalDate day = month.atEndOfMonth().minusDays(i);
                repairs.append("%s | O1 | M1 | repair | %s | %s 08:00:00 | %s 09:00:00 | %s 10:00:00 | fixed\n"
                        .formatted(id, id, day, day, day));
                if (i % 2 == 0) {
                    LocalDate again = day.plusDays(10);
                    repairs.append("%s-b | O1 | M1 | install | %s | %s 08:00:00 | | | \n".formatted(id, id, again));
                    repairs.append("%s-c | O1 | M1 | repair | %s | %s 08:00:00 | | | \n".formatted(id, id, again));
                }
                boolean reached = month.isBefore(WORSE) || i % 3 == 0;
                callbacks.append("%s | %s | %s 10:00:00 | %s | %s\n".formatted(
                        id, id, day.plusDays(1 + i * 5 % 7), reached ? "reached" : "no_answer", reached ? 4 : ""));
                complaints.append("%s | %s | %s 08:00:00 | %s 08:00:00\n".formatted(id, id, day, day.plusDays(i % 6)));
            }
        }
        company = new TableInputs()
                .withSilver("repairs", repairs.toString())
                .withSilver("callbacks", callbacks.toString())
                .withSilver("complaints", complaints.toString())
                .withSilver("models", "model_id | category\nM1 | fridge\n")
                .withSilver("outlets", "outlet_id | valid_from | region_id\nO1 | 2020-01-01 | north\n");
        atAge = rows(new MonthAtAge(CONTRACTS), NEWEST.atEndOfMonth());
    }

    private static List<Row> rows(Measure measure, LocalDate day) {
        return measure.rows(company, asOf(day.toString()), Months.all()).collectAsList();
    }

    private static double share(List<Row> rows, YearMonth month, String of, String all) {
        Row row = rows.stream()
                .filter(each -> each.getAs("month").toString().equals(month.atDay(1).toString()))
                .filter(each -> each.schema().getFieldIndex("judged_month").isEmpty()
                        || each.getAs("judged_month").toString().equals(atDay(rows)))
                .findFirst()
                .orElseThrow();
        return (double) row.<Long>getAs(of) / row.<Long>getAs(all);
    }

    /** The newest month judged. */
    private static String atDay(List<Row> rows) {
        return rows.stream()
                .map(row -> row.getAs("judged_month").toString())
                .max(String::compareTo)
                .orElseThrow();
    }

    @Test
    void constantQualityShowsNoChange() {
        YearMonth before = NEWEST.minusMonths(1);
        YearMonth year = NEWEST.minusYears(1);

        for (List<String> rate : List.of(
                List.of("rated_n", "completed_n"),
                List.of("called_n", "callback_due_n"),
                List.of("first_fix_provisional_n", "first_fix_provisional_d"),
                List.of("complaint_on_time_n", "complaint_closed_n"))) {
            double now = share(atAge, NEWEST, rate.get(0), rate.get(1));
            assertThat(share(atAge, before, rate.get(0), rate.get(1))).as("%s", rate).isEqualTo(now, within(1e-12));
            assertThat(share(atAge, year, rate.get(0), rate.get(1))).as("%s", rate).isEqualTo(now, within(1e-12));
        }
    }

    @Test
    void comparedWithMonthsAsTheyStandTodayItSeemsToHaveFallenOrRisen() {
        List<Row> ratings = rows(new SatisfactionDetail(CONTRACTS), NEWEST.atEndOfMonth());
        YearMonth before = NEWEST.minusMonths(1);

        assertThat(share(ratings, NEWEST, "rated_n", "completed_n"))
                .isLessThan(share(ratings, before, "rated_n", "completed_n") - .1);
        assertThat(share(atAge, NEWEST, "rated_n", "completed_n"))
                .isEqualTo(share(ratings, NEWEST, "rated_n", "completed_n"));
    }

    @Test
    void whatIsWorseIsShown() {
        List<Row> worse = rows(new MonthAtAge(CONTRACTS), WORSE.atEndOfMonth());

        assertThat(share(worse, WORSE, "rated_n", "completed_n"))
                .isLessThan(share(worse, NEWEST, "rated_n", "completed_n") - .3);
    }

    @Test
    void aMonthThatIsSettledIsTheSameAtItsAge() {
        LocalDate day = NEWEST.atEndOfMonth().plusDays(44);
        List<Row> young = rows(new MonthAtAge(CONTRACTS), day).stream()
                .filter(row -> row.getAs("judged_month").toString().equals("2026-05-01"))
                .toList();
        List<Row> kpis = kpis(day);
        List<Row> ratings = rows(new SatisfactionDetail(CONTRACTS), day);

        for (YearMonth month : List.of(NEWEST, NEWEST.minusMonths(1), NEWEST.minusYears(1))) {
            for (String count : List.of("rated_n", "called_n", "satisfied_n")) {
                assertThat(share(young, month, count, "completed_n"))
                        .isEqualTo(share(ratings, month, count, "completed_n"));
            }
            for (String count : List.of("first_fix_provisional_n", "complaint_on_time_n", "onsite_kept_n")) {
                assertThat(share(young, month, count, "completed_n"))
                        .isEqualTo(share(kpis, month, count, "completed_n"));
            }
        }
    }

    private static List<Row> kpis(LocalDate day) {
        company.withGold(
                "complaint_detail",
                new aftercare.measure.complaints.ComplaintDetail(CONTRACTS)
                        .rows(company, asOf(day.toString()), Months.all()));
        return rows(new OutletKpiDetail(CONTRACTS), day);
    }

    @Test
    void aMonthIsYoungForFortyFiveDaysAfterItsEnd() {
        assertThat(judgedOn("2026-06-14")).containsExactlyInAnyOrder("2026-06-01", "2026-05-01");
        assertThat(judgedOn("2026-06-13"))
                .containsExactlyInAnyOrder("2026-06-01", "2026-05-01", "2026-04-01");
    }

    private static List<String> judgedOn(String day) {
        return rows(new MonthAtAge(CONTRACTS), LocalDate.parse(day)).stream()
                .map(row -> row.getAs("judged_month").toString())
                .distinct()
                .toList();
    }
}
