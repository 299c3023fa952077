package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What a source delivers: one row of a file becomes one row of {@code silver/<source>}, or is refused with a reason.
 *
 * @param source its name, which is also the name of its landing folder and silver table
 * @param title what people call it
 * @param description what it holds and who keeps it
 * @param grain what one row is
 * @param answers which questions it answers, for whoever does not deliver it
 * @param key the columns that tell one row from another
 * @param version the column whose latest value wins; null where only the order of files, deliveries and lines
 *     decides
 * @param month the instant or day whose business month partitions the facts; null for reference data
 * @param columns its columns, in order
 * @param rules what every row must meet beyond its columns' own conditions
 * @param conflicts {@code refuse} where rows of one file that say different things under one key are all refused,
 *     because nobody can tell which holds; null where the later row counts
 * @param maxRejectShare the share of refused rows above which a file is refused whole; null for what the run says
 */
public record Contract(
        String source,
        Text title,
        Text description,
        Text grain,
        @Nullable Text answers,
        List<String> key,
        @Nullable String version,
        @Nullable String month,
        List<Column> columns,
        List<Rule> rules,
        @Nullable String conflicts,
        @JsonProperty("max_reject_share") @Nullable Double maxRejectShare)
        implements java.io.Serializable {

    /**
     * The column of every silver table that names the instants of which a row tells only the day, with commas between;
     * null where it tells the times of all.
     */
    public static final String DAYS = "_days";

    public Contract {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /** Whether rows of one file may not say different things under one key. */
    public boolean refusesConflicts() {
        return conflicts != null;
    }

    /** The column of that name, if the contract has it. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The same source, where some columns may be left out: what they then stand for, by their names. */
    public Contract withDefaults(Map<String, String> texts) {
        List<Column> withDefaults = columns.stream()
                .map(column -> texts.containsKey(column.name()) ? column.withDefault(texts.get(column.name())) : column)
                .toList();
        return new Contract(
                source,
                title,
                description,
                grain,
                answers,
                key,
                version,
                month,
                withDefaults,
                rules,
                conflicts,
                maxRejectShare);
    }

    /** The columns that reach silver, in order. */
    public List<Column> silverColumns() {
        return columns.stream().filter(Column::reachesSilver).toList();
    }

    /** The columns of silver as Spark sees them, without lineage. */
    public StructType silverType() {
        StructType type = new StructType();
        for (Column column : silverColumns()) {
            type = type.add(
                    column.name(),
                    column.pii() == Column.Pii.HASH
                            ? org.apache.spark.sql.types.DataTypes.StringType
                            : column.type().sparkType());
        }
        return type;
    }
}
