package aftercare.measure.engine;

import static org.apache.spark.sql.functions.lit;

import aftercare.contract.Contract;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that measures may ask of a source, whenever its silver table was written. */
final class SilverColumns {
    private SilverColumns() {}

    /** Those of the contract, and which instants are known only to the day; of facts, the month of their rows. */
    static StructType of(Contract contract) {
        StructType type = contract.silverType().add(Contract.DAYS, DataTypes.StringType);
        return contract.month() == null ? type : type.add("_month", DataTypes.DateType);
    }

    /** The rows of a table, with null in columns that the contract got after the table was written last. */
    static Dataset<Row> all(Dataset<Row> rows, Contract contract) {
        Set<String> there = Set.of(rows.columns());
        for (StructField field : of(contract).fields()) {
            if (!there.contains(field.name())) {
                rows = rows.withColumn(field.name(), lit(null).cast(field.dataType()));
            }
        }
        return rows;
    }
}
