package aftercare.serve.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MacrosTest {
    private final Macros macros = new Macros(set -> Map.of("late", "It's late"));

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
                .startsWith("(select target from marts.standard_in_force where metric = 'onsite_rate'")
                .contains("dim_month");
    }

    @Test
    void aCallWithTooFewArgumentsIsRefused() {
        assertThatThrownBy(() -> macros.expand("wilson_low(x)")).hasMessage("wilson_low takes 2 arguments, not 1");
        assertThatThrownBy(() -> macros.expand("wilson_low(x, n")).hasMessageContaining("is not closed");
    }
}
