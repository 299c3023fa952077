package aftercare.serve.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.Language;
import aftercare.serve.dashboard.DashboardFiles;
import aftercare.serve.dashboard.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPlanTest {
    private static final Path PROJECT = Path.of(System.getProperty("aftercare.project", ".."));
    private static final Path SHIPPED = PROJECT.resolve("dashboards/report.yaml");

    @TempDir
    private Path folder;

    @Test
    void theShippedReportKeepsToItsSchema() {
        ReportPlan plan = ReportPlan.in(DashboardFiles.in(SHIPPED.getParent()));

        assertThat(plan.sections()).isNotEmpty();
        assertThat(plan.sections().get(0).blocks().get(0).as()).isEqualTo("table");
    }

    @Test
    void aDrawingThatThereIsNotIsNamedWithItsPlace() throws IOException {
        List<String> lines = Files.readAllLines(SHIPPED);
        int line = lines.indexOf("        as: control");
        lines.set(line, "        as: line");

        assertThatThrownBy(() -> plan(String.join("\n", lines)))
                .hasMessageContaining("AFC-1106")
                .hasMessageContaining("dashboards/report.yaml")
                .hasMessageContaining("line " + (line + 1) + ", column 13: as: ")
                .hasMessageContaining("interval")
                .hasMessageContaining("schemas/report.schema.json says what each key may hold");
    }

    @Test
    void aKeyThatThereIsNotIsNamedWithItsPlace() throws IOException {
        List<String> lines = Files.readAllLines(SHIPPED);
        int line = lines.indexOf("        as: control");
        lines.set(line, "        as: control\n        colour: red");

        assertThatThrownBy(() -> plan(String.join("\n", lines)))
                .hasMessageContaining("AFC-1106")
                // The block begins two lines above.
                .hasMessageContaining("line " + (line - 1) + ", column 9: ")
                .hasMessageContaining("colour");
    }

    @Test
    void theShippedLetterKeepsToItsSchemaAndALetterThatDoesNotIsRefusedWithThePlace() throws IOException {
        Path shipped = PROJECT.resolve("dashboards/letter.yaml");
        assertThat(LetterPlan.in(DashboardFiles.in(shipped.getParent())).sections())
                .isNotEmpty();
        Files.writeString(
                folder.resolve("letter.yaml"), Files.readString(shipped).replace("as: list", "as: song"));

        assertThatThrownBy(() -> LetterPlan.in(DashboardFiles.in(folder)))
                .hasMessageContaining("AFC-1106")
                .hasMessageContaining("dashboards/letter.yaml")
                .hasMessageContaining("as: ");
    }

    @Test
    void sheetsAreNamedAsExcelTakesIt() {
        Set<String> taken = new TreeSet<>();

        assertThat(ReportWorkbook.sheetName("Costs: [a/b] 'new'? No\\yes*", taken))
                .doesNotContainPattern("[\\[\\]:*?/\\\\]")
                .hasSizeLessThan(32);
        assertThat(ReportWorkbook.sheetName("A name that is longer than 31 letters", taken))
                .isEqualTo("A name that is longer than 31 l");
        assertThat(ReportWorkbook.sheetName("A name that is longer than 31 LETTERS", taken))
                .isEqualTo("A name that is longer than 31 2");
        assertThat(ReportWorkbook.sheetName("'History'", taken)).isEqualTo("History_");
    }

    @Test
    void theSchemaNamesEveryDrawingAndEveryRole() throws IOException {
        JsonNode block = new ObjectMapper()
                .readTree(PROJECT.resolve("schemas/report.schema.json").toFile())
                .at("/$defs/block/properties");
        Set<String> forms = new TreeSet<>(Drawing.BY_NAME.keySet());
        forms.addAll(Set.of("table", "matrix", "list"));

        assertThat(texts(block.at("/as/enum"))).isEqualTo(forms);
        assertThat(texts(block.at("/roles/propertyNames/enum")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Role.values())
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void aSentenceThatIsNoTemplateIsAnErrorOfTheReport() {
        SentenceTemplates templates = new SentenceTemplates(new Figures(Language.EN), null);

        assertThatThrownBy(() -> templates.say("{% if first %}", Map.of()))
                .hasMessageContaining("AFC-1106")
                .hasMessageContaining("{% if first %}");
    }

    private static Set<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ReportPlan plan(String text) throws IOException {
        Files.writeString(folder.resolve("report.yaml"), text);
        return ReportPlan.in(DashboardFiles.in(folder));
    }
}
