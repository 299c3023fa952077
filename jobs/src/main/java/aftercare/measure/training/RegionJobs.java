package aftercare.measure.training;

import aftercare.measure.training.Courses.CourseTaken;
import aftercare.measure.training.RegionEffect.Control;
import aftercare.measure.training.RegionEffect.Trained;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The judged jobs of a skill in a region: those of technicians who took a course against those of the others in the
 * same days.
 */
final class RegionJobs {
    private final String skill;
    private final Map<String, Days> byTechnician = new TreeMap<>();

    private RegionJobs(String skill) {
        this.skill = skill;
    }

    /** The jobs of each skill and region, of rows in any order. */
    static List<RegionJobs> bySkillAndRegion(Iterator<DayJobs> rows) {
        Map<String, RegionJobs> groups = new TreeMap<>();
        while (rows.hasNext()) {
            DayJobs row = rows.next();
            groups.computeIfAbsent(row.group(), none -> new RegionJobs(row.skill()))
                    .byTechnician
                    .computeIfAbsent(row.technician(), none -> new Days())
                    .add(row);
        }
        return List.copyOf(groups.values());
    }

    /**
     * One technician's jobs, by day. Asked for the same days with every course, so what came before a day is summed
     * once.
     */
    private static final class Days {
        private final TreeMap<Integer, double[]> counts = new TreeMap<>();
        private @Nullable NavigableMap<Integer, double[]> upTo;

        void add(DayJobs row) {
            double[] sum = counts.computeIfAbsent(row.day(), none -> new double[2]);
            sum[0] += row.n();
            sum[1] += row.d();
        }

        /** First fixes and jobs up to a day and with it. */
        private double[] upTo(int day) {
            if (upTo == null) {
                upTo = sums();
            }
            Map.Entry<Integer, double[]> last = upTo.floorEntry(day);
            return last == null ? new double[2] : last.getValue();
        }

        private NavigableMap<Integer, double[]> sums() {
            NavigableMap<Integer, double[]> sums = new TreeMap<>();
            double[] sum = new double[2];
            counts.forEach((each, count) -> {
                sum[0] += count[0];
                sum[1] += count[1];
                sums.put(each, sum.clone());
            });
            return sums;
        }

        /** First fixes and jobs from a day to before another. */
        private double[] between(int from, int to) {
            double[] before = upTo(from - 1);
            double[] all = upTo(to - 1);
            return new double[] {all[0] - before[0], all[1] - before[1]};
        }

        Around around(Window window) {
            return new Around(between(window.from(), window.start()), between(window.completed(), window.to()));
        }
    }

    /** First fixes and jobs before a course and after it. */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
    private record Around(double[] before, double[] after) {
        static Around sum(Collection<Around> all) {
            Around sum = new Around(new double[2], new double[2]);
            all.forEach(one -> {
                add(sum.before, one.before);
                add(sum.after, one.after);
            });
            return sum;
        }

        private static void add(double[] to, double[] counts) {
            to[0] += counts[0];
            to[1] += counts[1];
        }

        boolean hasJobs() {
            return before[1] + after[1] > 0;
        }

        boolean hasJobsOnBothSides() {
            return before[1] > 0 && after[1] > 0;
        }

        double rateBefore() {
            return before[0] / before[1];
        }

        double rateAfter() {
            return after[0] / after[1];
        }
    }

    /** The days of a course that are compared: those up to its start, and those after its completion. */
    private record Window(int from, int start, int completed, int to) {
        static Window of(CourseTaken course, int days) {
            int completed = (int) course.completedOn().toEpochDay();
            return new Window(
                    completed - days, (int) course.startedOn().toEpochDay(), completed + 1, completed + 1 + days);
        }
    }

    /**
     * What each course was followed by, per length of window; courses whose window is not over by a day are left out.
     */
    Iterator<RegionEffect> compared(List<CourseTaken> taken, List<Integer> windows, int day) {
        List<CourseTaken> ofSkill =
                taken.stream().filter(course -> course.skill().equals(skill)).toList();
        Map<String, Integer> trainedOn = ofSkill.stream().collect(Collectors.toMap(CourseTaken::technician, one ->
                (int) one.completedOn().toEpochDay()));
        Map<String, List<CourseTaken>> byCourse = ofSkill.stream()
                .filter(course -> byTechnician.containsKey(course.technician()))
                .collect(Collectors.groupingBy(
                        course -> Objects.toString(course.course(), ""), TreeMap::new, Collectors.toList()));
        List<RegionEffect> effects = new ArrayList<>();
        byCourse.forEach((course, who) -> {
            for (int days : windows) {
                List<CourseTaken> over = who.stream()
                        .filter(one -> one.completedOn().toEpochDay() + days <= day)
                        .toList();
                effects.add(effect(course, over, days, trainedOn));
            }
        });
        return effects.iterator();
    }

    private RegionEffect effect(String course, List<CourseTaken> who, int days, Map<String, Integer> trainedOn) {
        List<Trained> trained = new ArrayList<>();
        Map<String, double[]> moved = new TreeMap<>();
        for (CourseTaken one : who) {
            Window window = Window.of(one, days);
            Around own = Objects.requireNonNull(byTechnician.get(one.technician()), "those without jobs were left out")
                    .around(window);
            Map<String, Around> untrained = untrained(window, trainedOn);
            Around others = Around.sum(untrained.values());
            if (own.hasJobsOnBothSides() && others.hasJobsOnBothSides()) {
                trained.add(new Trained(
                        one.technician(), own.before(), own.after(), others.rateBefore(), others.rateAfter()));
                untrained.forEach((other, theirs) ->
                        addMoved(moved.computeIfAbsent(other, none -> new double[2]), own, theirs, others));
            }
        }
        List<Control> controls = new ArrayList<>();
        moved.forEach((other, sums) -> controls.add(new Control(other, sums[0], sums[1])));
        return new RegionEffect(skill, course, days, trained, controls);
    }

    /** Those with jobs around a course who took none of the skill before its window ends. */
    private Map<String, Around> untrained(Window window, Map<String, Integer> trainedOn) {
        Map<String, Around> untrained = new TreeMap<>();
        byTechnician.forEach((technician, jobs) -> {
            if (trainedOn.getOrDefault(technician, Integer.MAX_VALUE) >= window.to()) {
                Around around = jobs.around(window);
                if (around.hasJobs()) {
                    untrained.put(technician, around);
                }
            }
        });
        return untrained;
    }

    /** How far one of the others moved their rates, weighed by the jobs of the trained one. */
    private static void addMoved(double[] moved, Around own, Around one, Around others) {
        moved[0] += own.before()[1] * (one.before()[0] - others.rateBefore() * one.before()[1]) / others.before()[1];
        moved[1] += own.after()[1] * (one.after()[0] - others.rateAfter() * one.after()[1]) / others.after()[1];
    }
}
