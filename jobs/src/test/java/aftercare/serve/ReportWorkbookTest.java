package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.serve.report.MonthlyReport;
import aftercare.serve.report.ReportFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workbook of the monthly report, read back by another reader. */
class ReportWorkbookTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final String EVIL = "=HYPERLINK(\"http://x\")";

    @TempDir
    private static Path folder;

    private static MartsTarget marts;

    @BeforeAll
    static void publishATinyCompany() throws SQLException {
        marts = TestMarts.as("postgres", TestMarts.database());
        TestMarts.execute(
                marts,
                InventedMarts.statements(CONTRACTS, MonthlyReportTest.tablesOfCards())
                        .toArray(String[]::new));
        TestMarts.execute(
                marts,
                "update marts.settlement_flag set month = '2026-08-01', repair_id = " + Sql.text(EVIL)
                        + ", amount = 99.5, claimed_amount = 300",
                "update marts.dim_region set name = '+44 @Region'");
    }

    @ParameterizedTest
    @CsvSource({"en, Satisfaction, Definitions", "zh-CN, 用户满意, 指标定义"})
    void eachSectionHasASheetWithItsHeadingsInSight(Language language, String one, String last) throws IOException {
        Path file = workbook(language);
        try (ReadableWorkbook workbook = new ReadableWorkbook(Files.newInputStream(file))) {
            List<String> names = workbook.getSheets().map(Sheet::getName).toList();
            assertThat(names).contains(one).endsWith(last).hasSizeGreaterThan(8).allMatch(name -> name.length() <= 31);
        }
        parts(file).forEach((name, xml) -> {
            if (name.startsWith("xl/worksheets/sheet")) {
                assertThat(xml).as(name).contains("state=\"frozen\"");
            }
        });
    }

    @Test
    void noTextBecomesAFormulaWhateverItBeginsWith() throws IOException {
        Path file = workbook(Language.EN);
        List<Cell> cells = cells(file);

        assertThat(cells).extracting(Cell::getType).doesNotContain(CellType.FORMULA, CellType.ERROR);
        assertThat(cells)
                .filteredOn(cell -> EVIL.equals(cell.getRawValue()))
                .isNotEmpty()
                .allMatch(cell -> cell.getType() == CellType.STRING);
        assertThat(cells).extracting(Cell::getRawValue).contains("+44 @Region");
        assertThat(parts(file).values()).noneMatch(xml -> xml.contains("<f>") || xml.contains("<f "));
    }

    @Test
    void sharesAmountsAndDaysAreNumbersWithTheirFormats() throws IOException {
        List<Row> rows = rows(workbook(Language.EN));

        Row claim = rows.stream()
                .filter(row -> row.stream().anyMatch(cell -> cell != null && EVIL.equals(cell.getRawValue())))
                .findFirst()
                .orElseThrow();
        assertThat(claim.stream()
                        .filter(cell -> cell != null && cell.getType() == CellType.NUMBER)
                        .map(Cell::asNumber)
                        .map(Number::doubleValue))
                .containsExactly(99.5, 300.0);
        assertThat(claim.stream()
                        .filter(cell -> cell != null && cell.getType() == CellType.NUMBER)
                        .map(Cell::getDataFormatString))
                .containsOnly("#,##0.00");
        assertThat(rows.stream().flatMap(Row::stream).filter(cell -> cell != null && cell.getType() == CellType.NUMBER))
                .extracting(Cell::getDataFormatString)
                .contains("0.0%", "#,##0", "yyyy-mm");
    }

    @Test
    void thePageAndTheWorkbookComeTogether() {
        List<Path> files = new MonthlyReport(day -> CONTRACTS, Language.EN)
                .write(
                        marts,
                        Optional.of(YearMonth.of(2026, 8)),
                        folder.resolve("both"),
                        Set.of(ReportFormat.HTML, ReportFormat.XLSX));

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("aftercare-2026-08.html", "aftercare-2026-08.xlsx");
    }

    private static Path workbook(Language language) {
        Path there = folder.resolve("aftercare-2026-08" + (language.equals(Language.EN) ? "" : ".zh-CN") + ".xlsx");
        return Files.exists(there)
                ? there
                : new MonthlyReport(day -> CONTRACTS, language)
                        .write(marts, Optional.of(YearMonth.of(2026, 8)), folder, Set.of(ReportFormat.XLSX))
                        .get(0);
    }

    private static List<Row> rows(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (ReadableWorkbook workbook =
                new ReadableWorkbook(Files.newInputStream(file), new ReadingOptions(true, true))) {
            for (Sheet sheet : workbook.getSheets().toList()) {
                try (Stream<Row> of = sheet.openStream()) {
                    of.forEach(rows::add);
                }
            }
        }
        return rows;
    }

    private static List<Cell> cells(Path file) throws IOException {
        return rows(file).stream()
                .flatMap(Row::stream)
                .filter(cell -> cell != null)
                .toList();
    }

    private static Map<String, String> parts(Path file) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
