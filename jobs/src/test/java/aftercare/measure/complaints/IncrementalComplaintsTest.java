package aftercare.measure.complaints;

import static aftercare.measure.Found.asOf;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.WrittenChanges;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The law: old rows with the touched months computed anew are the rows computed from nothing. */
class IncrementalComplaintsTest {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final LocalDateTime START = LocalDate.of(2025, 9, 1).atStartOfDay();

    private static final Dataset<Row> OUTLETS = TableInputs.silverOf("outlets", """
            outlet_id | valid_from | region_id
            O1        | 2025-09-01 | north
            O1        | 2025-12-15 | south
            """);

    private static final Dataset<Row> MODELS = TableInputs.silverOf("models", """
            model_id | category
            M1       | fridge
            """);

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "3, -25"})
    void recomputingTheTouchedMonthsGivesWhatAFullComputationGives(long seed, int daysOn) {
        AsOf before = asOf(START.plusDays(220 + 13 * seed).toLocalDate().toString());
        AsOf after = asOf(before.day().plusDays(daysOn).toString());
        TableInputs was = company(seed, -1);
        TableInputs is = company(seed, (int) seed);
        WrittenChanges changes = new WrittenChanges(before)
                .between("complaints", was.silver("complaints"), is.silver("complaints"))
                .between("repairs", was.silver("repairs"), is.silver("repairs"));

        ComplaintMonth measure = new ComplaintMonth(Contracts.load());
        Months touched = measure.touched(is, changes, after);
        Dataset<Row> kept = measure.rows(was, before, Months.all()).filter(not(touched.contain(col("month"))));
        List<Row> updated = kept.unionByName(measure.rows(is, after, touched)).collectAsList();
        List<Row> anew = measure.rows(is, after, Months.all()).collectAsList();

        assertThat(touched.some()).hasSizeLessThan(10);
        assertThat(anew).hasSizeGreaterThan(50);
        assertThat(updated).containsExactlyInAnyOrderElementsOf(anew);
    }

    /** A year of complaints; one order and one complaint differ from those drawn for change -1. */
    private static TableInputs company(long seed, int change) {
        StringBuilder repairs =
                new StringBuilder("repair_id | outlet_id | model_id | service_type | technician_id | opened_at\n");
        for (int i = 0; i < 12; i++) {
            SplittableRandom random = new SplittableRandom(seed * 1000 + (i == change ? 500 + i : i));
            repairs.append("R%d | %s | %s | repair | T%d | %s%n"
                    .formatted(
                            i, one(random, "O1", "O2"), one(random, "M1", "M2"), random.nextInt(3), instant(random)));
        }
        StringBuilder complaints = new StringBuilder(
                "complaint_id | received_at | resolved_at | repair_id | customer_id | model_id | reopened\n");
        for (int i = 0; i < 60; i++) {
            SplittableRandom random = new SplittableRandom(seed * 1000 + 100 + (i == change ? 500 + i : i));
            LocalDateTime received = START.plusHours(random.nextInt(365 * 24));
            complaints.append("C%d | %s | %s | %s | %s | %s | %d%n"
                    .formatted(
                            i,
                            FORM.format(received),
                            one(random, "", FORM.format(received.plusHours(random.nextInt(2000)))),
                            one(random, "", "R" + random.nextInt(12)),
                            one(random, "K1", "K2"),
                            one(random, "", "M1"),
                            random.nextInt(2)));
        }
        return new TableInputs()
                .withSilver("complaints", complaints.toString())
                .withSilver("repairs", repairs.toString())
                .withSilver("outlets", OUTLETS)
                .withSilver("models", MODELS);
    }

    private static String instant(SplittableRandom random) {
        return FORM.format(START.plusHours(random.nextInt(365 * 24)));
    }

    private static String one(SplittableRandom random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
