package aftercare.simulate;

import aftercare.table.RepairsTable;
import aftercare.table.SkillsTable;
import aftercare.table.SurveyAnswersTable;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what is planted in words. */
final class PlantedTruth {
    private static final int AGES = 96;

    private final CompanyGenerator.World world;
    private final Truth.Tally tally;

    PlantedTruth(CompanyGenerator.World world, Truth.Tally tally) {
        this.world = world;
        this.tally = tally;
    }

    void addTo(Map<String, Object> truth) {
        truth.put("true_delay", delay());
        truth.put("age_rate", ageRates());
        truth.put("season", seasons());
        truth.put("model_rates", modelRates());
        truth.put("outlets", outlets());
        truth.put("satisfaction", satisfaction());
        if (world.options().shape().plantTruths()) {
            truth.put("repeating_outlet", repeatingOutlet());
            truth.put("flawed_batch", flawedBatch());
            truth.put("lacking_skill", lackingSkill());
            truth.put("effective_course", course(Planted.EFFECTIVE, 0.24, 0.024));
            truth.put("useless_course", course(Planted.USELESS, 0.24, 0.24));
            Map<String, Object> frauds = new LinkedHashMap<>();
            tally.frauds.forEach((fraud, numbers) -> frauds.put(fraud.label(), Truth.orderIds(numbers)));
            truth.put("fraudulent_claims", frauds);
            SurveyFiles.wrongFormMonth(world).ifPresent(month -> truth.put("survey_on_five_points", wrongForm(month)));
        }
    }

    private Map<String, Object> delay() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("late_share", world.options().shape().lateShare());
        map.put("on_time_max_hours", 6.1);
        map.put("late_shortest_days", OrderDraw.LATE_SHORTEST_DAYS);
        map.put("late_mean_days_beyond_shortest", OrderDraw.LATE_MEAN_DAYS);
        map.put("late_longest_days", OrderDraw.LATE_LONGEST_DAYS);
        map.put("distribution", "shifted exponential, cut off at the longest");
        return map;
    }

    private static Map<String, Object> ageRates() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Category category : Category.values()) {
            List<Double> factors = new ArrayList<>();
            for (int age = 0; age < AGES; age++) {
                factors.add(rounded(category.ageFactor(age)));
            }
            map.put(category.label(), factors);
        }
        return map;
    }

    private static Map<String, Object> seasons() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Category category : Category.values()) {
            Map<String, Object> zones = new LinkedHashMap<>();
            for (int zone = 0; zone < Region.ZONES.length; zone++) {
                List<Double> factors = new ArrayList<>();
                for (int month = 1; month <= 12; month++) {
                    factors.add(rounded(category.season(month, zone)));
                }
                zones.put(Region.ZONES[zone], factors);
            }
            map.put(category.label(), zones);
        }
        return map;
    }

    private Map<String, Object> modelRates() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Model model : world.network().models) {
            map.put(model.id(), rounded(model.rate()));
        }
        return map;
    }

    /** What is true of each outlet: how long it keeps people waiting, how often it fails, how its people are. */
    private Map<String, Object> outlets() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Outlet outlet : world.network().outlets) {
            Map<String, Object> character = new LinkedHashMap<>();
            character.put("slowness", rounded(outlet.slowness));
            character.put("not_fixed_risk", rounded(outlet.failRisk));
            character.put("repeat_risk", rounded(outlet.repeatRisk));
            character.put("manner", rounded(outlet.manner));
            map.put(outlet.id, character);
        }
        return map;
    }

    /** What makes the points of which 3.5 or more are a satisfied customer: in points, those of drivers being lost. */
    private Map<String, Object> satisfaction() {
        double sensitivity = world.options().shape().sensitivity();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pleased", Opinion.PLEASED);
        map.put("spread", Opinion.SPREAD);
        map.put("late_on_site", sensitivity * Displeasure.LATE);
        map.put("late_on_site_a_day", sensitivity * Displeasure.LATE_A_DAY);
        map.put("waited_for_parts_a_day", sensitivity * Displeasure.WAITED_A_DAY);
        map.put("not_fixed", sensitivity * Displeasure.NOT_FIXED);
        map.put("came_back", sensitivity * Displeasure.BACK);
        map.put("second_visit", sensitivity * Displeasure.TRIED);
        map.put("charged_in_warranty", sensitivity * Displeasure.FEE_IN_WARRANTY);
        map.put("slow_turnaround", 0.0);
        map.put("complaint_late", 0.0);
        map.put("callback_late", 0.0);
        return map;
    }

    private Map<String, Object> repeatingOutlet() {
        Outlet outlet = world.network().outlets.get(world.planted().outlet);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(RepairsTable.OUTLET_ID, outlet.id);
        map.put("not_fixed_risk", outlet.failRisk);
        map.put("repeat_risk", outlet.repeatRisk);
        return map;
    }

    private Map<String, Object> flawedBatch() {
        Model model = world.network().models.get(world.planted().flawedModel);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(RepairsTable.MODEL_ID, model.id());
        map.put(RepairsTable.SYMPTOM_CODE, model.category().symptom(Planted.FLAW_SYMPTOM));
        map.put(
                "from_month",
                world.network().window.month(world.planted().flawedFrom).toString());
        map.put("rate_multiplier", Planted.FLAW_MULTIPLIER);
        return map;
    }

    private Map<String, Object> lackingSkill() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(SkillsTable.SKILL, Planted.LACKING.skill());
        map.put(SkillsTable.CATEGORY, Planted.LACKING.label());
        map.put("extra_risk", 0.28);
        map.put(
                "technician_ids",
                world.planted().lacking.stream().map(t -> t.id).toList());
        return map;
    }

    private static Map<String, Object> wrongForm(YearMonth month) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("month", month.toString());
        map.put(SurveyAnswersTable.RESPONDENT, SurveyFiles.WRONG_FORM_RESPONDENT);
        return map;
    }

    private Map<String, Object> course(Category category, double before, double after) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(SkillsTable.COURSE, category.course());
        map.put(SkillsTable.SKILL, category.skill());
        map.put(SkillsTable.CATEGORY, category.label());
        map.put("extra_risk_before", before);
        map.put("extra_risk_after", after);
        map.put(
                "technician_ids",
                world.planted().trainings.stream()
                        .filter(t -> t.category() == category)
                        .filter(t -> world.network().technicians.get(t.technician()).weakness[category.place()] > 0)
                        .map(t -> world.network().technicians.get(t.technician()).id)
                        .toList());
        return map;
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
