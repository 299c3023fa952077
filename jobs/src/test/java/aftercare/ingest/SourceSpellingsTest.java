package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every spelling that a source accepts means one thing. Lies here because the reader of headers decides what is the
 * same.
 */
class SourceSpellingsTest {
    static final Collection<Contract> SOURCES = Contracts.load().sources();

    @ParameterizedTest
    @FieldSource("SOURCES")
    void aHeaderBelongsToOneColumnOnly(Contract source) {
        Map<String, String> columns = new HashMap<>();
        List<String> collisions = new ArrayList<>();
        for (Column column : source.columns()) {
            for (String header : headers(column)) {
                String other = columns.putIfAbsent(header, column.name());
                if (other != null) {
                    collisions.add(header + ": " + other + ", " + column.name());
                }
            }
        }
        assertThat(collisions)
                .as("headers of %s that mean two columns", source.source())
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void anAliasIsNotWrittenTwice(Contract source) {
        for (Column column : source.columns()) {
            assertThat(column.aliases().stream().map(Header::normal))
                    .as("%s.%s", source.source(), column.name())
                    .doesNotHaveDuplicates()
                    .doesNotContain(Header.normal(column.name()));
        }
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void anotherSpellingStandsForAnAllowedValue(Contract source) {
        for (Column column : source.columns()) {
            if (!column.values().isEmpty()) {
                assertThat(column.valueAliases().values())
                        .as("%s.%s", source.source(), column.name())
                        .isSubsetOf(column.values());
            }
        }
    }

    @Test
    void aPromiseByItsFormerNameIsReadUnderItsName() {
        Column metric = Contracts.load().source("standards").column("metric").orElseThrow();
        ValueReader reader =
                new ValueReader(metric, true, ColumnForms.own(ZoneOffset.UTC), new PersonalHash(new byte[16]));

        assertThat(List.of("onsite_24h", "ONSITE_24H", "onsite_visit", "nps"))
                .extracting(text -> reader.read(text, new Problem()).toString())
                .containsExactly("onsite_visit", "onsite_visit", "onsite_visit", "nps");
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void aSpellingOfAValueMeansOneValueOnly(Contract source) {
        for (Column column : source.columns()) {
            Map<String, String> meanings = new HashMap<>();
            column.values().forEach(value -> meanings.put(value.toLowerCase(Locale.ROOT), value));
            column.valueAliases().forEach((spelling, value) -> assertThat(
                            meanings.putIfAbsent(spelling.toLowerCase(Locale.ROOT), value))
                    .as("%s.%s: '%s'", source.source(), column.name(), spelling)
                    .isIn(null, value));
        }
    }

    private static Set<String> headers(Column column) {
        Set<String> headers = new HashSet<>();
        headers.add(Header.normal(column.name()));
        column.aliases().forEach(alias -> headers.add(Header.normal(alias)));
        return headers;
    }
}
