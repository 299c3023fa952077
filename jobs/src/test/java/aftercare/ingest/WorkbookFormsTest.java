package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How workbooks are read: sheets, titles, merged cells, days, durations, and what no workbook has. */
class WorkbookFormsTest {
    private static final String HEADER = row(1, "a", "b", "c");
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    @TempDir
    Path folder;

    private final Map<String, String> sheets = new LinkedHashMap<>();

    @Test
    void sheetsWithTheSameHeaderAreReadTogetherAndOthersAreNamed() {
        sheets.put("Oct", HEADER + row(2, "1", "2", "3"));
        sheets.put("Nov", row(1, "C", "a", "b") + row(2, "6", "4", "5") + row(3, "9", "7", "8"));
        sheets.put("Notes", row(1, "written", "by") + row(2, "x", "y"));
        sheets.put("Empty", "");
        ReadFile file = read("");
        assertThat(file.rows()).containsExactly("2: 1|2|3", "10000002: 4|5|6", "10000003: 7|8|9");
        assertThat(file.notes())
                .contains("sheets Oct, Nov have the same header and are all read")
                .contains("sheet Notes (2 rows) is not read; in the mapping format: {sheets: [Notes]} reads it");
        assertThat(file.file().place(10_000_003)).isEqualTo("sheet Nov, row 3");
    }

    @Test
    void aMappingChoosesSheets() {
        sheets.put("Oct", HEADER + row(2, "1", "2", "3"));
        sheets.put("Nov", row(1, "a", "d") + row(2, "4", "5"));
        assertThat(read("sheets: [N*]").rows()).containsExactly("10000002: 4|5");
        assertThat(read("sheets: all").rows()).containsExactly("2: 1|2|3|", "10000002: 4|||5");
        assertThat(read("sheets: first").rows()).containsExactly("2: 1|2|3");
        assertThat(read("").rows()).containsExactly("2: 1|2|3");
        assertThat(read("sheets: [Dec]").refusal()).contains("Dec", "it has 2 sheets with data");
    }

    @Test
    void hiddenSheetsAreNamedAndReadByNameOnly() {
        sheets.put("Oct", HEADER + row(2, "1", "2", "3"));
        sheets.put("-Lists", HEADER + row(2, "4", "5", "6"));
        assertThat(read("").rows()).containsExactly("2: 1|2|3");
        assertThat(read("sheets: all").rows()).containsExactly("2: 1|2|3");
        assertThat(read("").notes()).contains("hidden sheet Lists (2 rows) is not read");
        assertThat(read("sheets: [Lists]").rows()).containsExactly("10000002: 4|5|6");
    }

    @Test
    void aCoverSheetIsPassedByAndThatIsSaid() {
        sheets.put("Read me", row(1, "Made for", "you"));
        sheets.put("Data", HEADER + row(2, "1", "2", "3"));
        assertThat(read("").rows()).containsExactly("10000002: 1|2|3");
        assertThat(read("").notes()).contains("sheet Data is read", "sheet number 1 (1 row) is not read");
    }

    @Test
    void theValueOfAMergedCellHoldsForAllCellsItCovers() {
        sheets.put(
                "Oct",
                HEADER + row(2, "1", "2", "3") + row(3, null, "4", "5") + row(4, "x", null, "6")
                        + row(6, null, null, "7") + "<!--MERGE A2:A3 A4:B6-->");
        assertThat(read("").rows()).containsExactly("2: 1|2|3", "3: 1|4|5", "4: x|x|6", "6: x|x|7");
    }

    @Test
    void aTitleMergedOverAllColumnsIsNoHeaderAndATotalEndsTheData() {
        sheets.put(
                "Oct",
                row(1, "Repairs of October") + row(3, "a", "b", "c") + row(4, "1", "2", "3")
                        + row(5, "Total", null, "3") + "<!--MERGE A1:C1-->");
        ReadFile file = read("footer: ^Total");
        assertThat(file.rows()).containsExactly("4: 1|2|3");
        assertThat(file.file().skipped()).isEqualTo(2);
        assertThat(file.notes())
                .contains("header is taken to be row 3 of sheet Oct", "footer of 1 row begins in row 5");
    }

    @Test
    void aTotalThatIsNotStatedIsReadAndTheLineThatWouldLeaveItOutIsSaid() {
        sheets.put("Oct", HEADER + row(2, "1", "2", "3") + row(3, "合计", null, "3"));
        sheets.put("Nov", HEADER + row(2, "4", "5", "6") + row(4, "Total", null, "6"));
        ReadFile file = read("");
        assertThat(file.rows()).hasSize(4);
        assertThat(file.notes())
                .contains("row 3 of its sheet Oct looks like a total; in the mapping format: {footer: \"^合计\"}")
                .contains("row 4 of its sheet Nov looks like a total; in the mapping format: {footer: \"^Total\"}");
        assertThat(file.file().totals()).containsOnlyKeys(3L, 10_000_004L);
    }

    @Test
    void aHeaderOfTwoRowsIsReadByTheLowerOne() {
        sheets.put(
                "Oct",
                row(1, "a", "Times", null) + row(2, null, "b", "c") + row(3, "1", "2", "3")
                        + "<!--MERGE A1:A2 B1:C1-->");
        assertThat(read("").file().header()).containsExactly("a", "b", "c");
    }

    @Test
    void cellsAreReadByTheirFormat() {
        sheets.put(
                "Oct",
                HEADER + "<row r=\"2\">" + number("A2", 1, "46296") + number("B2", 1, "46296.33333333334")
                        + number("C2", 2, "1.0625") + "</row><row r=\"3\">" + number("A3", 0, "46296")
                        + number("B3", 3, "0.3333333") + number("C3", 0, "1E-7") + "</row><row r=\"4\">"
                        + "<c r=\"A4\" t=\"b\"><v>1</v></c><c r=\"B4\" t=\"e\"><v>#N/A</v></c>"
                        + "<c r=\"C4\" t=\"str\"><f>A1</f><v>text</v></c></row><row r=\"5\">"
                        + "<c r=\"A5\"><f>1+1</f><v>2</v></c><c r=\"B5\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
                        + number("C5", 4, "12.5") + "</row>");
        assertThat(read("").rows())
                .containsExactly(
                        "2: 2026-10-01|2026-10-01T08:00:00|25:30:00",
                        "3: 46296|8:00:00|0.0000001",
                        "4: true||text",
                        "5: 2||12.5");
    }

    @Test
    void aNumberIsTheNumberItIsAndATextHasTheSignOfTheMapping() throws IOException {
        String texts = row(1, "repair_id", "travel_km", "claimed_amount");
        String of = "<c r=\"A%d\" t=\"inlineStr\"><is><t>R%d</t></is></c>";
        sheets.put(
                "Oct",
                texts + "<row r=\"2\">" + of.formatted(2, 2) + number("B2", 0, "1.125") + number("C2", 0, "3.125")
                        + "</row><row r=\"3\">" + of.formatted(3, 3) + "<c r=\"B3\"><f>1+1</f><v>2.125</v></c></row>"
                        + row(4, "R4", "1.125") + row(5, "R5", "1.125,5") + "<row r=\"6\">" + of.formatted(6, 6)
                        + "</row><!--MERGE B5:B6-->");
        Files.write(folder.resolve("w.xlsx"), workbook(sheets));

        assertThat(new MappedFiles(folder, "UTC")
                        .under("""
                        match: w.xlsx
                        format: {decimal: ","}
                        into:
                          repairs: {repair_id: repair_id, travel_km: travel_km, claimed_amount: claimed_amount, outlet_id: {constant: o}, model_id: {constant: m}, service_type: {constant: repair}, opened_at: {constant: "2026-10-01"}}
                        """, "repairs").stream()
                                .map(row -> row.replaceAll(
                                        " (outlet_id|model_id|service_type|opened_at)=\\S+( 00:00:00)?", "")))
                .containsExactly(
                        "line 2: repair_id=R2 travel_km=1.125 claimed_amount=3.13",
                        "line 3: repair_id=R3 travel_km=2.125",
                        "line 4: refused: travel_km has a sign that may part thousands or decimals; a number in this"
                                + " kind of file has a point, a text the sign that the mapping states",
                        "line 5: repair_id=R5 travel_km=1125.5",
                        "line 6: repair_id=R6 travel_km=1125.5");
    }

    @Test
    void numbersOfMonstrousSizeAreLeftAsTheyAre() {
        sheets.put(
                "Oct",
                HEADER + "<row r=\"2\">" + number("A2", 0, "1E999999999") + number("B2", 1, "1E999999999")
                        + number("C2", 2, "-1E999999999") + "</row>");
        assertThat(read("").rows()).containsExactly("2: 1E+999999999|1E+999999999|-1E+999999999");
    }

    @Test
    void placesThatNoWorkbookHasAreRefused() {
        sheets.put("Oct", HEADER + "<row r=\"3\"><c r=\"ZZZZZZ3\"><v>1</v></c></row>");
        assertThat(read("").refusal()).contains("cell at a place that no workbook has");
        sheets.put("Oct", HEADER + "<row r=\"3\"><c r=\"XFE3\"><v>1</v></c></row>");
        assertThat(read("").refusal()).contains("cell at a place that no workbook has");
        sheets.put("Oct", HEADER + "<row r=\"1E999999999\"><c><v>1</v></c></row>");
        assertThat(read("").refusal()).contains("row of a number that no workbook has");
        sheets.put("Oct", HEADER + row(3, "1") + row(3, "2"));
        assertThat(read("").refusal()).contains("not in order");
        sheets.put("Oct", HEADER + "<row r=\"2\">" + "<c><v>1</v></c>".repeat(20_000) + "</row>");
        assertThat(read("").refusal()).contains("more columns");
    }

    @Test
    void cellsAndPartsThatSwellAreRefusedBeforeTheyFillTheMemory() {
        sheets.put("Oct", HEADER + row(2, "x".repeat(2 << 20)));
        assertThat(read("").refusal()).contains("more than 1048576 characters");
        sheets.put("Oct", HEADER + " ".repeat(70 << 20));
        assertThat(read("").refusal()).contains("unpacks to more than 200 times its size");
    }

    private ReadFile read(String format) {
        return ReadFile.bytes(folder, "w.xlsx", workbook(sheets), format);
    }

    static String row(int number, String... cells) {
        StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != null) {
                row.append("<c r=\"")
                        .append((char) ('A' + i))
                        .append(number)
                        .append("\" t=\"inlineStr\"><is><t>")
                        .append(cells[i])
                        .append("</t></is></c>");
            }
        }
        return row.append("</row>").toString();
    }

    private static String number(String place, int style, String value) {
        return "<c r=\"" + place + "\" s=\"" + style + "\"><v>" + value + "</v></c>";
    }

    /** A workbook of sheets given by their rows; one whose name begins with a dash is hidden. */
    static byte[] workbook(Map<String, String> sheets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            StringBuilder list = new StringBuilder();
            StringBuilder relations = new StringBuilder();
            int n = 0;
            for (Map.Entry<String, String> sheet : sheets.entrySet()) {
                n++;
                boolean hidden = sheet.getKey().startsWith("-");
                list.append("<sheet name=\"" + sheet.getKey().substring(hidden ? 1 : 0) + "\" sheetId=\"" + n + "\""
                        + (hidden ? " state=\"hidden\"" : "") + " r:id=\"rId" + n + "\"/>");
                relations.append("<Relationship Id=\"rId" + n + "\" Type=\"" + RELATIONS
                        + "/worksheet\" Target=\"worksheets/sheet" + n + ".xml\"/>");
                part(zip, "xl/worksheets/sheet" + n + ".xml", sheet(sheet.getValue()));
            }
            part(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                            + type("/xl/workbook.xml", "sheet.main") + type("/xl/styles.xml", "styles") + "</Types>");
            part(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS + "\"><sheets>" + list
                            + "</sheets></workbook>");
            part(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + relations
                            + "<Relationship Id=\"rs\" Type=\"" + RELATIONS
                            + "/styles\" Target=\"styles.xml\"/></Relationships>");
            part(
                    zip,
                    "xl/styles.xml",
                    "<styleSheet xmlns=\"" + MAIN + "\"><numFmts count=\"2\">"
                            + "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd hh:mm\"/>"
                            + "<numFmt numFmtId=\"165\" formatCode=\"[h]:mm\"/>"
                            + "<numFmt numFmtId=\"166\" formatCode=\"0.0 &quot;days&quot;\"/></numFmts>"
                            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
                            + "<xf numFmtId=\"20\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>");
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String sheet(String rows) {
        int at = rows.indexOf("<!--MERGE ");
        StringBuilder merged = new StringBuilder();
        if (at >= 0) {
            for (String range : rows.substring(at + 10, rows.indexOf("-->", at)).split(" ")) {
                merged.append("<mergeCell ref=\"").append(range).append("\"/>");
            }
        }
        return "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + rows + "</sheetData>"
                + (merged.isEmpty() ? "" : "<mergeCells>" + merged + "</mergeCells>") + "</worksheet>";
    }

    private static String type(String part, String type) {
        return "<Override PartName=\"" + part
                + "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml." + type + "+xml\"/>";
    }

    private static void part(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
