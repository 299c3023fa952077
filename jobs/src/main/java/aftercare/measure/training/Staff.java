package aftercare.measure.training;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Who works where on a day, what they must know and what they have been taught.
 *
 * @param regions of outlets
 */
record Staff(SkillBook skills, Roster roster, Courses courses, Map<String, String> regions) implements Serializable {
    /** The courses that are judged: the first of each technician in each skill. */
    List<CourseTaken> coursesTaken() {
        return CourseTaken.all(courses, skills, roster);
    }
}
