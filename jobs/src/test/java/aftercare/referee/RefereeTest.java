package aftercare.referee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.referee.TinyLanding.Result;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The referee judged by numbers that were worked out by hand. */
class RefereeTest {

    private static final String AT_NOON = "opened_at=2026-01-02 12:00:00";

    @TempDir
    private Path folder;

    private TinyLanding landing;

    @BeforeEach
    void anEmptyLanding() {
        landing = new TinyLanding(folder);
    }

    @Test
    void aRepeatIsChargedToTheOutletThatDidTheEarlierJob() {
        landing.order("repair_id=1", "serial_no=S", "opened_at=2026-01-02 08:00:00", "completed_at=2026-01-03 08:00:00")
                .order(
                        "repair_id=2",
                        "outlet_id=B",
                        "serial_no=S",
                        "opened_at=2026-01-20 08:00:00",
                        "completed_at=2026-01-21 08:00:00");

        Result result = landing.asOf("2026-03-31");

        assertThat(result.kpi("2026-01", "A"))
                .containsEntry("first_fix_d", 1L)
                .containsEntry("first_fix_n", 0L)
                .containsEntry("first_fix_rate", 0.0);
        assertThat(result.kpi("2026-01", "B")).containsEntry("first_fix_d", 1L).containsEntry("first_fix_n", 1L);
    }

    @Test
    void aRepeatIsOpenedAfterTheSecondOfCompletionAndAtMostThirtyDaysLater() {
        landing.order(done("1", "at the same second"))
                .order("repair_id=1b", "serial_no=at the same second", "opened_at=2026-01-03 08:00:00")
                .order(done("2", "a second later"))
                .order("repair_id=2b", "serial_no=a second later", "opened_at=2026-01-03 08:00:01")
                .order(done("3", "30 days later"))
                .order("repair_id=3b", "serial_no=30 days later", "opened_at=2026-02-02 08:00:00")
                .order(done("4", "and a second"))
                .order("repair_id=4b", "serial_no=and a second", "opened_at=2026-02-02 08:00:01");

        assertThat(landing.asOf("2026-03-31").kpi("2026-01", "A"))
                .containsEntry("first_fix_d", 4L)
                .containsEntry("first_fix_n", 2L);
    }

    private static String[] done(String id, String serial) {
        return new String[] {
            "repair_id=" + id,
            "serial_no=" + serial,
            "opened_at=2026-01-02 08:00:00",
            "completed_at=2026-01-03 08:00:00"
        };
    }

    @Test
    void aRepeatCountsOnlyAsARepairOfTheSameModelThatWasNotCancelled() {
        landing.order("repair_id=1", "serial_no=S", "opened_at=2026-01-02 08:00:00", "completed_at=2026-01-03 08:00:00")
                .order(
                        "repair_id=2",
                        "serial_no=S",
                        "opened_at=2026-01-04 08:00:00",
                        "cancelled_at=2026-01-05 08:00:00")
                .order("repair_id=3", "serial_no=S", "opened_at=2026-01-04 08:00:00", "service_type=install")
                .order("repair_id=4", "serial_no=S", "opened_at=2026-01-04 08:00:00", "model_id=other");

        assertThat(landing.asOf("2026-03-31").kpi("2026-01", "A"))
                .containsEntry("first_fix_n", 1L)
                .containsEntry("opened_n", 3L)
                .containsEntry("cancelled_n", 1L);
    }

    @Test
    void aFirstFixIsJudgedFinallyWhenThirtyDaysHavePassedAndProvisionallyBefore() {
        landing.order("repair_id=1", "serial_no=S", "opened_at=2026-01-01 08:00:00", "completed_at=2026-01-02 00:00:00")
                .order(
                        "repair_id=2",
                        "serial_no=T",
                        "opened_at=2026-01-01 08:00:00",
                        "completed_at=2026-01-02 00:00:01")
                .order("repair_id=3", "opened_at=2026-01-01 08:00:00", "completed_at=2026-01-01 09:00:00")
                .order(
                        "repair_id=4",
                        "serial_no=U",
                        "outcome=end_of_life",
                        "opened_at=2026-01-01 08:00:00",
                        "completed_at=2026-01-01 09:00:00")
                .order(
                        "repair_id=5",
                        "serial_no=V",
                        "outcome=not_fixed",
                        "opened_at=2026-01-01 08:00:00",
                        "completed_at=2026-01-01 09:00:00");

        // 31 January ends 30 days after the first second of 2 January.
        assertThat(landing.asOf("2026-01-31").kpi("2026-01", "A"))
                .containsEntry("first_fix_d", 2L)
                .containsEntry("first_fix_n", 1L)
                .containsEntry("first_fix_provisional_d", 3L)
                .containsEntry("first_fix_provisional_n", 2L)
                .containsEntry("first_fix_unknown_n", 1L)
                .containsEntry("fixed_n", 0L)
                .containsEntry("outcome_known_n", 2L);
    }

    @Test
    void onSiteIsKeptWithinTwentyFourHoursToTheSecond() {
        landing.order("repair_id=kept", "opened_at=2026-01-02 08:00:00", "arrived_at=2026-01-03 08:00:00")
                .order("repair_id=late", "opened_at=2026-01-02 08:00:00", "arrived_at=2026-01-03 08:00:01")
                .order("repair_id=never", "opened_at=2026-01-02 08:00:00")
                .order("repair_id=unknown", "opened_at=2026-01-02 08:00:00", "completed_at=2026-01-02 09:00:00")
                .order("repair_id=in time", "opened_at=2026-01-02 08:00:00", "cancelled_at=2026-01-03 08:00:00")
                .order("repair_id=too late", "opened_at=2026-01-02 08:00:00", "cancelled_at=2026-01-03 08:00:01")
                .order(
                        "repair_id=there already",
                        "opened_at=2026-01-02 08:00:00",
                        "arrived_at=2026-01-02 10:00:00",
                        "cancelled_at=2026-01-02 10:00:00")
                .order("repair_id=install", "service_type=install", "opened_at=2026-01-02 08:00:00")
                .order("repair_id=not yet", "opened_at=2026-01-31 00:00:01");

        // Due: kept, late, never, cancelled too late, there already. Kept: the first and the last.
        assertThat(landing.asOf("2026-01-31").kpi("2026-01", "A"))
                .containsEntry("onsite_due_n", 5L)
                .containsEntry("onsite_kept_n", 2L)
                .containsEntry("onsite_rate", 0.4)
                .containsEntry("onsite_unknown_n", 1L);
    }

    @Test
    void theLatestUpdateWinsThenTheLaterFileThenTheLaterLine() {
        landing.orderInFile("1", "repair_id=1", "outlet_id=newest", AT_NOON, "updated_at=2026-01-03 00:00:00")
                .orderInFile("2", "repair_id=1", "outlet_id=older", AT_NOON, "updated_at=2026-01-02 00:00:00")
                .orderInFile("2", "repair_id=1", "outlet_id=undated", AT_NOON, "updated_at=")
                .orderInFile(
                        "2", "repair_id=1", "outlet_id=refused", "opened_at=never", "updated_at=2026-02-01 00:00:00")
                .orderInFile("1", "repair_id=2", "outlet_id=same time", AT_NOON, "updated_at=2026-01-03 00:00:00")
                .orderInFile("2", "repair_id=2", "outlet_id=earlier line", AT_NOON, "updated_at=2026-01-03 00:00:00")
                .orderInFile("2", "repair_id=2", "outlet_id=later line", AT_NOON, "updated_at=2026-01-03 00:00:00");

        assertThat(landing.asOf("2026-01-31").kpis())
                .extracting(row -> row.get("outlet_id"))
                .containsExactly("later line", "newest");
    }

    @Test
    void rowsThatBreakTheContractAreLeftOut() throws IOException {
        landing.order("repair_id=good", AT_NOON, "arrived_at=2026-01-02 12:00:00", "labour_cost=0")
                .order("repair_id=arrived", AT_NOON, "arrived_at=2026-01-02 11:59:59")
                .order("repair_id=completed", AT_NOON, "completed_at=2026-01-02 11:59:59")
                .order("repair_id=cancelled", AT_NOON, "cancelled_at=2026-01-02 11:59:59")
                .order("repair_id=no day", "opened_at=2026-01-32")
                .order("repair_id=too early", "opened_at=1989-12-31 23:59:59")
                .order("repair_id=below zero", AT_NOON, "labour_cost=-0.01")
                .order("repair_id=no type", AT_NOON, "service_type=paint")
                .order("repair_id=no outcome", AT_NOON, "outcome=perhaps")
                .order("repair_id=no outlet", AT_NOON, "outlet_id=")
                .order("repair_id=", AT_NOON);
        landing.write();
        Files.writeString(
                folder.resolve("repairs/2.csv"),
                "repair_id,outlet_id,model_id,service_type,opened_at\n"
                        + "short,A,M,repair\nlong,A,M,repair,2026-01-02 12:00:00,more\ngood too,A,M,REPAIR,2026-01-02 12:00:00\n");

        assertThat(landing.asOf("2026-01-31").kpi("2026-01", "A")).containsEntry("opened_n", 2L);
    }

    @Test
    void quotedFieldsMayHoldCommasQuotesBackslashesAndNewlines() throws IOException {
        Files.createDirectories(folder.resolve("repairs"));
        Files.writeString(
                folder.resolve("repairs/1.csv"),
                "repair_id,outlet_id,model_id,service_type,opened_at\n"
                        + "1,A,M,repair,2026-01-02 12:00:00\n"
                        + "\"2\",\"A, the \"\"best\"\"\nof \\\",M,repair,2026-01-02 12:00:00\n");

        try (Referee referee = Referee.open(null, 1, "1GB")) {
            referee.load(folder);
            assertThat(referee.query("SELECT outlet_id FROM repairs ORDER BY repair_id"))
                    .containsExactly(Map.of("outlet_id", "A"), Map.of("outlet_id", "A, the \"best\"\nof \\"));
        }
    }

    @Test
    void whatHappensAtTheEndIsNotSeen() {
        landing.order("repair_id=open", "opened_at=2026-01-24 00:00:00", "completed_at=2026-02-01 00:00:00")
                .order("repair_id=closed", "opened_at=2026-01-24 00:00:00", "completed_at=2026-01-31 23:59:59")
                .order("repair_id=later", "opened_at=2026-02-01 00:00:00");

        assertThat(landing.asOf("2026-01-31").kpis()).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("opened_n", 2L)
                .containsEntry("completed_n", 1L)
                .containsEntry("backlog_n", 1L)
                .containsEntry("backlog_7d_n", 1L)
                .containsEntry("complaint_on_time_rate", null));
    }

    @Test
    void anOrderStandsInTheBacklogOfEveryMonthUntilItEnds() {
        landing.order("repair_id=1", "opened_at=2026-01-25 00:00:00", "completed_at=2026-03-01 00:00:00")
                .order("repair_id=2", "opened_at=2026-01-24 23:59:59", "cancelled_at=2026-01-31 23:59:59")
                .order("repair_id=3", "opened_at=2026-02-03 00:00:00");

        Result result = landing.asOf("2026-03-10");

        // Seven days at the end of January is not older than seven days.
        assertThat(result.kpi("2026-01", "A")).containsEntry("backlog_n", 1L).containsEntry("backlog_7d_n", 0L);
        assertThat(result.kpi("2026-02", "A")).containsEntry("backlog_n", 2L).containsEntry("backlog_7d_n", 2L);
        assertThat(result.kpi("2026-03", "A")).containsEntry("backlog_n", 1L).containsEntry("completed_n", 1L);
    }

    @Test
    void aPercentileIsTheSmallestValueThatReachesItsShare() {
        for (int hours = 1; hours <= 4; hours++) {
            landing.order(
                    "repair_id=" + hours,
                    "opened_at=2026-01-02 00:00:00",
                    "arrived_at=2026-01-02 0" + hours + ":00:00",
                    "completed_at=2026-01-02 1" + hours + ":30:00.500",
                    "parts_requested_at=2026-01-02 00:00:00",
                    "parts_received_at=" + (hours == 3 ? "" : "2026-01-05 00:00:00"));
        }

        assertThat(landing.asOf("2026-01-31").kpi("2026-01", "A"))
                .containsEntry("response_hours_p50", 2.0)
                .containsEntry("response_hours_p90", 4.0)
                .containsEntry("turnaround_hours_p50", 12 + 1_800.5 / 3_600)
                .containsEntry("parts_wait_hours_p50", 72.0);
    }

    @Test
    void moneyNobodyStatedIsUnknownAndNotZero() {
        landing.order("repair_id=1", AT_NOON, "completed_at=2026-01-03 12:00:00", "labour_cost=10.10", "parts_cost=")
                .order("repair_id=2", AT_NOON, "completed_at=2026-01-03 12:00:00", "labour_cost=", "claimed_amount=0")
                .order("repair_id=open", AT_NOON, "labour_cost=99");

        assertThat(landing.asOf("2026-01-31").kpi("2026-01", "A"))
                .containsEntry("labour_cost", new BigDecimal("10.10"))
                .containsEntry("parts_cost", null)
                .containsEntry("claimed_amount", new BigDecimal("0.00"));
    }

    @Test
    void aCallbackCoversFromTheCompletionToSevenDaysAfterIt() {
        for (String called :
                new String[] {"2026-01-01 23:59:59", "2026-01-02 00:00:00", "2026-01-09 00:00:00", "2026-01-09 00:00:01"
                }) {
            landing.order("repair_id=" + called, "opened_at=2026-01-01 00:00:00", "completed_at=2026-01-02 00:00:00")
                    .callback("repair_id=" + called, "called_at=" + called, "result=no_answer");
        }
        landing.order("repair_id=new", "opened_at=2026-01-01 00:00:00", "completed_at=2026-01-25 00:00:01")
                .callback("repair_id=new", "called_at=2026-01-26 00:00:00", "satisfaction=4", "recommend=9");

        assertThat(landing.asOf("2026-01-31").satisfaction("2026-01", "company", "all"))
                .containsEntry("completed_n", 5L)
                .containsEntry("callback_due_n", 4L)
                .containsEntry("called_n", 2L)
                .containsEntry("coverage_rate", 0.5)
                .containsEntry("reached_n", 1L)
                .containsEntry("rated_n", 1L)
                .containsEntry("response_rate", 0.2)
                .containsEntry("nps", 100.0);
    }

    @Test
    void theLatestReachedCallbackWithASatisfactionRatesTheOrder() {
        landing.order("repair_id=1", AT_NOON, "completed_at=2026-01-03 12:00:00")
                .callback(
                        "repair_id=1",
                        "callback_id=X",
                        "called_at=2026-01-05 12:00:00",
                        "satisfaction=1",
                        "recommend=3")
                .callback("repair_id=1", "callback_id=Y", "called_at=2026-01-05 12:00:00", "satisfaction=5")
                .callback("repair_id=1", "callback_id=Z", "called_at=2026-01-06 12:00:00", "recommend=0")
                .callback(
                        "repair_id=1",
                        "callback_id=W",
                        "called_at=2026-01-07 12:00:00",
                        "result=refused",
                        "satisfaction=2")
                .callback("repair_id=1", "callback_id=V", "called_at=2026-02-01 00:00:00", "satisfaction=3");

        // Y counts: the same second as X with the higher id, and its silence on recommending stays silence.
        assertThat(landing.asOf("2026-01-31").satisfaction("2026-01", "outlet", "A"))
                .containsEntry("rated_n", 1L)
                .containsEntry("score_sum", 5L)
                .containsEntry("satisfied_n", 1L)
                .containsEntry("dissatisfied_n", 0L)
                .containsEntry("recommend_n", 0L)
                .containsEntry("nps", null);
    }

    @Test
    void theIntervalIsWilsonsAsNewcombePublishedIt() {
        landing.rated("A", "repair", LocalDate.of(2026, 1, 2), 263, 263, 81);

        Map<String, Object> row = landing.asOf("2026-01-31").satisfaction("2026-01", "company", "all");

        assertThat((Double) row.get("satisfaction_low")).isEqualTo(0.2553, within(0.00005));
        assertThat((Double) row.get("satisfaction_high")).isEqualTo(0.3662, within(0.00005));
        assertThat(row).containsEntry("publishable", true);
    }

    @Test
    void cellsWithoutRatingsTakeTheRateOfTheirOutletThenOfTheMember() {
        LocalDate day = LocalDate.of(2026, 1, 2);
        landing.rated("A", "install", day, 4, 2, 1)
                .rated("A", "repair", day, 6, 0, 0)
                .rated("B", "repair", day, 10, 0, 0)
                .rated("C", "repair", day, 5, 2, 2);

        Result result = landing.asOf("2026-01-31");

        // (4 x 1/2 + 6 x 1/2 + 10 x 3/4 + 5 x 1) / 25
        assertThat((Double) result.satisfaction("2026-01", "company", "all").get("weighted_rate"))
                .isEqualTo(0.7, within(1e-12));
        assertThat(result.satisfaction("2026-01", "outlet", "B")).containsEntry("weighted_rate", null);
        // Within the member `repair`, outlet A has no rating at all: all but C take 1.
        assertThat(result.satisfaction("2026-01", "service_type", "repair")).containsEntry("weighted_rate", 1.0);
    }

    @Test
    void ratesAreShrunkByTheSpreadBetweenMembers() {
        LocalDate day = LocalDate.of(2026, 1, 2);
        landing.rated("A", "repair", day, 10, 10, 9)
                .rated("B", "repair", day, 10, 10, 5)
                .rated("C", "repair", day, 1, 0, 0);

        Result result = landing.asOf("2026-01-31");

        // p = 0.7, S = 0.8, rho = (0.8 - 0.21) / (0.21 x 9), M = 1.89 / 0.59 - 1
        assertThat((Double) result.satisfaction("2026-01", "outlet", "A").get("shrunk_rate"))
                .isEqualTo(0.863888888889, within(1e-12));
        assertThat((Double) result.satisfaction("2026-01", "outlet", "B").get("shrunk_rate"))
                .isEqualTo(0.536111111111, within(1e-12));
        assertThat(result.satisfaction("2026-01", "outlet", "C")).containsEntry("shrunk_rate", 0.7);
        assertThat(result.satisfaction("2026-01", "company", "all")).containsEntry("shrunk_rate", 0.7);
    }

    @Test
    void aChartSpeaksFromTheEighthPointOn() {
        int[] satisfied = {50, 52, 48, 50, 52, 48, 50, 90};
        for (int month = 0; month < satisfied.length; month++) {
            landing.rated("A", "repair", LocalDate.of(2025, 1 + month, 2), 100, 100, satisfied[month]);
            landing.rated("B", "repair", LocalDate.of(2025, 2 + month, 2), 100, 100, month == 6 ? 90 : 50);
        }

        Result result = landing.asOf("2025-09-30");

        // Outlet A: centre 0.55, mean moving range 0.08, sigma 0.08 / 1.128 = 0.0709; 0.9 lies 4.9 of them off.
        assertThat(result.satisfaction("2025-08", "outlet", "A")).containsEntry("signal", "beyond_3_sigma");
        // Outlet B is as far out, but in its seventh month.
        assertThat(result.satisfaction("2025-08", "outlet", "B")).containsEntry("signal", "none");
    }

    @Test
    void theRegionIsTheOutletsOnTheDayAndTheFirstOneBefore() {
        landing.outlet("outlet_id=A", "valid_from=2026-01-10", "region_id=north")
                .outlet("outlet_id=A", "valid_from=2026-01-31", "region_id=south")
                .order("repair_id=1", "opened_at=2026-01-02 00:00:00", "completed_at=2026-01-31 10:00:00")
                .order("repair_id=2", "opened_at=2026-01-30 23:59:59", "completed_at=2026-01-31 10:00:00")
                .order("repair_id=3", "opened_at=2026-01-31 00:00:00", "completed_at=2026-01-31 10:00:00")
                .order(
                        "repair_id=4",
                        "opened_at=2026-01-31 00:00:00",
                        "completed_at=2026-01-31 10:00:00",
                        "region_id=east")
                .order(
                        "repair_id=5",
                        "outlet_id=B",
                        "opened_at=2026-01-31 00:00:00",
                        "completed_at=2026-01-31 10:00:00");

        Result result = landing.asOf("2026-01-31");

        assertThat(result.satisfaction("2026-01", "region", "north")).containsEntry("completed_n", 2L);
        assertThat(result.satisfaction("2026-01", "region", "south")).containsEntry("completed_n", 1L);
        assertThat(result.satisfaction("2026-01", "region", "east")).containsEntry("completed_n", 1L);
        assertThat(result.satisfaction("2026-01", "region", "unknown")).containsEntry("completed_n", 1L);
        assertThat(result.kpi("2026-01", "A")).containsEntry("region_id", "south");
        assertThat(result.kpi("2026-01", "B")).containsEntry("region_id", "unknown");
    }

    @Test
    void aComplaintIsAboutItsOwnOutletElseItsRepairs() {
        landing.model("M", "washer")
                .order("repair_id=1", "opened_at=2026-01-02 00:00:00", "technician_id=T")
                .complaint(
                        "repair_id=1", "received_at=2026-01-03 00:00:00", "resolved_at=2026-01-06 00:00:00", "cause=")
                .complaint(
                        "repair_id=1",
                        "outlet_id=B",
                        "received_at=2026-01-03 00:00:00",
                        "resolved_at=2026-01-06 00:00:01")
                .complaint("repair_id=lost", "received_at=2026-01-03 00:00:00");

        Result result = landing.asOf("2026-01-31");

        assertThat(result.kpi("2026-01", "A"))
                .containsEntry("complaints_n", 1L)
                .containsEntry("complaint_on_time_n", 1L)
                .containsEntry("complaints_per_1000", null);
        assertThat(result.kpi("2026-01", "B"))
                .containsEntry("complaint_closed_n", 1L)
                .containsEntry("complaint_on_time_n", 0L);
        assertThat(result.kpi("2026-01", "unknown")).containsEntry("complaints_n", 1L);
        assertThat(result.complaint("2026-01", "outlet", "A"))
                .containsEntry("cause", "other")
                .containsEntry("hours_to_resolve_p90", 72.0);
        assertThat(result.complaint("2026-01", "category", "unknown")).containsEntry("open_n", 1L);
        assertThat(result.complaints().stream().filter(row -> row.get("cut_id").equals("T")))
                .hasSize(2);
    }

    @Test
    void aComplaintIsARepeatWithinThirtyDaysOfAnEarlierOneAboutTheSameMatter() {
        landing.complaint("complaint_id=1", "repair_id=R", "received_at=2026-01-01 00:00:00")
                .complaint("complaint_id=2", "repair_id=R", "received_at=2026-01-31 00:00:00")
                .complaint("complaint_id=3", "repair_id=R", "received_at=2026-03-02 00:00:01")
                .complaint("complaint_id=4", "customer_id=C", "model_id=M", "received_at=2026-01-05 00:00:00")
                .complaint("complaint_id=5", "customer_id=C", "model_id=M", "received_at=2026-01-05 00:00:00")
                .complaint("complaint_id=6", "customer_id=C", "received_at=2026-01-06 00:00:00")
                .complaint("complaint_id=7", "model_id=M", "received_at=2026-01-06 00:00:00", "reopened=2");

        Result result = landing.asOf("2026-03-31");

        // Of January 2 (30 days to the second) and 5 (the higher id of one second); 3 came a second too late.
        assertThat(result.complaint("2026-01", "company", "all"))
                .containsEntry("received_n", 6L)
                .containsEntry("repeat_n", 2L)
                .containsEntry("reopened_n", 1L);
        assertThat(result.complaint("2026-03", "company", "all")).containsEntry("repeat_n", 0L);
    }

    @Test
    void monthsAndDaysAreThoseOfTheZone() {
        landing.order("repair_id=1", "opened_at=2026-01-31T16:00:00Z", "completed_at=2026-02-01 01:00:00")
                .order("repair_id=2", "opened_at=2026-01-31 23:59:59")
                .order("repair_id=3", "opened_at=2026-02-28T16:00:00+00:00");

        Result result = landing.asOf("2026-02-28", ZoneId.of("Asia/Shanghai"));

        assertThat(result.kpi("2026-01", "A")).containsEntry("opened_n", 1L);
        assertThat(result.kpi("2026-02", "A")).containsEntry("opened_n", 1L).containsEntry("turnaround_hours_p50", 1.0);
    }
}
