package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may tell who somebody is stays in bronze with its ledger, and in quarantine: a text is planted wherever one may
 * stand in a file, all commands run, and every byte of all else is searched for it.
 */
class PersonalDataTest {
    private static final Pattern MARKER = Pattern.compile("Qzwx[A-Z]Planted\\d{4}", Pattern.CASE_INSENSITIVE);
    /** Where the lake keeps what was delivered, and which file was: the protected part of it. */
    private static final List<String> KEPT =
            List.of("bronze", "quarantine", "ops/ledger", "ops/judged", "ops/derived", "ops/pending");

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void whatIsPersonalIsFoundNowhereButInBronzeAndQuarantine() throws Exception {
        isKeptIn(() -> {
            run("ingest", "--input", at("landing"), "--lake", at("lake"), "--log-level", "debug");
            run("compute", "--lake", at("lake"), "--as-of", "2026-10-31", "--group", "health", "--log-level", "debug");
            run("publish", "--lake", at("lake"), "--marts", "embedded:" + at("marts"), "--log-level", "debug");
        });
    }

    @Test
    @Tag("torture")
    void norInAnyTableReportOrWorkbook() throws Exception {
        isKeptIn(() -> {
            run(
                    "run",
                    "--input",
                    at("landing"),
                    "--lake",
                    at("lake"),
                    "--as-of",
                    "2026-10-31",
                    "--marts",
                    "embedded:" + at("marts"),
                    "--report",
                    at("report"),
                    "--log-level",
                    "debug");
            run(
                    "report",
                    "--marts",
                    "embedded:" + at("marts"),
                    "--month",
                    "2026-10",
                    "--format",
                    "xlsx",
                    "--out",
                    at("report"),
                    "--log-level",
                    "debug");
            run("doctor", "--lake", at("lake"));
        });
        assertThat(folder.resolve("report")).isNotEmptyDirectory();
    }

    private void isKeptIn(Runnable run) throws IOException {
        PlantedMarkers planted = new PlantedMarkers(folder.resolve("landing"));
        planted.plant();

        StringWriter logged = new StringWriter();
        Appender appender = appender(logged);
        try {
            run("ingest", "--input", at("landing"), "--lake", at("lake"), "--dry-run", "--log-level", "debug");
            run.run();
            run("ingest", "--input", at("landing"), "--lake", at("lake"), "--log", "json", "--log-level", "debug");
            run("quarantine", "replay", "--lake", at("lake"), "--log-level", "debug");
            run("quarantine", "list", "--lake", at("lake"));
            for (String format : List.of("csv", "xlsx")) {
                for (String table : List.of("load_ledger", "quarantine_summary")) {
                    run(
                            "export",
                            "--lake",
                            at("lake"),
                            "--table",
                            "gold." + table,
                            "--format",
                            format,
                            "--out",
                            at("exports/" + table + "." + format));
                }
            }
        } finally {
            LoggerContext.getContext(false).getRootLogger().removeAppender(appender);
        }

        assertThat(found(String.join("\n", said))).as("what commands print").isEmpty();
        assertThat(logged.toString()).contains("files are taken");
        assertThat(found(logged.toString())).as("what is logged").isEmpty();
        Set<String> leaks = new TreeSet<>();
        for (String part : List.of("lake", "marts", "report", "exports")) {
            if (Files.exists(folder.resolve(part))) {
                search(folder.resolve(part), leaks, planted.all());
            }
        }
        readParquet(leaks, planted.all());
        assertThat(leaks).as("where what was planted where").isEmpty();
        assertThat(held(folder.resolve("lake/bronze")))
                .as("what was planted in files, of " + planted.all().size())
                .hasSizeGreaterThan(planted.all().size() / 2);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private void run(String... arguments) {
        CommandLineUnderTest line = new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
        line.run(arguments);
        said.add(String.join(" ", arguments) + "\n" + line.out() + line.err());
    }

    /** Takes what is logged at any level, whatever form it has on the screen. */
    private static Appender appender(StringWriter writer) {
        Appender appender = WriterAppender.createAppender(
                PatternLayout.newBuilder().withPattern("%c %m%n%ex").build(), null, writer, "captured", false, true);
        appender.start();
        LoggerContext.getContext(false).getRootLogger().addAppender(appender);
        return appender;
    }

    private static Set<String> found(String text) {
        Set<String> found = new TreeSet<>();
        Matcher marker = MARKER.matcher(text);
        while (marker.find()) {
            int from = Math.max(0, marker.start() - 80);
            found.add(text.substring(from, Math.min(text.length(), marker.end() + 20)));
        }
        return found;
    }

    /** All files below a folder but those of the protected part, as they lie there and unpacked. */
    private void search(Path below, Set<String> leaks, Map<String, String> planted) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            files.filter(Files::isRegularFile).filter(file -> !isKept(file)).forEach(file -> {
                note(leaks, planted, file.toString(), folder.relativize(file).toString());
                for (byte[] bytes : unpacked(file)) {
                    note(leaks, planted, new String(bytes, StandardCharsets.UTF_8), place(file));
                    note(leaks, planted, new String(bytes, StandardCharsets.UTF_16LE), place(file));
                }
            });
        }
    }

    /** The folder of a file: its own name changes with every run. */
    private String place(Path file) {
        Path path = folder.relativize(file.getParent());
        return path.subpath(0, Math.min(path.getNameCount(), 4)) + "/*"
                + file.getFileName().toString().replaceFirst("^[^.]*", "");
    }

    private boolean isKept(Path file) {
        return KEPT.stream()
                .anyMatch(kept -> file.startsWith(folder.resolve("lake").resolve(kept)));
    }

    private static void note(Set<String> leaks, Map<String, String> planted, String text, String place) {
        Matcher marker = MARKER.matcher(text);
        while (marker.find()) {
            leaks.add(place + ": " + planted.get(marker.group()));
        }
    }

    private static List<byte[]> unpacked(Path file) {
        List<byte[]> all = new ArrayList<>();
        String name = file.getFileName().toString();
        try {
            byte[] bytes = Files.readAllBytes(file);
            all.add(bytes);
            if (name.endsWith(".gz")) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    all.add(in.readAllBytes());
                }
            } else if (name.endsWith(".xlsx")) {
                try (ZipFile zip = new ZipFile(file.toFile())) {
                    for (ZipEntry part : Collections.list(zip.entries())) {
                        all.add(zip.getInputStream(part).readAllBytes());
                    }
                }
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The values of all Parquet files, which are compressed, of all versions of a table. */
    private void readParquet(Set<String> leaks, Map<String, String> planted) throws IOException {
        Set<Path> tables = new HashSet<>();
        try (Stream<Path> files = Files.walk(folder.resolve("lake"))) {
            files.filter(file -> file.toString().endsWith(".parquet") && !isKept(file))
                    .forEach(file -> tables.add(file.getParent()));
        }
        for (Path table : tables) {
            TestSpark.session()
                    .read()
                    .option("mergeSchema", "true")
                    .parquet(table.toUri() + "*.parquet")
                    .toJSON()
                    .collectAsList()
                    .forEach(row ->
                            note(leaks, planted, row, folder.relativize(table).toString()));
        }
    }

    /** What stands in bronze as it was delivered: some files are damaged on purpose, so none is unpacked. */
    private static Set<String> held(Path bronze) throws IOException {
        Set<String> held = new TreeSet<>();
        try (Stream<Path> files = Files.walk(bronze)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher marker = MARKER.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                while (marker.find()) {
                    held.add(marker.group());
                }
            }
        }
        return held;
    }
}
