package aftercare.bench;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.Contracts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.settlement.SettlementFlag;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * The claims of a company, and which of them settlement_flag asks about.
 *
 * @param claims how many
 * @param byRule the orders flagged by each rule
 */
record FlaggedClaims(int claims, Map<String, Set<String>> byRule) {
    static FlaggedClaims of(Inputs inputs, Contracts contracts, AsOf asOf) {
        Map<String, Set<String>> byRule = new HashMap<>();
        for (Row flag : new SettlementFlag(contracts)
                .rows(inputs, asOf, Months.all())
                .select("rule", "repair_id")
                .collectAsList()) {
            byRule.computeIfAbsent(flag.getString(0), none -> new HashSet<>()).add(flag.getString(1));
        }
        long claims =
                inputs.silver("repairs").filter(col("claimed_amount").gt(0)).count();
        return new FlaggedClaims((int) claims, byRule);
    }

    /** These, of a company with frauds, beside those of one without. */
    SeedTruths.Claims beside(JsonNode frauds, FlaggedClaims clean) {
        int planted = 0;
        int found = 0;
        Set<String> honest = orders();
        for (Map.Entry<String, JsonNode> fraud : frauds.properties()) {
            for (JsonNode order : fraud.getValue()) {
                planted++;
                found += byRule.getOrDefault(fraud.getKey(), Set.of()).contains(order.asText()) ? 1 : 0;
                honest.remove(order.asText());
            }
        }
        return new SeedTruths.Claims(
                planted,
                found,
                claims - planted,
                honest.size(),
                clean.claims(),
                clean.orders().size());
    }

    private Set<String> orders() {
        Set<String> orders = new HashSet<>();
        byRule.values().forEach(orders::addAll);
        return orders;
    }
}
