package aftercare.measure.training;

import aftercare.measure.training.Courses.Attendance;
import aftercare.measure.training.SkillBook.Skill;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The first course that a technician completed in a skill. Later ones in the same skill are not judged: what came before them is no longer
 * untrained.
 *
 * @param course that teaches the skill; null when no row of skills names one
 * @param known whether the skill is listed, so that it can be told which jobs show it
 */
record CourseTaken(
        String technician, String skill, String course, boolean known, LocalDate startedOn, LocalDate completedOn)
        implements Serializable {
    static List<CourseTaken> all(Courses courses, SkillBook skills, Roster roster) {
        List<CourseTaken> all = new ArrayList<>();
        for (String name : courses.skills()) {
            for (Attendance first : courses.firsts(name)) {
                Skill skill = skills.find(roster.role(first.technician()), name);
                all.add(new CourseTaken(
                        first.technician(),
                        name,
                        skill == null ? null : skill.course(),
                        skill != null,
                        first.startedOn(),
                        first.completedOn()));
            }
        }
        return all;
    }
}
