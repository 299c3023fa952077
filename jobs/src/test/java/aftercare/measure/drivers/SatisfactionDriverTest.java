package aftercare.measure.drivers;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.measure.TableInputs;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import aftercare.measure.api.Spoken;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 30 repairs late on site, 15 of them rated well, and 60 in time, 54 of them rated well; 6 late ones were not rated.
 */
class SatisfactionDriverTest {
    private static final AsOf DAY = asOf("2026-06-30");
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Need RATINGS = Need.of("callbacks", "satisfaction");
    private static final SatisfactionDriver MEASURE = new SatisfactionDriver(Contracts.load());

    private static List<Row> rows;

    @BeforeAll
    static void computed() {
        rows = rows(company(RATINGS, new Spoken(YearMonth.of(2026, 3), YearMonth.of(2026, 6))), Months.all());
    }

    private static TableInputs company(Need need, Spoken spoken) {
        StringBuilder repairs = new StringBuilder(
                "repair_id|outlet_id|region_id|model_id|service_type|opened_at|arrived_at|completed_at|customer_paid|sold_on\n");
        StringBuilder callbacks = new StringBuilder("callback_id|repair_id|called_at|result|satisfaction\n");
        for (int i = 0; i < 96; i++) {
            boolean late = i < 36;
            int place = late ? i : i - 36;
            LocalDateTime opened = LocalDateTime.of(2026, 5, 4 + i % 15, 8, 0);
            LocalDateTime arrived = opened.plusHours(late ? 30 : 3);
            LocalDateTime completed = arrived.plusHours(1);
            boolean good = late ? place < 15 : place < 54;
            repairs.append(String.join(
                    "|",
                    "r" + i,
                    "O1",
                    "R1",
                    "M1",
                    "repair",
                    WRITTEN.format(opened),
                    WRITTEN.format(arrived),
                    WRITTEN.format(completed),
                    i < 2 ? "12.25" : "0.00",
                    "2026-01-01\n"));
            if (!late || place < 30) {
                callbacks.append(String.join(
                        "|",
                        "b" + i,
                        "r" + i,
                        WRITTEN.format(completed.plusDays(2)),
                        "reached",
                        (good ? "5" : "3") + "\n"));
            }
        }
        return new TableInputs()
                .withSilver("repairs", repairs.toString())
                .withSilver("callbacks", callbacks.toString())
                .withSpoken(need, spoken);
    }

    private static List<Row> rows(TableInputs inputs, Months months) {
        return MEASURE.rows(inputs, DAY, months).collectAsList();
    }

    private static Row row(String cut, int months, String driver) {
        return rows.stream()
                .filter(row -> row.getAs("month").toString().equals("2026-05-01"))
                .filter(row -> row.getAs("cut").equals(cut) && row.<Integer>getAs("window_months") == months)
                .filter(row -> row.getAs("driver").equals(driver))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEffectIsTheDifferenceOfTheSharesWhereOrdersAreAlikeInAllElse() {
        Row late = row("company", 1, "late_on_site");

        assertThat(late.<Long>getAs("rated_n")).isEqualTo(90);
        assertThat(late.<Long>getAs("exposed_n")).isEqualTo(30);
        assertThat(late.<Long>getAs("unexposed_n")).isEqualTo(60);
        assertThat(late.<Double>getAs("satisfied_with")).isEqualTo(0.5);
        assertThat(late.<Double>getAs("satisfied_without")).isEqualTo(0.9);
        assertThat(late.<Double>getAs("effect")).isCloseTo(-0.4, within(0.005));
        assertThat(late.<Boolean>getAs("shown")).isTrue();
    }

    @Test
    void lostAreAllToWhomItHappenedRatedOrNotInAMonth() {
        Row late = row("company", 1, "late_on_site");
        Row overAQuarter = row("company", 3, "late_on_site");

        assertThat(late.<Long>getAs("exposed_orders_n")).isEqualTo(36);
        assertThat(late.<Double>getAs("lost_n")).isCloseTo(36 * 0.4, within(0.2));
        assertThat(late.<Double>getAs("lost_low")).isBetween(0.0, 14.0);
        assertThat(late.<Double>getAs("lost_high")).isBetween(15.0, 36.0);
        assertThat(overAQuarter.<Double>getAs("lost_n")).isCloseTo(12 * 0.4, within(0.07));
    }

    @Test
    void theLossIsSharedAndWhatNoDriverExplainsIsLeft() {
        Row late = row("company", 1, "late_on_site");

        assertThat(late.<Double>getAs("share_of_loss")).isCloseTo(1, within(1e-9));
        // 12 of the 21 who are not satisfied would be.
        assertThat(late.<Double>getAs("share_of_unsatisfied")).isCloseTo(12 / 21.0, within(0.01));
    }

    @Test
    void whatHappenedTooRarelyIsCountedAndNotJudged() {
        Row charged = row("company", 1, "charged_in_warranty");

        assertThat(charged.<Long>getAs("exposed_n")).isEqualTo(2);
        assertThat(charged.<Boolean>getAs("judged")).isFalse();
        assertThat(charged.<Boolean>getAs("shown")).isFalse();
        assertThat(charged.isNullAt(charged.fieldIndex("effect"))).isTrue();
        assertThat(charged.getAs("cost").toString()).isEqualTo("24.50");
    }

    @Test
    void aDriverThatCannotBeJudgedOfAnyOrderHasNoRow() {
        assertThat(rows).extracting(row -> row.<String>getAs("driver")).doesNotContain("not_fixed", "came_back");
    }

    @Test
    void noWindowBeginsBeforeRatingsSpeak() {
        assertThat(rows).extracting(row -> row.<Integer>getAs("window_months")).containsOnly(1, 3);
    }

    @Test
    void theMembersOfACutHaveTheirOwn() {
        assertThat(row("outlet", 1, "late_on_site").<String>getAs("cut_id")).isEqualTo("O1");
        assertThat(row("region", 1, "late_on_site").<Double>getAs("effect")).isCloseTo(-0.4, within(0.005));
        assertThat(row("category", 1, "late_on_site").<String>getAs("cut_id")).isEqualTo("unknown");
    }

    @Test
    void oneMonthIsComputedAsAmongAll() {
        List<Row> alone = rows(
                company(RATINGS, new Spoken(YearMonth.of(2026, 3), YearMonth.of(2026, 6))),
                Months.of(Set.of(YearMonth.of(2026, 5))));

        assertThat(alone)
                .containsExactlyInAnyOrderElementsOf(rows.stream()
                        .filter(row -> row.getAs("month").toString().equals("2026-05-01"))
                        .toList());
    }

    @Test
    void withoutCallbacksNothingIsSaid() {
        assertThat(rows(company(RATINGS, Spoken.NEVER), Months.all())).isEmpty();
    }
}
