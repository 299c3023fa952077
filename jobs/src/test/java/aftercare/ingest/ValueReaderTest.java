package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.AcceptedForms;
import aftercare.contract.AcceptedForms.NumberExample;
import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A field is read as its writer meant it, or refused with what a mapping would have to say. */
class ValueReaderTest {
    private static final Contracts CONTRACTS = Contracts.load();
    static final List<NumberExample> NUMBERS = AcceptedForms.installed().numbers();

    private final Problem problem = new Problem();

    @ParameterizedTest
    @FieldSource("NUMBERS")
    void theExamplesOfTheDocumentationAreReadAsItSays(NumberExample example) {
        char separator = example.delimiter() == null ? ',' : example.delimiter().charAt(0);
        // Without a bound, which would tell a negative number from a positive one.
        Column amount = column("standards", "target");
        ValueReader reader = new ValueReader(
                money(amount), false, forms(decimal(example.decimal()), FileFormat.CSV, separator), hash());

        Object value = reader.read(example.text(), problem);

        if (example.reads() == null) {
            assertThat(value).isNull();
            assertThat(problem.rule()).isEqualTo("type");
        } else {
            assertThat(value).isEqualTo(Double.valueOf(example.reads()));
        }
    }

    @Test
    void aNumberWithTwoReadingsIsRefusedWithTheLineThatDecides() {
        assertThat(inSemicolonFile("repairs", "claimed_amount").read("1.250", problem))
                .isNull();
        assertThat(problem.reason())
                .contains("claimed_amount has a sign that may part thousands or decimals")
                .contains("format: {decimal: \",\"} or format: {decimal: \".\"}");
        problem.clear();
        assertThat(own("repairs", "claimed_amount").read("3,5", problem)).isNull();
        assertThat(problem.reason())
                .contains("unless the comma is the decimal sign")
                .contains("format: {decimal");
    }

    @Test
    void aReadingThatTheColumnRulesOutLeavesTheOther() {
        assertThat(inSemicolonFile("outlets", "latitude").read("30.250", problem))
                .isEqualTo(30.25);
        assertThat(inSemicolonFile("shipments", "units").read("1.250", problem)).isEqualTo(1250);
        assertThat(own("shipments", "units").read("1,250", problem)).isEqualTo(1250);
        assertThat(problem.found()).isFalse();
        assertThat(inSemicolonFile("shipments", "units").read("1.000", problem)).isNull();
        assertThat(problem.reason()).contains("may part thousands or decimals");
    }

    /** A workbook holds 0.5 as a number; that it also holds texts with a comma does not make it 5. */
    @Test
    void aNumberOfAWorkbookHasAPointWhateverItsTextsHave() {
        ValueReader reader = new ValueReader(
                column("repairs", "travel_km"), false, forms(decimal(","), FileFormat.XLSX, ','), hash());

        assertThat(reader.read("0.5", problem)).isEqualTo(0.5);
        assertThat(reader.read("1.25", problem)).isEqualTo(1.25);
        assertThat(reader.read("1.250,5", problem)).isEqualTo(1250.5);
        assertThat(problem.found()).isFalse();
        assertThat(reader.read("1.125", problem)).isNull();
        assertThat(problem.reason()).contains("may part thousands or decimals");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12d",
                "0x1p3",
                "1.2.3",
                "1,2,3",
                "1..2",
                "--5",
                "NaNs",
                "12 34",
                "$",
                "1'2",
                "5 apples",
                "(5",
                "."
            })
    void whatIsNoNumberIsRefused(String text) {
        assertThat(own("repairs", "claimed_amount").read(text, problem)).isNull();
        assertThat(problem.rule()).isEqualTo("type");
    }

    @Test
    void theUnitOfTheColumnMayStandBehindANumberAndNoOther() {
        assertThat(own("repairs", "travel_km").read("12 km", problem)).isEqualTo(12.0);
        assertThat(own("callbacks", "satisfaction").read("5分", problem)).isEqualTo(5);
        assertThat(own("models", "warranty_months").read("24个月", problem)).isEqualTo(24);
        assertThat(problem.found()).isFalse();
        assertThat(own("repairs", "travel_km").read("12 mi", problem)).isNull();
        problem.clear();
        assertThat(own("models", "warranty_months").read("2 years", problem)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1:30, 1.5",
        "01:30:00, 1.5",
        "36:30:00, 36.5",
        "PT1H30M, 1.5",
        "1h30m, 1.5",
        "1 h 30 min, 1.5",
        "90 min, 1.5",
        "1小时30分钟, 1.5",
        "1.5 h, 1.5",
        "1.5, 1.5",
        "2, 2"
    })
    void aSpanOfTimeIsReadIntoTheUnitOfItsColumn(String text, double hours) {
        assertThat(own("repairs", "labour_hours").read(text, problem)).isEqualTo(hours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:75", "30 min 1 h", "1 h 2 h", "P1X", "1:2:3:4", "1 h 30 km"})
    void whatIsNoSpanOfTimeIsRefused(String text) {
        assertThat(own("repairs", "labour_hours").read(text, problem)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "TRUE", "Ja", "oui", "SÍ", "sim", "1.0", "√", "✓", "有", "是", "Y", "on"})
    void yesIsUnderstood(String word) {
        ValueReader reader = own("callbacks", "resolved");

        assertThat(reader.isNothing(word)).isFalse();
        assertThat(reader.read(word, problem)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f", "False", "Nein", "non", "no", "não", "0.0", "×", "无", "否", "N", "off"})
    void noIsUnderstood(String word) {
        ValueReader reader = own("callbacks", "resolved");

        assertThat(reader.isNothing(word)).isFalse();
        assertThat(reader.read(word, problem)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NULL", "n/a", "\\N", "?", "-", "NaN", "None", "NaT", "(null)", "无", "nil", "—"})
    void aWordForNothingIsNothingWhereNoFreeTextIsExpected(String word) {
        assertThat(List.of("completed_at", "serial_no", "technician_id", "outcome", "labour_cost", "symptom_code"))
                .allMatch(column -> own("repairs", column).isNothing(word), word);
    }

    @Test
    void aWordThatMayMeanSomethingInFreeTextIsKeptThere() {
        ValueReader name = own("models", "name");

        assertThat(List.of("-", "None", "NaN", "?", "NA")).noneMatch(name::isNothing);
        assertThat(List.of("NULL", "#N/A", "\\N")).allMatch(name::isNothing);
        assertThat(own("regions", "region_id").isNothing("NA"))
                .as("North America")
                .isFalse();
        assertThat(own("repairs", "labour_cost").isNothing("NA")).isTrue();
    }

    @Test
    void aMappingAddsItsOwnWordsForNothingInAnyCase() {
        TextForms stated = new TextForms(null, null, null, List.of(), List.of("keine Angabe ", "99"));
        ValueReader name = new ValueReader(column("models", "name"), false, forms(stated, FileFormat.CSV, ','), hash());

        assertThat(List.of("Keine angabe", "99", "NULL")).allMatch(name::isNothing);
        assertThat(name.isNothing("Angabe")).isFalse();
    }

    @Test
    void aDateOfZerosIsNothingInAColumnOfDays() {
        assertThat(own("repairs", "completed_at").isNothing("0000-00-00 00:00:00"))
                .isTrue();
        assertThat(own("repairs", "sold_on").isNothing("00000000")).isTrue();
        assertThat(own("repairs", "labour_cost").isNothing("0")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "000000",
                "0000-0000",
                "0.0",
                "-",
                "N/A",
                "UNKNOWN",
                "无",
                "Anonymous",
                "test",
                "999999",
                "xxx",
                "n.a.",
                "none",
                "11111111"
            })
    void aNumberThatStandsForNobodyIsNothing(String placeholder) {
        assertThat(List.of("serial_no", "customer_id", "technician_id"))
                .allMatch(column -> own("repairs", column).isNothing(placeholder), placeholder);
    }

    @Test
    void aNumberThatMayBeOneIsKept() {
        assertThat(List.of("10", "0001", "99", "A000", "T0", "X1", "1111", "testbench-4"))
                .noneMatch(number -> own("repairs", "technician_id").isNothing(number));
        assertThat(own("repairs", "repair_id").isNothing("0"))
                .as("not said to have placeholders")
                .isFalse();
    }

    @Test
    void everyNumberOfAUnitACustomerOrATechnicianHasItsPlaceholders() {
        Set<String> kinds = AcceptedForms.installed().placeholders().keySet();
        for (Contract source : CONTRACTS.sources()) {
            for (Column column : source.columns()) {
                boolean expected =
                        Set.of("serial_no", "customer_id", "technician_id").contains(column.name());
                assertThat(column.placeholders() != null)
                        .as("%s.%s", source.source(), column.name())
                        .isEqualTo(expected);
                if (expected) {
                    assertThat(kinds).contains(column.placeholders());
                }
            }
        }
    }

    @Test
    void aNumberOfAThingIsTheSameFromASpreadsheetAsFromAText() {
        for (List<String> column : List.of(
                List.of("repairs", "repair_id"), List.of("callbacks", "repair_id"), List.of("repairs", "serial_no"))) {
            ValueReader reader = own(column.get(0), column.get(1));
            assertThat(reader.read("1001.0", problem)).hasToString("1001");
            assertThat(reader.read("0010.0", problem)).hasToString("0010");
            assertThat(reader.read("1.0E+5", problem)).hasToString("100000");
            assertThat(reader.read("1.001E3", problem)).hasToString("1001");
            assertThat(reader.read("12E4", problem)).hasToString("12E4");
            assertThat(reader.read("V1.0", problem)).hasToString("V1.0");
        }
        assertThat(own("repairs", "symptom_code").read("1.0", problem)).hasToString("1.0");
        assertThat(problem.found()).isFalse();
    }

    @Test
    void aCustomerIsHashedByTheNumberNotByItsSpelling() {
        ValueReader reader = own("repairs", "customer_id");

        assertThat(reader.read("1001.0", problem)).isEqualTo(reader.read("1001", problem));
    }

    @Test
    void aNumberThatASpreadsheetShortenedIsRefused() {
        assertThat(own("repairs", "serial_no").read("1.23457E+12", problem)).isNull();
        assertThat(problem.reason()).contains("shortened by a spreadsheet");
    }

    @Test
    void aColumnThatAMappingHashesIsNeitherKeptNorRepeated() {
        ColumnForms hashed =
                new ColumnForms(ZoneOffset.UTC, ZoneOffset.UTC, true, TextForms.UNSTATED, FileFormat.CSV, ',');
        ValueReader reader = new ValueReader(column("repairs", "technician_id"), false, hashed, hash());

        assertThat(String.valueOf(reader.read("Ann Smith", problem))).matches("[0-9a-f]{32}");
        reader.read("Ann\0Smith", problem);
        assertThat(problem.reason()).doesNotContain("Ann");
    }

    @Test
    void aTimeIsReadInTheZoneItWasWrittenDownIn() {
        ColumnForms berlin = new ColumnForms(
                ZoneOffset.UTC, ZoneId.of("Europe/Berlin"), false, TextForms.UNSTATED, FileFormat.CSV, ',');

        assertThat(new ValueReader(column("complaints", "received_at"), false, berlin, hash())
                        .read("2026-07-01 12:00", problem))
                .isEqualTo(micros("2026-07-01T10:00:00Z"));
    }

    @Test
    void aDayThatIsRefusedSaysWhatDecides() {
        own("repairs", "opened_at").read("03/04/2026", problem);

        assertThat(problem.reason())
                .contains("opened_at is no instant", "it may mean two days", "format: {dates: [\"dd/MM/yyyy\"]}");
        assertThat(problem.quoted()).isEqualTo("03/04/2026");
    }

    @Test
    void blanksOfAllKindsAroundAFieldAreNoPartOfIt() {
        assertThat(Stream.of("\u00a01001\u3000", "\ufeff1001", "1001\u200b", " 1001\t", "\u202f1001\u2007")
                        .map(Blanks::trim))
                .containsOnly("1001");
        assertThat(Blanks.trim("a b")).isEqualTo("a b");
    }

    /** A contract says what a number counts in words; a typing error there would make a list of words useless. */
    @Test
    void everyUnitWithWordsIsTheUnitOfAColumn() {
        Set<String> units = CONTRACTS.sources().stream()
                .flatMap(source -> source.columns().stream())
                .map(Column::unit)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());

        assertThat(units)
                .containsAll(AcceptedForms.installed().quantities().keySet())
                .contains("money");
    }

    private static ValueReader own(String source, String column) {
        return reader(source, column, ',');
    }

    private static ValueReader inSemicolonFile(String source, String column) {
        return reader(source, column, ';');
    }

    private static ValueReader reader(String source, String name, char separator) {
        Contract contract = CONTRACTS.source(source);
        return new ValueReader(
                column(source, name),
                contract.key().contains(name),
                forms(TextForms.UNSTATED, FileFormat.CSV, separator),
                hash());
    }

    private static ColumnForms forms(TextForms texts, FileFormat format, char separator) {
        return new ColumnForms(ZoneOffset.UTC, ZoneOffset.UTC, false, texts, format, separator);
    }

    private static TextForms decimal(@Nullable String sign) {
        return new TextForms(null, null, sign == null ? null : sign.charAt(0), List.of(), List.of());
    }

    private static Column column(String source, String name) {
        return CONTRACTS.source(source).column(name).orElseThrow();
    }

    /** The same column, measured in money. */
    private static Column money(Column column) {
        return new Column(
                column.name(),
                column.type(),
                false,
                "money",
                column.description(),
                column.answers(),
                column.aliases(),
                List.of(),
                java.util.Map.of(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    private static PersonalHash hash() {
        return new PersonalHash(new byte[16]);
    }

    private static long micros(String instant) {
        return java.time.temporal.ChronoUnit.MICROS.between(java.time.Instant.EPOCH, java.time.Instant.parse(instant));
    }
}
