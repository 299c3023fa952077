package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SpreadsheetTemplateTest {
    static final Collection<Contract> SOURCES = Contracts.load().sources();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("SOURCES")
    void theFirstSheetHasTheHeadersOfTheSourceAndNoRows(Contract source) throws IOException {
        assertThat(rows(source, Language.EN))
                .singleElement()
                .isEqualTo(source.silverColumns().stream().map(Column::name).toList());
        List<String> chinese = rows(source, Language.ZH_CN).get(0);
        for (int i = 0; i < chinese.size(); i++) {
            Column column = source.silverColumns().get(i);
            assertThat(chinese.get(i))
                    .satisfiesAnyOf(
                            header -> assertThat(column.aliases()).contains(header),
                            header -> assertThat(header).isEqualTo(column.name()));
        }
    }

    @Test
    void headersCarryNotesInBothLanguagesAndChoicesAsLists() throws IOException {
        Map<String, String> parts = parts(Contracts.load().source("standards"));
        String comments = parts.entrySet().stream()
                .filter(part -> part.getKey().contains("comments"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        String sheet = parts.get("xl/worksheets/sheet1.xml");

        assertThat(comments)
                .contains("Value that fulfils the standard")
                .contains("&#x8fbe;&#x6807;&#x503c;")
                .contains("required, double");
        assertThat(sheet)
                .contains("<dataValidation ")
                .contains("sqref=\"B2:B5001\"")
                .contains("lists");
        assertThat(parts.get("xl/styles.xml")).contains("yyyy-mm-dd");
        assertThat(parts.toString()).contains("outlet").contains("category");
    }

    @Test
    void whatIsNeverStoredIsNotAskedFor() throws IOException {
        assertThat(rows(Contracts.load().source("repairs"), Language.EN).get(0)).doesNotContain("customer_phone");
    }

    private static byte[] written(Contract source, Language language) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SpreadsheetTemplate(source, language).write(out);
        return out.toByteArray();
    }

    private static List<List<String>> rows(Contract source, Language language) throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(written(source, language)))) {
            List<Row> rows = workbook.getFirstSheet().read();
            return rows.stream()
                    .map(row -> row.stream().map(cell -> cell.getText()).toList())
                    .toList();
        }
    }

    private Map<String, String> parts(Contract source) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        Path file = Files.write(folder.resolve("template.xlsx"), written(source, Language.EN));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
