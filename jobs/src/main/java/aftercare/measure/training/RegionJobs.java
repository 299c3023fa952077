package aftercare.measure.training;

import aftercare.measure.training.RegionEffect.Control;
import aftercare.measure.training.RegionEffect.Trained;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The judged jobs of a skill in a region: those of technicians who took a course beside those of the others in the same days. */
final class RegionJobs {
    private final String skill;
    private final Map<String, Days> byTechnician = new TreeMap<>();

    private RegionJobs(String skill) {
        this.skill = skill;
    }

    static RegionJobs of(Iterator<DayJobs> rows) {
        RegionJobs jobs = null;
        while (rows.hasNext()) {
            DayJobs row = rows.next();
            if (jobs == null) {
                jobs = new RegionJobs(row.skill());
            }
            jobs.byTechnician
                    .computeIfAbsent(row.technician(), none -> new Days())
                    .add(row);
        }
        return Objects.requireNonNull(jobs, "a group has rows");
    }

    /** One technician's jobs, by day. */
    private static final class Days {
        private final TreeMap<Integer, double[]> counts = new TreeMap<>();

        void add(DayJobs row) {
            double[] sum = counts.computeIfAbsent(row.day(), none -> new double[2]);
            sum[0] += row.n();
            sum[1] += row.d();
        }

        /** First fixes and jobs from a day to before another. */
        double[] between(int from, int to) {
            double[] sum = new double[2];
            counts.subMap(from, to).values().forEach(count -> {
                sum[0] += count[0];
                sum[1] += count[1];
            });
            return sum;
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

    /** What each course was followed by, per length of window; courses whose window is not over by a day are left out. */
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
        Map<String, double[]> controls = new TreeMap<>();
        for (CourseTaken one : who) {
            Window window = Window.of(one, days);
            double[] before = byTechnician.get(one.technician()).between(window.from(), window.start());
            double[] after = byTechnician.get(one.technician()).between(window.completed(), window.to());
            Map<String, Days> untrained = new TreeMap<>(byTechnician);
            untrained.keySet().removeIf(other -> trainedOn.getOrDefault(other, Integer.MAX_VALUE) < window.to());
            double[] othersBefore = new double[2];
            double[] othersAfter = new double[2];
            untrained.values().forEach(jobs -> {
                add(othersBefore, jobs.between(window.from(), window.start()));
                add(othersAfter, jobs.between(window.completed(), window.to()));
            });
            if (before[1] > 0 && after[1] > 0 && othersBefore[1] > 0 && othersAfter[1] > 0) {
                double rateBefore = othersBefore[0] / othersBefore[1];
                double rateAfter = othersAfter[0] / othersAfter[1];
                trained.add(new Trained(one.technician(), before, after, rateBefore, rateAfter));
                untrained.forEach((other, jobs) -> {
                    double[] b = jobs.between(window.from(), window.start());
                    double[] a = jobs.between(window.completed(), window.to());
                    if (b[1] + a[1] > 0) {
                        double[] moved = controls.computeIfAbsent(other, none -> new double[2]);
                        moved[0] += before[1] * (b[0] - rateBefore * b[1]) / othersBefore[1];
                        moved[1] += after[1] * (a[0] - rateAfter * a[1]) / othersAfter[1];
                    }
                });
            }
        }
        List<Control> found = new ArrayList<>();
        controls.forEach((other, moved) -> found.add(new Control(other, moved[0], moved[1])));
        return new RegionEffect(skill, course, days, trained, found);
    }

    private static void add(double[] to, double[] counts) {
        to[0] += counts[0];
        to[1] += counts[1];
    }
}
