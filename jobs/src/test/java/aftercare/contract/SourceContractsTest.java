package aftercare.contract;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import scala.jdk.javaapi.CollectionConverters;

/** What a JSON Schema cannot say of the contracts of sources, asked of every one that ships. */
class SourceContractsTest {
    private static final Contracts CONTRACTS = Contracts.load();
    static final Collection<Contract> SOURCES = CONTRACTS.sources();

    @Test
    void everySourceOfTheDesignShips() {
        assertThat(CONTRACTS.sourceNames())
                .contains("repairs", "callbacks", "complaints", "outlets", "models", "regions", "technicians")
                .hasSizeGreaterThanOrEqualTo(17);
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void aColumnIsNamedOnce(Contract source) {
        assertThat(source.columns().stream().map(Column::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void aKeyIsMadeOfColumnsThatAreNeverEmptyAndReachSilver(Contract source) {
        for (String key : source.key()) {
            assertThat(source.column(key)).as("%s.%s", source.source(), key).hasValueSatisfying(column -> {
                assertThat(column.required() || column.defaultValue() != null).isTrue();
                assertThat(column.reachesSilver()).isTrue();
            });
        }
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void theVersionIsATimeThatReachesSilver(Contract source) {
        if (source.version() != null) {
            assertThat(source.column(source.version())).hasValueSatisfying(SourceContractsTest::isTime);
        }
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void theMonthIsARequiredTimeThatReachesSilver(Contract source) {
        if (source.month() != null) {
            assertThat(source.column(source.month())).hasValueSatisfying(column -> {
                isTime(column);
                assertThat(column.required()).isTrue();
            });
        }
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void aReferencePointsToAKeyOfAnotherSource(Contract source) {
        for (Column column : source.columns()) {
            if (column.references() != null) {
                String[] target = column.references().split("\\.", -1);
                assertThat(CONTRACTS.source(target[0]).key())
                        .as("%s.%s", source.source(), column.name())
                        .contains(target[1]);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void aDefaultIsAnAllowedValue(Contract source) {
        for (Column column : source.columns()) {
            if (column.defaultValue() != null && !column.values().isEmpty()) {
                assertThat(column.values()).contains(column.defaultValue());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void aRuleIsNamedOnce(Contract source) {
        assertThat(source.rules().stream().map(Rule::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void aRuleNamesOnlyColumnsThatReachSilver(Contract source) {
        Set<String> columns = source.silverColumns().stream().map(Column::name).collect(Collectors.toSet());
        for (Rule rule : source.rules()) {
            assertThat(columnsOf(rule)).as(rule.name()).isNotEmpty().isSubsetOf(columns);
        }
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void aRuleLetsARowPassThatHoldsOnlyWhatIsRequired(Contract source) {
        if (source.rules().isEmpty()) {
            return;
        }
        Dataset<Row> row = leastRow(source);
        org.apache.spark.sql.Column[] verdicts = source.rules().stream()
                .map(rule -> expr(rule.require()).as(rule.name()))
                .toArray(org.apache.spark.sql.Column[]::new);
        Row judged = row.select(verdicts).first();
        for (Rule rule : source.rules()) {
            assertThat((Object) judged.getAs(rule.name())).as(rule.name()).isEqualTo(true);
        }
    }

    /** A row with the defaults and the plainest value of every required column; all else is null. */
    private static Dataset<Row> leastRow(Contract source) {
        return TestSpark.session()
                .range(1)
                .select(Stream.of(source.silverType().fields())
                        .map(field -> lit(leastText(source.column(field.name()).orElseThrow()))
                                .cast(field.dataType())
                                .as(field.name()))
                        .toArray(org.apache.spark.sql.Column[]::new))
                .withColumn(Contract.DAYS, lit(null).cast("string"));
    }

    private static String leastText(Column column) {
        if (column.defaultValue() != null) {
            return column.defaultValue();
        }
        if (!column.required()) {
            return null;
        }
        return switch (column.type().kind()) {
            case STRING -> column.values().isEmpty() ? "x" : column.values().get(0);
            case INT, LONG, DECIMAL, DOUBLE -> column.min() == null ? "0" : column.min();
            case BOOLEAN -> "true";
            case DATE, TIMESTAMP -> "2026-10-01";
        };
    }

    private static void isTime(Column column) {
        assertThat(column.type().kind()).isIn(ColumnType.Kind.DATE, ColumnType.Kind.TIMESTAMP);
        assertThat(column.reachesSilver()).isTrue();
    }

    /** What Spark's own parser takes for a column in the rule, before anything is known of the table. */
    private static List<String> columnsOf(Rule rule) {
        return CollectionConverters.asJava(parsed(rule).collectLeaves()).stream()
                .filter(UnresolvedAttribute.class::isInstance)
                .map(leaf -> ((UnresolvedAttribute) leaf).name())
                .filter(name -> !name.equals(Contract.DAYS))
                .toList();
    }

    private static Expression parsed(Rule rule) {
        try {
            return TestSpark.session().sessionState().sqlParser().parseExpression(rule.require());
        } catch (ParseException noSql) {
            throw new AssertionError(rule.name() + " is no Spark SQL: " + rule.require(), noSql);
        }
    }
}
