package aftercare.measure.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.training.SkillBook.Line;
import aftercare.measure.training.SkillBook.Skill;
import aftercare.table.OutletsTable;
import aftercare.table.SkillAssessmentsTable;
import aftercare.table.SkillsTable;
import aftercare.table.Tables;
import aftercare.table.TechniciansTable;
import aftercare.table.TrainingsTable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known of technicians and skills on a day, read onto the driver: some rows per technician. */
final class People {
    private final Inputs inputs;
    private final AsOf asOf;

    People(Inputs inputs, AsOf asOf) {
        this.inputs = inputs;
        this.asOf = asOf;
    }

    Staff staff() {
        Map<String, String> regions = regions();
        return new Staff(skills(), roster(regions), courses(), regions);
    }

    /** The region of each outlet: of its version in force, else of its first. */
    private Map<String, String> regions() {
        Map<String, TreeMap<LocalDate, String>> versions = new HashMap<>();
        for (Row row : inputs.silver(Tables.OUTLETS)
                .select(OutletsTable.OUTLET_ID, OutletsTable.VALID_FROM, OutletsTable.REGION_ID)
                .collectAsList()) {
            versions.computeIfAbsent(row.getString(0), none -> new TreeMap<>()).put(day(row, 1), row.getString(2));
        }
        Map<String, String> regions = new HashMap<>();
        versions.forEach((outlet, dated) -> {
            Map.Entry<LocalDate, String> now = dated.floorEntry(asOf.day());
            regions.put(outlet, now == null ? dated.firstEntry().getValue() : now.getValue());
        });
        return regions;
    }

    private Roster roster(Map<String, String> regions) {
        List<Roster.Version> versions = new ArrayList<>();
        for (Row row : inputs.silver(Tables.TECHNICIANS)
                .select(
                        TechniciansTable.TECHNICIAN_ID,
                        TechniciansTable.VALID_FROM,
                        TechniciansTable.OUTLET_ID,
                        TechniciansTable.ROLE,
                        TechniciansTable.HIRED_ON,
                        TechniciansTable.LEFT_ON)
                .collectAsList()) {
            versions.add(new Roster.Version(
                    row.getString(0), day(row, 1), row.getString(2), row.getString(3), day(row, 4), day(row, 5)));
        }
        return new Roster(versions, regions, asOf.day());
    }

    private SkillBook skills() {
        List<Line> lines = new ArrayList<>();
        for (Row row : inputs.silver(Tables.SKILLS)
                .select(
                        SkillsTable.ROLE,
                        SkillsTable.SKILL,
                        SkillsTable.REQUIRED_LEVEL,
                        SkillsTable.CATEGORY,
                        SkillsTable.SYMPTOM_CODE,
                        SkillsTable.COURSE)
                .collectAsList()) {
            lines.add(new Line(
                    row.getString(0),
                    new Skill(row.getString(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5))));
        }
        return new SkillBook(lines);
    }

    private Courses courses() {
        List<Courses.Attendance> completed = new ArrayList<>();
        for (Row row : inputs.silver(Tables.TRAININGS)
                .filter(col(TrainingsTable.COMPLETED_ON).leq(lit(Date.valueOf(asOf.day()))))
                .select(
                        TrainingsTable.TECHNICIAN_ID,
                        TrainingsTable.SKILL,
                        TrainingsTable.STARTED_ON,
                        TrainingsTable.COMPLETED_ON)
                .collectAsList()) {
            completed.add(new Courses.Attendance(row.getString(0), row.getString(1), day(row, 2), day(row, 3)));
        }
        return new Courses(completed);
    }

    /** The latest level on the scale by technician and skill. */
    Map<String, Need.Level> levels() {
        Map<String, Need.Level> levels = new HashMap<>();
        for (Row row : inputs.silver(Tables.SKILL_ASSESSMENTS)
                .filter(col(SkillAssessmentsTable.ASSESSED_ON).leq(lit(Date.valueOf(asOf.day()))))
                .filter(col(SkillAssessmentsTable.LEVEL).between(Need.Level.LOWEST, Need.Level.HIGHEST))
                .groupBy(SkillAssessmentsTable.TECHNICIAN_ID, SkillAssessmentsTable.SKILL)
                .agg(max_by(
                                struct(col(SkillAssessmentsTable.LEVEL), col(SkillAssessmentsTable.ASSESSED_ON)),
                                col(SkillAssessmentsTable.ASSESSED_ON))
                        .as("latest"))
                .select(
                        SkillAssessmentsTable.TECHNICIAN_ID,
                        SkillAssessmentsTable.SKILL,
                        "latest.level",
                        "latest.assessed_on")
                .collectAsList()) {
            levels.put(NeedFacts.key(row.getString(0), row.getString(1)), new Need.Level(row.getInt(2), day(row, 3)));
        }
        return levels;
    }

    static Map<String, String> texts(Dataset<Row> rows, String key, String value) {
        Map<String, String> texts = new HashMap<>();
        for (Row row : rows.select(key, value).collectAsList()) {
            if (!row.isNullAt(1)) {
                texts.put(row.getString(0), row.getString(1));
            }
        }
        return texts;
    }

    private static LocalDate day(Row row, int at) {
        return row.isNullAt(at) ? null : row.getDate(at).toLocalDate();
    }
}
