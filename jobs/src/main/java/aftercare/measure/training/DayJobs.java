package aftercare.measure.training;

import aftercare.measure.training.SkillBook.Skill;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * A technician's judged jobs of a skill on a day.
 *
 * @param day of the visit, since 1970
 * @param n first fixes
 * @param d jobs
 */
public record DayJobs(String skill, String region, String technician, int day, long n, long d) implements Serializable {
    /** Skills and regions are compared apart. */
    String group() {
        return skill + "\n" + region;
    }

    /** One per skill that the jobs show and somebody was trained in. */
    static Iterator<DayJobs> of(
            Row row,
            SkillBook skills,
            Roster roster,
            Map<String, String> regions,
            Map<String, String> categories,
            Set<String> trained) {
        String technician = row.getString(0);
        List<DayJobs> jobs = new ArrayList<>();
        for (Skill skill : skills.of(roster.role(technician))) {
            if (trained.contains(skill.name()) && skill.showsIn(categories.get(row.getString(2)), row.getString(3))) {
                jobs.add(new DayJobs(
                        skill.name(),
                        Objects.toString(regions.get(row.getString(1)), ""),
                        technician,
                        row.getInt(4),
                        row.getLong(5),
                        row.getLong(6)));
            }
        }
        return jobs.iterator();
    }
}
