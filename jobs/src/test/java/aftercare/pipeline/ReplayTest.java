package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.ingest.Ingest;
import aftercare.ingest.QuarantineReplay;
import aftercare.ingest.QuarantineTable;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A steward fixes a mapping or a contract, and the rows that were refused for it are taken: no file needs to be sent
 * again.
 */
class ReplayTest {
    private static final Path SCHEMAS = Path.of(System.getProperty("aftercare.project"), "schemas");
    private static final String MAPPING = """
            match: "old/*.csv"
            format: { dates: [dd/MM/yyyy] }
            into:
              repairs:
                repair_id: nr
                outlet_id: shop
                model_id: { join: [brand, type], with: " " }
                service_type: { from: job, values: { Fix: repair%s } }
                opened_at: day
            """;

    @TempDir
    private Path folder;

    private Path landing;
    private Pipeline pipeline;

    @BeforeEach
    void load() throws IOException {
        landing = folder.resolve("landing");
        Delivered.text(
                landing,
                "old/a.csv",
                "nr,shop,brand,type,job,day",
                "1,S1,Acme,X,Fix,03/04/2026",
                "2,S1,Acme,X,Tune,04/04/2026",
                "3,S1,Acme,X,Paint,05/04/2026",
                "4,S1,Acme,X,Fix,06/04/2026");
        List<String> refused = new ArrayList<>(List.of("nr,shop,brand,type,job,day"));
        IntStream.range(5, 25).forEach(id -> refused.add(id + ",S2,Acme,X,Tune,07/04/2026"));
        Delivered.text(landing, "old/b.csv", refused.toArray(String[]::new));
        pipeline = new Pipeline(folder.resolve("lake"));
    }

    @Test
    void rowsAreReadAgainUnderTheMappingOfTheirLoadOrTheMendedOneThatIsGiven() throws IOException {
        Path first = mapping("");
        Ingest.Report report = pipeline.tryLoad(landing, List.of(first), 0.5);
        assertThat(report.failure()).hasMessageContaining("old/b.csv: 20 of 20 rows");
        assertThat(silver()).containsExactly("1", "4");
        Files.delete(first);

        assertThat(replay(Pipeline.contracts(), List.of()))
                .as("nothing has changed, so nothing is worked through")
                .isEmpty();
        assertThat(open()).contains("old/a.csv:3 mapping job holds a value that has no translation in the mapping");

        Path fixed = mapping(", Tune: maintenance, Paint: polish");
        assertThat(replay(Pipeline.contracts(), List.of(fixed)))
                .extracting(LedgerEntry::read, LedgerEntry::accepted, LedgerEntry::quarantined)
                .containsExactly(tuple(2L, 1L, 1L));
        assertThat(silver()).containsExactly("1", "2", "4");
        assertThat(open().toString())
                .as("the reason is the one for which the row is refused now")
                .contains("old/a.csv:4 values service_type is none of");
        Files.delete(fixed);

        assertThat(replay(polishIsMaintenance(), List.of())).hasSize(1);
        assertThat(silver()).containsExactly("1", "2", "3", "4");
        assertThat(open()).allMatch(row -> row.startsWith("old/b.csv")).hasSize(21);

        assertThat(pipeline.tryLoad(landing, List.of(mapping(", Tune: maintenance")), 0.5)
                        .failure())
                .isNull();
        assertThat(silver())
                .containsExactlyElementsOf(IntStream.range(1, 25)
                        .mapToObj(String::valueOf)
                        .sorted()
                        .toList());
        assertThat(open()).isEmpty();
        assertThat(new Ledger(pipeline.lake()).rows().collectAsList())
                .allSatisfy(row -> assertThat(folder.resolve("lake").resolve(row.<String>getAs("mapping")))
                        .exists());
    }

    @Test
    void recordsOfAnArrayThatWereNumberedOtherwiseAreNotReplayedAsOthers() throws IOException {
        String record = "{\"repair_id\": \"%s\", \"outlet_id\": \"O1\", \"model_id\": \"M1\","
                + " \"service_type\": \"%s\", \"opened_at\": \"2026-10-01\"}";
        Path array = folder.resolve("array");
        Delivered.text(
                array,
                "repairs/a.json",
                "[" + record.formatted("1", "repair") + ", " + record.formatted("2", "polish") + "]");
        pipeline.tryLoad(array, List.of(), 0.6);
        String refused = "repairs/a.json:2 values service_type is none of";
        assertThat(open()).singleElement().asString().startsWith(refused);
        Contracts changed = polishIsMaintenance();
        renumber(1);

        assertThatThrownBy(() -> replay(changed, List.of()))
                .hasMessageContaining("AFC-2014")
                .hasMessageContaining("repairs/a.json");
        assertThat(open()).hasSize(1);
        assertThat(silver()).containsExactly("1");

        renumber(2);
        assertThat(replay(changed, List.of())).hasSize(1);
        assertThat(open()).isEmpty();
        assertThat(silver()).containsExactly("1", "2");
    }

    /** Numbers the refused rows as an earlier version might have. */
    private void renumber(int line) {
        pipeline.lake().table(pipeline.lake().quarantine("repairs")).updateExpr(Map.of("line", String.valueOf(line)));
    }

    private Path mapping(String more) throws IOException {
        return Files.writeString(folder.resolve("mapping.yaml"), MAPPING.formatted(more));
    }

    /** The contracts with one more spelling of a value. */
    private Contracts polishIsMaintenance() throws IOException {
        Path schemas = Delivered.tree(SCHEMAS, folder.resolve("schemas"));
        Path repairs = schemas.resolve("sources/repairs.yaml");
        String before = Files.readString(repairs);
        String after = before.replaceFirst("value_aliases: \\{", "value_aliases: {polish: maintenance, ");
        assertThat(after).isNotEqualTo(before);
        Files.writeString(repairs, after);
        return Contracts.read(schemas);
    }

    private List<LedgerEntry> replay(Contracts contracts, List<Path> mappings) {
        Timestamp now = Timestamp.from(Instant.now());
        return new QuarantineReplay(pipeline.lake(), contracts, Progress.SILENT, now)
                .replay("repairs", mappings, "replay-" + now.getTime());
    }

    private List<String> silver() {
        return pipeline.lake().read(pipeline.lake().silver("repairs")).select("repair_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private List<String> open() {
        return new QuarantineTable(pipeline.lake(), "repairs")
                .open().select("file", "line", "rule", "reason").collectAsList().stream()
                        .map(ReplayTest::told)
                        .sorted()
                        .toList();
    }

    private static String told(Row row) {
        return row.getString(0) + ":" + row.getInt(1) + " " + row.getString(2) + " " + row.getString(3);
    }
}
