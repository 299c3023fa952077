package aftercare.measure.training;

import aftercare.measure.training.SkillBook.Skill;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The courses that technicians completed by a day. */
final class Courses implements Serializable {
    private final Map<String, List<Attendance>> byTechnician = new HashMap<>();

    /** A course that somebody completed. */
    record Attendance(String technician, String skill, LocalDate startedOn, LocalDate completedOn)
            implements Serializable {}

    /**
     * The first course that a technician completed in a skill. Later ones in the same skill are not judged: what came
     * before them is no longer untrained.
     *
     * @param course that teaches the skill; null when no row of skills names one
     * @param known whether the skill is listed, so that the jobs that show it are known
     */
    record CourseTaken(
            String technician,
            String skill,
            @Nullable String course,
            boolean known,
            LocalDate startedOn,
            LocalDate completedOn)
            implements Serializable {}

    Courses(List<Attendance> completed) {
        completed.stream()
                .sorted(Comparator.comparing(Attendance::completedOn).thenComparing(Attendance::skill))
                .forEach(one -> byTechnician
                        .computeIfAbsent(one.technician(), none -> new ArrayList<>())
                        .add(one));
    }

    /** How many courses a technician had completed before a day (days since 1970). */
    int before(String technician, int day) {
        int before = 0;
        for (Attendance one : byTechnician.getOrDefault(technician, List.of())) {
            before += one.completedOn().toEpochDay() < day ? 1 : 0;
        }
        return before;
    }

    /**
     * How many courses a technician had completed with the last one in a skill: jobs before it say what has been taught
     * since.
     */
    int withLast(@Nullable String technician, String skill) {
        List<Attendance> all = byTechnician.getOrDefault(technician, List.of());
        for (int i = all.size(); i > 0; i--) {
            if (all.get(i - 1).skill().equals(skill)) {
                return i;
            }
        }
        return 0;
    }

    /** The day on which the last course in a skill was completed; null when none was. */
    @Nullable
    LocalDate last(String technician, String skill) {
        int with = withLast(technician, skill);
        List<Attendance> all = byTechnician.getOrDefault(technician, List.of());
        return with == 0 ? null : all.get(with - 1).completedOn();
    }

    /** The first course of each technician in a skill. */
    List<Attendance> firsts(String skill) {
        List<Attendance> firsts = new ArrayList<>();
        byTechnician.forEach((technician, all) -> all.stream()
                .filter(one -> one.skill().equals(skill))
                .findFirst()
                .ifPresent(firsts::add));
        firsts.sort(Comparator.comparing(Attendance::technician));
        return firsts;
    }

    Set<String> skills() {
        Set<String> skills = new TreeSet<>();
        byTechnician.values().forEach(all -> all.forEach(one -> skills.add(one.skill())));
        return skills;
    }

    /** The courses that are judged: the first of each technician in each skill. */
    List<CourseTaken> taken(SkillBook book, Roster roster) {
        List<CourseTaken> taken = new ArrayList<>();
        for (String name : skills()) {
            for (Attendance first : firsts(name)) {
                Skill skill = book.find(roster.role(first.technician()), name);
                taken.add(new CourseTaken(
                        first.technician(),
                        name,
                        skill == null ? null : skill.course(),
                        skill != null,
                        first.startedOn(),
                        first.completedOn()));
            }
        }
        return taken;
    }
}
