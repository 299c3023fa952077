package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.config.ExitStatus;
import aftercare.lake.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that load say before they begin, and how they end when not all could be taken. */
class LoadCommandsTest {
    private static final String HEADER = "repair_id,outlet_id,model_id,service_type,opened_at,customer_phone";
    /** Starting it fails, so what is said is said before. */
    private static final String NO_SPARK = "nonsense://";

    @TempDir
    private Path folder;

    @Test
    void whatIsWrongWithTheInputIsSaidBeforeSparkStarts() throws IOException {
        for (String command : List.of("ingest", "run")) {
            CommandLineUnderTest missing = commandLine();
            assertThat(missing.run(withLake(
                            command, "--input", folder.resolve("nowhere").toString(), "--master", NO_SPARK)))
                    .isEqualTo(ExitStatus.USAGE);
            assertThat(missing.err()).contains("AFC-2001");
        }
        file("repairs/a.csv", HEADER, row("A1"));
        CommandLineUnderTest mapping = commandLine();
        assertThat(mapping.run(withLake("ingest", "--input", input(), "--mapping", "none.yaml", "--master", NO_SPARK)))
                .isEqualTo(ExitStatus.USAGE);
        for (String[] command : List.of(
                withLake("compute", "--master", NO_SPARK),
                withLake("publish", "--marts", "embedded:" + folder.resolve("marts"), "--master", NO_SPARK))) {
            CommandLineUnderTest line = commandLine();
            assertThat(line.run(command)).isEqualTo(ExitStatus.USAGE);
            assertThat(line.err()).contains("AFC-3001");
        }
        CommandLineUnderTest measure = commandLine();
        measure.run(withLake("compute", "--only", "no_such_table", "--master", NO_SPARK));
        assertThat(measure.err()).contains("AFC-1104");
        assertThat(folder.resolve("lake")).doesNotExist();
        assertThat(folder.resolve("marts")).doesNotExist();
    }

    @Test
    void aFileThatTwoMappingsMakeTheSameSourceOfIsRefusedNamingBoth() throws IOException {
        file("old/a.csv", "nr", "1");
        Path one = mapping("one.yaml", "old/*.csv", "repairs");
        Path other = mapping("other.yaml", "old/a.*", "repairs");
        CommandLineUnderTest line = commandLine();
        assertThat(line.run(withLake(
                        "ingest",
                        "--input",
                        input(),
                        "--mapping",
                        one.toString(),
                        "--mapping",
                        other.toString(),
                        "--master",
                        NO_SPARK)))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(line.err())
                .contains("AFC-1102")
                .contains("one.yaml")
                .contains("other.yaml")
                .contains("old/a.csv");
    }

    @Test
    void oneBadFileDoesNotKeepTheOthersFromBeingComputed() throws IOException {
        file("repairs/a.csv", HEADER, row("A1"), row("A2"));
        file("repairs/bad.csv");
        CommandLineUnderTest strict = commandLine();
        assertThat(strict.run(withLake("run", "--input", input(), "--as-of", "2026-10-31", "--strict")))
                .isEqualTo(ExitStatus.REFUSED);
        assertThat(folder.resolve("lake/gold")).doesNotExist();

        CommandLineUnderTest line = commandLine();
        assertThat(line.run(withLake("run", "--input", input(), "--as-of", "2026-10-31")))
                .isEqualTo(ExitStatus.REFUSED);
        assertThat(folder.resolve("lake/gold/outlet_kpi_month")).exists();
        assertThat(line.err()).contains("repairs/bad.csv: it is empty").contains("AFC-2012");
        assertThat(line.err().indexOf("repairs/bad.csv"))
                .as("what was not taken is said before anything is computed")
                .isLessThan(line.err().indexOf("outlet_kpi_month"));
    }

    @Test
    void ofRefusedRowsNothingPersonalIsShown() throws IOException {
        file(
                "repairs/a.csv",
                HEADER + ",labour_cost,spare",
                "A1,O1,M1,polish,2026-10-01 08:00,138 0013 8000,12345678.00,call +86 (755) 123-4567",
                "A2,O1,M1,repair,2026-10-01 08:00,,13912345678,9,");
        file("repairs/b.jsonl", "{\"repair_id\": \"B1\", \"outlet_id\": \"O1\", \"customer_phone\": \"13700001111\"}");
        file("repairs/c.csv", HEADER, "C1,O1,M1,polish,2026-10-01,13611112222");
        CommandLineUnderTest load = commandLine();
        assertThat(load.run(withLake("ingest", "--input", input(), "--max-reject-share", "1")))
                .as(load.err())
                .isNotEqualTo(ExitStatus.UNEXPECTED);

        CommandLineUnderTest show = commandLine();
        assertThat(show.run(withLake("quarantine", "show"))).as(show.err()).isEqualTo(ExitStatus.DONE);
        assertThat(show.out())
                .contains("A1,O1,M1,polish,2026-10-01 08:00,***,12345678.00,call ***")
                .contains("C1,O1,M1,polish,2026-10-01,***")
                .doesNotContain("8000")
                .doesNotContain("13912345678")
                .doesNotContain("13700001111")
                .doesNotContain("123-4567");
    }

    @Test
    void aFileIsTakenAsAWholeOrEachSourceByItselfAsItsMappingSays() throws IOException {
        List<String> lines = new ArrayList<>(List.of("nr,shop,type,job,day,call,result"));
        for (int i = 0; i < 20; i++) {
            lines.add(i + ",S,X,Fix,2026-10-01,c" + i + ",lost");
        }
        file("old/a.csv", lines.toArray(String[]::new));
        for (String refuse : List.of("source", "file")) {
            Path mapping = Files.writeString(folder.resolve(refuse + ".yaml"), """
                    match: "old/*.csv"
                    refuse: %s
                    into:
                      repairs:
                        repair_id: nr
                        outlet_id: shop
                        model_id: type
                        service_type: { from: job, values: { Fix: repair } }
                        opened_at: day
                      callbacks:
                        callback_id: call
                        repair_id: nr
                        called_at: day
                        result: result
                    """.formatted(refuse));
            String lake = folder.resolve("lake-" + refuse).toString();
            CommandLineUnderTest line = commandLine();
            assertThat(line.run("ingest", "--input", input(), "--mapping", mapping.toString(), "--lake", lake))
                    .as(line.err())
                    .isEqualTo(ExitStatus.REFUSED);
            assertThat(line.err()).contains("old/a.csv: 20 of 20 rows");
            boolean together = refuse.equals("file");
            assertThat(Files.exists(Path.of(lake, "silver/repairs"))).isEqualTo(!together);
            assertThat(line.err())
                    .contains(
                            together
                                    ? "old/a.csv: not taken as repairs, because its mapping refuses the file as a whole"
                                    : "old/a.csv: as repairs 20 of 20 rows are taken; as callbacks nothing is taken");
            Lake written = Lake.open(TestSpark.session(), lake, ZoneId.of("UTC"));
            assertThat(new aftercare.lake.Ledger(written)
                            .entries().stream()
                                    .map(entry -> entry.source() + " " + entry.status() + " " + entry.quarantined()))
                    .containsExactlyInAnyOrder(
                            "callbacks refused 20", together ? "repairs refused 20" : "repairs loaded 0");
        }
    }

    @Test
    void theLauncherNamesFilesInUtf8WhateverTheLocale() throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.copy(Path.of(System.getProperty("aftercare.project"), "aftercare"), home.resolve("aftercare"));
        Files.createDirectories(home.resolve("jars"));
        Files.createDirectories(home.resolve("lib"));
        Files.createFile(home.resolve("lib/aftercare-jobs-1.jar"));
        Path program = folder.resolve("java/bin/java");
        Files.createDirectories(program.getParent());
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.writeString(program, "#!/bin/sh\nlocale charmap\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        ProcessBuilder launcher =
                new ProcessBuilder("bash", home.resolve("aftercare").toString(), "doctor");
        launcher.environment().put("JAVA_HOME", folder.resolve("java").toString());
        launcher.environment().put("LC_ALL", "C");
        Process process = launcher.redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip())
                .isEqualTo("UTF-8");
        assertThat(process.waitFor()).isZero();
    }

    private CommandLineUnderTest commandLine() {
        return new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
    }

    private String input() {
        return folder.resolve("in").toString();
    }

    private String[] withLake(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--lake", folder.resolve("lake").toString()))
                .toArray(String[]::new);
    }

    private Path mapping(String name, String match, String source) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "match: \"" + match + "\"\ninto:\n  " + source
                        + ": {repair_id: nr, outlet_id: o, model_id: m, service_type: s, opened_at: at}\n");
    }

    private static String row(String id) {
        return id + ",O1,M1,repair,2026-10-01,555 123";
    }

    private void file(String name, String... lines) throws IOException {
        Path file = folder.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }
}
