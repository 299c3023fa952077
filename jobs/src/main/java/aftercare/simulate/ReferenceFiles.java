package aftercare.simulate;

import aftercare.table.ModelsTable;
import aftercare.table.OutletsTable;
import aftercare.table.SkillAssessmentsTable;
import aftercare.table.SkillsTable;
import aftercare.table.Tables;
import aftercare.table.TechniciansTable;
import aftercare.table.TrainingsTable;
import java.io.IOException;
import java.util.SplittableRandom;

/** Writes the reference data: regions, outlets, models, technicians, skills, assessments, trainings. */
final class ReferenceFiles {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CompanyGenerator.World world;
    private final Truth truth;
    private final Window window;

    private ReferenceFiles(CompanyGenerator.World world, Truth truth) {
        this.world = world;
        this.truth = truth;
        window = world.network().window;
    }

    static void write(CompanyGenerator.World world, Truth truth) throws IOException {
        ReferenceFiles files = new ReferenceFiles(world, truth);
        files.regions();
        files.outlets();
        files.models();
        files.technicians();
        files.skills();
        files.assessments();
        files.trainings();
    }

    private PlainFile file(String source, String... columns) throws IOException {
        return PlainFile.of(world, truth, source, columns);
    }

    private void regions() throws IOException {
        try (PlainFile file = file("regions", Words.INVENTED.regionHeader())) {
            for (Region region : world.network().regions) {
                file.rows.begin();
                file.rows.ascii(region.id());
                file.rows.text(region.name());
                file.rows.ascii(Region.TIERS[region.tier()]);
                file.rows.ascii(Region.ZONES[region.zone()]);
                file.rows.decimal(region.latitude(), 2);
                file.rows.decimal(region.longitude(), 2);
                file.end();
            }
        }
    }

    private void outlets() throws IOException {
        try (PlainFile file = file(
                Tables.OUTLETS,
                OutletsTable.OUTLET_ID,
                OutletsTable.VALID_FROM,
                OutletsTable.REGION_ID,
                OutletsTable.NAME,
                OutletsTable.CITY,
                OutletsTable.KIND,
                OutletsTable.STATUS,
                OutletsTable.OPENED_ON,
                OutletsTable.LATITUDE,
                OutletsTable.LONGITUDE)) {
            for (Outlet outlet : world.network().outlets) {
                for (Outlet.Version version : outlet.versions) {
                    outlet(file, outlet, version);
                }
            }
        }
    }

    private void outlet(PlainFile file, Outlet outlet, Outlet.Version version) throws IOException {
        boolean ever = version.month() < -Window.SALES_BEFORE;
        file.rows.begin();
        file.rows.ascii(outlet.id);
        file.rows.day(ever ? 0 : window.firstDay(version.month()));
        file.rows.ascii(world.network().regions.get(version.region()).id());
        file.rows.text(version.name());
        file.rows.text(outlet.city);
        file.rows.ascii(outlet.kind);
        file.rows.ascii(version.status());
        file.rows.day(window.firstDay(Math.max(-Window.SALES_BEFORE, outlet.opened)));
        file.rows.decimal(outlet.latitude, 2);
        file.rows.decimal(outlet.longitude, 2);
        file.end();
    }

    private void models() throws IOException {
        try (PlainFile file = file(
                Tables.MODELS,
                BYTE_ORDER_MARK + ModelsTable.MODEL_ID,
                ModelsTable.NAME,
                ModelsTable.CATEGORY,
                ModelsTable.WARRANTY_MONTHS,
                ModelsTable.DESIGN_REPAIR_RATE,
                ModelsTable.STANDARD_HOURS,
                ModelsTable.LAUNCHED_ON)) {
            for (Model model : world.network().models) {
                file.rows.begin();
                file.rows.ascii(model.id());
                file.rows.text(model.name());
                file.rows.ascii(model.category().label());
                file.rows.whole(Model.WARRANTY_MONTHS);
                file.rows.decimal(model.designRate(), 2);
                file.rows.decimal(model.hours(), 2);
                file.rows.day(window.firstDay(Math.max(-Window.SALES_BEFORE - 12, model.launched())));
                file.end();
            }
        }
    }

    private void technicians() throws IOException {
        try (PlainFile file = file(
                Tables.TECHNICIANS,
                TechniciansTable.TECHNICIAN_ID,
                TechniciansTable.VALID_FROM,
                TechniciansTable.OUTLET_ID,
                TechniciansTable.NAME,
                TechniciansTable.ROLE,
                TechniciansTable.HIRED_ON,
                TechniciansTable.LEFT_ON)) {
            for (Technician technician : world.network().technicians) {
                for (Technician.Post post : technician.posts) {
                    file.rows.begin();
                    file.rows.ascii(technician.id);
                    file.rows.day(post.month() < 0 ? technician.hiredOn : window.firstDay(post.month()));
                    file.rows.ascii(world.network().outlets.get(post.outlet()).id);
                    file.rows.text(technician.name);
                    file.rows.ascii(technician.role);
                    file.rows.day(technician.hiredOn);
                    file.rows.day(technician.left < window.months() ? window.firstDay(technician.left) : 0);
                    file.end();
                }
            }
        }
    }

    private void skills() throws IOException {
        try (PlainFile file = file(
                Tables.SKILLS,
                SkillsTable.SKILL,
                SkillsTable.ROLE,
                SkillsTable.REQUIRED_LEVEL,
                SkillsTable.CATEGORY,
                SkillsTable.SYMPTOM_CODE,
                SkillsTable.COURSE)) {
            for (Category category : Category.values()) {
                skill(file, category, "technician", 3);
                skill(file, category, "senior_technician", 4);
            }
        }
    }

    private static void skill(PlainFile file, Category category, String role, int level) throws IOException {
        file.rows.begin();
        file.rows.ascii(category.skill());
        file.rows.ascii(role);
        file.rows.whole(level);
        file.rows.ascii(category.label());
        file.rows.empty();
        file.rows.ascii(category.course());
        file.end();
    }

    private void assessments() throws IOException {
        SplittableRandom random = world.streams().of("assessments");
        try (PlainFile file = file(
                Tables.SKILL_ASSESSMENTS,
                SkillAssessmentsTable.TECHNICIAN_ID,
                SkillAssessmentsTable.SKILL,
                SkillAssessmentsTable.ASSESSED_ON,
                SkillAssessmentsTable.LEVEL,
                SkillAssessmentsTable.ASSESSOR)) {
            for (Technician technician : world.network().technicians) {
                for (Category category : Category.values()) {
                    for (int month = 2; month < window.months(); month += 12) {
                        int day = window.firstDay(month) + random.nextInt(28);
                        if (day >= technician.hiredOn && technician.left > month) {
                            assessment(file, technician, category, day, random);
                        }
                    }
                }
            }
        }
    }

    /** A weak technician is assessed below the level asked for, a sound one at it or above. */
    private static void assessment(
            PlainFile file, Technician technician, Category category, int day, SplittableRandom random)
            throws IOException {
        int required = "technician".equals(technician.role) ? 3 : 4;
        boolean weak = technician.weakness(category, day) > 0.1;
        int level = weak ? required - 1 - random.nextInt(2) : Math.min(5, required + random.nextInt(3) / 2);
        file.rows.begin();
        file.rows.ascii(technician.id);
        file.rows.ascii(category.skill());
        file.rows.day(day);
        file.rows.whole(level);
        file.rows.code("E", 1 + random.nextInt(20), 3);
        file.end();
    }

    private void trainings() throws IOException {
        int number = 0;
        try (PlainFile file = file(
                Tables.TRAININGS,
                TrainingsTable.TRAINING_ID,
                TrainingsTable.TECHNICIAN_ID,
                TrainingsTable.SKILL,
                TrainingsTable.STARTED_ON,
                TrainingsTable.COMPLETED_ON,
                TrainingsTable.SCORE,
                TrainingsTable.COST)) {
            for (Planted.Training training : world.planted().trainings) {
                file.rows.begin();
                file.rows.code("TR", ++number, 6);
                file.rows.ascii(world.network().technicians.get(training.technician()).id);
                file.rows.ascii(training.category().skill());
                file.rows.day(training.startedOn());
                file.rows.day(training.completedOn());
                file.rows.whole(training.score());
                file.rows.decimal(training.cost() * 100L, 2);
                file.end();
            }
        }
    }
}
