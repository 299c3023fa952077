package aftercare.measure.facts;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.VersionedRule;
import java.io.Serializable;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * How many of something are needed, as a rule says it. With a single version it is a constant.
 *
 * @param rule the rule
 */
public record RuleNumber(VersionedRule<Integer> rule) implements Serializable {
    /** The number in force on a day, such as the first of a month. */
    public Column on(Column day) {
        List<VersionedRule.Version<Integer>> versions = rule.versions();
        Column number = null;
        for (int i = versions.size() - 1; i > 0; i--) {
            Column begun = day.geq(lit(Date.valueOf(versions.get(i).validFrom())));
            Column value = lit(versions.get(i).value());
            number = number == null ? when(begun, value) : number.when(begun, value);
        }
        Column first = lit(versions.get(0).value());
        return number == null ? first : number.otherwise(first);
    }
}
