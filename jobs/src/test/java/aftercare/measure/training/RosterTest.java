package aftercare.measure.training;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.measure.training.Courses.Attendance;
import aftercare.measure.training.Roster.Person;
import aftercare.measure.training.SkillBook.Skill;
import aftercare.table.SkillsTable;
import aftercare.table.TechniciansTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Technicians, skills and courses as they are on a day, awkward ones included. */
class RosterTest {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 31);
    private static final LocalDate HIRED = LocalDate.of(2024, 1, 1);

    @Test
    void whoMovedBelongsToTheNewOutletAndKeepsTheDayOfHiring() {
        Roster roster = new Roster(
                List.of(
                        version("T1", HIRED, "O1", "technician", HIRED, null),
                        version("T1", LocalDate.of(2026, 6, 1), "O2", "technician", null, null),
                        version("T1", LocalDate.of(2027, 1, 1), "O3", "technician", null, null)),
                Map.of("O1", "north", "O2", "south"),
                DAY);

        assertThat(roster.employedOn(DAY)).containsExactly(new Person("T1", "O2", "south", "technician", HIRED, null));
    }

    @Test
    void whoLeftOrIsNotYetHiredIsNotPlannedFor() {
        Roster roster = new Roster(
                List.of(
                        version("left", HIRED, "O1", null, HIRED, DAY),
                        version("leaves later", HIRED, "O1", null, HIRED, DAY.plusDays(1)),
                        version("to come", HIRED, "O1", null, DAY.plusDays(1), null)),
                Map.of(),
                DAY);

        assertThat(roster.employedOn(DAY)).extracting(Person::id).containsExactly("leaves later");
    }

    @Test
    void aSkillWithoutCategoryShowsInEveryJob() {
        Skill manners = new Skill("manners", 3, null, null, null);

        assertThat(manners.showsIn("fridge", "noise")).isTrue();
        assertThat(manners.showsIn(null, null)).isTrue();
        assertThat(new Skill("cooling", 3, "fridge", null, null).showsIn(null, "noise"))
                .isFalse();
    }

    @Test
    void ofARoleWithoutSkillsAllSkillsCountAndNoLevelIsAskedFor() {
        SkillBook book = new SkillBook(List.of(cooling("technician", 3), cooling("senior", 4)));

        assertThat(book.of("driver")).containsExactly(new Skill("cooling", null, "fridge", null, "C1"));
        assertThat(book.of(null)).isEqualTo(book.of("driver"));
        assertThat(book.find("senior", "cooling").requiredLevel()).isEqualTo(4);
        assertThat(book.find("senior", "juggling")).isNull();
    }

    @Test
    void jobsBeforeTheLastCourseInASkillAreSeparateFromThoseAfterIt() {
        Courses courses = new Courses(List.of(
                new Attendance("T1", "cooling", day(1), day(3)),
                new Attendance("T1", "manners", day(5), day(6)),
                new Attendance("T1", "cooling", day(8), day(9))));

        assertThat(courses.withLast("T1", "cooling")).isEqualTo(3);
        assertThat(courses.before("T1", (int) day(9).toEpochDay())).isEqualTo(2);
        assertThat(courses.before("T1", (int) day(10).toEpochDay())).isEqualTo(3);
        assertThat(courses.last("T1", "cooling")).isEqualTo(day(9));
        assertThat(courses.withLast("T2", "cooling")).isZero();
        assertThat(courses.firsts("cooling"))
                .extracting(Attendance::completedOn)
                .containsExactly(day(3));
    }

    private static TechniciansTable.Values version(
            String id, LocalDate validFrom, String outlet, String role, LocalDate hiredOn, LocalDate leftOn) {
        return TechniciansTable.of(new SourceRow(TechniciansTable.SCHEMA)
                .with(TechniciansTable.TECHNICIAN_ID, id)
                .with(TechniciansTable.VALID_FROM, validFrom)
                .with(TechniciansTable.OUTLET_ID, outlet)
                .with(TechniciansTable.ROLE, role)
                .with(TechniciansTable.HIRED_ON, hiredOn)
                .with(TechniciansTable.LEFT_ON, leftOn)
                .build());
    }

    private static SkillsTable.Values cooling(String role, int level) {
        return SkillsTable.of(new SourceRow(SkillsTable.SCHEMA)
                .with(SkillsTable.ROLE, role)
                .with(SkillsTable.SKILL, "cooling")
                .with(SkillsTable.REQUIRED_LEVEL, level)
                .with(SkillsTable.CATEGORY, "fridge")
                .with(SkillsTable.COURSE, "C1")
                .build());
    }

    private static LocalDate day(int ofMay) {
        return LocalDate.of(2026, 5, ofMay);
    }
}
