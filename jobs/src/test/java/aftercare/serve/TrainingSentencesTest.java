package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.serve.dashboard.Dashboard;
import aftercare.serve.dashboard.Dashboards;
import aftercare.serve.report.MonthlyReport;
import aftercare.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of seats and of the effects of courses, by what is known of them; on a real Postgres. */
class TrainingSentencesTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final String SEATS =
            "insert into marts.training_plan_region (as_of, region_id, plan, quarter, failed_visits, "
                    + "cost_at_stake, course, advice, people_n, seats, "
                    + "seats_priced_n, seats_cost, seats_saving_n, saved_days, saved_visits, saved_cost, "
                    + "compared_n, compared_cost, compared_saved) "
                    + "values ('2026-08-31', 'R9', 'annual', '2026-10-01', 9, 900, %s)";
    private static final String EFFECT =
            "insert into marts.training_effect (attended_n, control_n, before_jobs_n, after_jobs_n, skill, "
                    + "course, window_days, trained_n, effect, "
                    + "effect_low, effect_high, status, decides, advice) values (20, 40, 100, 100, %s)";
    private static final String WORKED =
            EFFECT.formatted("'drive', 'drive_course', 360, 9, 0.197, 0.085, 0.309, 'worked', true, 'book'");
    private static final String SHOWED_NONE =
            EFFECT.formatted("'heat', 'heat_course', 180, 15, 0.079, -0.094, 0.251, 'no_effect_shown', true, 'review'");
    private static final String WAITING =
            SEATS.formatted("'heat_course', 'review', 35, 0, 0, null, 0, null, null, null, 0, null, null");

    @TempDir
    private static Path folder;

    private static MartsTarget marts;

    @BeforeAll
    static void publishATinyCompany() throws SQLException {
        marts = TestMarts.as("postgres", TestMarts.database());
        Set<String> tables = new TreeSet<>(Set.of(Tables.SETTLEMENT_FLAG));
        Dashboards.load(CONTRACTS, Language.EN).list().stream()
                .flatMap(Dashboard::cards)
                .filter(card -> !card.isHeading())
                .forEach(card -> tables.addAll(card.sql().tables()));
        TestMarts.execute(marts, InventedMarts.statements(CONTRACTS, tables).toArray(String[]::new));
        TestMarts.execute(marts, "insert into marts.dim_region (region_id, name) values ('R9', 'North')");
    }

    @BeforeEach
    void forgetTraining() throws SQLException {
        TestMarts.execute(marts, "delete from marts.training_plan_region", "delete from marts.training_effect");
    }

    @Test
    void costAndSavingAreOfTheSameSeatsAndWhoWaitsIsSaid() throws Exception {
        know(
                SEATS.formatted("'drive_course', 'book', 27, 27, 27, 13554, 20, 360, 15, 1500, 20, 10040, 1500"),
                SEATS.formatted("'cold_course', 'try', 26, 26, 0, null, 0, null, null, null, 0, null, null"),
                WAITING,
                WORKED,
                SHOWED_NONE);

        assertThat(report(Language.EN))
                .contains(
                        "53 training seats to book: 27 in courses that worked, 26 in courses whose effect is "
                                + "not known yet; of the 20 whose price and "
                                + "saving are known, the price is 10,040 and the visits saved are worth "
                                + "about 1,500 in the 360 days or less that their "
                                + "effect was followed; 35 more wait until “Heat course” has been reviewed",
                        "Best course so far: Drive, first-time fix +19.7 pts (95 % interval +8.5 to +30.9 "
                                + "pts, 9 trained, 360 days)");
        assertThat(report(Language.of("zh-CN")))
                .contains(
                        "需预订 53 个培训席位：已见效课程 27 个，效果尚未知课程 26 个；价格和节省均已知的 20 个费用 10,040，", "另有 35 个须待“Heat course”复核后再定");
    }

    @Test
    void aCourseThatSavesMoreThanItCostsIsToBeBooked() throws Exception {
        know(SEATS.formatted("'drive_course', 'book', 2, 2, 2, 800, 2, 360, 15, 1500, 2, 800, 1500"), WORKED);

        assertThat(report(Language.EN))
                .contains("2 training seats to book, in courses that worked; the price is 800 and the visits "
                        + "saved are worth about 1,500 in the 360 days or "
                        + "less that their effect was followed")
                .doesNotContain("course” has been reviewed");
    }

    @Test
    void whereNothingIsToBeBookedForCoursesAreUnderReviewThatIsSaid() throws Exception {
        know(WAITING, SHOWED_NONE);

        assertThat(report(Language.EN))
                .contains(
                        "No seat is to be booked: 35 wait until “Heat course” has been reviewed, for it has "
                                + "not been shown to help.",
                        "No course has been shown to raise first-time fix yet; judged: Heat, +7.9 pts (95 % "
                                + "interval −9.4 to +25.1 pts, 15 trained, "
                                + "180 days)")
                .doesNotContain("No seat needs to be booked", "Best course");
        assertThat(report(Language.of("zh-CN"))).contains("暂不预订席位：35 个席位须待“Heat course”复核后再定");
    }

    @Test
    void aCourseThatNobodyCanJudgeYetIsTriedAndItsPriceAndSavingAreUnknown() throws Exception {
        know(
                SEATS.formatted("'cold_course', 'try', 1, 1, 0, null, 0, null, null, null, 0, null, null"),
                EFFECT.formatted("'cold', 'cold_course', 90, 2, null, null, null, 'too_few_people', false, 'try'"));

        assertThat(report(Language.EN))
                .contains(
                        "1 training seat to book, in a course whose effect is not known yet; nobody has "
                                + "stated their price; what they save is not known",
                        "No course can be judged yet: too few people, jobs or days since")
                .doesNotContain("has been shown");
    }

    @Test
    void whereTheCostOfVisitsIsUnknownVisitsAreSaid() throws Exception {
        know(SEATS.formatted("'drive_course', 'book', 3, 3, 2, 800, 2, 360, 1.5, null, 0, null, null"), WORKED);

        assertThat(report(Language.EN))
                .contains("3 training seats to book, in courses that worked; of the 2 whose price is known, "
                        + "the price is 800; 2 of them save about 1.50 "
                        + "visits in the 360 days or less that their effect was followed");
    }

    @Test
    void whereNobodyNeedsACourseNoneIsToBeBooked() throws Exception {
        assertThat(report(Language.EN)).contains("No seat needs to be booked.");
    }

    private static void know(String... rows) throws SQLException {
        TestMarts.execute(marts, rows);
    }

    /** What a reader sees, without marks and with plain spaces. */
    private static String report(Language language) throws IOException {
        Path file =
                new MonthlyReport(day -> CONTRACTS, language).write(marts, Optional.of(YearMonth.of(2026, 8)), folder);
        return Files.readString(file)
                .replaceAll("(?s)<(script|style).*?</\\1>", "")
                .replaceAll("<[^>]+>", " ")
                .replace('\u00a0', ' ')
                .replace('\u202f', ' ')
                .replaceAll("\\s+", " ");
    }
}
