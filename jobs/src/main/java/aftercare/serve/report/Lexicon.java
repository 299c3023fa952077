package aftercare.serve.report;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.contract.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What columns are called, what they are measured in and which way is good, by the contracts of the gold tables. */
final class Lexicon {
    /**
     * A measure.
     *
     * @param table the gold table it stands in
     * @param column its column
     */
    record Term(GoldContract table, GoldColumn column) {
        String anchor() {
            return "d-" + table.table() + "-" + column.name();
        }

        boolean lowerIsBetter() {
            return column.metric() != null && "lower".equals(column.metric().better());
        }

        boolean hasDirection() {
            return column.metric() != null && !"neutral".equals(column.metric().better());
        }
    }

    private final Map<String, Term> byFullName = new LinkedHashMap<>();
    private final Language language;

    Lexicon(Contracts contracts, Language language) {
        this.language = language;
        for (GoldContract table : contracts.gold()) {
            for (GoldColumn column : table.columns()) {
                byFullName.put(table.table() + "." + column.name(), new Term(table, column));
            }
        }
    }

    /** A column of a gold table, as {@code table.column}. */
    Optional<Term> term(String fullName) {
        return Optional.ofNullable(byFullName.get(fullName));
    }

    /** The column in the first of these tables that has it. */
    Optional<Term> term(String column, Iterable<String> tables) {
        for (String table : tables) {
            Term term = byFullName.get(table + "." + column);
            if (term != null) {
                return Optional.of(term);
            }
        }
        return Optional.empty();
    }

    String in(Text text) {
        return language == Language.ZH_CN ? text.zh() : text.en();
    }
}
