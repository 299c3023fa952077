package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AllBytes;
import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.ingest.Erasure;
import aftercare.ingest.ErasureCertificate;
import aftercare.ingest.Ingest;
import aftercare.ingest.LoadHistory;
import aftercare.lake.Lake;
import aftercare.lake.Rebuilding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A person is taken out of every byte of a lake, the figures stay, and nothing brings the person back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ForgetTest {
    private static final LocalDate END = LocalDate.of(2026, 10, 31);
    private static final Timestamp NOW = Timestamp.from(Instant.parse("2026-11-01T06:00:00Z"));
    private static final Timestamp LATER = Timestamp.from(Instant.parse("2026-11-20T06:00:00Z"));
    private static final String CUSTOMER = "KX-4711-77";
    private static final String SERIAL = "SN-90017-Q";
    private static final String PHONE = "0170-9900123";
    private static final String NAME = "Zhang Markerson";
    private static final String SAID = "my-private-words";
    private static final List<String> MARKERS = List.of(CUSTOMER, SERIAL, PHONE, NAME, "Markerson", SAID);
    private static final String HEADER =
            "repair_id,outlet_id,model_id,service_type,opened_at,completed_at,customer_id,customer_phone,serial_no,owner";

    private static final String MAPPING = """
            match: "old/*.csv"
            format: { dates: [dd/MM/yyyy] }
            into:
              repairs:
                where: "job <> 'Quote'"
                repair_id: nr
                outlet_id: shop
                model_id: type
                service_type: { from: job, values: { Fix: repair } }
                opened_at: day
                completed_at: day
                customer_id: { expr: "upper(client)" }
                customer_phone: tel
            ---
            tables: {ticket: "tickets.csv", client: "clients.csv"}
            format: {zone: UTC}
            into:
              complaints:
                query: |
                  select t.no as complaint_id, t.at as received_at, c.id as customer_id, t.words as text, 'M1' as model_id
                  from ticket t join client c on c.id = t.client
            """;

    @TempDir
    static Path folder;

    private static Path landing;
    private static Path mapping;
    private static Path lived;
    private static Pipeline pipeline;
    private static List<List<String>> figures;
    private static Map<String, Long> counts;
    private static ErasureCertificate certificate;

    private static String row(String id, String customer, String serial, String rest) {
        return id + ",O1,M1,repair,2026-10-0" + (1 + id.hashCode() % 3) + " 08:00,2026-10-09 09:00," + customer + ","
                + (customer.isEmpty() ? "" : rest.contains(NAME) ? PHONE : "0160-555") + "," + serial + "," + rest;
    }

    private static String[] rows(String prefix) {
        return new String[] {
            HEADER,
            row(prefix + "1", CUSTOMER, SERIAL, "\"" + NAME + ",\nat home\""),
            row(prefix + "2", "OTHER-1", "SN-1", "\"Ann, of the neighbour " + CUSTOMER + "\""),
            row(prefix + "3", CUSTOMER, "", NAME),
            row(prefix + "4", "", "", "")
        };
    }

    @BeforeAll
    static void deliver() throws IOException {
        landing = folder.resolve("landing");
        lived = folder.resolve("lake");
        mapping = Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
        Delivered.text(landing, "outlets/o.csv", "outlet_id,region_id,name", "O1,R1,One");
        Delivered.text(landing, "models/m.csv", "model_id,name,category", "M1,Em,washer");
        Delivered.text(landing, "repairs/a.csv", rows("A"));
        byte[] text = (String.join("\r\n", rows("B")) + "\r\n").getBytes(StandardCharsets.UTF_8);
        Delivered.bytes(landing, "repairs/b.csv.gz", gzip(text));
        Delivered.bytes(
                landing,
                "repairs/c.tsv",
                String.join("\n", rows("C"))
                        .replace(',', '\t')
                        .replace("\n", "\r\n")
                        .getBytes(Charset.forName("UTF-16LE")));
        Files.write(
                landing.resolve("repairs/c.tsv"),
                concat(new byte[] {(byte) 0xff, (byte) 0xfe}, Files.readAllBytes(landing.resolve("repairs/c.tsv"))));
        Delivered.text(
                landing,
                "repairs/d.json",
                "[" + json("D1", CUSTOMER, SERIAL, NAME) + "," + json("D2", "OTHER-2", "SN-2", "Bob, not " + CUSTOMER)
                        + "]");
        Delivered.text(
                landing,
                "repairs/e.jsonl",
                json("E1", CUSTOMER, SERIAL, NAME),
                "{broken " + CUSTOMER + " " + NAME,
                json("E2", "OTHER-2", "SN-2", "Bob"));
        workbook(landing.resolve("repairs/f.xlsx"));
        parquet("repairs/g.parquet");
        // Refused: a name where a day should be, a field too many, and a row that nobody can place.
        Delivered.text(
                landing,
                "repairs/h.csv",
                HEADER,
                "H1,O1,M1,repair," + NAME + ",," + CUSTOMER + "," + PHONE + "," + SERIAL + ",x",
                "H2,O1,M1,repair,2026-10-02 08:00,,surplus," + CUSTOMER + "," + PHONE + "," + SERIAL + "," + NAME,
                "H3,O1,M1," + NAME + ",2026-10-02 08:00,," + CUSTOMER + ",,,",
                row("H4", "OTHER-3", "SN-3", "Cy"));
        Delivered.text(
                landing,
                "callbacks/1.csv",
                "callback_id,repair_id,called_at,result,satisfaction,comment",
                "CB1,A1,2026-10-10 10:00,reached,5,\"" + SAID + "\nand more\"",
                "CB2,A2,2026-10-10 10:00,reached,2,all fine");
        Delivered.text(
                landing,
                "complaints/1.jsonl",
                "{\"complaint_id\":\"P1\",\"received_at\":\"2026-10-11T10:00:00Z\",\"customer_id\":\"" + CUSTOMER
                        + "\",\"model_id\":\"M1\",\"text\":\"" + SAID + "\",\"address\":{\"street\":\"" + NAME
                        + " Road\"}}",
                "{\"complaint_id\":\"P2\",\"received_at\":\"2026-10-12T10:00:00Z\",\"repair_id\":\"A3\",\"text\":\""
                        + SAID + "\"}",
                "{\"complaint_id\":\"P3\",\"received_at\":\"2026-10-13T10:00:00Z\",\"customer_id\":\"" + CUSTOMER
                        + "\",\"model_id\":\"M1\",\"text\":\"" + SAID + "\"}");
        Delivered.text(
                landing,
                "product_returns/1.csv",
                "return_id,kind,model_id,serial_no,sold_on,requested_on,remarks",
                "T1,return,M1," + SERIAL + ",2026-10-01,2026-10-02," + NAME,
                "T2,return,M1,SN-5,2026-10-01,2026-10-02,");
        Delivered.text(
                landing,
                "old/x.csv",
                "nr,shop,type,job,day,client,tel,who",
                "X1,O1,M1,Fix,03/10/2026," + CUSTOMER + "," + PHONE + "," + NAME,
                "X2,O1,M1,Quote,03/10/2026," + CUSTOMER + "," + PHONE + "," + NAME,
                "X3,O1,M1,Tune,04/10/2026," + CUSTOMER + "," + PHONE + "," + NAME,
                "X4,O1,M1,Fix,05/10/2026,OTHER-9,1,Dee");
        Delivered.text(
                landing,
                "tickets.csv",
                "no,at,client,words,free",
                "Q1,2026-10-14 08:00," + CUSTOMER + "," + SAID + "," + NAME,
                "Q2,2026-10-14 09:00,OTHER-9,hello,");
        Delivered.text(landing, "clients.csv", "id,called", CUSTOMER + "," + NAME, "OTHER-9,Dee");
        pipeline = new Pipeline(lived);
        load(landing, NOW, "first");
        // A later version of an order, so that older versions of silver and its change feed hold the person too.
        Delivered.text(
                landing,
                "repairs/z.csv",
                HEADER + ",updated_at",
                row("A1", CUSTOMER, SERIAL, NAME) + ",2026-10-20 10:00");
        load(landing, NOW, "second");
        pipeline.compute(END);
        figures = pipeline.kpis();
        counts = counts(pipeline.lake());
        for (String marker : MARKERS) {
            assertThat(AllBytes.holding(lived, marker)).as(marker).isNotEmpty();
        }
    }

    private static Ingest.Report load(Path from, Timestamp when, String run) {
        return new Ingest(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, when)
                .load(from, List.of(mapping), 0.9, run);
    }

    @Test
    @Order(1)
    void noByteOfTheLakeNamesThePersonAndAllFiguresStay() throws IOException {
        Erasure erasure = erasure(pipeline.lake());
        certificate = erasure.forget(CUSTOMER, Optional.of(SERIAL), Optional.empty(), "erasure-1");
        erasure.end(certificate);

        for (String marker : MARKERS) {
            assertThat(AllBytes.holding(lived, marker)).as(marker).isEmpty();
        }
        assertThat(AllBytes.holding(lived, certificate.customer()))
                .as("the code itself is kept only to know the person again")
                .allMatch(file -> file.startsWith("ops/forgotten/") || file.startsWith("ops/erasures/"));
        assertThat(certificate.toLookAt()).isEmpty();
        assertThat(certificate.files()).hasSize(16);
        assertThat(certificate.text()).contains("16 rewritten", "quarantine/repairs", "silver/repairs");
        assertThat(counts(pipeline.lake())).isEqualTo(counts);
        assertThat(pipeline.compute(END).kpis()).isEqualTo(figures);
        assertThat(pipeline.compute(END, true).kpis()).isEqualTo(figures);
        assertThat(AllBytes.holding(lived, "Ann, of the neighbour"))
                .as("texts of others")
                .isNotEmpty();
    }

    @Test
    @Order(2)
    void aRebuildGivesTheSameTables() throws IOException {
        Lake lake = pipeline.lake();
        Map<String, List<String>> before = tables(lake);
        Rebuilding rebuilding = new Rebuilding(lake, Progress.SILENT);
        Lake stage = rebuilding.stage();
        new LoadHistory(lake, Pipeline.contracts(), Progress.SILENT).repeatInto(stage);
        new Pipeline(stage).compute(END);
        assertThat(new Pipeline(stage).kpis()).isEqualTo(figures);
        assertThat(tables(stage)).isEqualTo(before);
        for (String marker : MARKERS) {
            assertThat(AllBytes.holding(lived, marker)).as(marker).isEmpty();
        }
        lake.delete(stage.root());
    }

    @Test
    @Order(3)
    void theSameFilesDeliveredAgainAreKnownAndNewOnesAreRewrittenAsTheyArrive() throws IOException {
        Map<String, List<String>> before = tables(pipeline.lake());
        Ingest.Report again = load(landing, LATER, "again");
        assertThat(again.entries())
                .as("what the query gives over the rewritten files is written by another program, and says the same")
                .allMatch(entry -> entry.path().endsWith("#complaints.parquet") && entry.read() == entry.unchanged());
        Map<String, List<String>> after = tables(pipeline.lake());
        before.remove("ops/ledger");
        after.remove("ops/ledger");
        assertThat(after).isEqualTo(before);

        Path late = folder.resolve("late");
        Delivered.text(
                late, "repairs/late.csv", HEADER, row("L1", CUSTOMER, SERIAL, NAME), row("L2", "OTHER-1", "", ""));
        Delivered.text(
                late,
                "callbacks/late.csv",
                "callback_id,repair_id,called_at,result,satisfaction,comment",
                "CB3,L1,2026-11-10 10:00,reached,5," + SAID);
        Delivered.text(late, "tickets.csv", "no,at,client,words,free", "Q3,2026-10-15 08:00," + CUSTOMER + ",," + NAME);
        load(late, LATER, "late");
        for (String marker : MARKERS) {
            assertThat(AllBytes.holding(lived, marker)).as(marker).isEmpty();
        }
        assertThat(pipeline.lake()
                        .read(pipeline.lake().silver("repairs"))
                        .filter("repair_id = 'L1'")
                        .count())
                .isEqualTo(1);
    }

    @Test
    @Order(4)
    void whatHappensAfterTheLastDayIsAnotherMatter() throws IOException {
        Path fresh = folder.resolve("fresh");
        Delivered.text(
                fresh,
                "repairs/fresh.csv",
                HEADER,
                "N1,O1,M1,repair,2026-11-19 08:00,," + CUSTOMER + "," + PHONE + "," + SERIAL + ",",
                "N2,O1,M1,repair,2026-10-19 08:00,," + CUSTOMER + ",,,");
        load(fresh, LATER, "fresh");
        assertThat(codes("N1")).containsExactly(certificate.customer());
        assertThat(codes("N2")).isEqualTo(codes("A1"));
    }

    @Test
    @Order(5)
    void doneAgainItFindsNothingMore() throws IOException {
        Map<String, List<String>> before = tables(pipeline.lake());
        ErasureCertificate again =
                erasure(pipeline.lake()).forget(CUSTOMER, Optional.of(SERIAL), Optional.empty(), "erasure-2");
        assertThat(again.erasure()).isEqualTo("erasure-1");
        assertThat(again.tables()).allMatch(table -> table.rows() == 0);
        assertThat(tables(pipeline.lake())).isEqualTo(before);
    }

    private static Erasure erasure(Lake lake) {
        return new Erasure(lake, Pipeline.contracts(), Progress.SILENT, NOW, "aftercare test");
    }

    private static List<String> codes(String repair) {
        return pipeline
                .lake()
                .read(pipeline.lake().silver("repairs"))
                .filter("repair_id = '" + repair + "'")
                .select("customer_id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static Map<String, Long> counts(Lake lake) {
        Map<String, Long> counts = new TreeMap<>();
        for (String layer : List.of("silver", "quarantine")) {
            for (String table : lake.list(lake.at(layer))) {
                counts.put(layer + "/" + table, lake.read(lake.at(layer, table)).count());
            }
        }
        return counts;
    }

    private static Map<String, List<String>> tables(Lake lake) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : Stream.of("silver", "quarantine")
                .flatMap(layer -> lake.list(lake.at(layer)).stream().map(name -> layer + "/" + name))
                .toList()) {
            tables.put(table, rows(lake, table, "run_id", "loaded_at"));
        }
        tables.put("ops/ledger", rows(lake, "ops/ledger", "silver_version"));
        return tables;
    }

    private static List<String> rows(Lake lake, String table, String... without) {
        List<String> rows = new ArrayList<>();
        for (Row row : lake.read(lake.at(table)).drop(without).collectAsList()) {
            rows.add(row.toString());
        }
        rows.sort(null);
        return rows;
    }

    private static String json(String id, String customer, String serial, String owner) {
        return "{\"repair_id\":\"" + id + "\",\"outlet_id\":\"O1\",\"model_id\":\"M1\",\"service_type\":\"repair\","
                + "\"opened_at\":\"2026-10-03 08:00\",\"customer_id\":\"" + customer + "\",\"customer_phone\":\""
                + (owner.equals(NAME) ? PHONE : "1") + "\",\"serial_no\":\"" + serial + "\",\"owner\":{\"name\":\""
                + owner + "\"},\"labour_hours\":1.50}";
    }

    private static void workbook(Path file) throws IOException {
        List<String> rows = List.of(
                row("F1", CUSTOMER, SERIAL, NAME),
                row("F2", "OTHER-1", "SN-1", "Ann"),
                row("F3", CUSTOMER, SERIAL, NAME));
        byte[] workbook = Delivered.workbook("Orders", HEADER, sheet -> {
            for (int i = 0; i < rows.size(); i++) {
                List<String> cells = List.of(rows.get(i).split(",", -1));
                for (int j = 0; j < cells.size(); j++) {
                    sheet.value(i + 1, j, cells.get(j));
                }
            }
        });
        Files.createDirectories(file.getParent());
        Files.write(file, workbook);
    }

    private static void parquet(String name) throws IOException {
        Path written = folder.resolve("written");
        TestSpark.session()
                .sql("select 'G1' repair_id, 'O1' outlet_id, 'M1' model_id, 'repair' service_type,"
                        + " timestamp'2026-10-04 08:00:00' opened_at, 1.25D labour_hours, '" + CUSTOMER
                        + "' customer_id, '" + PHONE + "' customer_phone, '" + SERIAL + "' serial_no, '" + NAME
                        + "' owner union all select 'G2', 'O1', 'M1', 'repair', timestamp'2026-10-04 09:00:00', 2.5D,"
                        + " 'OTHER-2', '', 'SN-2', 'Bob'")
                .coalesce(1)
                .write()
                .parquet(written.toString());
        try (Stream<Path> parts = Files.list(written)) {
            Delivered.copy(
                    parts.filter(part -> part.toString().endsWith(".parquet"))
                            .findFirst()
                            .orElseThrow(),
                    landing.resolve(name));
        }
    }

    private static byte[] gzip(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
