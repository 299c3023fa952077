package aftercare.serve.dashboard;

import aftercare.serve.dashboard.Dashboard.Filter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The query of a card, in the template language of Metabase: {@code {{region}}} is the condition that a filter sets,
 * and {@code [[ and {{region}} ]]} falls away when the filter has no value. Metabase takes the text as it is; everybody
 * else lets {@link #with} make a statement of it, in which values are parameters.
 */
public final class CardSql {
    private static final Pattern OPTIONAL = Pattern.compile("\\[\\[(.*?)]]", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-z0-9_]+)\\s*}}");
    private static final Pattern TABLE = Pattern.compile("\\bmarts\\.([a-z_0-9]+)");

    private final String text;
    private final Map<String, Binding> bindings;

    /**
     * What a filter's placeholder stands for.
     *
     * @param field the column that the condition is about
     * @param type which values it takes
     */
    record Binding(FilterField field, Filter.Type type) {}

    /**
     * A statement and the values of its parameters.
     *
     * @param sql with a question mark for each parameter
     * @param parameters texts and days, in order
     */
    public record Query(String sql, List<Object> parameters) {
        public Query {
            parameters = List.copyOf(parameters);
        }

        /** The statement with its parameters set; the caller closes it. */
        public PreparedStatement prepare(Connection connection) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            try {
                for (int i = 0; i < parameters.size(); i++) {
                    statement.setObject(i + 1, parameters.get(i));
                }
                return statement;
            } catch (SQLException failure) {
                statement.close();
                throw failure;
            }
        }
    }

    CardSql(String text, Map<String, Binding> bindings) {
        this.text = text;
        this.bindings = Map.copyOf(bindings);
    }

    /** The template, as Metabase takes it. */
    public String text() {
        return text;
    }

    /** The tables of the marts that it reads. */
    public SortedSet<String> tables() {
        SortedSet<String> tables = new TreeSet<>();
        TABLE.matcher(text).results().forEach(match -> tables.add(match.group(1)));
        return Collections.unmodifiableSortedSet(tables);
    }

    /** The columns that it returns, in order. */
    public List<String> columns() {
        return SelectList.of(text);
    }

    /** The filters that it names. */
    SortedSet<String> placeholders() {
        return placeholders(text);
    }

    /** The filters that it cannot do without. */
    SortedSet<String> required() {
        return placeholders(OPTIONAL.matcher(text).replaceAll(" "));
    }

    private static SortedSet<String> placeholders(String text) {
        SortedSet<String> names = new TreeSet<>();
        PLACEHOLDER.matcher(text).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    /**
     * The statement for some values.
     *
     * @param values by filter; a month is written as 2026-10. A filter that is missing or has no values narrows nothing
     * @throws IllegalArgumentException when a required filter has no value, or a month is none
     */
    public Query with(Map<String, List<String>> values) {
        Function<String, List<String>> chosen = name -> values.getOrDefault(name, List.of());
        String kept = replace(OPTIONAL, text, optional -> {
            String part = optional.group(1);
            return placeholders(part).stream()
                            .anyMatch(name -> chosen.apply(name).isEmpty())
                    ? ""
                    : part;
        });
        List<Object> parameters = new ArrayList<>();
        String sql = replace(
                PLACEHOLDER,
                kept,
                placeholder -> condition(placeholder.group(1), chosen.apply(placeholder.group(1)), parameters));
        return new Query(sql, parameters);
    }

    private String condition(String filter, List<String> values, List<Object> parameters) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("the filter " + filter + " needs a value");
        }
        Binding binding = Objects.requireNonNull(bindings.get(filter), filter);
        if (binding.type() == Filter.Type.LIST) {
            parameters.addAll(values);
            return binding.field().sql() + " in (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
        }
        LocalDate first = YearMonth.parse(values.get(0)).atDay(1);
        parameters.add(first);
        parameters.add(first.plusMonths(1).minusDays(1));
        return binding.field().sql() + " between ? and ?";
    }

    private static String replace(Pattern pattern, String text, Function<Matcher, String> by) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(by.apply(matcher)));
        }
        return matcher.appendTail(replaced).toString();
    }
}
