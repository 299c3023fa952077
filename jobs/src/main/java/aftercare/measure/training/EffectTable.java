package aftercare.measure.training;

import aftercare.contract.TrainingPolicy;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.training.Courses.CourseTaken;
import aftercare.measure.training.RegionEffect.Control;
import aftercare.measure.training.RegionEffect.Trained;
import aftercare.stats.DifferenceInDifferences;
import aftercare.stats.DifferenceInDifferences.GroupChange;
import aftercare.stats.Interval;
import aftercare.table.TrainingEffectTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The rows of training_effect: what the regions found, put together by skill, course and length of window. */
final class EffectTable {
    private final TrainingPolicy policy;
    private final List<CourseTaken> taken;
    private final List<RegionEffect> found;

    EffectTable(TrainingPolicy policy, List<CourseTaken> taken, List<RegionEffect> found) {
        this.policy = policy;
        this.taken = taken;
        this.found = found;
    }

    List<Row> rows() {
        Map<String, List<CourseTaken>> courses = new TreeMap<>();
        taken.forEach(one -> courses.computeIfAbsent(
                        NeedFacts.key(one.skill(), Objects.toString(one.course(), "")), none -> new ArrayList<>())
                .add(one));
        List<Row> rows = new ArrayList<>();
        for (List<CourseTaken> course : courses.values()) {
            List<Window> windows = policy.effectDays().stream()
                    .map(days -> window(course, days))
                    .toList();
            Window deciding = windows.stream()
                    .filter(Window::judged)
                    .max(Comparator.comparingInt(Window::days))
                    .orElse(null);
            String advice =
                    policy.adviceOn(deciding == null ? null : deciding.effect().status());
            windows.forEach(window -> rows.add(window.row()
                    .decides(deciding != null && window.days() == deciding.days())
                    .advice(advice)
                    .build()));
        }
        return rows;
    }

    /** What one length of window tells of a course. */
    private record Window(int days, Found effect, TrainingEffectTable.Builder row) {
        boolean judged() {
            return effect.effect() != null;
        }
    }

    private Window window(List<CourseTaken> course, int days) {
        String skill = course.get(0).skill();
        String name = Objects.toString(course.get(0).course(), "");
        List<Trained> trained = new ArrayList<>();
        List<Control> controls = new ArrayList<>();
        found.stream()
                .filter(one -> one.skill().equals(skill) && one.course().equals(name) && one.days() == days)
                .forEach(one -> {
                    trained.addAll(one.trained());
                    controls.addAll(one.controls());
                });
        // In one order, so that sums of doubles never depend on how the rows came.
        trained.sort(Comparator.comparing(Trained::technician));
        controls.sort(Comparator.comparing(Control::technician));
        double[] before = sum(trained.stream().map(Trained::before).toList());
        double[] after = sum(trained.stream().map(Trained::after).toList());
        long trainedPeople =
                trained.stream().map(Trained::technician).distinct().count();
        long controlPeople =
                controls.stream().map(Control::technician).distinct().count();
        boolean known = course.get(0).known();
        Found effect = !known
                ? Found.nothing("unknown_skill")
                : Math.min(trainedPeople, controlPeople) < policy.fewestPeople()
                        ? Found.nothing("too_few_people")
                        : found(trained, controls);
        TrainingEffectTable.Builder row = TrainingEffectTable.row()
                .skill(skill)
                .course(name.isEmpty() ? SeenOrders.UNKNOWN : name)
                .windowDays(days)
                .attendedN(course.size())
                .trainedN(trainedPeople)
                .controlN(controlPeople)
                .beforeJobsN((long) before[1])
                .afterJobsN((long) after[1])
                .before(effect.before())
                .after(effect.after())
                .controlBefore(effect.controlBefore())
                .controlAfter(effect.controlAfter())
                .effect(effect.effect())
                .effectLow(effect.low())
                .effectHigh(effect.high())
                .status(effect.status());
        return new Window(days, effect, row);
    }

    /** What is known of a course: the status, and figures unless it says why there are none. */
    private record Found(
            String status,
            @Nullable Double before,
            @Nullable Double after,
            @Nullable Double controlBefore,
            @Nullable Double controlAfter,
            @Nullable Double effect,
            @Nullable Double low,
            @Nullable Double high) {
        static Found nothing(String status) {
            return new Found(status, null, null, null, null, null, null, null);
        }
    }

    private Found found(List<Trained> trained, List<Control> controls) {
        DifferenceInDifferences effect = DifferenceInDifferences.of(
                GroupChange.ofPeople(
                        trained.stream().map(Trained::before).toArray(double[][]::new),
                        trained.stream().map(Trained::after).toArray(double[][]::new)),
                change(trained, controls));
        Interval interval = effect.interval(0.95);
        if (interval.high() - interval.low() > policy.widestInterval()) {
            return Found.nothing("too_few_jobs");
        }
        return new Found(
                interval.low() > 0 ? "worked" : interval.high() < 0 ? "worse" : "no_effect_shown",
                effect.before(),
                effect.after(),
                effect.controlBefore(),
                effect.controlAfter(),
                effect.effect(),
                interval.low(),
                interval.high());
    }

    /** The change of the untrained, weighed as the jobs of the trained lie over regions and days. */
    private static GroupChange change(List<Trained> trained, List<Control> controls) {
        double jobsBefore = 0;
        double jobsAfter = 0;
        double before = 0;
        double after = 0;
        for (Trained one : trained) {
            jobsBefore += one.before()[1];
            jobsAfter += one.after()[1];
            before += one.before()[1] * one.controlBefore();
            after += one.after()[1] * one.controlAfter();
        }
        double squares = 0;
        for (Control control : controls) {
            double moved = control.after() / jobsAfter - control.before() / jobsBefore;
            squares += moved * moved;
        }
        int people = controls.size();
        return new GroupChange(before / jobsBefore, after / jobsAfter, squares * people / (people - 1), people);
    }

    private static double[] sum(List<double[]> counts) {
        double[] sum = new double[2];
        counts.forEach(count -> {
            sum[0] += count[0];
            sum[1] += count[1];
        });
        return sum;
    }
}
