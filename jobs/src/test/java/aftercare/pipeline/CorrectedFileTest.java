package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.contract.Column;
import aftercare.contract.ColumnType.Kind;
import aftercare.contract.Contract;
import aftercare.ingest.Ingest;
import aftercare.ingest.LoadHistory;
import aftercare.ingest.QuarantineReplay;
import aftercare.ingest.QuarantineTable;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.lake.Rebuilding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corrected file is put over the old one, as the runbook says, and counts: whatever stands on which line of it. */
class CorrectedFileTest {
    private static final String FIRST = "id,c\n1,A\n2,A\n3,A\n4,A\n5,LATER\n";
    /** The first row is gone, the others stand in another order, and what was corrected moved up. */
    private static final String CORRECTED = "id,c\n4,B\n5,B\n3,A\n2,A\n";

    @TempDir
    private Path folder;

    private List<Contract> sources = List.of();
    private Instant clock = Instant.parse("2026-11-01T06:00:00Z");

    @Test
    void theLaterDeliveryOfAPathCounts() throws IOException {
        theLaterDeliveryCounts("repairs", "models");
    }

    @Test
    @Tag("torture")
    void ofEverySourceTheLaterDeliveryOfAPathCounts() throws IOException {
        theLaterDeliveryCounts(Pipeline.contracts().sourceNames().toArray(String[]::new));
    }

    private void theLaterDeliveryCounts(String... names) throws IOException {
        sources = Stream.of(names).map(Pipeline.contracts()::source).toList();
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        List<Path> mappings = mappings("");
        deliver(FIRST);
        load(pipeline, mappings);
        deliver(CORRECTED);
        load(pipeline, mappings);
        everySourceHolds(pipeline.lake(), "corrected", "A", "A", "A", "B", "B");

        List<Path> fixed = mappings(", LATER: A");
        for (Contract source : sources) {
            replay(pipeline, source, fixed);
            assertThat(new QuarantineTable(pipeline.lake(), source.source())
                            .open()
                            .count())
                    .isZero();
        }
        everySourceHolds(pipeline.lake(), "a row of the first file replayed after it", "A", "A", "A", "B", "B");

        deliver(FIRST);
        load(pipeline, mappings);
        everySourceHolds(
                pipeline.lake(), "the first file put back, under the corrected mapping", "A", "A", "A", "A", "A");
        assertThat(new Ledger(pipeline.lake()).entries())
                .filteredOn(entry -> entry.status().equals(LedgerEntry.LOADED))
                .extracting(LedgerEntry::delivery)
                .containsOnly(1, 2, 3)
                .hasSize(3 * sources.size());

        Lake rebuilt = new Rebuilding(pipeline.lake(), Progress.SILENT)
                .elsewhere(TestSpark.session(), folder.resolve("rebuilt").toString());
        LoadHistory history = new LoadHistory(pipeline.lake(), Pipeline.contracts(), Progress.SILENT);
        history.copyBronze(rebuilt);
        history.repeatInto(rebuilt);
        everySourceHolds(rebuilt, "rebuilt", "A", "A", "A", "A", "A");
        for (Contract source : sources) {
            assertThat(whole(rebuilt, source)).isEqualTo(whole(pipeline.lake(), source));
        }
    }

    @Test
    void aLakeFromBeforeDeliveriesWereCountedTakesACorrectedFile() throws IOException {
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        String header = "model_id,name,category,warranty_months";
        Delivered.text(landing(), "models/m.csv", header, "M1,One,fridge,12", "M2,Two,fridge,24");
        load(pipeline, List.of());
        forget(pipeline.lake(), pipeline.lake().silver("models"), "_delivery");
        forget(pipeline.lake(), new Ledger(pipeline.lake()).path(), "rows_skipped", "delivery", "read_as");

        assertThat(load(pipeline, List.of()).alreadyLoaded()).isEqualTo(1);
        Delivered.text(landing(), "models/m.csv", header, "M2,Two,fridge,36");
        load(pipeline, List.of());

        assertThat(pipeline
                        .lake()
                        .read(pipeline.lake().silver("models"))
                        .select("model_id", "warranty_months", "_delivery")
                        .collectAsList()
                        .stream()
                        .map(Row::toString)
                        .sorted())
                .containsExactly("[M1,12,null]", "[M2,36,1]");
        assertThat(new Ledger(pipeline.lake()).entries())
                .extracting(LedgerEntry::delivery)
                .containsExactlyInAnyOrder(null, 1);
    }

    @Test
    void aFolderThatIsRenamedChangesNothing() throws IOException {
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        Delivered.text(landing(), "models/old/m.csv", "model_id,name,category", "M1,One,fridge");
        load(pipeline, List.of());
        Files.move(landing().resolve("models/old"), landing().resolve("models/new"));

        assertThat(load(pipeline, List.of()).alreadyLoaded()).isEqualTo(1);
    }

    /** Takes columns away from a table, as it was before there were any. */
    private static void forget(Lake lake, org.apache.hadoop.fs.Path table, String... columns) {
        lake.read(table)
                .drop(columns)
                .write()
                .format("delta")
                .mode("overwrite")
                .option("overwriteSchema", "true")
                .save(table.toString());
    }

    private Ingest.Report load(Pipeline pipeline, List<Path> mappings) {
        clock = clock.plusSeconds(3600);
        Ingest.Report report = new Ingest(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, Timestamp.from(clock))
                .load(landing(), mappings, 0.5, "run-" + clock.getEpochSecond());
        assertThat(report.failure()).isNull();
        return report;
    }

    private void replay(Pipeline pipeline, Contract source, List<Path> mappings) {
        clock = clock.plusSeconds(60);
        assertThat(new QuarantineReplay(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, Timestamp.from(clock))
                        .replay(source.source(), mappings, "replay-" + source.source()))
                .extracting(LedgerEntry::superseded, LedgerEntry::delivery)
                .containsExactly(org.assertj.core.api.Assertions.tuple(1L, 1));
    }

    private void everySourceHolds(Lake lake, String when, String... values) {
        for (Contract source : sources) {
            String[] changes = changes(changing(source));
            Map<String, String> held = new TreeMap<>();
            for (Row row : lake.read(lake.silver(source.source()))
                    .selectExpr(source.key().get(0), "cast(" + changing(source).name() + " as string)")
                    .collectAsList()) {
                held.put(row.getString(0), row.getString(1).replaceFirst("\\.0+$", ""));
            }
            Map<String, String> expected = new TreeMap<>();
            for (int i = 0; i < values.length; i++) {
                expected.put(String.valueOf(i + 1), values[i].equals("A") ? changes[0] : changes[1]);
            }
            assertThat(held).as(when + ": " + source.source()).isEqualTo(expected);
        }
    }

    private static List<String> whole(Lake lake, Contract source) {
        return lake.read(lake.silver(source.source())).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private Path landing() {
        return folder.resolve("landing");
    }

    private void deliver(String text) {
        sources.forEach(source -> Delivered.bytes(
                landing(), source.source() + "/a.csv", text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** For each source a mapping that makes the least rows of it: a key, what changes, and constants. */
    private List<Path> mappings(String more) throws IOException {
        List<Path> mappings = new ArrayList<>();
        for (Contract source : sources) {
            Column changing = changing(source);
            String[] changes = changes(changing);
            StringBuilder yaml = new StringBuilder("match: '" + source.source() + "/*.csv'\ninto:\n  "
                    + source.source() + ":\n    " + source.key().get(0) + ": id\n    " + changing.name()
                    + ": {from: c, values: {A: '" + changes[0] + "', B: '" + changes[1] + "'"
                    + more.replace(": A", ": '" + changes[0] + "'") + "}}\n");
            for (Column column : source.columns()) {
                boolean stated = column.name().equals(source.key().get(0)) || column.equals(changing);
                if (column.required() && column.defaultValue() == null && !stated) {
                    yaml.append("    " + column.name() + ": {constant: '" + text(column) + "'}\n");
                }
            }
            mappings.add(Files.writeString(folder.resolve(source.source() + ".yaml"), yaml));
        }
        return mappings;
    }

    /** A column that can be one thing or another and decides nothing. */
    private static Column changing(Contract source) {
        List<Column> free = source.columns().stream()
                .filter(column -> !source.key().contains(column.name()) && column.pii() == null)
                .filter(column -> !column.name().equals(source.version())
                        && !column.name().equals(source.month()))
                .filter(column -> List.of(Kind.STRING, Kind.INT, Kind.DOUBLE)
                        .contains(column.type().kind()))
                .toList();
        List<Column> required = free.stream().filter(Column::required).toList();
        return required.isEmpty() ? free.get(0) : required.get(required.size() - 1);
    }

    private static String[] changes(Column column) {
        if (!column.values().isEmpty()) {
            return column.values().subList(0, 2).toArray(String[]::new);
        }
        return column.type().kind() == Kind.STRING ? new String[] {"before", "after"} : new String[] {"1", "2"};
    }

    private static String text(Column column) {
        if (!column.values().isEmpty()) {
            return column.values().get(0);
        }
        return switch (column.type().kind()) {
            case STRING -> "X";
            case BOOLEAN -> "yes";
            case DATE, TIMESTAMP -> "2026-10-01";
            default -> "3";
        };
    }
}
