package aftercare.measure.outlets;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What outlets are judged by: months added up until there is enough to say, each KPI over those that can be judged. */
class PooledScorecardTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final AsOf DAY = asOf("2026-10-31");
    private static final YearMonth LAST = YearMonth.of(2026, 10);

    private double mix = 0.9;
    private final StringBuilder months = new StringBuilder("month|outlet_id|region_id|completed_n\n");
    private final StringBuilder kpis = new StringBuilder("month|outlet_id|region_id|metric|n|d|mix_rate|peers_n\n");

    /** 289 of 390 repairs hold where 359 and 339 do at the others; no month by itself has more than 33. */
    @Test
    void ofThreeOutletsTheBadOneIsToBeWatchedThoughNoMonthAloneTellsIt() {
        for (int i = 0; i < 12; i++) {
            YearMonth month = LAST.minusMonths(1 + i);
            int repairs = i < 6 ? 33 : 32;
            month(month, "good", repairs).firstFix(month, "good", i < 11 ? 30 : 29, repairs);
            month(month, "fair", repairs).firstFix(month, "fair", i < 3 ? 29 : 28, repairs);
            month(month, "bad", repairs).firstFix(month, "bad", i < 1 ? 25 : 24, repairs);
        }
        for (String outlet : new String[] {"good", "fair", "bad"}) {
            month(LAST, outlet, 32);
        }

        TableInputs company = scored();

        assertThat(in(
                        advised(company, "month = '2026-10-01'"),
                        "outlet_id",
                        "recommendation",
                        "funnel",
                        "flagged",
                        "rank_in_region"))
                .containsExactlyInAnyOrder(
                        tuple("good", "keep", "in", "false", "1"),
                        tuple("fair", "keep", "in", "false", "2"),
                        tuple("bad", "watch", "low", "true", "3"));
        Row bad = advised(company, "outlet_id = 'bad' and month = '2026-10-01'").first();
        assertThat(bad.<String>getAs("reasons")).contains("to 2026-09: First-time fix 7", "the other outlets");
        assertThat(bad.<String>getAs("grade")).isEqualTo("C");
    }

    @Test
    void firstFixIsOfTheLastQuarterThatIsThirtyDaysOverAndTheOthersOfTheMonthItself() {
        for (int i = 0; i < 5; i++) {
            YearMonth month = LAST.minusMonths(i);
            for (String outlet : new String[] {"O1", "O2"}) {
                month(month, outlet, 100).firstFix(month, outlet, 90, 100).kpi(month, outlet, "onsite_rate", 90, 100);
            }
        }

        TableInputs company = scored();

        assertThat(in(
                        kpis(company, "outlet_id = 'O1' and month = '2026-10-01'"),
                        "metric",
                        "from_month",
                        "to_month",
                        "months_n",
                        "n",
                        "d"))
                .containsExactlyInAnyOrder(
                        tuple("first_fix_rate", "2026-07-01", "2026-09-01", "3", "270", "300"),
                        tuple("onsite_rate", "2026-08-01", "2026-10-01", "3", "270", "300"));
        assertThat(in(
                        kpis(company, "outlet_id = 'O1' and month = '2026-09-01' and metric = 'first_fix_rate'"),
                        "from_month",
                        "to_month"))
                .containsExactly(tuple("2026-07-01", "2026-09-01"));
    }

    @Test
    void threeMonthsSufficeWhereTheyTellTheFloorFromTheTargetElseSixOrTwelveCount() {
        for (int i = 0; i < 14; i++) {
            YearMonth month = LAST.minusMonths(1 + i);
            month(month, "large", 40).firstFix(month, "large", 36, 40);
            month(month, "medium", 12).firstFix(month, "medium", 11, 12);
            month(month, "small", 3).firstFix(month, "small", 3, 3);
        }
        month(LAST, "large", 40).month(LAST, "medium", 12).month(LAST, "small", 3);

        assertThat(in(kpis(scored(), "month = '2026-10-01'"), "outlet_id", "months_n", "d"))
                .containsExactlyInAnyOrder(
                        tuple("large", "3", "120"), tuple("medium", "6", "72"), tuple("small", "12", "36"));
    }

    @Test
    void aKpiWhoseSourceWasNotDeliveredHasNoAttainmentAndNoWeight() {
        for (int i = 0; i < 4; i++) {
            YearMonth month = LAST.minusMonths(i);
            for (String outlet : new String[] {"O1", "O2"}) {
                month(month, outlet, 100).firstFix(month, outlet, 85, 100).kpi(month, outlet, "onsite_rate", 98, 100);
            }
        }

        Row scored = advised(scored(), "outlet_id = 'O1' and month = '2026-10-01'").first();

        assertThat(scored.<Double>getAs("score")).isCloseTo((30 * 80 + 20 * 100) / 50.0, within(1e-6));
        assertThat(scored.<Double>getAs("scored_share")).isCloseTo(0.5, within(1e-9));
        assertThat(scored.<String>getAs("reasons"))
                .contains("Not in the score", "Satisfaction", "Complaints per 1,000 orders", "50 % of the weights");
    }

    /** Complaints that were delivered from August on are counted from August on, with the orders of these months. */
    @Test
    void monthsBeforeASourceSpeaksAreNeitherCountedNorNamed() {
        for (int i = 0; i < 12; i++) {
            YearMonth month = LAST.minusMonths(i);
            for (String outlet : new String[] {"O1", "O2"}) {
                month(month, outlet, 50);
                if (i < 3) {
                    kpi(month, outlet, "complaints_per_1000", 1, 50);
                }
            }
        }

        assertThat(in(
                        kpis(scored(), "outlet_id = 'O1' and month = '2026-10-01'"),
                        "from_month",
                        "to_month",
                        "months_n",
                        "n",
                        "d"))
                .containsExactly(tuple("2026-08-01", "2026-10-01", "3", "3", "150"));
    }

    @Test
    void aSourceThatWentSilentAQuarterAgoIsNoLongerJudged() {
        for (int i = 0; i < 12; i++) {
            YearMonth month = LAST.minusMonths(i);
            for (String outlet : new String[] {"O1", "O2"}) {
                month(month, outlet, 50);
                if (i >= 3) {
                    kpi(month, outlet, "satisfaction_rate", 45, 50);
                }
            }
        }

        assertThat(kpis(scored(), "month = '2026-10-01'").isEmpty()).isTrue();
        assertThat(kpis(scored(), "month = '2026-09-01'").count()).isEqualTo(2);
    }

    /** Its target is met, and it is far worse than all others. */
    @Test
    void anOutletThatIsLowHasNeitherTheBestGradeNorTheBestRank() {
        mix = 0.98;
        eleven(i -> i == 0 ? 90 : 99);

        assertThat(in(
                        advised(scored(), "month = '2026-10-01' and outlet_id in ('O00', 'O01')"),
                        "outlet_id",
                        "grade",
                        "flagged",
                        "recommendation",
                        "rank_in_region"))
                .containsExactlyInAnyOrder(
                        tuple("O00", "B", "true", "watch", "11"), tuple("O01", "A", "false", "keep", "1"));
    }

    private void eleven(IntFunction<Integer> fixed) {
        for (int i = 0; i < 5; i++) {
            YearMonth month = LAST.minusMonths(i);
            for (int outlet = 0; outlet < 11; outlet++) {
                String id = "O" + (outlet < 10 ? "0" : "") + outlet;
                month(month, id, 100).firstFix(month, id, fixed.apply(outlet), 100);
            }
        }
    }

    private PooledScorecardTest month(YearMonth month, String outlet, long completed) {
        months.append(first(month) + "|" + outlet + "|north|" + completed + "\n");
        return this;
    }

    /** The company's rate is given as what the mix leads one to expect. */
    private PooledScorecardTest firstFix(YearMonth month, String outlet, long n, long d) {
        return kpi(month, outlet, "first_fix_rate", n, d);
    }

    private PooledScorecardTest kpi(YearMonth month, String outlet, String metric, long n, long d) {
        double expected = metric.equals("complaints_per_1000") ? 20 : mix;
        kpis.append(String.join(
                        "|", first(month), outlet, "north", metric, "" + n, "" + d, "" + expected, "11")
                + "\n");
        return this;
    }

    private static String first(YearMonth month) {
        LocalDate day = month.atDay(1);
        return day.toString();
    }

    private TableInputs scored() {
        TableInputs inputs = new TableInputs()
                .withGold("outlet_kpi_month", months.toString())
                .withGold("outlet_kpi_expected", kpis.toString());
        return inputs.withGold(
                "outlet_scorecard_kpi", new OutletScorecardKpi(CONTRACTS).rows(inputs, DAY, Months.all()));
    }

    private static org.apache.spark.sql.Dataset<Row> kpis(TableInputs company, String which) {
        return company.gold("outlet_scorecard_kpi").filter(which);
    }

    private static org.apache.spark.sql.Dataset<Row> advised(TableInputs company, String which) {
        return new OutletScorecardMonth(CONTRACTS)
                .rows(company, DAY, Months.all())
                .filter(which);
    }
}
