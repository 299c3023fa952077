package aftercare.measure.facts;

import static org.apache.spark.sql.functions.lit;

import aftercare.contract.VersionedRule;
import java.io.Serializable;
import java.sql.Date;
import org.apache.spark.sql.Column;

/**
 * How many of something are needed, as a rule says it. With a single version it is a constant.
 *
 * @param rule the rule
 */
public record RuleNumber(VersionedRule<Integer> rule) implements Serializable {
    /** The number in force on a day, such as the first of a month. */
    public Column on(Column day) {
        return VersionedColumn.of(rule, first -> day.geq(lit(Date.valueOf(first))), number -> lit(number));
    }
}
