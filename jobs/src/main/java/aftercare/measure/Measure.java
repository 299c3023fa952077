package aftercare.measure;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One question answered in one gold table. */
public interface Measure {
    /** The gold table it writes; its contract says grain, columns and definitions. */
    String table();

    /** The sources whose silver it reads. */
    List<String> sources();

    /** The gold tables it reads; they are computed before it. */
    default List<String> gold() {
        return List.of();
    }

    /** The tables of the lake's own books it reads, such as {@code ops/ledger}. */
    default List<String> books() {
        return List.of();
    }

    /**
     * Computes rows of its table, with at least the columns of the contract. A table by month holds the rows of the months asked for, and
     * no others; a table without months is computed whole.
     */
    Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months);

    /**
     * The months whose rows may differ from those computed before, given what has changed since. The default is all of them. It may name
     * too many months, never too few.
     */
    default Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        return Months.all();
    }
}
