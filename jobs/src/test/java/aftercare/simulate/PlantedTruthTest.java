package aftercare.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantedTruthTest {
    @TempDir
    private static Path folder;

    private static Landing landing;
    private static Map<String, Landing.Row> orders;
    private static Map<String, List<Landing.Row>> units;
    private static JsonNode truth;

    @BeforeAll
    static void generate() throws IOException {
        CompanyGenerator.generate(
                GenerateOptions.into(folder).withRepairs(12_000).withMonths(18));
        landing = new Landing(folder);
        orders = landing.orders();
        truth = landing.truth();
        units = orders.values().stream()
                .filter(order -> order.has("serial_no") && "repair".equals(order.get("service_type")))
                .collect(Collectors.groupingBy(order -> order.get("serial_no")));
    }

    @Test
    void thePlantedOutletRepairsFarLessAtTheFirstVisit() {
        String outlet = truth.at("/repeating_outlet/outlet_id").asText();
        assertThat(firstFix(order -> order.get("outlet_id").equals(outlet))).isBetween(0.5, 0.72);
        assertThat(firstFix(order -> !order.get("outlet_id").equals(outlet))).isBetween(0.85, 0.95);
    }

    @Test
    void techniciansWhoLackTheSkillFailInItsCategoryOnly() {
        Set<String> lacking = ids("/lacking_skill/technician_ids");
        Predicate<Landing.Row> theirs = order -> lacking.contains(order.get("technician_id"));
        Predicate<Landing.Row> category = order -> order.get("model_id").startsWith("RF");
        assertThat(firstFix(theirs.and(category)))
                .isLessThan(firstFix(theirs.negate().and(category)) - 0.1);
        assertThat(firstFix(theirs.and(category.negate()))).isGreaterThan(0.8);
    }

    @Test
    void theGroupThatWasHandedTheWrongFormAndOnlyItNeverGoesAboveFive() throws IOException {
        String month = truth.at("/survey_on_five_points/month").asText();
        String respondent = truth.at("/survey_on_five_points/respondent").asText();
        Map<String, Integer> highest =
                landing.files("survey_answers").get("survey_answers/survey_answers_" + month + ".csv").stream()
                        .filter(row -> row.get("expectation").matches("[1-7]"))
                        .collect(Collectors.toMap(
                                row -> row.get("respondent"),
                                row -> Integer.valueOf(row.get("expectation")),
                                Math::max));
        assertThat(highest)
                .containsEntry(respondent, 5)
                .containsEntry("consumer", 7)
                .containsEntry("employee", 7);
    }

    @Test
    void techniciansWhoLackTheSkillAreAssessedBelowIt() throws IOException {
        Set<String> lacking = ids("/lacking_skill/technician_ids");
        List<Landing.Row> assessed = landing.rows("skill_assessments").stream()
                .filter(row ->
                        row.get("skill").equals(truth.at("/lacking_skill/skill").asText()))
                .toList();
        assertThat(assessed)
                .filteredOn(row -> lacking.contains(row.get("technician_id")))
                .isNotEmpty()
                .allMatch(row -> Integer.parseInt(row.get("level")) < 4);
        assertThat(assessed)
                .filteredOn(row -> !lacking.contains(row.get("technician_id")))
                .allMatch(row -> Integer.parseInt(row.get("level")) >= 3);
    }

    @Test
    void theFlawedBatchShowsItsSymptomFarMoreOften() {
        String model = truth.at("/flawed_batch/model_id").asText();
        String symptom = truth.at("/flawed_batch/symptom_code").asText();
        String from = truth.at("/flawed_batch/from_month").asText();
        double flawed = symptomShare(
                model, symptom, order -> order.get("manufactured_on").compareTo(from) >= 0);
        double sound = symptomShare(
                model, symptom, order -> order.get("manufactured_on").compareTo(from) < 0);
        assertThat(flawed).isGreaterThan(2 * sound);
        assertThat(sound).isBetween(0.1, 0.25);
    }

    @Test
    void everyFraudulentClaimStandsInTheFiles() {
        assertThat(truth.at("/fraudulent_claims")).hasSize(Fraud.values().length);
        truth.at("/fraudulent_claims").forEach(ids -> {
            assertThat(ids).isNotEmpty();
            ids.forEach(id -> assertThat(orders).containsKey(id.asText()));
        });
    }

    @Test
    void aVisitClaimedButDeniedIsDeniedInItsCallback() throws IOException {
        Set<String> denied = landing.rows("callbacks").stream()
                .filter(row -> "false".equals(row.get("visit_confirmed")))
                .map(row -> row.get("repair_id"))
                .collect(Collectors.toSet());
        Set<String> planted = ids("/fraudulent_claims/visit_denied");
        assertThat(planted).isNotEmpty();
        long found = planted.stream().filter(denied::contains).count();
        assertThat(found).isGreaterThanOrEqualTo(planted.size() - 2L);
    }

    @Test
    void aClaimMadeTwiceIsForTheSameUnitAndSymptomWithinAWeek() {
        for (String id : ids("/fraudulent_claims/claimed_twice")) {
            Landing.Row claim = orders.get(id);
            assertThat(units.getOrDefault(claim.get("serial_no"), List.of()))
                    .as(id)
                    .anyMatch(other -> !other.get("repair_id").equals(id)
                            && other.get("symptom_code").equals(claim.get("symptom_code"))
                            && other.has("claimed_amount")
                            && other.instant("opened_at")
                                    .isAfter(claim.instant("opened_at").minusDays(7))
                            && other.instant("opened_at").isBefore(claim.instant("opened_at")));
        }
    }

    @Test
    void aCompanyWithoutPlantedTruthsHasNone(@TempDir Path plain) throws IOException {
        CompanyGenerator.generate(
                GenerateOptions.into(plain).withRepairs(1_000).withMonths(6).withShape(Shape.unplanted()));
        JsonNode without = new Landing(plain).truth();
        assertThat(without.has("repeating_outlet")).isFalse();
        assertThat(without.has("fraudulent_claims")).isFalse();
        assertThat(without.has("age_rate")).isTrue();
    }

    /** First-time fix as metrics.md defines it, ripeness aside. */
    private static double firstFix(Predicate<Landing.Row> which) {
        int fixed = 0;
        int judged = 0;
        for (List<Landing.Row> unit : units.values()) {
            for (Landing.Row order : unit) {
                if (order.has("completed_at") && !"end_of_life".equals(order.get("outcome")) && which.test(order)) {
                    judged++;
                    fixed += "not_fixed".equals(order.get("outcome")) || cameBack(order, unit) ? 0 : 1;
                }
            }
        }
        return (double) fixed / judged;
    }

    private static boolean cameBack(Landing.Row order, Collection<Landing.Row> unit) {
        LocalDateTime completed = order.instant("completed_at");
        return unit.stream()
                .map(other -> other.instant("opened_at"))
                .anyMatch(opened -> opened.isAfter(completed) && !opened.isAfter(completed.plusDays(30)));
    }

    private static double symptomShare(String model, String symptom, Predicate<Landing.Row> which) {
        List<Landing.Row> judged = new ArrayList<>(orders.values());
        judged.removeIf(order -> !order.get("model_id").equals(model)
                || !order.has("symptom_code")
                || !order.has("manufactured_on")
                || !which.test(order));
        long with = judged.stream()
                .filter(order -> order.get("symptom_code").equals(symptom))
                .count();
        return (double) with / judged.size();
    }

    private static Set<String> ids(String pointer) {
        return StreamSupport.stream(truth.at(pointer).spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }
}
