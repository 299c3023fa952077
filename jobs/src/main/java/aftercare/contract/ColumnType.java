package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The type of a column, as contracts spell it.
 *
 * @param kind what the values are
 * @param precision digits in all; only for decimals, else 0
 * @param scale digits after the point; only for decimals, else 0
 */
public record ColumnType(Kind kind, int precision, int scale) implements java.io.Serializable {
    /** What the values are. */
    public enum Kind {
        STRING,
        INT,
        LONG,
        DECIMAL,
        DOUBLE,
        BOOLEAN,
        DATE,
        TIMESTAMP
    }

    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+),\\s*(\\d+)\\)");

    /** Reads the spelling of a contract, such as {@code decimal(12,2)}. */
    @JsonCreator
    public static ColumnType parse(String spelling) {
        Matcher decimal = DECIMAL.matcher(spelling);
        if (decimal.matches()) {
            return new ColumnType(Kind.DECIMAL, Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return new ColumnType(Kind.valueOf(spelling.toUpperCase(java.util.Locale.ROOT)), 0, 0);
    }

    /** The type Spark and the lake give the column. */
    public DataType sparkType() {
        return switch (kind) {
            case STRING -> DataTypes.StringType;
            case INT -> DataTypes.IntegerType;
            case LONG -> DataTypes.LongType;
            case DECIMAL -> DataTypes.createDecimalType(precision, scale);
            case DOUBLE -> DataTypes.DoubleType;
            case BOOLEAN -> DataTypes.BooleanType;
            case DATE -> DataTypes.DateType;
            case TIMESTAMP -> DataTypes.TimestampType;
        };
    }

    @JsonValue
    @Override
    public String toString() {
        return kind == Kind.DECIMAL
                ? "decimal(%d,%d)".formatted(precision, scale)
                : kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
