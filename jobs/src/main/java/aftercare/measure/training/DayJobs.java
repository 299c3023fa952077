package aftercare.measure.training;

import aftercare.measure.training.People.Staff;
import aftercare.measure.training.SkillBook.Skill;
import aftercare.table.RepairsTable;
import aftercare.table.SkillsTable;
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
record DayJobs(String skill, String region, String technician, int day, long n, long d) implements Serializable {
    /** Skills and regions are compared separately. */
    String group() {
        return skill + "\n" + region;
    }

    static final String REGION = "region";

    private static final String DAY = "day";
    private static final String N = "n";
    private static final String D = "d";

    /**
     * As a row that Spark keeps in its own form: objects that Java serialises take ten times the room and longer still.
     */
    static final StructType TYPE = new StructType()
            .add(SkillsTable.SKILL, DataTypes.StringType)
            .add(REGION, DataTypes.StringType)
            .add(RepairsTable.TECHNICIAN_ID, DataTypes.StringType)
            .add(DAY, DataTypes.IntegerType)
            .add(N, DataTypes.LongType)
            .add(D, DataTypes.LongType);

    static DayJobs of(Row row) {
        return new DayJobs(
                SkillsTable.of(row).skill(),
                row.getAs(REGION),
                RepairsTable.of(row).technicianId(),
                row.getAs(DAY),
                row.getAs(N),
                row.getAs(D));
    }

    /**
     * Rows as {@link #TYPE}, one per skill that a job shows and somebody was trained in.
     *
     * @param row of {@link JudgedJobs#withFirstFix}
     */
    static Iterator<Row> of(Row row, Staff staff, Map<String, String> categories, Set<String> trained) {
        RepairsTable.Values job = RepairsTable.of(row);
        String technician = job.technicianId();
        String category = categories.get(job.modelId());
        boolean fixed = row.getAs(JudgedJobs.FIXED);
        List<Row> rows = new ArrayList<>();
        for (Skill skill : staff.skills().of(staff.roster().role(technician))) {
            if (trained.contains(skill.name()) && skill.showsIn(category, job.symptomCode())) {
                rows.add(RowFactory.create(
                        skill.name(),
                        Objects.toString(staff.regions().get(job.outletId()), ""),
                        technician,
                        row.getAs(JudgedJobs.DAY),
                        fixed ? 1L : 0L,
                        1L));
            }
        }
        return rows.iterator();
    }
}
