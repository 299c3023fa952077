package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.TestSpark;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.ingest.Ingest;
import aftercare.ingest.QuarantineTable;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever lies in the input folder, a load ends, takes what is good, and says of all else which file, line, rule and
 * reason.
 */
class BadInputTest {
    private static final String HEADER = "repair_id,outlet_id,model_id,service_type,opened_at,completed_at,labour_cost";
    private static final int MORE_THAN_A_ROW_HOLDS = 5 << 20;

    @TempDir
    static Path folder;

    private static Path landing;
    private static Pipeline pipeline;
    private static Ingest.Report report;
    private static Map<String, LedgerEntry> ledger;
    private static Map<String, Row> silver;
    private static Map<String, String> refused;

    @BeforeAll
    static void loadAllAtOnce() throws IOException {
        landing = folder.resolve("landing");
        file("good.csv", HEADER, row("G1"), row("G2"));
        writeDamaged();
        writeEncodings();
        writeBadRows();
        writeWorkbook();
        writeParquet();
        pipeline = new Pipeline(folder.resolve("lake"));
        report = pipeline.tryLoad(landing, List.of(), 0.7);
        ledger = report.entries().stream()
                .collect(Collectors.toMap(entry -> entry.path().substring("repairs/".length()), entry -> entry));
        silver = new TreeMap<>();
        pipeline.lake()
                .read(pipeline.lake().silver("repairs"))
                .collectAsList()
                .forEach(row -> silver.put(row.getAs("repair_id"), row));
        refused = new TreeMap<>();
        new QuarantineTable(pipeline.lake(), "repairs")
                .rows()
                .collectAsList()
                .forEach(row -> refused.put(
                        row.<String>getAs("file").substring("repairs/".length()) + ":" + row.getAs("line"),
                        row.getAs("rule") + ": " + row.getAs("reason")));
    }

    private static void writeDamaged() throws IOException {
        bytes("empty.csv", new byte[0]);
        file("blank.csv", "", "", "");
        byte[] zipped = gzip(HEADER + "\n" + row("Z1") + "\n" + row("Z2") + "\n");
        bytes("cut.csv.gz", Arrays.copyOf(zipped, zipped.length / 2));
        file("plain.csv.gz", HEADER, row("Z3"));
        file("text.xlsx", HEADER, row("Z4"));
        file("open_quote.csv", HEADER, row("Z5"), "Z6,\"O1,M1,repair,2026-10-01,,", row("Z7"));
        file("endless.csv", HEADER, row("Z8"), "Z9," + "x".repeat(MORE_THAN_A_ROW_HOLDS));
        file("header.csv", "repair_id,outlet_id,opened_at", "Z10,O1,2026-10-01");
        file("notes.docx", "not a table");
        file("broken.json", "[{\"repair_id\": \"Z11\",");
        file("none.json", "[]");
        Files.createSymbolicLink(landing.resolve("repairs/gone.csv"), folder.resolve("nowhere.csv"));
    }

    private static void writeEncodings() {
        bytes(
                "gbk.csv",
                "工单号,网点编号,型号,服务类型,报修时间\nE1,杭州一店,M1,维修,2026/10/31 08:05\n".getBytes(Charset.forName("GB18030")));
        String tabbed = HEADER.replace(',', '\t') + "\r\n"
                + row("E2").replace("O1", "\"Ærø, \"\"Ø\"\"\"").replace(',', '\t');
        bytes(
                "excel_unicode.csv",
                ("\uFEFF" + tabbed.replace("Ærø\t", "Ærø,") + "\r\n").getBytes(StandardCharsets.UTF_16LE));
        bytes("open_quote_utf16.csv", ("\uFEFF" + HEADER + "\nZ12,\"O1\n").getBytes(StandardCharsets.UTF_16LE));
        file("bom.csv", "\uFEFF" + HEADER.replace(',', ';'), row("E3").replace(',', ';'));
    }

    private static void writeBadRows() {
        file("header_only.csv", HEADER);
        file("ragged.csv", HEADER, "R1,O1,M1", row("R2"), row("R3") + ",more", "", row("R4"));
        file("twice.csv", HEADER + ",Labour Cost,colour", row("T1") + ",99,red");
        file(
                "values.csv",
                HEADER,
                ",O1,M1,repair,2026-10-01,,",
                "V2,NULL,M1,repair,2026-10-01,,",
                "V3,O1,M1,repair,1890-01-01,,",
                "V4,O1,M1,polish,2026-10-01,,",
                "V5,O1,M\0001,repair,2026-10-01,,",
                "V6,O1,M1,repair,2026-10-01,,1e999999999",
                "V7,O1,M1,repair,2026-10-01,2026-09-01,",
                "V8,O1,M1,repair,03/04/2026,,",
                row("V9"),
                "V10,nobody listed it,M1,repair,2026-10-01,,1e-999999999",
                row("V11"),
                row("V12"));
        file("lines.jsonl", json("J1"), "{\"repair_id\": ", "[1, 2]", "", json("J2"));
        file(
                "one_line.json",
                "[" + String.join(", ", json("A1"), "[]", json("A2"), "[" + json("A3") + "]", "7", json("A4")) + "]");
        file("too_much.csv", tooMuch(20));
        file("few.csv", tooMuch(19));
    }

    private static void writeWorkbook() throws IOException {
        byte[] workbook = Delivered.workbook("orders", HEADER, sheet -> {
            for (int line = 1; line <= 2; line++) {
                sheet.value(line, 0, 9_000 + line);
                sheet.value(line, 1, "O1");
                sheet.value(line, 2, "M1");
                sheet.value(line, 3, "repair");
                sheet.value(line, 4, LocalDateTime.of(2026, 10, 31, 8, 5));
                sheet.style(line, 4).format("yyyy-mm-dd hh:mm").set();
                sheet.value(line, 6, 12.5);
            }
            sheet.value(2, 4, "soon");
        });
        bytes("serials.xlsx", workbook);
        bytes("from_1904.xlsx", countingFrom1904(workbook));
        bytes("cut.xlsx", Arrays.copyOf(workbook, workbook.length / 2));
    }

    /** The workbook as openpyxl writes it when it is told to count days from 1904. */
    private static byte[] countingFrom1904(byte[] workbook) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile in = ZipFile.builder().setByteArray(workbook).get();
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipArchiveEntry part : Collections.list(in.getEntries())) {
                out.putNextEntry(new ZipEntry(part.getName()));
                String text = new String(in.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8);
                out.write((part.getName().equals("xl/workbook.xml")
                                ? text.replaceFirst("<workbookPr[^>]*/>", "<workbookPr date1904=\"1\"/>")
                                : text)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static void writeParquet() throws IOException {
        Path written = folder.resolve("parquet");
        TestSpark.session()
                .range(1, 3)
                .selectExpr(
                        "concat('P', id) AS repair_id",
                        "'O1' AS outlet_id",
                        "cast(id AS long) AS model_id",
                        "'repair' AS service_type",
                        "timestamp_micros(1793433900000000 + id) AS opened_at",
                        "timestamp_ntz'2026-10-31 09:05:00' AS completed_at",
                        "date'2026-01-31' AS sold_on",
                        "cast(12.5 AS decimal(12,2)) AS labour_cost",
                        "cast(0.25 AS float) AS travel_km",
                        "array(id) AS parts")
                .coalesce(1)
                .write()
                .parquet(written.toString());
        byte[] parquet;
        try (Stream<Path> files = Files.list(written)) {
            parquet = Files.readAllBytes(files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow());
        }
        bytes("types.parquet", parquet);
        bytes("cut.parquet", Arrays.copyOf(parquet, parquet.length / 2));
        byte[] torn = parquet.clone();
        Arrays.fill(torn, 4, 64, (byte) 0xff);
        bytes("torn.parquet", torn);
    }

    @Test
    void everyFileIsInTheLedgerAndItsRowsAddUp() {
        assertThat(ledger.keySet()).containsExactlyInAnyOrderElementsOf(filesOf("repairs"));
        long taken = ledger.values().stream().mapToLong(LedgerEntry::accepted).sum();
        assertThat(taken).isEqualTo(silver.size());
    }

    @Test
    void aFileThatCannotBeReadSaysWhyAndNothingOfItIsTaken() {
        Map<String, String> unreadable = new TreeMap<>();
        ledger.forEach((name, entry) -> {
            if (entry.status().equals(LedgerEntry.UNREADABLE)) {
                unreadable.put(name, entry.reason());
            }
        });
        assertThat(unreadable)
                .containsOnlyKeys(
                        "blank.csv",
                        "broken.json",
                        "cut.csv.gz",
                        "cut.parquet",
                        "cut.xlsx",
                        "empty.csv",
                        "endless.csv",
                        "from_1904.xlsx",
                        "gone.csv",
                        "header.csv",
                        "none.json",
                        "notes.docx",
                        "open_quote.csv",
                        "open_quote_utf16.csv",
                        "plain.csv.gz",
                        "text.xlsx",
                        "torn.parquet")
                .containsEntry("empty.csv", "it is empty, without even a header")
                .containsEntry("endless.csv", "the row on line 3 is longer than 4 MB")
                .containsEntry("none.json", "it holds no JSON object")
                .containsEntry(
                        "from_1904.xlsx",
                        "it cannot be read: it counts its days from 1904; save it with the usual date system");
        assertThat(unreadable.get("open_quote.csv")).contains("line 3", "never closed");
        assertThat(unreadable.get("open_quote_utf16.csv")).contains("line 2", "never closed");
        assertThat(unreadable.get("header.csv")).contains("lacks model_id, service_type");
        assertThat(unreadable.get("broken.json")).contains("on line").doesNotContain("Z11");
        assertThat(silver.keySet()).noneMatch(id -> id.startsWith("Z"));
        unreadable.forEach((name, reason) -> assertThat(refused).containsEntry(name + ":0", "unreadable: " + reason));
    }

    @Test
    void theRunEndsWithStatusThreeAndNamesEveryFileThatWasNotTaken() {
        assertThat(report.failure().code().exitStatus()).isEqualTo(ExitStatus.REFUSED);
        assertThat(report.failure())
                .hasMessageContaining("18 files were not taken")
                .hasMessageContaining("too_much.csv: 20 of 21 rows (95.2 %)")
                .hasMessageContaining("cut.csv.gz");
    }

    @Test
    void aFileOfWhichTooMuchIsRefusedIsRefusedWhole() {
        LedgerEntry entry = ledger.get("too_much.csv");
        assertThat(entry.status()).isEqualTo(LedgerEntry.REFUSED);
        assertThat(List.of(entry.read(), entry.accepted(), entry.quarantined())).containsExactly(21L, 0L, 21L);
        assertThat(silver).doesNotContainKey("M20");
        assertThat(refused).containsKeys("too_much.csv:0", "too_much.csv:3", "too_much.csv:22");
    }

    @Test
    void fewRefusedRowsDoNotRefuseTheFileWhateverTheirShare() {
        LedgerEntry entry = ledger.get("few.csv");
        assertThat(entry.status()).isEqualTo(LedgerEntry.LOADED);
        assertThat(List.of(entry.read(), entry.accepted(), entry.quarantined())).containsExactly(20L, 1L, 19L);
        assertThat(silver).containsKey("M19");
        assertThat(refused).doesNotContainKey("few.csv:0");
    }

    @Test
    void aHeaderWithoutRowsIsAFileWithoutRows() {
        assertThat(ledger.get("header_only.csv").status()).isEqualTo(LedgerEntry.LOADED);
        assertThat(ledger.get("header_only.csv").read()).isZero();
    }

    @Test
    void everyEncodingIsUnderstood() {
        assertThat(silver.get("E1").<String>getAs("outlet_id")).isEqualTo("杭州一店");
        assertThat(instant("E1", "opened_at")).isEqualTo("2026-10-31T08:05:00Z");
        assertThat(silver.get("E2").<String>getAs("outlet_id")).isEqualTo("Ærø, \"Ø\"");
        assertThat(silver).containsKey("E3");
    }

    @Test
    void workbooksAndParquetFilesGiveTheirTypes() {
        assertThat(instant("9001", "opened_at")).isEqualTo("2026-10-31T08:05:00Z");
        assertThat(silver.get("9001").<Object>getAs("labour_cost")).hasToString("12.50");
        assertThat(refused.get("serials.xlsx:3")).isEqualTo("type: opened_at is no instant in any accepted form");
        Row typed = silver.get("P1");
        assertThat(instant("P1", "opened_at")).isEqualTo("2026-10-31T08:05:00.000001Z");
        assertThat(instant("P1", "completed_at")).isEqualTo("2026-10-31T09:05:00Z");
        assertThat(typed.<Object>getAs("sold_on")).hasToString("2026-01-31");
        assertThat(typed.<Object>getAs("labour_cost")).hasToString("12.50");
        assertThat(typed.<Object>getAs("travel_km")).isEqualTo(0.25);
        assertThat(ledger.get("types.parquet").unknownColumns()).startsWith("column ");
    }

    @Test
    void aBadRowIsRefusedAloneWithItsLineRuleAndReason() {
        assertThat(refused)
                .containsEntry("ragged.csv:2", "fields: the row has 3 fields, the header 7")
                .containsEntry("ragged.csv:4", "fields: the row has 8 fields, the header 7")
                .containsEntry("values.csv:2", "required: repair_id is empty")
                .containsEntry("values.csv:3", "required: outlet_id is empty: what it holds stands for nothing")
                .containsKeys("values.csv:4", "values.csv:5", "values.csv:8", "lines.jsonl:2", "lines.jsonl:3")
                .containsEntry("values.csv:6", "type: model_id holds a NUL character, which databases do not take")
                .containsEntry("values.csv:7", "type: labour_cost is too large a number")
                .containsEntry(
                        "values.csv:9",
                        "type: opened_at is no instant in any accepted form: it may mean two days; the mapping decides:"
                                + " format: {dates: [\"dd/MM/yyyy\"]} or format: {dates: [\"MM/dd/yyyy\"]}");
        assertThat(refused.get("values.csv:8")).startsWith("completed_before_opened: ");
        assertThat(silver).containsKeys("R2", "R4", "V9", "V11", "V12", "J1", "J2");
    }

    @Test
    void recordsOfAJsonArrayAreKnownByTheirPlaceAlsoWhenAllStandOnOneLine() {
        assertThat(ledger.get("one_line.json").read()).isEqualTo(6);
        assertThat(silver).containsKeys("A1", "A2", "A4").doesNotContainKey("A3");
        assertThat(refused)
                .containsEntry("one_line.json:2", "form: the record is no JSON object")
                .containsEntry("one_line.json:4", "form: the record is no JSON object")
                .containsEntry("one_line.json:5", "form: the record is no JSON object");
    }

    @Test
    void aReferenceToSomethingUnknownIsKept() {
        assertThat(silver.get("V10").<String>getAs("outlet_id")).isEqualTo("nobody listed it");
    }

    @Test
    void ofTwoColumnsOfOneNameTheFirstCountsAndTheOtherIsNamed() {
        assertThat(silver.get("T1").<Object>getAs("labour_cost")).hasToString("10.00");
        assertThat(ledger.get("twice.csv").unknownColumns()).startsWith("columns ");
    }

    @Test
    void aFolderThatIsMissingOrEmptyOrHoldsNothingOfOursIsAnError() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path foreign = folder.resolve("foreign");
        Delivered.text(foreign, "orders/a.csv", "a,b");
        for (Path input : List.of(folder.resolve("missing"), empty, foreign)) {
            assertThatThrownBy(() -> pipeline.tryLoad(input, List.of(), 0.05))
                    .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                            .isEqualTo(ErrorCode.INPUT_MISSING))
                    .hasMessageContaining(input.toString());
        }
    }

    @Test
    void filesThatAreRefusedAgainAreToldAgainAndWrittenOnce() {
        long before = new Ledger(pipeline.lake()).rows().count();
        Ingest.Report again = pipeline.tryLoad(landing, List.of(), 0.7);
        assertThat(again.failure()).hasMessageContaining("18 files were not taken");
        assertThat(new Ledger(pipeline.lake()).rows().count()).isEqualTo(before);
        assertThat(new QuarantineTable(pipeline.lake(), "repairs").rows().count())
                .isEqualTo(refused.size());
    }

    private static String instant(String repair, String column) {
        return silver.get(repair).<Timestamp>getAs(column).toInstant().toString();
    }

    private static List<String> filesOf(String source) {
        try (Stream<Path> files = Files.list(landing.resolve(source))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static String row(String id) {
        return id + ",O1,M1,repair,2026-10-01 08:00,2026-10-02 08:00,10";
    }

    /** One good row, and so many that lack fields. */
    private static String[] tooMuch(int bad) {
        List<String> lines = new ArrayList<>(List.of(HEADER, row("M" + bad)));
        lines.addAll(Collections.nCopies(bad, "M0,O1"));
        return lines.toArray(String[]::new);
    }

    private static String json(String id) {
        return "{\"repair_id\": \"" + id
                + "\", \"outlet_id\": \"O1\", \"model_id\": 7, \"service_type\": \"repair\", \"opened_at\": \"2026-10-01\"}";
    }

    private static void file(String name, String... lines) {
        Delivered.text(landing, "repairs/" + name, lines);
    }

    private static void bytes(String name, byte[] bytes) {
        Delivered.bytes(landing, "repairs/" + name, bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
