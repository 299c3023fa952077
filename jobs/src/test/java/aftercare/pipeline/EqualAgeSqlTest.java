package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.measure.api.Measure;
import aftercare.measure.equalage.MonthAtAge;
import aftercare.referee.AwkwardCompany;
import aftercare.referee.Referee;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Months at equal age are what an independent SQL referee finds when it looks at the same awkward orders on the day on
 * which each month had that age.
 */
class EqualAgeSqlTest {
    private static final List<String> KPIS = List.of(
            "completed_n",
            "onsite_due_n",
            "onsite_kept_n",
            "first_fix_provisional_n",
            "first_fix_provisional_d",
            "fixed_n",
            "outcome_known_n",
            "complaints_n",
            "complaint_closed_n",
            "complaint_on_time_n");
    private static final List<String> RATINGS = List.of(
            "callback_due_n",
            "called_n",
            "rated_n",
            "satisfied_n",
            "dissatisfied_n",
            "promoters_n",
            "detractors_n",
            "recommend_n");

    @TempDir
    static Path folder;

    private static List<Row> rows;
    private static Referee referee;

    @BeforeAll
    static void bothLoad() {
        Path landing = folder.resolve("landing");
        AwkwardCompany.write(landing, 20_000, 11);
        Measure measure = new MonthAtAge(Pipeline.contracts());
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        pipeline.load(landing);
        pipeline.compute(AwkwardCompany.AS_OF, List.of(measure));
        rows = pipeline.lake().read(pipeline.lake().gold(measure.table())).collectAsList();
        referee = Referee.open(null, 2, "1GB");
        referee.load(landing);
    }

    @AfterAll
    static void close() {
        referee.close();
    }

    @Test
    void theMonthUnderWayAndTheOneBeforeItAreYoungFortyFiveDaysAfterTheirEndTheyAreNot() {
        assertThat(rows.stream().map(row -> row.getAs("judged_month").toString()).distinct())
                .containsExactlyInAnyOrder("2026-03-01", "2026-02-01");
        assertThat(rows.stream().map(row -> row.getAs("month").toString()).distinct())
                .hasSize(14);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01, 2026-03-17",
        "2026-03-01, 2026-02-01, 2026-02-17",
        "2026-03-01, 2025-03-01, 2025-03-17",
        "2026-02-01, 2026-02-01, 2026-03-17",
        "2026-02-01, 2026-01-01, 2026-02-17",
        "2026-02-01, 2025-02-01, 2025-03-17"
    })
    void everyCountOfEveryOutletIsThatOfTheDayOnWhichTheMonthHadThatAge(String judged, String month, LocalDate day) {
        referee.compute(day);

        assertThat(ours(judged, month)).isNotEmpty().isEqualTo(theirs(month));
    }

    private static Map<String, Map<String, Long>> ours(String judged, String month) {
        Map<String, Map<String, Long>> outlets = new TreeMap<>();
        rows.stream()
                .filter(row -> row.getAs("judged_month").toString().equals(judged)
                        && row.getAs("month").toString().equals(month))
                .forEach(row -> java.util.stream.Stream.of(KPIS, RATINGS)
                        .flatMap(List::stream)
                        .forEach(count -> add(outlets, row.getAs("outlet_id"), count, row.getAs(count))));
        return outlets;
    }

    private static Map<String, Map<String, Long>> theirs(String month) {
        Map<String, Map<String, Long>> outlets = new TreeMap<>();
        read(outlets, KPIS, "outlet_id", "outlet_kpi_month WHERE month = DATE '" + month + "'");
        read(outlets, RATINGS, "cut_id", "satisfaction_month WHERE cut = 'outlet' AND month = DATE '" + month + "'");
        return outlets;
    }

    private static void read(Map<String, Map<String, Long>> outlets, List<String> counts, String id, String from) {
        String columns = counts.stream().collect(Collectors.joining(", "));
        referee.query("SELECT " + id + " AS outlet, " + columns + " FROM " + from)
                .forEach(row -> counts.forEach(count ->
                        add(outlets, (String) row.get("outlet"), count, ((Number) row.get(count)).longValue())));
    }

    private static void add(Map<String, Map<String, Long>> outlets, String outlet, String count, long more) {
        if (more > 0) {
            outlets.computeIfAbsent(outlet, none -> new TreeMap<>(new LinkedHashMap<>()))
                    .merge(count, more, Long::sum);
        }
    }
}
