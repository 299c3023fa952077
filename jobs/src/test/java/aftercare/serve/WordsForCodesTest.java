package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.serve.dashboard.Card;
import aftercare.serve.dashboard.Dashboard;
import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.serve.dashboard.Dashboards;
import aftercare.serve.metabase.DesiredState;
import aftercare.serve.metabase.DesiredStateFromFiles;
import aftercare.serve.report.MonthlyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.YearMonth;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every card and the report on a real Postgres, of a company whose texts are codes: what a source leaves free is called
 * as its column, such as {@code symptom_code}, so that a column shown as it is would be found.
 */
class WordsForCodesTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final Pattern CODE = Pattern.compile("\\b[a-z][a-z0-9]*(_[a-z0-9]+)+\\b");
    private static final Pattern ENGLISH = Pattern.compile("[a-z]{3,}");

    /** What the company itself writes: numbers and names, sentences of the program, and paths. */
    private static final Set<String> FREE = Set.of(
            "repair_id",
            "note",
            "subject",
            "about",
            "model_id",
            "technician_id",
            "outlet",
            "region",
            "model",
            "site",
            "city",
            "member",
            "size",
            "size_mix",
            "grade",
            "company",
            "path",
            "row_key",
            "unknown_columns",
            "unknown_members",
            "example_reason",
            "reason",
            "region_id",
            "batch_month");

    @TempDir
    private static Path folder;

    private static String database;
    private static MartsTarget marts;
    private static Connection connection;

    @BeforeAll
    static void publishACompanyOfCodes() throws SQLException {
        database = TestMarts.database();
        marts = TestMarts.as("postgres", database);
        Set<String> tables = new TreeSet<>(Set.of("settlement_flag"));
        cards(Language.EN).forEach(card -> tables.addAll(card.query().tables()));
        TestMarts.execute(marts, InventedMarts.statements(CONTRACTS, tables).toArray(String[]::new));
        TestMarts.execute(
                marts,
                "update marts.dim_model set category = 'washing_machine'",
                "update marts.order_detail set category = 'washing_machine', symptom_code = 'no_power', cause_code = 'my_own_cause'",
                "update marts.training_plan_person set skills = 'gas_and_heating, E-12, my_own_skill'",
                "update marts.emerging_issue set symptom_code = 'no_power'",
                "update marts.training_job set symptom_code = 'no_power'",
                "update marts.training_need set course = 'gas_and_heating_course', skill = 'gas_and_heating'",
                "update marts.training_plan_region set course = 'gas_and_heating_course'",
                "update marts.training_effect set course = 'gas_and_heating_course'",
                "update marts.training_job set course = 'gas_and_heating_course'",
                "update marts.training_plan_person set course = 'gas_and_heating_course'",
                "update marts.outlet_history set kind = 'authorised', status = 'active'",
                "update marts.source_month set never_filled = 'serial_no, symptom_code'");
        connection = marts.connect();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        TestMarts.drop(database);
    }

    private static List<Card> cards(Language language) {
        return Dashboards.load(CONTRACTS, language).list().stream()
                .flatMap(Dashboard::cards)
                .filter(card -> !card.isHeading())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void noCardShowsACode(String language) throws SQLException {
        assertThat(shown(Language.of(language)))
                .filteredOn(text -> CODE.matcher(text.value()).find())
                .isEmpty();
    }

    @Test
    void aChineseReaderSeesNoEnglishWordForWhatIsEnumerated() throws SQLException {
        assertThat(shown(Language.ZH_CN))
                .filteredOn(text -> ENGLISH.matcher(text.value()).find())
                .extracting(Shown::toString)
                .containsOnly(
                        // Nobody has told what these of the company's own mean.
                        "orders_behind.cause_code: My own cause",
                        "outlet_file_orders.cause_code: My own cause",
                        "fault_pareto.cause: My own cause",
                        "seats_by_person.skills: 燃气与加热, E-12, My own skill");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void theReportShowsNoCode(String language) throws IOException {
        String html = Files.readString(new MonthlyReport(day -> CONTRACTS, Language.of(language))
                .write(marts, Optional.of(YearMonth.of(2026, 8)), folder));

        assertThat(CODE.matcher(read(html)).results().map(MatchResult::group).filter(code -> !isFree(code)))
                .isEmpty();
    }

    @Test
    void aCodeOfTheCompanyIsReadableAndOneThatIsKnownIsTranslated() throws SQLException {
        assertThat(values(Language.EN, "orders_behind", "category")).containsOnly("Washing machine");
        assertThat(values(Language.ZH_CN, "orders_behind", "category")).containsOnly("洗衣机");
        assertThat(values(Language.EN, "seats_by_person", "skills"))
                .containsOnly("Gas and heating, E-12, My own skill");
        assertThat(values(Language.ZH_CN, "source_months", "never_filled")).containsOnly("序列号, 故障现象");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void metabaseSaysYesAndNoInTheLanguageOfTheReader(String code) throws SQLException {
        Language language = Language.of(code);
        Dashboards dashboards = Dashboards.load(CONTRACTS, language);
        DesiredState state = DesiredStateFromFiles.of(dashboards, language, Optional.empty(), field -> List.of());
        Set<String> truths = new TreeSet<>();
        for (DesiredState.QuestionSpec question : state.questions()) {
            Card card = dashboards.card(question.key());
            String sql = question.sql().replaceAll("(?s)\\[\\[.*?]]", "").replaceAll("\\{\\{\\w+}}", "true");
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                truths.addAll(truths(card, rows));
            }
        }

        assertThat(truths).isSubsetOf("yes", "no", "是", "否");
        assertThat(truths).isEqualTo(language.equals(Language.EN) ? Set.of("no", "yes") : Set.of("否", "是"));
    }

    /** With every filter set, as Metabase writes its condition: the column by its full name. */
    @Test
    void postgresUnderstandsEveryCardAsMetabaseSendsIt() throws SQLException {
        DesiredState state = DesiredStateFromFiles.of(
                Dashboards.load(CONTRACTS, Language.EN), Language.EN, Optional.empty(), field -> List.of());
        for (DesiredState.QuestionSpec question : state.questions()) {
            String sql = question.sql().replace("[[", "").replace("]]", "");
            for (DesiredState.Tag tag : question.tags()) {
                String value = tag.widget().startsWith("date") ? "date '2026-08-01'" : "'x'";
                sql = sql.replaceAll(
                        "\\{\\{\\s*" + tag.name() + "\\s*}}",
                        "\"marts\".\"%s\".\"%s\" = %s".formatted(tag.table(), tag.column(), value));
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("explain " + sql);
            } catch (SQLException refused) {
                throw new AssertionError(question.key() + ": " + refused.getMessage() + "\n" + sql, refused);
            }
        }
    }

    @Test
    void amountsInTheReportCarryTheCurrencyStated() throws IOException {
        String html = Files.readString(new MonthlyReport(day -> CONTRACTS, Language.EN)
                .in(Optional.of(Currency.getInstance("EUR")))
                .write(marts, Optional.of(YearMonth.of(2026, 8)), folder.resolve("euro")));

        assertThat(html)
                .contains("data-currency=\"EUR\"", "Amounts of money are in Euro (EUR).", "money, EUR", "€")
                .doesNotContain("was not stated (option --currency)");
    }

    @Test
    void withoutACurrencyTheReportSaysOnceThatNoneWasStatedAndGuessesNone() throws IOException {
        String html = Files.readString(new MonthlyReport(day -> CONTRACTS, Language.EN)
                .write(marts, Optional.of(YearMonth.of(2026, 8)), folder.resolve("none")));

        assertThat(html)
                .containsOnlyOnce("Which currency amounts of money are in was not stated (option --currency).")
                .doesNotContain("data-currency=");
        assertThat(read(html)).doesNotContain("€", "¥").doesNotContainPattern("[$]\\d");
    }

    /** What a reader reads; commands to be typed name tables as they are. */
    private static String read(String html) {
        return html.replaceAll("(?s)<(script|style|code)[^>]*>.*?</\\1>", " ").replaceAll("<[^>]*>", " ");
    }

    /** Texts that the marts hold in both languages are called as their columns here. */
    private static boolean isFree(String code) {
        return FREE.contains(code) || code.endsWith("_en") || code.endsWith("_zh");
    }

    private static Set<String> truths(Card card, ResultSet rows) throws SQLException {
        Set<String> said = new TreeSet<>();
        List<String> columns = card.settings().columns().stream()
                .filter(column -> column.unit().equals("truth") && !column.hidden())
                .map(column -> column.name())
                .toList();
        while (rows.next()) {
            for (String column : columns) {
                Optional.ofNullable(rows.getString(column)).ifPresent(said::add);
            }
        }
        return said;
    }

    /** A text that a reader of a card sees. */
    private record Shown(String card, String column, String value) {
        @Override
        public String toString() {
            return card + "." + column + ": " + value;
        }
    }

    private static Set<String> values(Language language, String card, String column) throws SQLException {
        return shown(language).stream()
                .filter(text -> text.card().equals(card) && text.column().equals(column))
                .map(Shown::value)
                .collect(Collectors.toSet());
    }

    private static List<Shown> shown(Language language) throws SQLException {
        Set<Shown> shown = new LinkedHashSet<>();
        for (Dashboard dashboard : Dashboards.load(CONTRACTS, language).list()) {
            Map<String, List<String>> chosen = new HashMap<>();
            dashboard.filters().stream()
                    .filter(Filter::required)
                    .forEach(filter -> chosen.put(filter.name(), filter.defaults()));
            for (Card card : dashboard.cards().filter(one -> !one.isHeading()).toList()) {
                try (PreparedStatement statement = card.query().with(chosen).prepare(connection);
                        ResultSet rows = statement.executeQuery()) {
                    read(card, rows, shown);
                }
            }
        }
        return List.copyOf(shown);
    }

    private static void read(Card card, ResultSet rows, Set<Shown> shown) throws SQLException {
        while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                String column = rows.getMetaData().getColumnLabel(i);
                String value = rows.getString(i);
                boolean text = rows.getMetaData().getColumnType(i) == Types.VARCHAR;
                if (text
                        && value != null
                        && !isFree(column, card.query().columns())
                        && !card.settings().column(column).hidden()) {
                    shown.add(new Shown(card.id(), column, value));
                }
            }
        }
    }

    /** Texts in both languages are the program's own; their Chinese is looked at where they are made. */
    private static boolean isFree(String column, List<String> columns) {
        return FREE.contains(column) || column.endsWith("_zh") || columns.contains(column + "_zh");
    }
}
