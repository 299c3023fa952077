package aftercare.serve.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacrosTest {
    private final Macros macros = new Macros(set -> Map.of("late", "It's late"), Map.of("onsite_rate", "onsite_visit"));

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
        String chart =
                "control_limits((values (1, 10.0::double, 100.0::double), (2, 20, 100), (3, 15, 100)) as m(month, x, n))";

        assertThat(number("max(centre) from " + chart)).isCloseTo(0.15, within(1e-12));
        assertThat(number("max(limit_high) from " + chart)).isCloseTo(0.15 + 3 * 0.075 / 1.128, within(1e-12));
        assertThat(number("max(limit_low) from " + chart)).isZero();
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
