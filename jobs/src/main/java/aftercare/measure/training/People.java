package aftercare.measure.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.table.OutletsTable;
import aftercare.table.SkillAssessmentsTable;
import aftercare.table.SkillsTable;
import aftercare.table.Tables;
import aftercare.table.TechniciansTable;
import aftercare.table.TrainingsTable;
import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/** What is known of technicians and skills on a day, read onto the driver: some rows per technician. */
final class People {
    private final Inputs inputs;
    private final AsOf asOf;

    People(Inputs inputs, AsOf asOf) {
        this.inputs = inputs;
        this.asOf = asOf;
    }

    /**
     * Who works where on a day, what they must know and what they have been taught.
     *
     * @param regions of outlets
     */
    record Staff(SkillBook skills, Roster roster, Courses courses, Map<String, String> regions)
            implements Serializable {}

    Staff staff() {
        Map<String, String> regions = regions();
        return new Staff(skills(), roster(regions), courses(), regions);
    }

    /** The region of each outlet: of its version in force, else of its first. */
    private Map<String, String> regions() {
        Map<String, TreeMap<LocalDate, String>> versions = new HashMap<>();
        inputs
                .silver(Tables.OUTLETS)
                .select(OutletsTable.OUTLET_ID, OutletsTable.VALID_FROM, OutletsTable.REGION_ID)
                .collectAsList()
                .stream()
                .map(OutletsTable::of)
                .forEach(outlet -> versions.computeIfAbsent(outlet.outletId(), none -> new TreeMap<>())
                        .put(outlet.validFrom(), outlet.regionId()));
        Map<String, String> regions = new HashMap<>();
        versions.forEach((outlet, dated) -> {
            Map.Entry<LocalDate, String> now = dated.floorEntry(asOf.day());
            regions.put(outlet, now == null ? dated.firstEntry().getValue() : now.getValue());
        });
        return regions;
    }

    private Roster roster(Map<String, String> regions) {
        List<TechniciansTable.Values> versions = inputs
                .silver(Tables.TECHNICIANS)
                .select(
                        TechniciansTable.TECHNICIAN_ID,
                        TechniciansTable.VALID_FROM,
                        TechniciansTable.OUTLET_ID,
                        TechniciansTable.ROLE,
                        TechniciansTable.HIRED_ON,
                        TechniciansTable.LEFT_ON)
                .collectAsList()
                .stream()
                .map(TechniciansTable::of)
                .toList();
        return new Roster(versions, regions, asOf.day());
    }

    private SkillBook skills() {
        return new SkillBook(inputs
                .silver(Tables.SKILLS)
                .select(
                        SkillsTable.ROLE,
                        SkillsTable.SKILL,
                        SkillsTable.REQUIRED_LEVEL,
                        SkillsTable.CATEGORY,
                        SkillsTable.SYMPTOM_CODE,
                        SkillsTable.COURSE)
                .collectAsList()
                .stream()
                .map(SkillsTable::of)
                .toList());
    }

    private Courses courses() {
        return new Courses(inputs
                .silver(Tables.TRAININGS)
                .filter(col(TrainingsTable.COMPLETED_ON).leq(lit(Date.valueOf(asOf.day()))))
                .select(
                        TrainingsTable.TECHNICIAN_ID,
                        TrainingsTable.SKILL,
                        TrainingsTable.STARTED_ON,
                        TrainingsTable.COMPLETED_ON)
                .collectAsList()
                .stream()
                .map(TrainingsTable::of)
                .map(row -> new Courses.Attendance(row.technicianId(), row.skill(), row.startedOn(), row.completedOn()))
                .toList());
    }

    /** The latest level on the scale by technician and skill. */
    Map<String, Need.Level> levels() {
        Column latest = col("latest");
        Map<String, Need.Level> levels = new HashMap<>();
        inputs
                .silver(Tables.SKILL_ASSESSMENTS)
                .filter(col(SkillAssessmentsTable.ASSESSED_ON).leq(lit(Date.valueOf(asOf.day()))))
                .filter(col(SkillAssessmentsTable.LEVEL).between(Need.Level.LOWEST, Need.Level.HIGHEST))
                .groupBy(SkillAssessmentsTable.TECHNICIAN_ID, SkillAssessmentsTable.SKILL)
                .agg(max_by(
                                struct(col(SkillAssessmentsTable.LEVEL), col(SkillAssessmentsTable.ASSESSED_ON)),
                                col(SkillAssessmentsTable.ASSESSED_ON))
                        .as("latest"))
                .select(
                        col(SkillAssessmentsTable.TECHNICIAN_ID),
                        col(SkillAssessmentsTable.SKILL),
                        latest.getField(SkillAssessmentsTable.LEVEL).as(SkillAssessmentsTable.LEVEL),
                        latest.getField(SkillAssessmentsTable.ASSESSED_ON).as(SkillAssessmentsTable.ASSESSED_ON))
                .collectAsList()
                .stream()
                .map(SkillAssessmentsTable::of)
                .forEach(row -> levels.put(
                        NeedFacts.key(row.technicianId(), row.skill()), new Need.Level(row.level(), row.assessedOn())));
        return levels;
    }
}
