package aftercare.contract;

import aftercare.config.Installation;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the figures of monthly tables come from, from {@code schemas/evidence.yaml}.
 *
 * @param views the views whose rows can be listed, by their names
 * @param waiting for a column that counts events later than they happen, which of them it cannot count yet
 * @param moved figures whose changes from month to month are split, by their columns
 * @param columns what several tables have, where they say nothing else
 * @param tables the tables, by their names
 */
public record Evidence(
        Map<String, View> views,
        Map<String, String> waiting,
        Map<String, Moved> moved,
        Map<String, Column> columns,
        Map<String, Table> tables) {
    public Evidence {
        moved = Collections.unmodifiableMap(new LinkedHashMap<>(moved));
    }

    /**
     * A figure whose changes are split.
     *
     * @param table the monthly table that has it
     * @param key the key of its row beside the month
     */
    public record Moved(String table, Map<String, String> key) {
        /** What {@code aftercare why} is asked about it. */
        public String asked(GoldContract contract, String column, YearMonth month) {
            return table + " "
                    + contract.key().stream()
                            .map(name -> name.equals(contract.month()) ? month.toString() : key.get(name))
                            .collect(Collectors.joining(","))
                    + " " + column;
        }
    }

    /**
     * A view of events.
     *
     * @param source the source its rows come from
     * @param id the column that names them
     */
    public record View(String source, String id) {}

    /**
     * A table.
     *
     * @param like another table whose counts and columns are this one's too; null for none
     * @param counts for each view the columns that count its rows
     * @param columns the others
     * @param by the column of the key on which cases depend; null for none
     * @param cases columns by its value
     * @param apart columns of the key that events do not have
     */
    public record Table(
            @Nullable String like,
            Map<String, List<String>> counts,
            Map<String, Column> columns,
            @Nullable String by,
            Map<String, Map<String, Column>> cases,
            List<String> apart) {
        public Table {
            apart = apart == null ? List.of() : List.copyOf(apart);
            counts = counts == null ? Map.of() : counts;
            columns = columns == null ? Map.of() : columns;
            cases = cases == null ? Map.of() : cases;
        }
    }

    /**
     * How a figure comes about: by the rows of a view, a formula of other columns, a query, or as a statistic of which
     * only the inputs can be shown.
     *
     * @param from the view whose rows tell it; null for the other ways
     * @param count the column of the view that says which rows are counted
     * @param value what is made of the rows where they are not counted
     * @param where which of them it is made of; null for all
     * @param formula what is made of other columns
     * @param query a query that gives it
     * @param says which statistic it is
     * @param restsOn the columns of the row that the statistic rests on
     */
    public record Column(
            @Nullable String from,
            @Nullable String count,
            @Nullable String value,
            @Nullable String where,
            @Nullable String formula,
            @Nullable String query,
            @Nullable String says,
            @JsonProperty("rests_on") List<String> restsOn) {
        public Column {
            restsOn = restsOn == null ? List.of() : List.copyOf(restsOn);
        }

        static Column counting(String view, String column) {
            return new Column(view, column, null, null, null, null, null, List.of());
        }

        static Column of(String formula) {
            return new Column(null, null, null, null, formula, null, null, List.of());
        }
    }

    /**
     * The evidence of this installation.
     *
     * @throws aftercare.config.AftercareException AFC-1101 when the file breaks its schema
     */
    public static Evidence load() {
        return Contracts.document("evidence", Evidence.class);
    }

    /** The SQL of a file below {@code schemas/evidence}, such as {@code views/opened}; empty where there is none. */
    public static Optional<String> sql(String name) {
        return Installation.folder("schemas", "evidence.yaml", schemas -> {
            try {
                var file = schemas.resolve("evidence").resolve(name + ".sql");
                return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    /**
     * How a column of a table comes about; empty where nothing says so.
     *
     * @param key the row's key, on which that may depend
     */
    public Optional<Column> column(GoldContract contract, String name, Map<String, ?> key) {
        Table table = tables.get(contract.table());
        Column of = table == null ? null : of(table, name, key);
        if (of == null) {
            of = ratio(contract, name);
        }
        return Optional.ofNullable(of == null ? columns.get(name) : of);
    }

    private @Nullable Column of(Table table, String name, Map<String, ?> key) {
        Column own = table.columns().get(name);
        if (own == null && table.by() != null) {
            own = table.cases()
                    .getOrDefault(String.valueOf(key.get(table.by())), Map.of())
                    .get(name);
        }
        if (own == null) {
            own = table.counts().entrySet().stream()
                    .filter(view -> view.getValue().contains(name))
                    .map(view -> Column.counting(view.getKey(), name))
                    .findFirst()
                    .orElse(null);
        }
        return own != null || table.like() == null
                ? own
                : of(Objects.requireNonNull(tables.get(table.like()), "a table like another"), name, key);
    }

    /** What the contract says of a ratio. */
    private static @Nullable Column ratio(GoldContract contract, String name) {
        GoldColumn column = contract.column(name).orElseThrow();
        GoldColumn.Metric metric = column.metric();
        return metric == null || metric.numerator() == null || metric.denominator() == null
                ? null
                : Column.of(("per_1000".equals(column.unit()) ? "1000 * " : "") + metric.numerator() + " / nullif("
                        + metric.denominator() + ", 0)");
    }

    /** The columns of each table that nothing explains, for a test. */
    Map<String, List<String>> unexplained(Contracts contracts) {
        Map<String, List<String>> unexplained = new LinkedHashMap<>();
        for (GoldContract contract : contracts.gold()) {
            if (contract.month() != null) {
                List<String> names = contract.columns().stream()
                        .map(GoldColumn::name)
                        .filter(name -> !contract.key().contains(name))
                        .filter(name -> !isExplained(contract, name))
                        .toList();
                if (!names.isEmpty()) {
                    unexplained.put(contract.table(), names);
                }
            }
        }
        return unexplained;
    }

    private boolean isExplained(GoldContract contract, String name) {
        Table table = tables.get(contract.table());
        if (table == null
                || table.by() == null
                || column(contract, name, Map.of()).isPresent()) {
            return table != null && column(contract, name, Map.of()).isPresent();
        }
        String by = table.by();
        return table.cases().keySet().stream()
                .allMatch(value -> column(contract, name, Map.of(by, value)).isPresent());
    }
}
