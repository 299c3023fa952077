package aftercare.cli;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Files with a text of its own in every place where a person's name or number may stand: personal columns, columns of
 * other types as in a row that is shifted, headers, files without header, names of unknown columns, of files, folders
 * and sheets, keys of JSON, and files that cannot be read for one reason or another.
 */
final class PlantedMarkers {
    private final Contracts contracts = Contracts.load();
    private final Path input;
    private final Map<String, String> markers = new LinkedHashMap<>();

    PlantedMarkers(Path input) {
        this.input = input;
    }

    /** By marker, where it was planted. */
    Map<String, String> all() {
        return markers;
    }

    /** A text that stands nowhere else, in the form of a name. */
    private String marker(String where) {
        String marker = String.format(Locale.ROOT, "Qzwx%cPlanted%04d", 'A' + markers.size() % 26, markers.size());
        markers.put(marker, where);
        return marker;
    }

    Path plant() {
        for (String source : contracts.sourceNames()) {
            Contract contract = contracts.source(source);
            write(source + "/2026-10-01.csv", personalColumns(contract));
            write(source + "/2026-10-02.csv", wrongColumns(contract));
            write(source + "/2026-10-03.csv", rotated(contract));
        }
        Contract repairs = contracts.source("repairs");
        fileNames(repairs);
        headers(repairs);
        sheets();
        json();
        unreadable();
        return input;
    }

    /** Rows that are taken, with a marker in each column that is personal. */
    private String personalColumns(Contract contract) {
        return csv(
                contract,
                List.of(values(
                        contract,
                        1,
                        (column, value) -> column.personal()
                                ? marker(contract.source() + "." + column.name() + ", which is personal")
                                : value)));
    }

    /** One row for each column whose type or list of values a name cannot have, and the name in it. */
    private String wrongColumns(Contract contract) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Column wrong : contract.columns()) {
            boolean refuses = wrong.type().kind() != aftercare.contract.ColumnType.Kind.STRING
                    || !wrong.values().isEmpty();
            if (refuses && rows.size() < 19) {
                rows.add(values(
                        contract,
                        10 + rows.size(),
                        (column, value) -> column.equals(wrong)
                                ? marker(contract.source() + "." + column.name() + ", where a name stands by mistake")
                                : value));
            }
        }
        return csv(contract, rows);
    }

    /** A row that lacks its first field, and one that has one more. */
    private String rotated(Contract contract) {
        Map<String, String> row = values(contract, 40, (column, value) -> value);
        String last = marker(contract.source() + ", in a row with a field too many");
        String first = marker(contract.source() + ", in a row with a field too few");
        List<String> names = contract.columns().stream().map(Column::name).toList();
        List<String> fields = names.stream().map(row::get).toList();
        return String.join(",", names) + "\n" + String.join(",", fields) + "," + last + "\n" + first + ","
                + String.join(",", fields.subList(2, fields.size())) + "\n";
    }

    private void fileNames(Contract repairs) {
        String taken = csv(repairs, List.of(values(repairs, 50, (column, value) -> value)));
        write("repairs/" + marker("the name of a file that is taken") + ".csv", taken);
        String folder = marker("the name of a folder");
        write("repairs/" + folder + "/2026-10.csv", taken.replace("X50", "X51"));
        write("repairs/" + marker("the name of a gzipped file") + ".csv.gz", taken.replace("X50", "X52"));
        write("repairs/" + marker("the name of a file that nobody reads") + ".pdf", "%PDF");
        write(marker("the name of a folder that nobody reads") + "/a.csv", "a,b\n1,2\n");
        List<Map<String, String>> bad = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            bad.add(values(repairs, 60 + i, (column, value) -> column.name().equals("opened_at") ? "x" : value));
        }
        write("repairs/" + marker("the name of a file that is refused whole") + ".csv", csv(repairs, bad));
        write(
                "complaints/" + marker("the name of a file with a row that is refused") + ".csv",
                "complaint_id,received_at\nK1,soon\n");
    }

    private void headers(Contract repairs) {
        String row = String.join(
                ",",
                values(
                                repairs,
                                90,
                                (column, value) ->
                                        column.personal() ? marker("the first row of a file without header") : value)
                        .values());
        write("repairs/a.csv", row + "\n" + row.replace("X90", "X91") + "\n");
        write(
                "repairs/b.csv",
                "repair_id,outlet_id,model_id,service_type,opened_at," + marker("the name of an unknown column")
                        + "\nX92,X,X,repair,2026-10-05 08:00:00,1\n");
        write("repairs/c.csv", "repair_id,outlet_id," + marker("a header in a file that lacks others") + "\nX93,X,1\n");
        write(
                "repairs/d.csv",
                "repair_id,outlet_id,model_id,service_type,opened_at\nX94,X,X,repair,2026-10-05 08:00:00\n\n"
                        + marker("the footer of a file") + "\n");
        write(
                "repairs/e.csv",
                marker("the title of a file") + "\n\nrepair_id,outlet_id,model_id,service_type,opened_at\n"
                        + "X95,X,X,repair,2026-10-05 08:00:00\nSubtotal " + marker("a subtotal") + ",,,,\n");
    }

    private void sheets() {
        List<String> names = List.of("repair_id", "outlet_id", "model_id", "service_type", "opened_at");
        try (OutputStream out = Files.newOutputStream(made("repairs/2026-10.xlsx"));
                Workbook workbook = new Workbook(out, "Test", "1.0")) {
            for (int sheet = 0; sheet < 3; sheet++) {
                Worksheet written = workbook.newWorksheet(marker("the name of sheet " + (sheet + 1)));
                for (int i = 0; i < names.size(); i++) {
                    String header = sheet == 2 ? marker("a header of a sheet that is not read") : names.get(i);
                    written.value(0, i, header);
                    written.value(
                            1,
                            i,
                            List.of("X10" + sheet, "X", "X", "repair", "2026-10-05 08:00:00")
                                    .get(i));
                }
                written.value(2, 0, "X11" + sheet);
                written.value(2, 3, marker("a value of a sheet"));
                written.value(2, 4, "2026-10-05 08:00:00");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void json() {
        String row = "{\"repair_id\":\"X120\",\"outlet_id\":\"X\",\"model_id\":\"X\",\"service_type\":\"repair\","
                + "\"opened_at\":\"2026-10-05 08:00:00\",\"%s\":1}";
        write("repairs/a.json", "[" + row.formatted(marker("a key of JSON")) + "]");
        write(
                "repairs/b.json",
                "{\"" + marker("the only list of JSON") + "\":["
                        + row.replace("X120", "X121").formatted("x") + "]}");
        write(
                "repairs/c.json",
                "{\"" + marker("a list of JSON") + "\":["
                        + row.replace("X120", "X122").formatted("x") + "],\"" + marker("another list of JSON") + "\":["
                        + row.formatted("y") + "]}");
        write("repairs/d.json", "[{\"repair_id\": \"" + marker("JSON that is broken") + "\" oops");
        write(
                "repairs/e.jsonl",
                row.replace("X120", "X123").formatted("x") + "\n{\"repair_id\": " + marker("a broken line of JSON")
                        + "}\n");
    }

    private void unreadable() {
        String header = "repair_id,outlet_id,model_id,service_type,opened_at\n";
        write("repairs/f.csv", header + "X130,\"" + marker("a quote that is never closed") + ",X,repair\n");
        write("repairs/g.csv.gz", "no gzip " + marker("a file that is no gzip"), false);
        write("repairs/h.xlsx", "no workbook " + marker("a file that is no workbook"));
        write("repairs/i.parquet", "no parquet " + marker("a file that is no parquet"));
        write("repairs/j.csv", header + "X131,\\\"" + marker("quotes with backslashes") + "\\\"a,b\",X,repair,x\n");
        byte[] doubtful = (header + "X132,M\u00fc\u00e9\u00e8\u00e0 " + marker("a file of a doubtful character set")
                        + ",X,repair,2026-10-05\nX133,\u00e9,X,repair,2026-10-05\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        write("repairs/k.csv", doubtful);
        write(
                "repairs/l.csv",
                header + "X134,X,X,repair,2026-10-05 08:00:00\nX135,X\0" + marker("beside a NUL")
                        + ",X,repair,2026-10-05 08:00:00\n");
    }

    /** What a row must have, and what is personal. */
    private Map<String, String> values(Contract contract, int number, BiFunction<Column, String, String> planting) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Column column : contract.columns()) {
            boolean given = column.required() || contract.key().contains(column.name());
            values.put(column.name(), planting.apply(column, given ? plain(column, number) : ""));
        }
        return values;
    }

    private static String plain(Column column, int number) {
        if (!column.values().isEmpty()) {
            return column.values().get(0);
        }
        return switch (column.type().kind()) {
            case STRING -> "X" + number;
            case INT, LONG, DOUBLE, DECIMAL -> column.min() == null ? "1" : column.min();
            case BOOLEAN -> "yes";
            case DATE -> "2026-10-01";
            case TIMESTAMP -> "2026-10-05 08:00:00";
        };
    }

    private static String csv(Contract contract, List<Map<String, String>> rows) {
        StringBuilder csv = new StringBuilder(
                String.join(",", contract.columns().stream().map(Column::name).toList()) + "\n");
        rows.forEach(row -> csv.append(String.join(",", row.values())).append('\n'));
        return csv.toString();
    }

    private void write(String name, String text) {
        write(name, text, name.endsWith(".gz"));
    }

    private void write(String name, String text, boolean gzip) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!gzip) {
            write(name, bytes);
            return;
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(made(name)))) {
            out.write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(String name, byte[] bytes) {
        try {
            Files.write(made(name), bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path made(String name) throws IOException {
        Path file = input.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }
}
