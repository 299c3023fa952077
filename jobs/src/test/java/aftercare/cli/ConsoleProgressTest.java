package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.cli.ProgressView.FinishedStep;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private static final Instant NOW = Instant.parse("2026-10-31T08:05:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void aFinishedStepIsOnePlainLineWithCountsAndSeconds() {
        new PlainView(err, false)
                .finished(new FinishedStep("ingest repairs", 0, "65,219 read, 12 refused", Duration.ofMillis(3210)));

        assertThat(text()).matches("ingest repairs +65,219 read, 12 refused +3\\.2 s\\R");
    }

    @Test
    void countedRowsShowTheirRate() {
        new PlainView(err, false).finished(new FinishedStep("compute promises", 10_000, "", Duration.ofSeconds(4)));

        assertThat(text()).contains("10,000 rows (2,500 rows/s)");
    }

    @Test
    void plainLinesHaveNoColoursUnlessAskedFor() {
        new PlainView(err, false).warn("careful");
        assertThat(text()).doesNotContain("\u001b").contains("warning careful");

        bytes.reset();
        new PlainView(err, true).warn("careful");
        assertThat(text()).contains("\u001b[");
    }

    @Test
    void whatComesFromOutsideForgesNoLineAndSteersNoTerminal() throws IOException {
        String foreign = "a.csv\nerror AFC-9001  forged\r\u001b[2J\u2028";
        AftercareException error =
                new AftercareException(ErrorCode.LAKE_HELD, foreign, "Two reasons:\n" + foreign, foreign);
        for (ProgressView view :
                List.of(new PlainView(err, false), new JsonView(err, Clock.fixed(NOW, ZoneOffset.UTC)))) {
            bytes.reset();
            try (ConsoleProgress progress = new ConsoleProgress(view)) {
                try (Progress.Step step = progress.step(foreign)) {
                    step.rows(1).detail(foreign);
                }
                progress.note(foreign);
                progress.warn(foreign);
                progress.failed(error, new IllegalStateException(foreign));
            }

            assertThat(text())
                    .doesNotContain("\u001b", "\r", "\u2028")
                    .contains("a.csv\\n")
                    .doesNotContainPattern("(?m)^error AFC-9001");
        }
    }

    @Test
    void aLineOfTheLogIsOneLineWhateverWasLogged() throws IOException {
        Properties log = new Properties();
        try (InputStream file = ConsoleProgressTest.class.getResourceAsStream("/log4j2.properties")) {
            log.load(file);
        }
        for (String form : List.of("text", "json")) {
            String line = PatternLayout.newBuilder()
                    .withPattern(log.getProperty("property.pattern." + form))
                    .withAlwaysWriteExceptions(false)
                    .build()
                    .toSerializable(Log4jLogEvent.newBuilder()
                            .setLoggerName("aftercare.ingest.Ingest")
                            .setLevel(Level.INFO)
                            .setMessage(new SimpleMessage("a.csv\n08:05:00 ERROR forged\r\u001b[2J"))
                            .build());

            assertThat(line)
                    .as(form)
                    .contains("forged")
                    .doesNotContain("\u001b")
                    .endsWith("\n");
            assertThat(line.strip().lines()).as(form).hasSize(1);
        }
    }

    @Test
    void everyJsonLineParsesAndSaysWhatHappened() throws IOException {
        try (ConsoleProgress progress = new ConsoleProgress(new JsonView(err, Clock.fixed(NOW, ZoneOffset.UTC)))) {
            try (Progress.Step step = progress.step("ingest \"repairs\"\n")) {
                step.rows(12).detail("12 read");
            }
            progress.note("维修");
            progress.warn("careful");
            progress.failed(
                    new AftercareException(ErrorCode.LAKE_HELD, "Held.", "Why.", "Wait."),
                    new IllegalStateException("x"));
        }

        List<JsonNode> lines = json();
        assertThat(lines)
                .extracting(line -> line.get("event").asText())
                .containsExactly("step_started", "step_finished", "note", "warning", "error");
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(Instant.parse(line.get("time").asText())).isEqualTo(NOW));
        assertThat(lines.get(1).get("step").asText()).isEqualTo("ingest \"repairs\"\\n");
        assertThat(lines.get(1).get("rows").asLong()).isEqualTo(12);
        assertThat(lines.get(1).get("seconds").isNumber()).isTrue();
        assertThat(lines.get(2).get("message").asText()).isEqualTo("维修");
        assertThat(lines.get(4).get("level").asText()).isEqualTo("error");
        assertThat(lines.get(4).get("code").asText()).isEqualTo("AFC-3011");
    }

    @Test
    void stepsSideBySideNeverMixTheirLines() throws IOException {
        ConsoleProgress progress = new ConsoleProgress(new JsonView(err, Clock.systemUTC()));
        IntStream.range(0, 200).parallel().forEach(number -> {
            try (Progress.Step step = progress.step("step " + number)) {
                step.detail("detail of " + number);
            }
        });

        assertThat(json()).hasSize(400);
    }

    @Test
    void aStepClosedTwiceIsToldOnce() {
        ConsoleProgress progress = new ConsoleProgress(new PlainView(err, false));
        Progress.Step step = progress.step("once");
        step.close();
        step.close();

        assertThat(text().lines()).hasSize(1);
    }

    @Test
    void theLiveViewShowsWhatRunsAndKeepsTheLinesOfWhatIsDone() throws InterruptedException {
        try (ConsoleProgress progress = new ConsoleProgress(new LiveView(new PlainView(err, false), err))) {
            Progress.Step one = progress.step("ingest repairs");
            Progress.Step other = progress.step("ingest callbacks");
            awaitText("ingest repairs 0 s, ingest callbacks 0 s");
            one.detail("7 read").close();
            awaitText("1 done");
            other.close();
        }

        assertThat(text()).containsPattern("ingest repairs +7 read");
        assertThat(text()).as("the moving line is wiped at the end").endsWith("\r\u001b[K");
    }

    private void awaitText(String expected) throws InterruptedException {
        for (int attempt = 0; attempt < 100 && !text().contains(expected); attempt++) {
            Thread.sleep(50);
        }
        assertThat(text()).contains(expected);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private List<JsonNode> json() throws IOException {
        List<JsonNode> parsed = new ArrayList<>();
        for (String line : text().lines().toList()) {
            parsed.add(new ObjectMapper().readTree(line));
        }
        return parsed;
    }
}
