package aftercare.serve.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.serve.dashboard.Dashboard.Filter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardSqlTest {
    private static final Map<String, CardSql.Binding> BINDINGS = Map.of(
            "month", new CardSql.Binding(new FilterField("dim_month", "month"), Filter.Type.MONTH),
            "region", new CardSql.Binding(new FilterField("outlet_kpi_month", "region_id"), Filter.Type.LIST),
            "scenario", new CardSql.Binding(new FilterField("network_plan_year", "scenario"), Filter.Type.LIST));

    @Test
    void anOptionalConditionFallsAwayWithItsFilter() {
        CardSql sql = card("select a from marts.t where true [[ and {{region}} ]]");

        assertThat(sql.with(Map.of()).sql()).isEqualTo("select a from marts.t where true ");
        assertThat(sql.with(Map.of("region", List.of())).parameters()).isEmpty();
    }

    @Test
    void valuesAreParametersAndNeverPartOfTheText() {
        CardSql.Query query = card("select a from marts.t where true [[ and {{region}} ]]")
                .with(Map.of("region", List.of("R1", "'; drop table t; --")));

        assertThat(query.sql())
                .isEqualTo(
                        "select a from marts.t where true  and \"marts\".\"outlet_kpi_month\".\"region_id\" in (?, ?) ");
        assertThat(query.parameters()).containsExactly("R1", "'; drop table t; --");
    }

    @Test
    void aMonthIsAllOfItsDays() {
        CardSql.Query query =
                card("select a from marts.t where true [[ and {{month}} ]]").with(Map.of("month", List.of("2028-02")));

        assertThat(query.sql()).contains("\"marts\".\"dim_month\".\"month\" between ? and ?");
        assertThat(query.parameters()).containsExactly(LocalDate.of(2028, 2, 1), LocalDate.of(2028, 2, 29));
    }

    @Test
    void parametersStandInTheOrderOfTheText() {
        CardSql.Query query =
                card("select a from marts.t where {{scenario}} [[ and {{region}} ]] [[ and {{month}} ]] and {{scenario}}")
                        .with(Map.of("region", List.of("R1"), "scenario", List.of("base")));

        assertThat(query.parameters()).containsExactly("base", "R1", "base");
    }

    @Test
    void aRequiredFilterWithoutAValueIsRefused() {
        CardSql sql = card("select a from marts.t where {{scenario}}");

        assertThatThrownBy(() -> sql.with(Map.of())).hasMessageContaining("scenario");
        assertThat(sql.required()).containsExactly("scenario");
    }

    @Test
    void columnsAreThoseOfTheLastSelect() {
        assertThat(
                        card("with x as (select b from marts.t) select t.month, sum(case when f(a, 'from, b') > 1 then 1 end)"
                                        + " as a_n, (select max(c) from marts.u) as c from x order by month")
                                .columns())
                .containsExactly("month", "a_n", "c");
        assertThatThrownBy(() -> card("select sum(a) from marts.t").columns()).hasMessageContaining("has no name");
    }

    @Test
    void tablesAreThoseOfTheMarts() {
        assertThat(card("select a from marts.one join marts.two_b on true where x in (select y from marts.one)")
                        .tables())
                .containsExactly("one", "two_b");
    }

    private static CardSql card(String text) {
        return new CardSql(text, BINDINGS);
    }
}
