package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
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
        @Nullable String month,
        @Nullable String people,
        @JsonProperty("written_by") @Nullable String writtenBy,
        @JsonProperty("not_shown") @Nullable String notShown,
        List<GoldColumn> columns) {

    /** Whether all its rows are about single people. */
    public boolean isAboutPeople() {
        return "true".equals(people);
    }

    /** Whether it keeps what-if scenarios beside the base plan. */
    public boolean keepsScenarios() {
        return columns.stream().anyMatch(column -> column.name().equals("scenario"));
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
