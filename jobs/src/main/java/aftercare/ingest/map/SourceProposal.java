package aftercare.ingest.map;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.MappingHints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file gives a source.
 *
 * @param contract the source
 * @param matches the columns that are found, in the order of the contract
 * @param constants required columns without a field that a constant stands for
 * @param missing required columns that nothing gives
 * @param where which rows are data for it, in Spark SQL; null for all
 * @param score how much speaks for it
 */
record SourceProposal(
        Contract contract,
        Map<String, Match> matches,
        Map<String, String> constants,
        List<Column> missing,
        @Nullable String where,
        double score) {

    private static final double MISSING = 2;
    private static final double CONSTANT = 0.5;

    static SourceProposal of(
            Contract contract, Map<String, Match> matches, double signs, @Nullable String where, MappingHints hints) {
        Map<String, String> constants = new LinkedHashMap<>();
        List<Column> missing = new ArrayList<>();
        Map<String, String> known = hints.constants().getOrDefault(contract.source(), Map.of());
        double score = signs;
        for (Column column : contract.columns()) {
            Match match = matches.get(column.name());
            if (match != null) {
                score += match.score() * (column.required() ? 1.5 : 1);
            } else if (column.required() && column.defaultValue() == null) {
                String constant = known.get(column.name());
                score -= constant == null ? MISSING : CONSTANT;
                if (constant == null || constant.isEmpty()) {
                    missing.add(column);
                } else {
                    constants.put(column.name(), constant);
                }
            }
        }
        return new SourceProposal(contract, matches, constants, missing, where, score);
    }

    SourceProposal where(@Nullable String condition) {
        return new SourceProposal(contract, matches, constants, missing, condition, score);
    }

    boolean has(String column) {
        return matches.containsKey(column);
    }
}
