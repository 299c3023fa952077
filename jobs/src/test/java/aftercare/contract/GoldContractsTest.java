package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What a JSON Schema cannot say of the contracts of gold tables, asked of every one that ships. */
class GoldContractsTest {
    static final Collection<GoldContract> TABLES = Contracts.load().gold();

    @ParameterizedTest
    @FieldSource("TABLES")
    void aColumnIsNamedOnce(GoldContract table) {
        assertThat(names(table)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void aKeyIsMadeOfColumnsThatAreNeverNull(GoldContract table) {
        assertThat(table.columns())
                .filteredOn(column -> table.key().contains(column.name()))
                .hasSameSizeAs(table.key())
                .allMatch(GoldColumn::required);
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void theMonthIsADayThatIsNeverNull(GoldContract table) {
        if (table.month() != null) {
            assertThat(table.columns())
                    .filteredOn(column -> column.name().equals(table.month()))
                    .singleElement()
                    .satisfies(month -> {
                        assertThat(month.type().kind()).isEqualTo(ColumnType.Kind.DATE);
                        assertThat(month.required()).isTrue();
                    });
        }
    }

    @Test
    void aColumnSaysWhatItNeedsAndSoDoesARatioOfIt() {
        GoldContract outlets = Contracts.load().gold("outlet_kpi_month");

        assertThat(outlets.column("complaints_per_1000").orElseThrow().needs()).containsExactly(Need.of("complaints"));
        assertThat(outlets.column("complaints_per_1000")
                        .orElseThrow()
                        .description()
                        .en())
                .endsWith("Null for months for which the source \"Complaints\" was not delivered.");
        assertThat(outlets.column("first_fix_rate").orElseThrow().description().en())
                .endsWith("Null as long as no row of the source \"Service orders\" states serial_no.");
        assertThat(Contracts.load().gold("emerging_issue").description().en())
                .contains("No rows where the source \"Units sold\" was not delivered.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[callback]             |       | there is no source callback",
                "[callbacks.rating]     |       | silver of callbacks has no column rating",
                "[callbacks.comment]    |       | silver of callbacks has no column comment",
                "[callbacks]            | true  | it may be null and is neither required nor a key",
            })
    void aNeedThatNoSourceMeetsIsRefused(String needs, String required, String reason) {
        String column = "  - {name: more_n, type: long, unit: count, label: More, description: More., needs: " + needs
                + (required == null ? "" : ", required: " + required) + "}\n";

        assertThatThrownBy(() ->
                        ChangedRules.with("gold/satisfaction_month.yaml", "\n" + column, LocalDate.of(2026, 7, 1)))
                .hasMessageContaining("AFC-1101")
                .hasMessageContaining(reason);
    }

    @Test
    void aMeasureStandsInOneTableOnly() {
        assertThat(TABLES.stream()
                        .flatMap(table -> table.columns().stream())
                        .filter(column -> column.metric() != null)
                        .map(GoldColumn::name))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void aRatioStandsBesideItsNumeratorAndDenominator(GoldContract table) {
        for (GoldColumn column : table.columns()) {
            if (column.metric() != null && column.metric().denominator() != null) {
                assertThat(names(table))
                        .as("%s.%s", table.table(), column.name())
                        .contains(column.metric().numerator(), column.metric().denominator());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void theGlossaryExplainsEveryUnit(GoldContract table) {
        Set<String> explained =
                Glossary.load().units().stream().map(Glossary.Unit::unit).collect(Collectors.toSet());
        assertThat(table.columns().stream().map(GoldColumn::unit).filter(Objects::nonNull))
                .isSubsetOf(explained);
    }

    private static List<String> names(GoldContract table) {
        return table.columns().stream().map(GoldColumn::name).toList();
    }
}
