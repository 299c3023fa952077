package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking before loading: what would land and what would be refused, and nothing written. */
class DryRunTest {
    private static final String HEADER = "repair_id,outlet_id,model_id,service_type,opened_at,customer_phone";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeGood() throws IOException {
        file("a.csv", HEADER, row("A1"), row("A2"));
    }

    @Test
    void rowsAreShownAsTheyWouldLandAndNothingIsWritten() throws IOException {
        List<Path> before = everything();
        CommandLineUnderTest line = dryRun();
        assertThat(line.run(arguments())).as(line.err()).isEqualTo(ExitStatus.DONE);
        assertThat(line.out())
                .contains("repairs: 2 rows read, 0 would be refused")
                .contains("line 2: repair_id=A1 outlet_id=O1 model_id=M1 service_type=repair opened_at=2026-10-01")
                .doesNotContain("555 123");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatWouldBeRefusedIsNamedRowByRowAndFileByFile() throws IOException {
        file("b.csv", HEADER, row("B1"), "B2,O1,M1,polish,2026-10-01,", row("B3"));
        file("c.csv", (HEADER + "\nC1,O1".repeat(20)).split("\n"));
        file("d.csv", "repair_id,outlet_id", "D1,O1");
        file("e.csv");
        Files.createSymbolicLink(folder.resolve("in/repairs/f.csv"), folder.resolve("nowhere"));
        CommandLineUnderTest line = dryRun();
        assertThat(line.run(arguments())).isEqualTo(ExitStatus.REFUSED);
        assertThat(line.out())
                .contains("repairs: 25 rows read, 21 would be refused")
                .contains("1 in 1 files, for example repairs/b.csv line 3: service_type is none of")
                .contains(
                        "20 in 1 files, for example repairs/c.csv line 2: the row has 2 fields, the header 6 (fields)")
                .contains("repairs/c.csv: 20 of 20 rows (100.0 %) are refused, more than --max-reject-share 0.5")
                .contains("repairs/d.csv would be refused: its header lacks")
                .contains("repairs/e.csv would be refused: it is empty")
                .contains("repairs/f.csv would be refused: it cannot be opened")
                .doesNotContain("repairs/b.csv: ");
    }

    @Test
    void filesAreFoundWhateverTheirNames() throws IOException {
        file("一月 50%25 of #1?.csv", HEADER, row("C1"), row("C2"));
        CommandLineUnderTest line = dryRun();
        assertThat(line.run(arguments())).as(line.out() + line.err()).isEqualTo(ExitStatus.DONE);
        assertThat(line.out())
                .contains("repairs: 4 rows read, 0 would be refused")
                .containsPattern("repairs/~ 50~25 of #1~@[0-9a-f]{12}[.]csv line 2: repair_id=C1");
    }

    @Test
    void rowsThatAreRefusedForOneCauseAreCountedTogetherAndUnusedFieldsAreListed() throws IOException {
        Files.createDirectories(folder.resolve("in/old"));
        Files.writeString(
                folder.resolve("in/old/x.csv"),
                "nr,shop,type,job,day,serial,note\n1,S,X,Tune,2026-10-01,5,a\n2,S,X,Paint,2026-10-02,6,b\n3,S,X,Fix,soon,7,c\n");
        Path mapping = Files.writeString(folder.resolve("old.yaml"), """
                match: "old/*.csv"
                into:
                  repairs:
                    repair_id: nr
                    outlet_id: shop
                    model_id: type
                    service_type: { from: job, values: { Fix: repair } }
                    opened_at: day
                """);
        CommandLineUnderTest line = dryRun();
        String[] arguments = Arrays.copyOf(arguments(), arguments().length + 2);
        arguments[arguments.length - 2] = "--mapping";
        arguments[arguments.length - 1] = mapping.toString();
        assertThat(line.run(arguments)).as(line.out()).isEqualTo(ExitStatus.DONE);
        assertThat(line.out())
                .contains(
                        "2 in 1 files, for example old/x.csv line 2: job holds a value that has no translation in the mapping")
                .contains("1 in 1 files, for example old/x.csv line 4: opened_at is no instant")
                .contains("old.yaml leaves unused: serial, note");
    }

    @Test
    void lookupsThatFindNothingAreCountedAndDatabasesAreNamedAsNotRead() throws IOException {
        Files.createDirectories(folder.resolve("in/old"));
        Files.writeString(folder.resolve("in/old/x.csv"), "nr,unit,day\n1,U1,2026-10-01\n2,U2,2026-10-01\n3,U3,soon\n");
        Files.writeString(folder.resolve("in/old/units.csv"), "unit,model\nU1,M1\n");
        Path mapping = Files.writeString(folder.resolve("old.yaml"), """
                match: "old/x.csv"
                into:
                  repairs:
                    repair_id: nr
                    outlet_id: {constant: o}
                    model_id: {constant: m}
                    symptom_code: {lookup: old/units.csv, on: unit, take: model}
                    service_type: {constant: repair}
                    opened_at: day
                ---
                match: {jdbc: "jdbc:postgresql://nowhere.invalid/erp", query: "select * from complaint"}
                into:
                  complaints: {complaint_id: id, received_at: at}
                """);
        CommandLineUnderTest line = dryRun();
        String[] arguments = Arrays.copyOf(arguments(), arguments().length + 2);
        arguments[arguments.length - 2] = "--mapping";
        arguments[arguments.length - 1] = mapping.toString();
        assertThat(line.run(arguments)).as(line.out() + line.err()).isEqualTo(ExitStatus.DONE);
        assertThat(line.out())
                .contains("lookup old/units.csv: 1 of 2 rows would find nothing, for example old/x.csv line 3")
                .contains("old.yaml#2 reads a database, which a dry run does not: its rows are not looked at");
    }

    private CommandLineUnderTest dryRun() {
        return new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
    }

    private String[] arguments() {
        return new String[] {
            "ingest",
            "--dry-run",
            "--input",
            folder.resolve("in").toString(),
            "--lake",
            folder.resolve("lake").toString(),
            "--max-reject-share",
            "0.5",
            "--master",
            "local[2]"
        };
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.sorted().toList();
        }
    }

    private static String row(String id) {
        return id + ",O1,M1,repair,2026-10-01,555 123";
    }

    private void file(String name, String... lines) throws IOException {
        Path file = folder.resolve("in/repairs").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }
}
