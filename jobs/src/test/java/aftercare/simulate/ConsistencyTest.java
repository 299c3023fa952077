package aftercare.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsistencyTest {
    @TempDir
    private static Path folder;

    private static Landing landing;
    private static Map<String, Landing.Row> orders;
    private static JsonNode truth;

    @BeforeAll
    static void generate() throws IOException {
        CompanyGenerator.generate(
                GenerateOptions.into(folder).withRepairs(6_000).withMonths(12).withDirtyShare(0.03));
        landing = new Landing(folder);
        orders = landing.orders();
        truth = landing.truth();
    }

    @Test
    void theTruthCountsTheRowsOfEveryFile() throws IOException {
        for (String source :
                List.of("repairs", "callbacks", "complaints", "hotline_calls", "survey_answers", "outlets")) {
            for (Map.Entry<String, List<Landing.Row>> file :
                    landing.files(source).entrySet()) {
                JsonNode counted = truth.at("/files").get(file.getKey());
                assertThat(counted.get("rows").asInt())
                        .as(file.getKey())
                        .isEqualTo(file.getValue().size());
            }
        }
    }

    @Test
    void theTruthCountsTheRefusedRowsOfEveryFileOfRepairs() throws IOException {
        for (Map.Entry<String, List<Landing.Row>> file :
                landing.files("repairs").entrySet()) {
            long refused =
                    file.getValue().stream().filter(row -> !Landing.sound(row)).count();
            JsonNode counted = truth.at("/files").get(file.getKey());
            assertThat(counted.get("refused").asLong()).as(file.getKey()).isEqualTo(refused);
            assertThat(refused).isLessThan(file.getValue().size() / 20 + 1);
        }
        assertThat(truth.at("/sources/repairs/refused").asInt()).isPositive();
    }

    @Test
    void theTruthCountsDuplicatesAndDistinctOrders() throws IOException {
        Set<Map<String, String>> distinct = new HashSet<>();
        int duplicates = 0;
        for (Landing.Row row : landing.rows("repairs")) {
            duplicates += distinct.add(row.values()) ? 0 : 1;
        }
        assertThat(truth.at("/sources/repairs/duplicates").asInt())
                .isEqualTo(duplicates)
                .isPositive();
        assertThat(truth.at("/sources/repairs/keys").asInt()).isEqualTo(orders.size());
    }

    @Test
    void callbacksFollowTheCompletionOfAnOrder() throws IOException {
        int dangling = 0;
        for (Landing.Row callback : landing.rows("callbacks")) {
            Landing.Row order = orders.get(callback.get("repair_id"));
            boolean sound = order != null && order.has("completed_at");
            dangling += sound ? 0 : 1;
            if (sound && callback.has("called_at") && !callback.get("called_at").contains("/")) {
                assertThat(callback.instant("called_at")).isAfter(order.instant("completed_at"));
            }
        }
        // Only calls about orders whose row was refused, and calls that lost their repair_id, hang in the air.
        assertThat(dangling).isLessThan(2 * truth.at("/sources/repairs/refused").asInt() + 20);
    }

    @Test
    void ordersNameWhatTheReferenceDataLists() throws IOException {
        Set<String> outlets = keys("outlets", "outlet_id");
        Set<String> models = keys("models", "model_id");
        Set<String> technicians = keys("technicians", "technician_id");
        long strangers = 0;
        for (Landing.Row order : orders.values()) {
            strangers += outlets.contains(order.get("outlet_id")) ? 0 : 1;
            assertThat(models).contains(order.get("model_id"));
            assertThat(!order.has("technician_id") || technicians.contains(order.get("technician_id")))
                    .isTrue();
        }
        assertThat(strangers)
                .isEqualTo(truth.at("/sources/repairs/unknown_references").asLong())
                .isPositive();
    }

    @Test
    void everyInstalledUnitWasSold() throws IOException {
        Map<String, Integer> sold = new HashMap<>();
        for (Landing.Row row : landing.rows("shipments")) {
            if (row.complete() && row.has("units") && !row.get("units").startsWith("-")) {
                sold.merge(row.get("model_id") + row.get("month").substring(0, 7), 1, Integer::sum);
            }
        }
        long without = orders.values().stream()
                .filter(order -> order.has("sold_on"))
                .filter(order -> !sold.containsKey(
                        order.get("model_id") + order.get("sold_on").substring(0, 7)))
                .count();
        assertThat(without).isZero();
    }

    @Test
    void noTechnicianWorksInTwoPlacesAtOnceUnlessTheClaimIsFraudulent() {
        Set<String> frauds = new HashSet<>();
        truth.at("/fraudulent_claims").forEach(ids -> ids.forEach(id -> frauds.add(id.asText())));
        Map<String, List<Landing.Row>> jobs = orders.values().stream()
                .filter(order -> order.has("technician_id") && order.has("arrived_at") && order.has("completed_at"))
                .filter(order -> !frauds.contains(order.get("repair_id")))
                .collect(Collectors.groupingBy(order -> order.get("technician_id")));
        int overlaps = 0;
        for (List<Landing.Row> own : jobs.values()) {
            List<Landing.Row> sorted = new ArrayList<>(own);
            sorted.sort((a, b) -> a.get("arrived_at").compareTo(b.get("arrived_at")));
            for (int i = 1; i < sorted.size(); i++) {
                double hours = Double.parseDouble(sorted.get(i - 1).get("labour_hours"));
                Duration labour = Duration.ofSeconds((long) (hours * 3600));
                overlaps += sorted.get(i - 1)
                                .instant("arrived_at")
                                .plus(labour)
                                .isAfter(sorted.get(i).instant("arrived_at"))
                        ? 1
                        : 0;
            }
        }
        // Two visits of orders of two different earlier months may meet in one evening; once in tens of thousands.
        assertThat(overlaps).isLessThanOrEqualTo(2);
    }

    private static Set<String> keys(String source, String column) throws IOException {
        return landing.rows(source).stream().map(row -> row.get(column)).collect(Collectors.toSet());
    }
}
