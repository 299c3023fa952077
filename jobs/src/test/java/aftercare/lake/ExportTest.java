package aftercare.lake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.config.ExportFormat;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    @TempDir
    private Path folder;

    @Test
    void aSpreadsheetHoldsNumbersAndDaysAsSuchAndLeavesUnknownCellsEmpty() throws IOException {
        Lake lake =
                Lake.openOrCreate(TestSpark.session(), folder.resolve("lake").toString(), ZoneId.of("UTC"));
        TestSpark.session()
                .sql("select 'T2' id, date'2026-10-01' day, 0.25D share, 7L n, true yes, cast(null as double) unknown"
                        + " union all select 'T1', date'2026-11-01', 1D, 8L, false, 2.5D")
                .write()
                .format("delta")
                .save(lake.gold("plan").toString());
        Path file = folder.resolve("plan.xlsx");

        assertThat(new Export(lake).write("gold.plan", ExportFormat.XLSX, file).rows())
                .isEqualTo(2);

        try (InputStream in = Files.newInputStream(file);
                ReadableWorkbook workbook = new ReadableWorkbook(in)) {
            assertThat(workbook.getFirstSheet().getName()).isEqualTo("plan");
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows.get(0))
                    .extracting(Cell::getText)
                    .containsExactly("id", "day", "share", "n", "yes", "unknown");
            Row first = rows.get(1);
            assertThat(first.getCellText(0)).isEqualTo("T1");
            assertThat(first.getCellAsDate(1).orElseThrow().toLocalDate()).isEqualTo(LocalDate.of(2026, 11, 1));
            assertThat(first.getCellAsNumber(3)).contains(BigDecimal.valueOf(8));
            assertThat(first.getCellAsBoolean(4)).contains(false);
            assertThat(rows.get(2).getCellAsNumber(2)).contains(new BigDecimal("0.25"));
            assertThat(rows.get(2).getCellText(5)).isEmpty();
        }
        try (var left = Files.list(folder)) {
            assertThat(left).as("no draft stays behind").containsExactlyInAnyOrder(file, folder.resolve("lake"));
        }
    }

    @Test
    void aCsvFileHoldsNoFormulasAndItsNumbersStayNumbers() throws IOException {
        Lake lake = formulas();
        Path file = folder.resolve("plan.csv");

        Export.Written written = new Export(lake).write("gold.plan", ExportFormat.CSV, file);

        assertThat(written).isEqualTo(new Export.Written(4, 2));
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "id,n,note", "'\t=1,-2.0,", "-7,-3.0,a=b", "'=cmd|'/c calc'!A0,-1.0,'@x", "T1,-4.5,\"a\"\"b\"");
    }

    @Test
    void aSpreadsheetAndAJsonFileHoldTheTextsAsTheyAreAndNoFormula() throws IOException {
        Lake lake = formulas();
        Path json = folder.resolve("plan.json");
        Path xlsx = folder.resolve("plan.xlsx");

        assertThat(new Export(lake).write("gold.plan", ExportFormat.JSON, json).guarded())
                .isZero();
        new Export(lake).write("gold.plan", ExportFormat.XLSX, xlsx);

        assertThat(Files.readString(json)).contains("{\"id\":\"=cmd|'/c calc'!A0\",\"n\":-1.0,");
        try (InputStream in = Files.newInputStream(xlsx);
                ReadableWorkbook workbook = new ReadableWorkbook(in)) {
            List<Cell> first = workbook.getFirstSheet().read().get(3).stream().toList();
            assertThat(first.get(0).getText()).isEqualTo("=cmd|'/c calc'!A0");
            assertThat(first).allSatisfy(cell -> assertThat(cell.getFormula()).isNull());
        }
    }

    private Lake formulas() {
        Lake lake =
                Lake.openOrCreate(TestSpark.session(), folder.resolve("lake").toString(), ZoneId.of("UTC"));
        TestSpark.session()
                .sql("select \"=cmd|'/c calc'!A0\" id, -1D n, '@x' note union all select '\t=1', -2D, null"
                        + " union all select '-7', -3D, 'a=b' union all select 'T1', -4.5D, 'a\"b'")
                .write()
                .format("delta")
                .save(lake.gold("plan").toString());
        return lake;
    }
}
