package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What a gold table holds.
 *
 * @param table its name
 * @param group the tables it is computed with when they are asked for together
 * @param title what people call it
 * @param description which question it answers
 * @param grain what one row is
 * @param key the columns that tell one row from another
 * @param rowsNeed what must have been delivered before it has any rows; empty for nothing
 * @param month the column by which months are recomputed on their own; null for tables rewritten whole
 * @param people which rows are about single people, as a condition in SQL: in the marts only the role aftercare_hr
 *     sees them; null for none
 * @param writtenBy who writes it where no measure does; null where one does
 * @param notShown why no card and no query of the report reads it; null where one does
 * @param columns its columns, in order
 */
public record GoldContract(
        String table,
        String group,
        Text title,
        Text description,
        Text grain,
        List<String> key,
        @JsonProperty("needs") List<Need> rowsNeed,
        @Nullable String month,
        @Nullable String people,
        @JsonProperty("written_by") @Nullable String writtenBy,
        @JsonProperty("not_shown") @Nullable String notShown,
        List<GoldColumn> columns) {
    public GoldContract {
        rowsNeed = rowsNeed == null ? List.of() : List.copyOf(rowsNeed);
    }

    /** Whether all its rows are about single people. */
    public boolean isAboutPeople() {
        return "true".equals(people);
    }

    /** Whether it keeps what-if scenarios beside the base plan. */
    public boolean keepsScenarios() {
        return columns.stream().anyMatch(column -> column.name().equals("scenario"));
    }

    /** The column of that name, if the table has it. */
    public Optional<GoldColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** All that it and its columns need. */
    public List<Need> needs() {
        return Stream.concat(rowsNeed.stream(), columns.stream().flatMap(column -> column.needs().stream()))
                .distinct()
                .toList();
    }

    /** The same table, whose ratios need what they are made of, and whose columns say when they are therefore null. */
    GoldContract saying(Map<String, Contract> sources) {
        List<GoldColumn> said = columns.stream()
                .map(column -> {
                    List<Need> all = needsOf(column);
                    return all.isEmpty()
                            ? column
                            : column.with(
                                    all,
                                    said(
                                            column.description(),
                                            month == null ? "silence.whole" : "silence.figure",
                                            all,
                                            sources));
                })
                .toList();
        return new GoldContract(
                table,
                group,
                title,
                said(description, "silence.row", rowsNeed, sources),
                grain,
                key,
                rowsNeed,
                month,
                people,
                writtenBy,
                notShown,
                said);
    }

    private List<Need> needsOf(GoldColumn column) {
        GoldColumn.Metric metric = column.metric();
        Stream<Need> parts = metric == null
                ? Stream.of()
                : Stream.of(metric.numerator(), metric.denominator())
                        .flatMap(part -> part == null ? Stream.of() : column(part).stream())
                        .flatMap(part -> part.needs().stream());
        return Stream.concat(column.needs().stream(), parts).distinct().toList();
    }

    private static Text said(Text description, String what, List<Need> needs, Map<String, Contract> sources) {
        List<Text> sentences = new ArrayList<>(List.of(description));
        for (Need need : needs) {
            sentences.add(
                    need.says(what, Objects.requireNonNull(sources.get(need.source()), "all needs were checked")));
        }
        return Messages.sentences(sentences);
    }

    /** What is wrong with the needs of its columns. */
    List<String> faults(Map<String, Contract> sources) {
        List<String> faults = new ArrayList<>();
        for (Need need : rowsNeed) {
            need.fault(sources.get(need.source()))
                    .ifPresent(fault -> faults.add(table + " needs " + need + ", but " + fault));
        }
        for (GoldColumn column : columns) {
            for (Need need : column.needs()) {
                need.fault(sources.get(need.source()))
                        .ifPresent(
                                fault -> faults.add(table + "." + column.name() + " needs " + need + ", but " + fault));
            }
            if (!column.needs().isEmpty() && (column.required() || key.contains(column.name()))) {
                faults.add(table + "." + column.name() + " needs "
                        + column.needs().get(0) + ", so it may be null and is neither required nor a key");
            }
        }
        return faults;
    }

    /**
     * The table as Spark sees it: keys and required columns are not null by contract, which the pipeline checks itself.
     */
    public StructType sparkType() {
        StructType type = new StructType();
        for (GoldColumn column : columns) {
            type = type.add(column.name(), column.type().sparkType());
        }
        return type;
    }
}
