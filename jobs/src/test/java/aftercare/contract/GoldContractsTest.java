package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
