package aftercare.serve.report;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.contract.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What columns are called, what they are measured in and which way is good, by the contracts of the gold tables. */
final class Lexicon {
    private static final String CHINESE = "_zh";

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
    private final Map<String, Text> labels;
    private final Map<String, Map<String, Text>> codes;
    private final Language language;

    Lexicon(Contracts contracts, Map<String, Text> labels, Map<String, Map<String, Text>> codes, Language language) {
        this.language = language;
        this.labels = labels;
        this.codes = codes;
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
            Term chinese = byFullName.get(table + "." + column + CHINESE);
            Term term = language == Language.ZH_CN && chinese != null ? chinese : byFullName.get(table + "." + column);
            if (term != null) {
                return Optional.of(term);
            }
        }
        return Optional.empty();
    }

    /** What a column is called that no contract names: its own name where the plan does not say either. */
    String plainName(String column) {
        return labels.containsKey(column) ? in(labels.get(column)) : column;
    }

    String in(Text text) {
        return language == Language.ZH_CN ? text.zh() : text.en();
    }

    /** The rows in the reader's language: codes by their names, and of a column that comes in both languages the right one. */
    Rows inWords(Rows rows) {
        List<String> columns = rows.columns().stream()
                .filter(column -> !isChinese(rows, column))
                .toList();
        List<Map<String, Object>> list = new ArrayList<>();
        for (Map<String, Object> row : rows.list()) {
            Map<String, Object> said = new LinkedHashMap<>();
            for (String column : columns) {
                boolean chinese = language == Language.ZH_CN && rows.has(column + CHINESE);
                said.put(column, word(column, row.get(chinese ? column + CHINESE : column)));
            }
            list.add(Collections.unmodifiableMap(said));
        }
        return new Rows(columns, list);
    }

    private static boolean isChinese(Rows rows, String column) {
        return column.endsWith(CHINESE) && rows.has(column.substring(0, column.length() - CHINESE.length()));
    }

    private Object word(String column, Object value) {
        Text text = value instanceof String code
                ? codes.getOrDefault(column, Map.of()).get(code)
                : null;
        return text == null ? value : in(text);
    }
}
