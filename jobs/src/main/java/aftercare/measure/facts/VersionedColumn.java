package aftercare.measure.facts;

import static org.apache.spark.sql.functions.when;

import aftercare.contract.VersionedRule;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/** What a rule says, as a column: a constant where it has one version, else by the version in force. */
final class VersionedColumn {
    private VersionedColumn() {}

    /**
     * What a rule says.
     *
     * @param begun whether a version that begins on a day has begun
     * @param value what a version says
     */
    static <T extends Serializable> Column of(
            VersionedRule<T> rule, Function<LocalDate, Column> begun, Function<T, Column> value) {
        List<VersionedRule.Version<T>> versions = rule.versions();
        Column said = value.apply(versions.get(0).value());
        for (VersionedRule.Version<T> version : versions.subList(1, versions.size())) {
            said = when(begun.apply(version.validFrom()), value.apply(version.value()))
                    .otherwise(said);
        }
        return said;
    }
}
