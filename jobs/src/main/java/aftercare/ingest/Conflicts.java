package aftercare.ingest;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contract;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Rows of one file that say different things under one key, where the contract says that this is no correction but a
 * mistake: two versions of a standard from the same day overlap. All of them are refused, each naming the lines. A row
 * that is there twice word for word is no conflict, nor is a later file that says otherwise.
 */
final class Conflicts {
    static final String RULE = "overlapping_version";

    private Conflicts() {}

    static Dataset<Row> refused(Dataset<Row> rows, Contract contract) {
        if (!contract.refusesConflicts()) {
            return rows;
        }
        WindowSpec sameKey = Window.partitionBy(Stream.concat(Stream.of(ReadPlan.FILE_INDEX), contract.key().stream())
                .map(name -> col(name))
                .toArray(Column[]::new));
        Column conflict = size(collect_set(col(ReadPlan.HASH)).over(sameKey)).gt(1);
        Column lines = array_join(array_sort(collect_set(col(ReadPlan.LINE)).over(sameKey)), ", ");
        Column reason = concat(
                lit("lines "),
                lines,
                lit(" say different things of the same " + String.join(", ", contract.key()) + "; only one can hold"));
        return SourceLoad.refused(rows, when(conflict, lit(RULE)), when(conflict, reason));
    }
}
