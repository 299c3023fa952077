package aftercare.serve.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aftercare.config.Language;
import aftercare.stats.ControlChart;
import aftercare.stats.CountTail;
import aftercare.stats.Interval;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MacrosTest {
    private final Macros macros =
            new Macros(set -> Map.of("late", "It's late"), Map.of("onsite_rate", "onsite_visit"), Language.EN);

    @Test
    void aCodeBecomesItsWordAndAnUnknownOneStays() {
        assertThat(macros.expand("select label(cause, coalesce(a, 'x')) as cause from marts.t"))
                .isEqualTo(
                        "select case coalesce(a, 'x') when 'late' then 'It''s late' else coalesce(a, 'x') end as cause from marts.t");
    }

    @Test
    void theChosenMonthIsAnOptionalCondition() {
        assertThat(macros.expand("month = chosen_month()")).contains("[[ and {{month}} ]]", "marts.dim_month");
    }

    @Test
    void callsInsideCallsAreExpandedToo() {
        assertThat(macros.expand("standard('onsite_rate', chosen_month())"))
                .startsWith("(select target from marts.standard_in_force where metric = 'onsite_visit'")
                .contains("dim_month");
    }

    @Test
    void aFigureHasTheStandardOfThePromiseItMeasures() {
        assertThat(macros.expand("standard(compared.metric, month)"))
                .contains(
                        "metric = case compared.metric when 'onsite_rate' then 'onsite_visit' else compared.metric end");
        assertThat(macros.expand("standard('nps', month)")).contains("metric = 'nps'");
    }

    /** Newcombe 1998, Statistics in Medicine 17, table I. */
    @ParameterizedTest
    @CsvSource({"81, 263, .2553, .3662", "15, 148, .0624, .1605", "0, 20, 0, .1611", "20, 20, .8389, 1"})
    void intervalsAreWilsons(long x, long n, double low, double high) throws SQLException {
        assertThat(number("wilson_low(" + x + ", " + n + ")")).isCloseTo(low, within(5e-5));
        assertThat(number("wilson_high(" + x + ", " + n + ")")).isCloseTo(high, within(5e-5));
    }

    @Test
    void nothingHasNoInterval() throws SQLException {
        assertThat(number("wilson_low(0, 0)")).isNull();
    }

    /** Months of 10, 20 and 15 of 100: the mean moving range is 0.075, of which 1 / 1.128 is sigma. */
    @Test
    void controlLimitsLieThreeSigmasOfTheMovingRangeFromTheMean() throws SQLException {
        String chart = "control_limits((values (1, 10.0::double, 100.0::double, null::double), (2, 20, 100, null),"
                + " (3, 15, 100, null)) as m(month, x, n, target), higher)";

        assertThat(number("max(centre) from " + chart)).isCloseTo(0.15, within(1e-12));
        assertThat(number("max(limit_high) from " + chart)).isCloseTo(0.15 + 3 * 0.075 / 1.128, within(1e-12));
        assertThat(number("max(limit_low) from " + chart)).isZero();
    }

    @Test
    void aMonthAloneHasNoLimits() throws SQLException {
        for (String chart : List.of("control_limits", "rate_limits")) {
            assertThat(number("count(limit_low) + count(limit_high) from " + chart
                            + "((values (1, 10.0::double, 100.0::double, null::double)) as m(month, x, n, target),"
                            + " higher)"))
                    .as(chart)
                    .isZero();
        }
    }

    /** As {@code ControlChart.laneyU}, which is tested against published charts. */
    @Test
    void limitsOfRatesAreThoseOfTheChartOfEvents() throws SQLException {
        double[] exposure = {1.2, 0.9, 1.5, 1.1, 1.0};
        long[] events = {30, 12, 40, 22, 31};
        StringBuilder months = new StringBuilder();
        for (int i = 0; i < events.length; i++) {
            months.append(i == 0 ? "" : ", ")
                    .append("(%d, %d::double, %s::double, 20::double)".formatted(i, events[i], exposure[i]));
        }
        String chart = " from rate_limits((values " + months + ") as m(month, x, n, target), lower)";
        ControlChart expected = ControlChart.laneyU(exposure, events);

        for (int i = 0; i < events.length; i++) {
            String at = " filter (where month = " + i + ")" + chart;
            assertThat(number("max(limit_low)" + at)).isCloseTo(expected.lower(i), within(1e-9));
            assertThat(number("max(limit_high)" + at)).isCloseTo(expected.upper(i), within(1e-9));
        }
        assertThat(number("max(beyond_target_n)" + chart)).isEqualTo(3);
        assertThat(number("max(months_n)" + chart)).isEqualTo(5);
    }

    /** Limits wholly on one side of the target say that the process never or always reaches it. */
    @ParameterizedTest
    @CsvSource({
        "higher, .95, 12, never, 12",
        "higher, .71, 12, sometimes, 6",
        "higher, .40, 12, always, 0",
        "lower, .95, 12, always, 0",
        "lower, .71, 12, sometimes, 6",
        "lower, .40, 12, never, 12",
        "higher, .95, 7, , 7"
    })
    void aProcessWhoseLimitsLieBesideTheTargetNeverOrAlwaysReachesIt(
            String better, double target, int months, String assurance, int beyond) throws SQLException {
        String chart = " from control_limits((select i as month, (70 + 4 * (i %% 2))::double as x, 100::double as n,"
                + " %s::double as target from range(%d) as months(i)) as m, %s)";
        String filled = chart.formatted(target, months, better);

        assertThat(text("max(assurance)" + filled)).isEqualTo(assurance);
        assertThat(number("max(beyond_target_n)" + filled)).isEqualTo(beyond);
    }

    @Test
    void theLastTargetCountsForWhatIsReachedAndThatOfTheMonthForWhatWasMissed() throws SQLException {
        String chart = " from control_limits((select i as month, (70 + 4 * (i % 2))::double as x, 100::double as n,"
                + " case when i < 6 then .5 else .95 end::double as target from range(12) as months(i)) as m, higher)";

        assertThat(text("max(assurance)" + chart)).isEqualTo("never");
        assertThat(number("max(beyond_target_n)" + chart)).isEqualTo(6);
    }

    @Test
    void everySeriesHasItsOwnChart() throws SQLException {
        String chart = " from control_limits((select s, i as month, (s * 10 + i % 2)::double as x, 100::double as n,"
                + " .5::double as target from range(12) as a(i), range(1, 9) as b(s)) as m, higher, s)";

        assertThat(number("max(centre) filter (where s = 2)" + chart)).isCloseTo(.205, within(1e-9));
        assertThat(text("max(assurance) filter (where s = 2)" + chart)).isEqualTo("never");
        assertThat(text("max(assurance) filter (where s = 8)" + chart)).isEqualTo("always");
    }

    /** Garwood's exact limits (Biometrika 28, 1936), which {@code CountTail} gives. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 10, 50, 400})
    void intervalsOfCountsAreNearlyTheExactOnes(long count) throws SQLException {
        Interval exact = CountTail.mean(count, 0.95);

        assertThat(number("count_low(" + count + ")")).isCloseTo(exact.low(), within(0.02));
        assertThat(number("count_high(" + count + ")")).isCloseTo(exact.high(), within(0.02));
    }

    @Test
    void noEventHasAnIntervalThatBeginsAtNothingAndAnUnknownNumberHasNone() throws SQLException {
        assertThat(number("count_low(0)")).isZero();
        assertThat(number("count_high(0)")).isCloseTo(3.689, within(0.05));
        assertThat(number("count_low(null)")).isNull();
        assertThat(number("count_high(null)")).isNull();
    }

    /** 2,000 months of 8 regions with 30 to 330 ratings, all of them of one quality. */
    @Test
    void regionsOfOneQualityAreSaidToDifferInOneMonthOfTwenty() throws SQLException {
        Random random = new Random(20261130);
        double share = shareOfMonths(months(2000, 8, region -> .82, random), BEYOND_CHANCE);
        double asIntervalsSaid = shareOfMonths(months(2000, 8, region -> .82, random), INTERVALS_APART);

        // Four standard errors of a share of .05 among 2,000 are .0195.
        assertThat(share).isCloseTo(.05, within(.0195));
        assertThat(asIntervalsSaid).isGreaterThan(.08);
    }

    @Test
    void aRegionThatIsWorseIsSaidToDiffer() throws SQLException {
        double share = shareOfMonths(months(200, 8, region -> region == 0 ? .6 : .82, new Random(7)), BEYOND_CHANCE);

        assertThat(share).isGreaterThan(.9);
    }

    @Test
    void fewerThanTwoRegionsAreNotCompared() throws SQLException {
        assertThat(number("max(case when d is null then 1 else 0 end) from (select beyond_chance(x, n, n >= 30) as d"
                        + " from (values (20, 40), (5, 29)) as r(x, n)) as judged"))
                .isEqualTo(1);
        assertThat(text("max(d::varchar) from (select beyond_chance(x, n, n >= 30) as d"
                        + " from (values (40, 40), (50, 50)) as r(x, n)) as judged"))
                .isEqualTo("false");
    }

    /** Two-sided normal deviates of 5 % shared among so many. */
    @ParameterizedTest
    @CsvSource({"1, 1.95996", "8, 2.73437", "28, 3.12371", "72, 3.39150"})
    void aFamilyOfFiguresSharesFivePerCent(int members, double sigmas) throws SQLException {
        assertThat(number("family_sigmas(" + members + ")")).isCloseTo(sigmas, within(1e-3));
    }

    private static final String BEYOND_CHANCE = "beyond_chance(x, n, n >= 30, month)";
    private static final String INTERVALS_APART =
            "min(wilson_high(x, n)) over (partition by month) < max(wilson_low(x, n)) over (partition by month)";

    private double shareOfMonths(String months, String claim) throws SQLException {
        return number("avg(case when claim then 1.0 else 0.0 end) from (select month, " + claim + " as claim from ("
                + months + ") as r(month, x, n)) as judged");
    }

    private static String months(int months, int regions, IntToDoubleFunction rate, Random random) {
        StringBuilder rows = new StringBuilder("values ");
        for (int month = 0; month < months; month++) {
            for (int region = 0; region < regions; region++) {
                int n = 30 + random.nextInt(300);
                double p = rate.applyAsDouble(region);
                long x = random.doubles(n).filter(draw -> draw < p).count();
                rows.append(rows.length() == 7 ? "" : ", ").append("(%d, %d, %d)".formatted(month, x, n));
            }
        }
        return rows.toString();
    }

    private String text(String expression) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(macros.expand("select " + expression))) {
            row.next();
            return row.getString(1);
        }
    }

    private Double number(String expression) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(macros.expand("select " + expression))) {
            row.next();
            double number = row.getDouble(1);
            return row.wasNull() ? null : number;
        }
    }

    @Test
    void aCallWithTooFewArgumentsIsRefused() {
        assertThatThrownBy(() -> macros.expand("wilson_low(x)")).hasMessage("wilson_low takes 2 arguments, not 1");
        assertThatThrownBy(() -> macros.expand("wilson_low(x, n")).hasMessageContaining("is not closed");
    }
}
