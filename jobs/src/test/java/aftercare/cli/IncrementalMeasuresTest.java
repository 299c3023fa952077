package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Contracts;
import aftercare.measure.api.Measure;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who computes some months only must be shown to give what a full computation gives. */
class IncrementalMeasuresTest {
    /**
     * By a test that names each: SameTablesTest, DetailTablesTest, OrderDetailTest, OutletScorecardTest,
     * ReferenceGapTest, Incremental*Test.
     */
    private static final Set<String> SHOWN = Set.of(
            "satisfaction_month",
            "outlet_kpi_month",
            "complaint_month",
            "satisfaction_detail",
            "outlet_kpi_detail",
            "complaint_detail",
            "order_detail",
            "outlet_kpi_expected",
            "promise_month",
            "reference_gap",
            "settlement_flag");

    @Test
    void eachHasATestThatComparesItWithAFullComputation() {
        assertThat(Measures.all(Contracts.load()).stream()
                        .filter(IncrementalMeasuresTest::isIncremental)
                        .map(Measure::table))
                .containsExactlyInAnyOrderElementsOf(SHOWN);
    }

    private static boolean isIncremental(Measure measure) {
        return List.of(measure.getClass().getDeclaredMethods()).stream()
                .anyMatch(method -> method.getName().equals("touched"));
    }
}
