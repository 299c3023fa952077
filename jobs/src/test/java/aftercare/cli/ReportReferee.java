package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.cli.ReadReport.Statement;
import aftercare.config.ExitStatus;
import aftercare.serve.MartsTarget;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges every sentence of a company's report: that none is broken, that each says what gold says
 * ({@code statements/claims.yaml}), and that the Chinese report says the same figures.
 */
final class ReportReferee {
    private static final List<Pattern> BROKEN = List.of(
            Pattern.compile("null|NaN|Infinity|\\{|}"),
            Pattern.compile("  "),
            Pattern.compile("\\(\\s*\\)|（\\s*）|“\\s*”|\\(n = \\)"),
            Pattern.compile(",\\s*[,.;:)]|[:;,]$|，\\s*[，。；：）]|[：；，]$"),
            Pattern.compile("\\b(?:(?<!accounted )for|of|in|to|by|than|at|and|is|are|on) ?[,.;:)]"),
            Pattern.compile("(?<![0-9,])0 of 0(?![0-9])|(?<![0-9,.])0 (?:个评分|单|项)中"),
            Pattern.compile("(?:^|[ (（，：])[–-](?:$|[ ,.;:)），。；])"),
            Pattern.compile("\\b1 (?:orders|outlets|repairs|promises|claims|seats|rows|complaints|technicians)\\b"));
    private static final Set<String> WITH_FIGURES = Set.of("message", "next", "nothing");
    private static final Pattern ENGLISH_MONTH = Pattern.compile("(?:([0-9]{1,2}) )?([A-Z][a-z]{2,8}) ([0-9]{4})");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9,]*(?:\\.[0-9]+)?(?: ?(?:million|万))?");

    private final List<Claim> claims;
    private final Path work;

    /** @param work a folder for lakes, marts and reports */
    ReportReferee(Path work) throws IOException {
        this.work = work;
        try (InputStream yaml = ReportReferee.class.getResourceAsStream("/statements/claims.yaml")) {
            this.claims = List.of(new ObjectMapper(new YAMLFactory()).readValue(yaml, Claim[].class));
        }
    }

    /** Loads, computes, publishes and reports a company; gives what is wrong with its reports of its last month. */
    List<String> faults(String company, Path landing, String asOf) throws SQLException, IOException {
        Path reports = work.resolve(company).resolve("report");
        String marts = "embedded:" + work.resolve("marts");
        run(
                "run",
                "--input",
                landing.toString(),
                "--lake",
                work.resolve(company).resolve("lake").toString(),
                "--as-of",
                asOf,
                "--marts",
                marts,
                "--report",
                reports.toString());
        run("report", "--marts", marts, "--out", reports.toString(), "--lang", "zh-CN");
        try (MartsTarget target = MartsTarget.open(marts);
                Connection connection = target.connect()) {
            return judged(company, reports, connection);
        }
    }

    private void run(String... arguments) {
        CommandLineUnderTest line = new CommandLineUnderTest(work, Map.of()).withEveryCommand();
        assertThat(line.run(arguments)).as(line.err()).isEqualTo(ExitStatus.DONE);
    }

    private List<String> judged(String company, Path reports, Connection marts) throws SQLException, IOException {
        LocalDate month = prepared(marts);
        Path english = reports.resolve("aftercare-" + YearMonth.from(month) + ".html");
        Path chinese = reports.resolve("aftercare-" + YearMonth.from(month) + ".zh-CN.html");
        ReadReport read = new ReadReport(english);
        List<String> faults = new ArrayList<>();
        for (Statement statement : read.statements()) {
            wrong(statement, marts, month)
                    .forEach(fault -> faults.add(company + ", " + statement + " [" + fault + "]"));
        }
        if (!read.contents().containsAll(read.sections())
                || read.contents().size() != read.sections().size() + 1) {
            faults.add(company + ": contents " + read.contents() + " of sections " + read.sections());
        }
        for (ReadReport each : List.of(read, new ReadReport(chinese))) {
            each.unfounded().forEach(line -> faults.add(company + ", " + line + " [no next step, no evidence]"));
        }
        for (Statement statement : new ReadReport(chinese).statements()) {
            wrongInChinese(statement, read.statements())
                    .forEach(fault -> faults.add(company + ", " + statement + " [" + fault + "]"));
        }
        return faults;
    }

    private static LocalDate prepared(Connection marts) throws SQLException, IOException {
        try (InputStream sql = ReportReferee.class.getResourceAsStream("/statements/functions.sql");
                var statement = marts.createStatement()) {
            statement.execute("drop schema if exists referee cascade");
            statement.execute(new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
            try (var row = statement.executeQuery("select max(month) from marts.dim_month where is_complete")) {
                row.next();
                return row.getDate(1).toLocalDate();
            }
        }
    }

    private List<String> wrong(Statement statement, Connection marts, LocalDate month) throws SQLException {
        List<String> wrong = new ArrayList<>(broken(statement.text()));
        if (WITH_FIGURES.contains(statement.kind()) && !statement.block().equals("not-delivered")) {
            wrong.addAll(told(statement.block(), statement.text().replaceAll("(?<=[a-z0-9%])\\.$", ""), marts, month)
                    .or(() -> toldSafely(statement, marts, month))
                    .orElse(List.of("nothing in claims.yaml says it")));
        }
        return wrong;
    }

    private Optional<List<String>> toldSafely(Statement statement, Connection marts, LocalDate month) {
        try {
            return told(statement.block(), statement.text(), marts, month);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static List<String> broken(String text) {
        return BROKEN.stream()
                .filter(pattern -> pattern.matcher(text).find())
                .map(pattern -> "broken: " + pattern)
                .toList();
    }

    /** What is wrong with a sentence, or with its parts between semicolons; empty where nothing claims it. */
    private Optional<List<String>> told(String block, String text, Connection marts, LocalDate month)
            throws SQLException {
        for (int end = text.length(); end > 0; end = text.lastIndexOf("; ", end - 1)) {
            String part = text.substring(0, end);
            for (Claim claim : claims) {
                Optional<Map<String, String>> said = claim.block().equals(block) ? claim.read(part) : Optional.empty();
                if (said.isPresent()) {
                    List<String> faults = new ArrayList<>(claim.faults(said.get(), marts, month));
                    Optional<List<String>> rest = end == text.length()
                            ? Optional.of(List.of())
                            : told(block, text.substring(end + 2), marts, month);
                    if (rest.isPresent()) {
                        faults.addAll(rest.get());
                        return Optional.of(faults);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A figure that the English report does not say in the same place is wrong. */
    private static List<String> wrongInChinese(Statement chinese, List<Statement> english) {
        List<String> wrong = new ArrayList<>(broken(chinese.text()));
        if (!WITH_FIGURES.contains(chinese.kind())) {
            return wrong;
        }
        List<Double> known = new ArrayList<>();
        english.stream()
                .filter(one -> one.block().equals(chinese.block()) && WITH_FIGURES.contains(one.kind()))
                .forEach(one -> known.addAll(numbers(inNumbers(one.text()))));
        if (known.isEmpty() && english.stream().noneMatch(one -> one.block().equals(chinese.block()))) {
            wrong.add("the English report has no such sentence");
        }
        for (double number : numbers(chinese.text())) {
            if (known.stream().noneMatch(one -> near(one, number))
                    && !(chinese.text().contains("等 ") && known.stream().anyMatch(one -> near(one + 1, number)))) {
                wrong.add(number + " is not in " + known);
            }
        }
        return wrong;
    }

    private static boolean near(double one, double other) {
        return Math.abs(one - other) <= Math.max(1e-9, 6e-4 * Math.abs(one));
    }

    private static String inNumbers(String english) {
        Matcher month = ENGLISH_MONTH.matcher(english);
        return month.replaceAll(found -> {
                    for (String form : List.of("d MMMM uuuu", "d MMM uuuu")) {
                        try {
                            LocalDate day = LocalDate.parse(
                                    "1 " + found.group(2) + " " + found.group(3),
                                    DateTimeFormatter.ofPattern(form, Locale.ENGLISH));
                            return (found.group(1) == null ? "" : found.group(1) + " ") + day.getMonthValue() + " "
                                    + day.getYear();
                        } catch (java.time.format.DateTimeParseException otherForm) {
                            continue;
                        }
                    }
                    return Matcher.quoteReplacement(found.group());
                })
                .replaceAll("\\b[Oo]ne\\b", "1")
                .replaceAll("\\bQ([1-4])\\b", "$1");
    }

    private static List<Double> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(found -> {
                    String digits = found.group().replaceAll("[^0-9.]", "");
                    double scale = found.group().endsWith("million")
                            ? 1e6
                            : found.group().endsWith("万") ? 1e4 : 1;
                    return scale * Double.parseDouble(digits);
                })
                .toList();
    }
}
