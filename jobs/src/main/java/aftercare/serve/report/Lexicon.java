package aftercare.serve.report;

import aftercare.config.Language;
import aftercare.contract.CodeWords;
import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.contract.Rules;
import aftercare.contract.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What columns are called, what they are measured in and which way is good, by the contracts of the gold tables. */
final class Lexicon {
    static final String CHINESE = "_zh";
    private static final Pattern CODE = Pattern.compile("(?<![A-Za-z0-9_])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![a-z0-9_])");

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
    }

    private final Map<String, Term> byFullName = new LinkedHashMap<>();
    private final Map<String, Term> byAnchor = new LinkedHashMap<>();
    private final Map<String, Text> tables = new LinkedHashMap<>();
    private final Map<String, Text> fields = new LinkedHashMap<>();
    private final Language language;
    private final int small;

    Lexicon(Contracts contracts, Language language) {
        this.language = language;
        contracts.sources().forEach(source -> source.columns()
                .forEach(column -> fields.putIfAbsent(column.name(), column.label())));
        this.small = contracts.numberInForce(Rules.PUBLISHABLE);
        for (GoldContract table : contracts.gold()) {
            tables.put(table.table(), table.title());
            for (GoldColumn column : table.columns()) {
                Term term = new Term(table, column);
                byFullName.put(table.table() + "." + column.name(), term);
                byAnchor.put(term.anchor(), term);
            }
        }
    }

    /** Shares of fewer cases are greyed, as in the measures' own {@code publishable}. */
    int small() {
        return small;
    }

    Language language() {
        return language;
    }

    Optional<Term> byAnchor(String anchor) {
        return Optional.ofNullable(byAnchor.get(anchor));
    }

    /** What a gold table is called. */
    Optional<String> title(String table) {
        return Optional.ofNullable(tables.get(table)).map(this::in);
    }

    /** A column of a gold table, as {@code table.column}. */
    Optional<Term> term(String fullName) {
        return Optional.ofNullable(byFullName.get(fullName));
    }

    /** The column in the first of these tables that has it. */
    Optional<Term> term(String column, Iterable<String> tables) {
        for (String table : tables) {
            Term chinese = byFullName.get(table + "." + column + CHINESE);
            Term term =
                    language.readsChineseColumns() && chinese != null ? chinese : byFullName.get(table + "." + column);
            if (term != null) {
                return Optional.of(term);
            }
        }
        return Optional.empty();
    }

    String in(Text text) {
        return text.in(language);
    }

    /**
     * The definition of a measure, in which columns and tables stand by what they are called: readers of the report see
     * no codes elsewhere.
     */
    String meaning(Term term) {
        return CODE.matcher(in(term.column().description()))
                .replaceAll(code -> Matcher.quoteReplacement(called(term, code.group())));
    }

    private String called(Term term, String code) {
        return Optional.ofNullable(byFullName.get(term.table().table() + "." + code))
                .map(other -> in(other.column().label()))
                .or(() -> title(code))
                .or(() -> Optional.ofNullable(fields.get(code)).map(this::in))
                .map(name -> "“" + name + "”")
                .orElseGet(() -> in(CodeWords.within(code)));
    }

    /** The rows in the reader's language: of a column that comes in both languages the right one. */
    QueryRows inWords(QueryRows rows) {
        List<String> columns = rows.columns().stream()
                .filter(column -> !isChinese(rows, column))
                .toList();
        List<Map<String, Object>> list = new ArrayList<>();
        for (Map<String, Object> row : rows.list()) {
            Map<String, Object> said = new LinkedHashMap<>();
            for (String column : columns) {
                boolean chinese = language.readsChineseColumns() && rows.has(column + CHINESE);
                said.put(column, row.get(chinese ? column + CHINESE : column));
            }
            list.add(Collections.unmodifiableMap(said));
        }
        return new QueryRows(columns, list);
    }

    private static boolean isChinese(QueryRows rows, String column) {
        return column.endsWith(CHINESE) && rows.has(column.substring(0, column.length() - CHINESE.length()));
    }
}
