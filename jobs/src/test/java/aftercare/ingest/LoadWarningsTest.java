package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load warns of in the rows that it takes. */
class LoadWarningsTest {
    @TempDir
    Path folder;

    private final Warnings warnings = new Warnings(Collections.synchronizedList(new ArrayList<>()));

    @Test
    void aNumberThatTooManyRowsShareIsNamed() throws IOException {
        load(repairs(Stream.concat(IntStream.range(0, 10).mapToObj(i -> "ASK"), Stream.of("S1", "S2", ""))), "");

        assertThat(warnings.heard())
                .singleElement()
                .asString()
                .startsWith("repairs: 10 of 13 rows share one number of serial_no, more than 0.5 % of the rows;"
                        + " figures read a number as unknown that has such a share of all rows");
    }

    @Test
    void severalNumbersAreCountedTogether() throws IOException {
        load(repairs(IntStream.range(0, 25).mapToObj(i -> i < 11 ? "NONE HERE" : "ASK")), "");

        assertThat(warnings.heard())
                .singleElement()
                .asString()
                .contains("25 of 25 rows share 2 numbers of serial_no", "of the rows each; figures");
    }

    @Test
    void whatFewRowsOrASmallPartOfThemShareIsNotWarnedOf() throws IOException {
        load(repairs(IntStream.range(0, 9).mapToObj(i -> "ASK")), "");
        load(repairs(IntStream.range(0, 2_000).mapToObj(i -> i < 10 ? "ASK" : "S" + i)), "");

        assertThat(warnings.heard()).isEmpty();
    }

    @Test
    void whatIsPersonalIsCountedAndNotRepeated() throws IOException {
        load(complaints(), "");
        load(
                repairs(IntStream.range(0, 12).mapToObj(i -> "Ada")),
                "match: x.csv\ninto:\n  repairs: {repair_id: repair_id, outlet_id: outlet_id, model_id: model_id,"
                        + " service_type: service_type, opened_at: opened_at,"
                        + " serial_no: {from: serial_no, hash: true}}\n");

        assertThat(warnings.heard()).hasSize(2).noneMatch(said -> said.contains("Ada") || said.contains("'"));
        assertThat(warnings.heard().get(0))
                .startsWith("complaints: 12 of 12 rows share one number of customer_id, more than 0.5 % of the rows; ");
        assertThat(warnings.heard().get(1)).startsWith("repairs: 12 of 12 rows share one number of serial_no");
    }

    private static List<String> repairs(Stream<String> serials) {
        List<String> all = serials.toList();
        return Stream.concat(
                        Stream.of("repair_id,outlet_id,model_id,service_type,opened_at,serial_no"),
                        IntStream.range(0, all.size())
                                .mapToObj(i -> "R" + i + ",O1,M1,repair,2026-10-01," + all.get(i)))
                .toList();
    }

    private static List<String> complaints() {
        return Stream.concat(
                        Stream.of("complaint_id,received_at,customer_id"),
                        IntStream.range(0, 12).mapToObj(i -> "C" + i + ",2026-10-01,Ada"))
                .toList();
    }

    /** Loads rows into a lake of their own, under a mapping where one is given. */
    private void load(List<String> lines, String mapping) throws IOException {
        Path input = folder.resolve(UUID.randomUUID().toString());
        String source = lines.get(0).startsWith("complaint") ? "complaints" : "repairs";
        Path file = input.resolve(mapping.isEmpty() ? source + "/a.csv" : "x.csv");
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
        Path stated = Files.writeString(folder.resolve(UUID.randomUUID() + ".yaml"), mapping);
        Lake lake = Lake.openOrCreate(
                TestSpark.session(), folder.resolve("lake" + UUID.randomUUID()).toString(), ZoneId.of("UTC"));
        new Ingest(lake, Contracts.load(), warnings, Timestamp.from(Instant.parse("2026-11-30T06:00:00Z")))
                .load(
                        input,
                        mapping.isEmpty() ? List.of() : List.of(stated),
                        0.05,
                        UUID.randomUUID().toString());
    }

    private record Warnings(List<String> heard) implements Progress {
        @Override
        public Step step(String name) {
            return SilentStep.INSTANCE;
        }

        @Override
        public void note(String message) {}

        @Override
        public void warn(String message) {
            heard.add(message);
        }
    }
}
