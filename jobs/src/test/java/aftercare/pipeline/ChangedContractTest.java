package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.HeardWarnings;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.ingest.Ingest;
import aftercare.ingest.LoadHistory;
import aftercare.lake.Lake;
import aftercare.lake.Rebuilding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contract that changed between two runs carries the lake over or says what to do; nothing is done by halves. */
class ChangedContractTest {
    private static final String HEADER = "callback_id,repair_id,called_at,result,effort,mood";
    private static final Timestamp NOW = Timestamp.from(Instant.parse("2026-11-01T06:00:00Z"));

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Path landing;
    private Lake lake;

    @BeforeEach
    void aLoadByTheContractOfYesterday() {
        landing = folder.resolve("landing");
        Delivered.text(landing, "callbacks/1.csv", HEADER, "C1,1,2026-10-01,reached,5,good");
        lake = new Pipeline(folder.resolve("lake")).lake();
        load(Pipeline.contracts());
        assertThat(callbacks()).containsExactly("C1 5 -");
        Delivered.text(
                landing,
                "callbacks/2.csv",
                HEADER,
                "C1,1,2026-10-01,reached,6,better",
                "C2,2,2026-10-02,reached,3,bad");
        warnings.clear();
    }

    @Test
    void aColumnThatWasAddedIsFilledFromNowOnAndTheRunSaysHowToFillItForAllRows() throws IOException {
        Delivered.text(landing, "callbacks/3.csv", HEADER, "C3,3,2026-10-03,reached,1,fine");
        Files.delete(landing.resolve("callbacks/2.csv"));
        Contracts added = changed(text -> text.replaceFirst(
                "  - name: resolved\n",
                "  - name: mood\n    type: string\n    description: How the customer sounded.\n  - name: resolved\n"));

        load(added);

        assertThat(callbacks()).containsExactly("C1 5 null", "C3 1 fine");
        assertThat(warnings).anySatisfy(warning -> assertThat(warning).contains("mood", "aftercare rebuild"));
        rebuild(added);
        assertThat(callbacks()).containsExactly("C1 5 good", "C3 1 fine");
    }

    @Test
    void aColumnThatWasRemovedIsFilledNoMore() throws IOException {
        load(changed(text -> text.replaceFirst("(?s)  - name: effort\n.*?(?=  - name: )", "")));

        assertThat(callbacks()).hasSize(2).last().isEqualTo("C2 null -");
    }

    @Test
    void aColumnOfAnotherTypeIsRefusedBeforeAnythingIsWrittenAndRebuiltWithAll() throws IOException {
        Contracts retyped = changed(text -> text.replaceFirst("(  - name: effort\n    type: )int", "$1double"));
        long version = lake.version(lake.silver("callbacks"));

        AftercareException refusal = catchThrowableOfType(AftercareException.class, () -> load(retyped));

        assertThat(refusal.code()).isEqualTo(ErrorCode.STORED_IN_OTHER_TYPES);
        assertThat(refusal.problem()).contains("silver/callbacks", "effort is int there and double now");
        assertThat(refusal.fix()).contains("aftercare rebuild");
        assertThat(lake.version(lake.silver("callbacks"))).isEqualTo(version);
        assertThat(lake.list(lake.ops("pending"))).isEmpty();
        rebuild(retyped);
        load(retyped);
        assertThat(callbacks()).containsExactly("C1 6.0 -", "C2 3.0 -");
    }

    private void load(Contracts contracts) {
        new Ingest(lake, contracts, new HeardWarnings(warnings), NOW)
                .load(landing, List.of(), 0.9, "run-" + System.nanoTime());
    }

    private void rebuild(Contracts contracts) {
        Rebuilding rebuilding = new Rebuilding(lake, Progress.SILENT);
        new LoadHistory(lake, contracts, Progress.SILENT).repeatInto(rebuilding.stage());
        rebuilding.complete("test");
        rebuilding.swap();
    }

    /** Number, effort and mood of each callback. */
    private List<String> callbacks() {
        return lake.read(lake.silver("callbacks")).collectAsList().stream()
                .map(row -> row.getAs("callback_id") + " " + value(row, "effort") + " " + value(row, "mood"))
                .sorted()
                .toList();
    }

    private static String value(Row row, String column) {
        return List.of(row.schema().fieldNames()).contains(column) ? String.valueOf((Object) row.getAs(column)) : "-";
    }

    private Contracts changed(UnaryOperator<String> change) throws IOException {
        Path schemas =
                Delivered.tree(Path.of(System.getProperty("aftercare.project"), "schemas"), folder.resolve("schemas"));
        Path callbacks = schemas.resolve("sources/callbacks.yaml");
        String before = Files.readString(callbacks);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(callbacks, after);
        return Contracts.read(schemas);
    }
}
