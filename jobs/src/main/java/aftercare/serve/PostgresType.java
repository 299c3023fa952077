package aftercare.serve;

import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;

/** How the types of gold tables are called in Postgres. */
final class PostgresType {
    private PostgresType() {}

    /** @throws IllegalArgumentException for a type that no contract can name */
    static String of(DataType type) {
        if (type instanceof StringType) {
            return "text";
        } else if (type instanceof IntegerType) {
            return "integer";
        } else if (type instanceof LongType) {
            return "bigint";
        } else if (type instanceof DecimalType decimal) {
            return "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
        } else if (type instanceof DoubleType) {
            return "double precision";
        } else if (type instanceof BooleanType) {
            return "boolean";
        } else if (type instanceof DateType) {
            return "date";
        } else if (type instanceof TimestampType) {
            return "timestamp with time zone";
        }
        throw new IllegalArgumentException("no mart has columns of type " + type.simpleString());
    }
}
