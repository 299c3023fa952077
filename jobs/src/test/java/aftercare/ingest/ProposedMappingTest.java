package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.AftercareException;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import aftercare.ingest.map.MappingProposal;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mappings that `aftercare map` proposes. The exports have headers as real programs write them and invented rows; what
 * a person would map of each stands beside them, in expected.csv.
 */
class ProposedMappingTest {
    private static final Path PROJECT = Path.of(System.getProperty("aftercare.project"));
    private static final Path EXPORTS = PROJECT.resolve("jobs/src/test/resources/exports");
    private static final Path FIELD = PROJECT.resolve("../shared/data/field").normalize();
    private static final double FOUR_FIFTHS = 0.8;
    private static final Contracts CONTRACTS = Contracts.load();

    @TempDir
    private Path folder;

    /** Wanted, by file: the columns that would do, and the fields that would. */
    private record Wanted(List<String> columns, List<String> fields) {}

    private static Map<String, List<Wanted>> wanted(Path table) throws IOException {
        Map<String, List<Wanted>> wanted = new LinkedHashMap<>();
        for (String line :
                Files.readAllLines(table).subList(1, Files.readAllLines(table).size())) {
            String[] parts = line.split("\\|", 3);
            wanted.computeIfAbsent(parts[0], any -> new ArrayList<>())
                    .add(new Wanted(List.of(parts[1].split(" or ")), List.of(parts[2].split(" or "))));
        }
        return wanted;
    }

    private static double share(Path table, Path folder) throws IOException {
        int all = 0;
        int right = 0;
        int wrong = 0;
        List<String> missed = new ArrayList<>();
        for (Map.Entry<String, List<Wanted>> file : wanted(table).entrySet()) {
            Map<String, Map<String, String>> proposed = MappingProposal.of(
                            List.of(folder.resolve(file.getKey())), CONTRACTS)
                    .fields(0);
            for (Wanted each : file.getValue()) {
                List<String> found = new ArrayList<>();
                for (String column : each.columns()) {
                    String[] parts = column.split("\\.", 2);
                    String field = proposed.getOrDefault(parts[0], Map.of()).get(parts[1]);
                    if (field != null) {
                        found.add(field);
                    }
                }
                all++;
                if (found.stream().anyMatch(each.fields()::contains)) {
                    right++;
                } else {
                    wrong += found.isEmpty() ? 0 : 1;
                    missed.add(file.getKey() + ": " + each + " but " + found);
                }
            }
        }
        String shown = String.format(
                Locale.ROOT, "proposed right %d of %d = %.3f, otherwise %d", right, all, (double) right / all, wrong);
        System.getLogger("map").log(System.Logger.Level.INFO, "{0}: {1}", table.getFileName(), shown);
        assertThat(wrong).as("%s%n%s", shown, String.join("\n", missed)).isLessThanOrEqualTo(all / 20);
        assertThat((double) right / all)
                .as("%s%n%s", shown, String.join("\n", missed))
                .isGreaterThanOrEqualTo(FOUR_FIFTHS);
        return (double) right / all;
    }

    @Test
    void fourFifthsOfWhatAPersonWouldMapAreProposedForExportsOfKnownPrograms() throws IOException {
        assertThat(wanted(EXPORTS.resolve("expected.csv"))).hasSizeGreaterThanOrEqualTo(22);
        share(EXPORTS.resolve("expected.csv"), EXPORTS);
    }

    /** These headers were looked up after the hints were written, so that the hints were not made for them. */
    @Test
    void fourFifthsAreProposedForExportsThatTheHintsWereNotWrittenFor() throws IOException {
        share(EXPORTS.resolve("held-out/expected.csv"), EXPORTS.resolve("held-out"));
    }

    @Test
    void fourFifthsAreProposedForTheFieldCases() throws IOException {
        boolean there = Files.isDirectory(FIELD);
        Assumptions.assumeTrue(there, "Not run: there are no field cases at " + FIELD + ".");
        share(EXPORTS.resolve("field-cases.csv"), FIELD);
    }

    @Test
    void everyProposalIsAMappingUnlessItLeavesSomethingOpen() throws IOException {
        for (String file : wanted(EXPORTS.resolve("expected.csv")).keySet()) {
            String yaml = yaml(EXPORTS.resolve(file));
            if (!yaml.contains("TODO")) {
                assertThat(checked(yaml).into()).as(yaml).isNotEmpty();
            }
        }
    }

    @Test
    void aDayThatMayBeAMonthIsLeftOpenAndRefused() throws IOException {
        String yaml = yaml(file("tickets.csv", "ticket id,created\nT1,03/04/2026 08:05\nT2,05/06/2026 09:15"));

        assertThat(yaml)
                .contains("# dates: [\"d/M/yyyy H:mm\"]")
                .contains("# dates: [\"M/d/yyyy H:mm\"]")
                .contains("  dates: [\"TODO\"]");
        assertThatThrownBy(() -> checked(yaml))
                .isInstanceOf(AftercareException.class)
                .hasMessageContaining("TODO");
    }

    @Test
    void whatOneFieldDecidesHoldsForAllFieldsOfTheFile() throws IOException {
        String yaml = yaml(
                file("tickets.csv", "ticket id,created,solved\nT1,03/04/2026,05/04/2026\nT2,05/06/2026,17/06/2026"));

        assertThat(yaml).contains("  dates: [d/M/yyyy]").doesNotContain("TODO");
    }

    @Test
    void aThousandThatMayBeOneIsLeftOpenAndRefused() throws IOException {
        String open = yaml(file(
                "repairs.csv",
                "repair id;model;outlet;created;claim amount\nR1;M;O;2026-10-01;1.250\nR2;M;O;2026-10-02;3.000"));
        String decided = yaml(file(
                "repairs.csv",
                "repair id;model;outlet;created;claim amount\nR1;M;O;2026-10-01;1.250\nR2;M;O;2026-10-02;3,50"));

        assertThat(open).contains("  decimal: \"TODO\"");
        assertThatThrownBy(() -> checked(open)).isInstanceOf(AftercareException.class);
        assertThat(decided).contains("  decimal: \",\"").contains("  delimiter: \";\"");
    }

    @Test
    void aRequiredColumnThatNoFieldGivesIsNamedInAComment() throws IOException {
        String yaml = yaml(EXPORTS.resolve("salesforce-service-appointments.csv"));

        assertThat(yaml).contains("# TODO model_id is required").contains("    # model_id: {constant: ...}");
        assertThatThrownBy(() -> checked(yaml))
                .isInstanceOfSatisfying(AftercareException.class, refused -> assertThat(refused.reason())
                        .contains("model_id"));
    }

    @Test
    void titleRowsMergedCellsAndTotalsOfAWorkbookAreSeen() throws IOException {
        assertThat(yaml(EXPORTS.resolve("维修记录.xlsx")))
                .contains("  header: 2")
                .contains("  footer: \"^合计\"")
                .contains("  fill_down: [服务网点]");
    }

    @Test
    void theSheetThatIsATableIsReadAndTheOthersAreNamed() throws IOException {
        assertThat(yaml(EXPORTS.resolve("网点台账.xlsx")))
                .contains("  sheets: [网点]")
                .contains("not read: 说明");
    }

    @Test
    void durationsDaysWithTimesAndDeletedRowsAreMapped() throws IOException {
        assertThat(yaml(EXPORTS.resolve("zendesk-tickets.csv")))
                .contains("first_reply_at: {from: Created at, plus: {minutes: First reply time in minutes}}")
                .contains("where: \"Status not in ('Deleted')\"")
                .contains("severity: {from: Priority, values: {High: 2, Normal: 2, Urgent: 3, Low: 1}}");
        assertThat(yaml(EXPORTS.resolve("comcast-complaints.csv")))
                .contains("received_at: {join: [Date, Time], with: \" \"}")
                .contains("dates: [\"d-M-yy h:mm:ss a\"]");
    }

    @Test
    void technicianNamesAreKeptAsHashes() throws IOException {
        assertThat(yaml(EXPORTS.resolve("odoo-repair.csv"))).contains("technician_id: {from: Responsible, hash: true}");
    }

    @Test
    void nothingPersonalIsRepeated() throws IOException {
        for (String file : wanted(EXPORTS.resolve("expected.csv")).keySet()) {
            assertThat(yaml(EXPORTS.resolve(file)))
                    .as(file)
                    .doesNotContain("Sample", "@", "1380000", "5550", "张某", "李师傅", "Bo Agent");
        }
    }

    @ParameterizedTest
    @CsvSource({"windows-1252, Größe", "GB18030, 客户编号", "UTF-16LE, Größe"})
    void theCharacterSetIsStatedWhereTheNameOfAFieldDependsOnIt(String charset, String field) throws IOException {
        Path file = folder.resolve("tickets.csv");
        String text = "ticket id,created," + field + "\nT1,2026-10-01 08:05,x\nT2,2026-10-02 08:05,y\n";
        Files.write(
                file,
                ("\uFEFF" + text)
                        .substring(charset.startsWith("UTF-16") ? 0 : 1)
                        .getBytes(Charset.forName(charset)));

        Assumptions.assumeFalse(
                charset.equals("windows-1252") && yaml(file).contains("GB18030"), "needs the reading of Windows-1252");
        assertThat(yaml(file)).contains("  encoding: " + charset).contains(field);
    }

    @Test
    void severalFilesBecomeSeveralDocuments() {
        String yaml = MappingProposal.of(List.of(EXPORTS.resolve("rma.csv"), EXPORTS.resolve("sales.csv")), CONTRACTS)
                .yaml("schema.json");

        assertThat(yaml).startsWith("# yaml-language-server: $schema=schema.json\n");
        assertThat(yaml.split("(?m)^---$", -1)).hasSize(2);
    }

    @Test
    void aReadyMappingIsTakenAsFarAsItsFieldsAreThere() throws IOException {
        Path tickets = file("zendesk-short.csv", "Id,Created at,Solved at\n1,2026-10-01 08:05,2026-10-02 09:00");

        String yaml = MappingProposal.of(List.of(tickets), CONTRACTS).yaml("schema.json", "zendesk");

        assertThat(yaml)
                .contains("begins from the ready mapping zendesk: 3 of its 11 fields are there")
                .contains("    resolved_at: Solved at")
                .contains("# TODO channel: there is no field Via");
        assertThatThrownBy(() -> MappingProposal.of(List.of(tickets), CONTRACTS).yaml("schema.json", "zendsk"))
                .hasMessageContaining("Did you mean zendesk?");
    }

    @Test
    void whatIsLikeNothingWeHaveIsSaidAndRefused() throws IOException {
        String yaml = yaml(file("weather.csv", "wind,rain\n3.5,0.1\n4.5,0.0"));

        assertThat(yaml).contains("TODO Nothing in it is like one of our sources");
        assertThatThrownBy(() -> checked(yaml)).isInstanceOf(AftercareException.class);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text + "\n", StandardCharsets.UTF_8);
    }

    private static String yaml(Path file) {
        return MappingProposal.of(List.of(file), CONTRACTS).yaml("schema.json");
    }

    private static Mapping checked(String yaml) {
        aftercare.contract.MappingDocument document =
                Contracts.mappings("proposed.yaml", yaml).get(0);
        Mapping mapping = document.mapping();
        MappingCheck.check("proposed.yaml", document, CONTRACTS);
        return mapping;
    }
}
