package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outlets that orders name, each with its region, and not always the same. */
class DerivedRowsTest {
    private static final String ORDERS = "match: \"orders*.csv\"\ninto:\n  repairs: {repair_id: id, outlet_id: team,"
            + " model_id: {constant: m}, service_type: {constant: repair}, opened_at: at}\n";
    private static final String OUTLETS = "  outlets: {outlet_id: team, name: team, region_id: region}\n";
    private static final String HEADER = "id,team,region,at\n";

    @TempDir
    Path folder;

    private Lake lake;

    @Test
    void whatIsSaidMostOftenCountsNotWhatIsSaidLast() throws IOException {
        List<LedgerEntry> entries =
                load(ORDERS + OUTLETS, "orders.csv", order(1, "APAC", "10-01"), order(2, "APAC", "10-02"), order(3, "EMEA", "10-03"));

        assertThat(regions()).containsEntry("A", "APAC");
        LedgerEntry outlets = ofOutlets(entries);
        assertThat(outlets.accepted()).isEqualTo(1);
        assertThat(outlets.superseded()).isEqualTo(2);
        assertThat(outlets.readAs()).contains("1 of 3 rows says something else");
    }

    @Test
    void onlyTheLatestMonthCounts() throws IOException {
        load(
                ORDERS + OUTLETS,
                "orders.csv",
                order(1, "APAC", "11-02"),
                order(2, "EMEA", "10-01"),
                order(3, "EMEA", "10-02"),
                order(4, "EMEA", "10-03"));

        assertThat(regions()).containsEntry("A", "APAC");
    }

    @Test
    void ofTwoThatAreSaidEquallyOftenTheLaterOneCounts() throws IOException {
        load(ORDERS + OUTLETS, "orders.csv", order(1, "APAC", "10-02"), order(2, "EMEA", "10-01"));

        assertThat(regions()).containsEntry("A", "EMEA");
    }

    @Test
    void daysOneByOneGiveWhatTheyGiveTogether() throws IOException {
        String[][] days = {
            {order(1, "APAC", "10-01"), order(2, "APAC", "10-01"), order(3, "APAC", "10-01")},
            {order(4, "EMEA", "10-02"), order(5, "EMEA", "10-02")},
            {order(6, "APAC", "10-03")},
            {order(7, "EMEA", "11-01")},
            {order(8, "APAC", "11-02")},
            {order(9, "EMEA", "11-03"), order(10, "AMER", "11-03")},
        };
        String[] expected = {"APAC", "APAC", "APAC", "EMEA", "APAC", "EMEA"};
        for (int until = 0; until < days.length; until++) {
            load(ORDERS + OUTLETS, "orders-" + until + ".csv", days[until]);
            assertThat(regions()).as("day %d", until).containsEntry("A", expected[until]);
        }

        Lake oneByOne = lake;
        lake = null;
        for (int i = 0; i < days.length; i++) {
            write("orders-" + i + ".csv", days[i]);
        }
        load(ORDERS + OUTLETS);
        assertThat(regions()).containsEntry("A", "EMEA");
        assertThat(oneByOne.read(oneByOne.silver("outlets")).count()).isEqualTo(1);
    }

    @Test
    void aCorrectedFileTakesBackWhatItSaidBefore() throws IOException {
        load(ORDERS + OUTLETS, "orders.csv", order(1, "APAC", "10-01"), order(2, "APAC", "10-02"));
        load(ORDERS + OUTLETS, "orders.csv", order(1, "EMEA", "10-01"));

        assertThat(regions()).containsEntry("A", "EMEA");
    }

    @Test
    void anotherMappingMayReadTheFacts() throws IOException {
        load(
                ORDERS + "---\nmatch: \"orders*.csv\"\ninto:\n" + OUTLETS,
                "orders.csv",
                order(1, "APAC", "10-01"),
                order(2, "APAC", "10-02"),
                order(3, "EMEA", "10-03"));

        assertThat(regions()).containsEntry("A", "APAC");
    }

    @Test
    void inAListOfOutletsTheLaterRowCountsAsEver() throws IOException {
        List<LedgerEntry> entries = load(
                "match: \"orders*.csv\"\ninto:\n" + OUTLETS,
                "orders.csv",
                order(1, "APAC", "10-01"),
                order(2, "APAC", "10-02"),
                order(3, "EMEA", "10-03"));

        assertThat(regions()).containsEntry("A", "EMEA");
        assertThat(ofOutlets(entries).readAs()).isNull();
    }

    @Test
    void aRebuiltLakeTakesTheSame() throws IOException {
        load(ORDERS + OUTLETS, "orders-1.csv", order(1, "APAC", "10-01"), order(2, "APAC", "10-02"));
        load(ORDERS + OUTLETS, "orders-2.csv", order(3, "EMEA", "10-03"));
        Map<String, String> before = regions();
        Lake rebuilt = Lake.openOrCreate(TestSpark.session(), folder.resolve("rebuilt").toString(), ZoneId.of("UTC"));

        LoadHistory history = new LoadHistory(lake, Contracts.load(), Progress.SILENT);
        history.copyBronze(rebuilt);
        history.repeatInto(rebuilt);

        lake = rebuilt;
        assertThat(regions()).isEqualTo(before).containsEntry("A", "APAC");
    }

    private static String order(int id, String region, String day) {
        return id + ",A," + region + ",2026-" + day + " 08:00\n";
    }

    private void write(String name, String... orders) throws IOException {
        Path input = Files.createDirectories(folder.resolve("input"));
        Files.writeString(input.resolve(name), HEADER + String.join("", orders));
    }

    private List<LedgerEntry> load(String mapping, String name, String... orders) throws IOException {
        write(name, orders);
        return load(mapping);
    }

    private List<LedgerEntry> load(String mapping) throws IOException {
        if (lake == null) {
            lake = Lake.openOrCreate(
                    TestSpark.session(),
                    folder.resolve("lake" + UUID.randomUUID()).toString(),
                    ZoneId.of("UTC"));
        }
        Path file = Files.writeString(folder.resolve("mapping.yaml"), mapping);
        return new Ingest(lake, Contracts.load(), Progress.SILENT, Timestamp.from(Instant.parse("2026-11-30T06:00:00Z")))
                .load(folder.resolve("input"), List.of(file), 0.05, UUID.randomUUID().toString())
                .entries();
    }

    private static LedgerEntry ofOutlets(List<LedgerEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.source().equals("outlets"))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> regions() {
        Map<String, String> regions = new TreeMap<>();
        for (Row row : lake.read(lake.silver("outlets")).collectAsList()) {
            regions.put(row.getAs("outlet_id"), row.getAs("region_id"));
        }
        return regions;
    }
}
