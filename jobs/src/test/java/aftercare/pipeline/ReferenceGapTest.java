package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Contracts;
import aftercare.measure.api.Measure;
import aftercare.measure.health.ReferenceGap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of facts that name what nobody delivered, as the lake grows. */
class ReferenceGapTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 30);
    private static final List<Measure> MEASURES = List.of(new ReferenceGap(Contracts.load()));

    @TempDir
    private Path folder;

    private Path landing;
    private Pipeline pipeline;

    @BeforeEach
    void openLake() {
        landing = folder.resolve("landing");
        pipeline = new Pipeline(folder.resolve("lake"));
    }

    @Test
    void referencesThatFindNothingAreCountedByMonth() throws IOException {
        orders("a.csv", "R1,O1,M1,2026-09-01", "R2,O2,M1,2026-10-01", "R3,O2,M1,2026-10-02");
        callbacks("a.csv", "C1,R1,2026-10-03", "C2,R9,2026-10-03", "C3,R8,2026-11-03");
        outlets("O1");
        compute();

        assertThat(gaps("callbacks", "repair_id")).containsExactly("2026-10-01 1 of 2", "2026-11-01 1 of 1");
        assertThat(gaps("repairs", "outlet_id")).containsExactly("2026-09-01 0 of 1", "2026-10-01 2 of 2");
        assertThat(gaps("repairs", "technician_id")).isEmpty();
    }

    @Test
    void whereNothingWasDeliveredNothingIsMissed() throws IOException {
        orders("a.csv", "R1,O1,M1,2026-09-01");
        compute();

        assertThat(gaps("repairs", "outlet_id")).containsExactly("2026-09-01 null of 1");
    }

    @Test
    void ordersAndOutletsThatComeLaterAreFoundInEarlierMonths() throws IOException {
        callbacks("a.csv", "C1,R1,2026-09-03", "C2,R2,2026-10-03");
        orders("a.csv", "R0,O1,M1,2026-09-01");
        outlets("O2");
        compute();
        assertThat(gaps("callbacks", "repair_id")).containsExactly("2026-09-01 1 of 1", "2026-10-01 1 of 1");
        assertThat(gaps("repairs", "outlet_id")).containsExactly("2026-09-01 1 of 1");

        orders("b.csv", "R1,O1,M1,2026-09-01", "R3,O3,M1,2026-11-01");
        computeAsFromNothing();
        assertThat(gaps("callbacks", "repair_id")).containsExactly("2026-09-01 0 of 1", "2026-10-01 1 of 1");

        Delivered.text(landing, "outlets/b.csv", "outlet_id,region_id,name", "O1,East,One");
        computeAsFromNothing();
        assertThat(gaps("repairs", "outlet_id")).containsExactly("2026-09-01 0 of 2", "2026-11-01 1 of 1");
    }

    @Test
    void theFirstOrdersGiveAllCallbacksSomethingToLookIn() throws IOException {
        callbacks("a.csv", "C1,R1,2026-09-03", "C2,R2,2026-10-03");
        compute();
        assertThat(gaps("callbacks", "repair_id")).containsExactly("2026-09-01 null of 1", "2026-10-01 null of 1");

        orders("a.csv", "R1,O1,M1,2026-09-01");
        computeAsFromNothing();
        assertThat(gaps("callbacks", "repair_id")).containsExactly("2026-09-01 0 of 1", "2026-10-01 1 of 1");
    }

    private void orders(String file, String... orders) throws IOException {
        Delivered.text(
                landing,
                "repairs/" + file,
                Stream.concat(
                                Stream.of("repair_id,outlet_id,model_id,opened_at,service_type"),
                                Stream.of(orders).map(order -> order + ",repair"))
                        .toArray(String[]::new));
    }

    private void callbacks(String file, String... callbacks) throws IOException {
        Delivered.text(
                landing,
                "callbacks/" + file,
                Stream.concat(
                                Stream.of("callback_id,repair_id,called_at,result"),
                                Stream.of(callbacks).map(callback -> callback + ",reached"))
                        .toArray(String[]::new));
    }

    private void outlets(String outlet) throws IOException {
        Delivered.text(landing, "outlets/a.csv", "outlet_id,region_id,name", outlet + ",East,One");
    }

    private void compute() {
        pipeline.load(landing);
        pipeline.compute(AS_OF, MEASURES, false);
    }

    /** Computes what changed, which must give what all computed anew gives. */
    private void computeAsFromNothing() {
        compute();
        List<String> increment = pipeline.gold("reference_gap");
        pipeline.compute(AS_OF, MEASURES, true);
        assertThat(pipeline.gold("reference_gap")).isEqualTo(increment);
    }

    private List<String> gaps(String source, String field) {
        return pipeline
                .lake()
                .read(pipeline.lake().gold("reference_gap"))
                .filter("source = '" + source + "' and field = '" + field + "'")
                .orderBy("month")
                .collectAsList()
                .stream()
                .map(row -> row.getAs("month") + " " + row.getAs("unmatched_n") + " of " + row.getAs("referring_n"))
                .toList();
    }
}
