package aftercare.measure.actions;

import aftercare.contract.CodeWords;
import aftercare.contract.Text;
import aftercare.table.ActionTable;
import aftercare.table.Tables;
import aftercare.table.TrainingPlanRegionTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Courses of which seats are advised, or that are to be reviewed, over all regions. */
final class CourseAdvice implements Adviser {
    static final String WHAT = "course";
    private static final String REVIEW = "review";
    /** A visit that fails leads to another one. */
    private static final String FAILED_VISIT = "came_back";

    @Override
    public List<String> gold() {
        return List.of(Tables.TRAINING_PLAN_REGION);
    }

    @Override
    public List<ActionTable.Builder> advice(Known known, Effects effects) {
        Map<String, List<TrainingPlanRegionTable.Values>> courses =
                known.latest(Tables.TRAINING_PLAN_REGION, TrainingPlanRegionTable.AS_OF).collectAsList().stream()
                        .map(TrainingPlanRegionTable::of)
                        .filter(row -> row.seats() > 0 || row.advice().equals(REVIEW))
                        .collect(Collectors.groupingBy(
                                row -> row.course() + "/" + row.advice(), TreeMap::new, Collectors.toList()));
        return courses.entrySet().stream()
                .map(course -> recommendation(course.getKey(), course.getValue(), effects))
                .toList();
    }

    private static ActionTable.Builder recommendation(
            String about, List<TrainingPlanRegionTable.Values> rows, Effects effects) {
        TrainingPlanRegionTable.Values first = rows.get(0);
        Text advice = Adviser.say(
                "course." + first.advice(),
                "course",
                CodeWords.of(first.course()),
                "people",
                rows.stream().mapToLong(TrainingPlanRegionTable.Values::peopleN).sum());
        Double visits = aMonth(rows, TrainingPlanRegionTable.Values::savedVisits);
        ActionTable.Builder action = Adviser.about(WHAT, about, advice)
                .avoidedN(visits)
                .money(aMonth(rows, TrainingPlanRegionTable.Values::savedCost))
                .cost(sum(rows, TrainingPlanRegionTable.Values::seatsCost))
                .owner("hr")
                .evidenceTable(Tables.TRAINING_PLAN_REGION)
                .evidenceKey("as_of=" + first.asOf() + ",course=" + first.course() + ",advice=" + first.advice());
        Double lost = effects.lostByOne(FAILED_VISIT);
        return Gain.into(action, visits == null || lost == null ? null : new Gain(visits * lost, null, null));
    }

    private static @Nullable Double aMonth(
            List<TrainingPlanRegionTable.Values> rows,
            Function<TrainingPlanRegionTable.Values, @Nullable Double> saved) {
        return sum(rows, row -> {
            Double whole = saved.apply(row);
            Integer days = row.savedDays();
            return whole == null || days == null ? null : whole * Known.DAYS_A_MONTH / days;
        });
    }

    private static @Nullable Double sum(
            List<TrainingPlanRegionTable.Values> rows,
            Function<TrainingPlanRegionTable.Values, @Nullable Double> figure) {
        List<Double> known = rows.stream().map(figure).filter(Objects::nonNull).toList();
        return known.isEmpty() ? null : known.stream().mapToDouble(each -> each).sum();
    }
}
