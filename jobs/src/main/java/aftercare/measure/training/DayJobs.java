package aftercare.measure.training;

import aftercare.measure.training.SkillBook.Skill;
import aftercare.table.TrainingEffectTable;
import aftercare.table.TrainingPlanPersonTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

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

    /** As a row that Spark keeps in its own form: objects that Java serialises take ten times the room and longer still. */
    static final StructType TYPE = new StructType()
            .add(TrainingEffectTable.SKILL, DataTypes.StringType)
            .add("region", DataTypes.StringType)
            .add(TrainingPlanPersonTable.TECHNICIAN_ID, DataTypes.StringType)
            .add("day", DataTypes.IntegerType)
            .add("n", DataTypes.LongType)
            .add("d", DataTypes.LongType);

    static DayJobs of(Row row) {
        return new DayJobs(
                row.getString(0), row.getString(1), row.getString(2), row.getInt(3), row.getLong(4), row.getLong(5));
    }

    /**
     * Rows as {@link #TYPE}, one per skill that a job shows and somebody was trained in.
     *
     * @param job technician_id, outlet_id, model_id, symptom_code, day, fixed
     */
    static Iterator<Row> of(Row job, Staff staff, Map<String, String> categories, Set<String> trained) {
        String technician = job.getString(0);
        List<Row> rows = new ArrayList<>();
        for (Skill skill : staff.skills().of(staff.roster().role(technician))) {
            if (trained.contains(skill.name()) && skill.showsIn(categories.get(job.getString(2)), job.getString(3))) {
                rows.add(RowFactory.create(
                        skill.name(),
                        Objects.toString(staff.regions().get(job.getString(1)), ""),
                        technician,
                        job.getInt(4),
                        job.getBoolean(5) ? 1L : 0L,
                        1L));
            }
        }
        return rows.iterator();
    }
}
