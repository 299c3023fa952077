package aftercare.measure.evidence;

import aftercare.contract.Evidence;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.table.OutletKpiDetailTable;
import aftercare.table.PromiseMonthTable;
import java.sql.Date;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** The queries that tell the figures of one row of a table again, and list what is behind them. */
final class FigureSql {
    /** Where silver says in which file and line it found a row. */
    static final String FILE = "_file";

    static final String LINE = "_line";

    /** Stands in a key for all members together, where the table has no row of them. */
    static final String ALL = "all";

    /** The parts of keys in whose place it may stand. */
    static final Set<String> IN_ALL = Set.of(OutletKpiDetailTable.OUTLET_ID, OutletKpiDetailTable.CATEGORY);

    /** Names of columns, not of numbers of the rules. */
    private static final Pattern WORD = Pattern.compile("(?<![{:])\\b[a-z][a-z0-9_]*\\b");

    private static final Pattern OF_ROW = Pattern.compile("\\{(?:row\\.)?([a-z][a-z0-9_]*)}");
    private static final String CUT = PromiseMonthTable.CUT;
    private static final String CUT_ID = PromiseMonthTable.CUT_ID;

    private final Evidence evidence;
    private final GoldContract contract;
    private final Row row;
    private final Map<String, Object> key = new LinkedHashMap<>();

    /**
     * Events behind a figure.
     *
     * @param view the view they are rows of
     * @param flags which of them are counted, by the name of the figure
     */
    record Events(String view, Map<String, String> flags) {}

    FigureSql(Evidence evidence, GoldContract contract, Row row) {
        this.evidence = evidence;
        this.contract = contract;
        this.row = row;
        contract.key().forEach(name -> key.put(name, row.getAs(name)));
    }

    /** The key of the row, by its columns. */
    Map<String, Object> key() {
        return key;
    }

    /** How a column comes about. */
    Evidence.Column column(String name) {
        return evidence.column(contract, name, key)
                .orElseThrow(() -> new IllegalStateException(
                        "schemas/evidence.yaml says nothing of " + contract.table() + "." + name));
    }

    private boolean isFigure(String name) {
        return contract.column(name).isPresent() && !contract.key().contains(name);
    }

    /** The query that gives a figure, in a column of its name; empty for a statistic that no query tells. */
    Optional<String> query(String name) {
        Evidence.Column column = column(name);
        if (column.says() != null) {
            return Optional.empty();
        }
        String formula = column.formula();
        if (formula == null) {
            return Optional.of(scalar(name, " as " + name));
        }
        Set<String> parts = new TreeSet<>();
        String resolved = resolved(formula, parts);
        String figures = parts.stream()
                .map(part -> "\n        (" + scalar(part, "").replace("\n", "\n        ") + ") as " + part)
                .collect(Collectors.joining(","));
        return Optional.of("select " + resolved + " as " + name + "\nfrom (\n    select" + figures + ") as figures");
    }

    /** A formula whose words are parts that are no formulas themselves. */
    private String resolved(String formula, Set<String> parts) {
        Matcher words = WORD.matcher(formula);
        StringBuilder resolved = new StringBuilder();
        while (words.find()) {
            String word = words.group();
            String other = isFigure(word) ? column(word).formula() : null;
            if (other != null) {
                words.appendReplacement(resolved, Matcher.quoteReplacement("(" + resolved(other, parts) + ")"));
            } else {
                if (isFigure(word)) {
                    parts.add(word);
                }
                words.appendReplacement(resolved, Matcher.quoteReplacement(word));
            }
        }
        return words.appendTail(resolved).toString();
    }

    private String scalar(String name, String as) {
        Evidence.Column column = column(name);
        if (column.query() != null) {
            return ofRow(column.query().strip());
        }
        String from = Objects.requireNonNull(column.from(), "a figure comes from a view");
        String value = column.count() != null
                ? "count(*) filter (where " + column.count() + ")"
                : Objects.requireNonNull(column.value(), "a figure has a value");
        String where = column.where() == null ? "" : "\n    and " + column.where();
        return "select " + value + as + "\nfrom " + from + "\nwhere " + member() + where;
    }

    /** A query with what the row says in place of names in braces. */
    private String ofRow(String query) {
        return OF_ROW.matcher(query.replace("{member}", member()))
                .replaceAll(match -> contract.column(match.group(1)).isPresent()
                        ? Matcher.quoteReplacement(said(match.group(1)))
                        : Matcher.quoteReplacement(match.group()));
    }

    private String said(String column) {
        return Sql.value(row.getAs(column));
    }

    /** The columns of a figure that are told without others. */
    private List<String> parts(String name) {
        Evidence.Column column = column(name);
        if (column.says() != null) {
            return column.restsOn().stream()
                    .flatMap(each -> parts(each).stream())
                    .distinct()
                    .toList();
        }
        if (column.formula() == null) {
            return List.of(name);
        }
        Set<String> parts = new TreeSet<>();
        resolved(column.formula(), parts);
        return List.copyOf(parts);
    }

    /** The events behind a figure, by view; those of a ratio say of each whether it is counted above the line. */
    List<Events> events(String name) {
        Map<String, Map<String, String>> flags = new LinkedHashMap<>();
        for (String part : parts(name)) {
            Evidence.Column column = column(part);
            if (column.from() != null && evidence.views().containsKey(column.from())) {
                String flag =
                        column.count() == null ? column.where() == null ? "true" : column.where() : column.count();
                flags.computeIfAbsent(column.from(), none -> new LinkedHashMap<>())
                        .put(part, flag);
            }
        }
        List<Events> events = new ArrayList<>();
        flags.forEach((view, each) -> events.add(new Events(view, each)));
        return events;
    }

    /** The query that lists events, with their file and line. */
    String list(Events events) {
        String id = Objects.requireNonNull(evidence.views().get(events.view())).id();
        String counted = events.flags().entrySet().stream()
                .map(flag -> "    coalesce(" + flag.getValue() + ", false) as " + flag.getKey())
                .collect(Collectors.joining(",\n"));
        String any = events.flags().values().stream()
                .map(flag -> "coalesce(" + flag + ", false)")
                .collect(Collectors.joining(" or "));
        return "select " + id + ", " + FILE + ", " + LINE + ",\n" + counted + "\nfrom " + events.view() + "\nwhere "
                + member() + "\n    and (" + any + ")\norder by "
                + events.flags().keySet().stream().map(flag -> flag + ", ").collect(Collectors.joining()) + id;
    }

    /** Which events are the row's. */
    String member() {
        return member(true);
    }

    /** The same, of all months that are looked at where it is not asked for that of the row. */
    String member(boolean ofTheMonth) {
        List<String> apart = apart();
        List<String> conditions = new ArrayList<>();
        Date month = row.getAs(Objects.requireNonNull(contract.month(), "a monthly table"));
        if (ofTheMonth) {
            conditions.add("month = " + Sql.day(month.toLocalDate()));
        }
        for (String name : contract.key()) {
            if (name.equals(contract.month()) || apart.contains(name) || name.equals(CUT)) {
                continue;
            }
            if (IN_ALL.contains(name) && ALL.equals(key.get(name))) {
                continue;
            }
            if (!name.equals(CUT_ID)) {
                conditions.add(name + " = " + said(name));
            } else if (!"company".equals(key.get(CUT))) {
                conditions.add("coalesce(" + memberOf(String.valueOf(key.get(CUT))) + ", 'unknown') = " + said(CUT_ID));
            }
        }
        return conditions.isEmpty() ? "true" : String.join("\n    and ", conditions);
    }

    /** Whether the figures of members add up to that of all. */
    static boolean addsUp(Evidence.Column how) {
        String value = how.value();
        return how.count() != null || (value != null && (value.contains("sum(") || value.startsWith("count(")));
    }

    /** The column of events that holds the member of a cut. */
    static String memberOf(String cut) {
        return switch (cut) {
            case "region", "outlet", "model", "technician" -> cut + "_id";
            default -> cut;
        };
    }

    private List<String> apart() {
        Evidence.Table table = evidence.tables().get(contract.table());
        return table == null ? List.of() : table.apart();
    }

    /** The figures of the table that are told by SQL, for a test. */
    List<String> told() {
        return contract.columns().stream()
                .map(GoldColumn::name)
                .filter(this::isFigure)
                .filter(name -> column(name).says() == null)
                .toList();
    }
}
