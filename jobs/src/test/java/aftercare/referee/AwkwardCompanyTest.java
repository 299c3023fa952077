package aftercare.referee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The awkward company is as awkward as it says, and the referee of it agrees with plainer ways to put the rules. */
class AwkwardCompanyTest {

    private static final String END = "TIMESTAMP '2026-03-18 00:00:00'";

    @TempDir
    private static Path folder;

    private static Referee referee;

    @BeforeAll
    static void computeIt() {
        AwkwardCompany.write(folder.resolve("landing"));
        referee = Referee.open(null, 2, "2GB");
        referee.load(folder.resolve("landing"));
        referee.compute(AwkwardCompany.AS_OF);
    }

    @AfterAll
    static void closeIt() {
        referee.close();
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        AwkwardCompany.write(folder.resolve("one"), 500, 7);
        AwkwardCompany.write(folder.resolve("two"), 500, 7);
        AwkwardCompany.write(folder.resolve("three"), 500, 8);

        assertThat(contents(folder.resolve("one"))).isEqualTo(contents(folder.resolve("two")));
        assertThat(contents(folder.resolve("one"))).isNotEqualTo(contents(folder.resolve("three")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repairs WHERE opened_at = " + END,
                "repairs WHERE completed_at = " + END,
                "repairs WHERE completed_at = " + END + " - INTERVAL 7 DAYS",
                "repairs WHERE completed_at = " + END + " - INTERVAL 30 DAYS",
                "repairs WHERE opened_at = " + END + " - INTERVAL 24 HOURS",
                "repairs WHERE arrived_at = opened_at + INTERVAL 24 HOURS",
                "repairs WHERE arrived_at = opened_at + INTERVAL 86401 SECONDS",
                "repairs WHERE cancelled_at = opened_at + INTERVAL 24 HOURS AND arrived_at IS NULL",
                "repairs WHERE cancelled_at = arrived_at AND completed_at IS NULL",
                "repairs WHERE cancelled_at IS NOT NULL AND completed_at IS NOT NULL",
                "repairs WHERE completed_at < " + END + " AND arrived_at >= " + END,
                "repairs WHERE completed_at = date_trunc('month', completed_at)",
                "repairs WHERE epoch_us(opened_at) % 1000000 <> 0",
                "repairs WHERE outlet_id NOT IN (SELECT outlet_id FROM outlets)",
                "repairs WHERE model_id NOT IN (SELECT model_id FROM models)",
                "repairs WHERE region_id NOT IN (SELECT region_id FROM regions)",
                "repairs WHERE technician_id IS NULL AND completed_at IS NOT NULL",
                "repairs r JOIN repairs s ON r.serial_no = s.serial_no AND r.model_id = s.model_id"
                        + " AND r.outlet_id <> s.outlet_id AND s.opened_at = r.completed_at",
                "repairs r JOIN repairs s ON r.serial_no = s.serial_no AND r.model_id = s.model_id"
                        + " AND s.opened_at = r.completed_at + INTERVAL 30 DAYS",
                "callbacks c JOIN repairs r USING (repair_id) WHERE called_at = completed_at + INTERVAL 7 DAYS",
                "callbacks c JOIN repairs r USING (repair_id) WHERE called_at < completed_at AND satisfaction IS NOT NULL",
                "callbacks c JOIN callbacks d USING (repair_id, called_at)"
                        + " WHERE c.callback_id < d.callback_id AND c.satisfaction <> d.satisfaction",
                "callbacks WHERE result <> 'reached' AND satisfaction IS NOT NULL",
                "callbacks WHERE repair_id NOT IN (SELECT repair_id FROM repairs)",
                "complaints WHERE resolved_at = received_at + INTERVAL 72 HOURS",
                "complaints WHERE repair_id IS NULL AND outlet_id IS NULL AND model_id IS NULL AND region_id IS NULL",
                "complaints WHERE received_at = " + END,
                "complaint_judged WHERE repeat AND repair_id IS NULL",
                "complaint_judged WHERE repeat AND repair_before = received_at - INTERVAL 30 DAYS",
                "outlet_kpi_month WHERE completed_n >= 10 AND labour_cost IS NULL",
                "satisfaction_month WHERE rated_n = 0",
                "satisfaction_month WHERE cut = 'outlet' AND publishable",
            })
    void everyEdgeIsThere(String edge) {
        assertThat(referee.query("SELECT count(*) > 0 AS there FROM " + edge)).containsExactly(Map.of("there", true));
    }

    @ParameterizedTest
    @CsvSource({
        "CHART-BEYOND, beyond_3_sigma",
        "CHART-TWO, two_of_three_beyond_2_sigma",
        "CHART-SIDE, seven_on_one_side",
        "CHART-TREND, seven_point_trend",
        "CHART-FLAT, none"
    })
    void aScriptedChartEndsWithItsSignal(String outlet, String signal) {
        assertThat(referee.query("SELECT signal FROM satisfaction_month WHERE month = DATE '2026-03-01'"
                        + " AND cut = 'outlet' AND cut_id = '" + outlet + "'"))
                .containsExactly(Map.of("signal", signal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repairs", "callbacks", "complaints"})
    void fewEnoughRowsAreRefusedForALoaderToTakeTheFile(String source) {
        // Rows refused carry an update in 2027; the ones with the wrong number of fields are a tenth of those.
        assertThat(referee.query("SELECT count(*) FILTER (updated_at LIKE '2027%') BETWEEN 1 AND 0.04 * count(*) AS few"
                        + " FROM raw_" + source))
                .containsExactly(Map.of("few", true));
    }

    @Test
    void theMembersOfACutAddUpToTheCompany() {
        assertThat(referee.query("SELECT DISTINCT month, sum(completed_n), sum(called_n), sum(reached_n), sum(rated_n),"
                        + " sum(score_sum), sum(recommend_n) FROM satisfaction_month GROUP BY month, cut"))
                .hasSize(26);
        assertThat(referee.query("SELECT DISTINCT sum(received_n), sum(repeat_n) FROM complaint_month GROUP BY cut"))
                .hasSize(1);
    }

    @Test
    void repeatsAreThoseThatThePlainestQueryFinds() {
        String plain =
                "SELECT row_no FROM orders o WHERE completed AND service_type = 'repair' AND EXISTS (FROM orders r"
                        + " WHERE r.service_type = 'repair' AND NOT r.cancelled AND r.repair_id <> o.repair_id"
                        + " AND r.model_id = o.model_id AND r.serial_no = o.serial_no AND r.opened_at > o.completed_at"
                        + " AND r.opened_at <= o.completed_at + INTERVAL 30 DAYS)";

        assertThat(referee.query(plain + " ORDER BY ALL"))
                .isEqualTo(referee.query("FROM repeated ORDER BY ALL"))
                .hasSizeGreaterThan(1_000);
    }

    @Test
    void backlogsAreThoseThatThePlainestQueryFinds() {
        String plain = "SELECT month, outlet_id, count(*)::BIGINT AS n FROM orders,"
                + " (SELECT month, least((month + INTERVAL 1 MONTH)::TIMESTAMP, " + END + ") AS t"
                + "  FROM (SELECT DISTINCT month FROM outlet_kpi_month))"
                + " WHERE opened_at < t AND coalesce(completed_at >= t, true) AND coalesce(cancelled_at >= t, true)"
                + " GROUP BY ALL ORDER BY ALL";

        assertThat(referee.query(plain))
                .isEqualTo(referee.query("SELECT month, outlet_id, backlog_n AS n FROM outlet_kpi_month"
                        + " WHERE backlog_n > 0 ORDER BY ALL"));
    }

    @Test
    void weightedRatesAreThoseOfTheDefinitionTakenCellByCell() {
        String plain =
                "WITH cells AS (SELECT month, technician_id AS id, outlet_id, count(*) AS c, count(satisfaction) AS r,"
                        + " count(*) FILTER (satisfaction >= 4) AS s FROM rated_orders GROUP BY month, technician_id, outlet_id, service_type),"
                        + " rates AS (SELECT *, s / nullif(r, 0) AS own, sum(s) OVER o / nullif(sum(r) OVER o, 0) AS wide,"
                        + " sum(s) OVER m / nullif(sum(r) OVER m, 0) AS widest FROM cells"
                        + " WINDOW o AS (PARTITION BY month, id, outlet_id), m AS (PARTITION BY month, id)),"
                        + " plain AS (SELECT month, id, sum(c * coalesce(own, wide, widest)) / sum(c) AS rate FROM rates GROUP BY ALL)"
                        + " SELECT count(*) AS different FROM plain JOIN satisfaction_month t ON t.cut = 'technician'"
                        + " AND t.month = plain.month AND t.cut_id = id"
                        + " WHERE weighted_rate IS DISTINCT FROM rate AND coalesce(abs(weighted_rate - rate) > 1e-12, true)";

        assertThat(referee.query(plain)).containsExactly(Map.of("different", 0L));
    }

    @Test
    void signalsAreThoseOfTheChartDrawnPointByPoint() {
        Map<String, List<PlainChart.Point>> series = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (Map<String, Object> row : referee.query("FROM satisfaction_month ORDER BY cut, cut_id, month")) {
            String member = row.get("cut") + " " + row.get("cut_id");
            long rated = (Long) row.get("rated_n");
            List<PlainChart.Point> points = series.computeIfAbsent(member, absent -> new ArrayList<>());
            if (rated > 0) {
                points.add(new PlainChart.Point((LocalDate) row.get("month"), rated, (Long) row.get("satisfied_n")));
            }
            String expected = rated == 0 ? "none" : PlainChart.signal(points);
            if (!expected.equals(row.get("signal"))) {
                differences.add(member + " " + row.get("month") + " " + expected + ", not " + row.get("signal"));
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void oneThreadOrTwoComeToTheSame() {
        try (Referee alone = Referee.open(folder.resolve("alone.db"), 1, "2GB")) {
            alone.load(folder.resolve("landing"));
            alone.compute(AwkwardCompany.AS_OF);
            assertThat(alone.rows("outlet_kpi_month")).isEqualTo(referee.rows("outlet_kpi_month"));
            assertThat(alone.rows("complaint_month")).isEqualTo(referee.rows("complaint_month"));
            assertThat(alone.query(
                            "SELECT * EXCLUDE (weighted_rate, shrunk_rate) FROM satisfaction_month ORDER BY ALL"))
                    .isEqualTo(referee.query(
                            "SELECT * EXCLUDE (weighted_rate, shrunk_rate) FROM satisfaction_month ORDER BY ALL"));
        }
    }

    private static Map<String, String> contents(Path landing) {
        try (Stream<Path> files = Files.walk(landing)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> landing.relativize(file).toString(), AwkwardCompanyTest::text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
