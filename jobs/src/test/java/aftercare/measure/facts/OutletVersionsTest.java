package aftercare.measure.facts;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.measure.TableInputs;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class OutletVersionsTest {
    private static final Dataset<Row> MOVED_IN_MARCH_AND_JUNE = TableInputs.silverOf("outlets", """
            outlet_id | valid_from | region_id
            O1        | 2026-06-01 | south
            O1        | 2026-01-01 | north
            O1        | 2026-03-01 | east
            O2        | 2026-01-01 | west
            """);

    @Test
    void anEventTakesTheLatestVersionThatHasBegunOnItsDay() {
        assertThat(regions("""
                repair_id | outlet_id | opened_at
                january   | O1        | 2026-01-01 00:00:00
                february  | O1        | 2026-02-28 23:59:59
                march     | O1        | 2026-03-01 00:00:00
                july      | O1        | 2026-07-15 12:00:00
                """))
                .isEqualTo(Map.of("january", "north", "february", "north", "march", "east", "july", "south"));
    }

    @Test
    void anEventBeforeTheFirstVersionTakesTheFirst() {
        assertThat(regions("""
                repair_id | outlet_id | opened_at
                early     | O1        | 2019-05-05 08:00:00
                """)).containsEntry("early", "north");
    }

    @Test
    void anEventWithoutADayTakesTheFirstVersion() {
        assertThat(regions("""
                repair_id | outlet_id | opened_at
                timeless  | O1        |
                """)).containsEntry("timeless", "north");
    }

    @Test
    void anEventOfNoListedOutletStaysWithoutRegion() {
        assertThat(regions("""
                repair_id | outlet_id | opened_at
                stranger  | O9        | 2026-02-01 08:00:00
                nobody    |           | 2026-02-01 08:00:00
                """))
                .containsOnlyKeys("stranger", "nobody")
                .containsEntry("stranger", null)
                .containsEntry("nobody", null);
    }

    @Test
    void anEventKeepsTheRegionItNamesAndElseTakesThatOfItsOutlet() {
        Map<String, String> regions = new HashMap<>();
        OutletVersions.withRegion(
                        TableInputs.silverOf("repairs", """
                                repair_id | outlet_id | opened_at           | region_id
                                named     | O1        | 2026-03-05 00:00:00 | elsewhere
                                unnamed   | O1        | 2026-03-05 00:00:00 |
                                stranger  | O9        | 2026-03-05 00:00:00 |
                                """), MOVED_IN_MARCH_AND_JUNE, to_date(col("opened_at")))
                .select("repair_id", "region_id")
                .collectAsList()
                .forEach(row -> regions.put(row.getString(0), row.getString(1)));
        assertThat(regions)
                .containsEntry("named", "elsewhere")
                .containsEntry("unnamed", "east")
                .containsEntry("stranger", null);
    }

    @Test
    void aVersionListedTwiceDoublesNoEvent() {
        Dataset<Row> doubled = MOVED_IN_MARCH_AND_JUNE.union(MOVED_IN_MARCH_AND_JUNE);
        Dataset<Row> events = TableInputs.silverOf("repairs", """
                repair_id | outlet_id | opened_at
                early     | O1        | 2019-05-05 08:00:00
                march     | O1        | 2026-03-01 00:00:00
                july      | O1        | 2026-07-15 12:00:00
                """);
        assertThat(OutletVersions.inForce(events, doubled, "outlet_id", to_date(col("opened_at")), "region")
                        .count())
                .isEqualTo(3);
    }

    private static Map<String, String> regions(String events) {
        Dataset<Row> placed = OutletVersions.inForce(
                TableInputs.silverOf("repairs", events),
                MOVED_IN_MARCH_AND_JUNE,
                "outlet_id",
                to_date(col("opened_at")),
                "region");
        Map<String, String> regions = new HashMap<>();
        for (Row row : placed.select("repair_id", "region").collectAsList()) {
            assertThat(regions).doesNotContainKey(row.getString(0));
            regions.put(row.getString(0), row.getString(1));
        }
        return regions;
    }
}
