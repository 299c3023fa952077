package aftercare.measure.api;

import aftercare.contract.Need;
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

    /** Whether it reads the refused rows of the sources. */
    default boolean readsQuarantine() {
        return false;
    }

    /**
     * What must have been delivered for its own arithmetic, beside what the columns of its contract need; when the
     * months of which that speaks change, they are computed anew.
     */
    default List<Need> needs() {
        return List.of();
    }

    /**
     * What else its figures rest on, such as rules read from a file, as text; when it changes, the table is computed
     * anew.
     */
    default String settings() {
        return "";
    }

    /**
     * Computes rows of its table, with at least the columns of the contract. A table by month gives the rows of the
     * months it rewrites for those asked for, and no others; a table without months is computed whole.
     */
    Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months);

    /**
     * The months whose rows are rewritten when some months are computed: these, and more where later rows look back on
     * them.
     */
    default Months rewritten(Months computed, AsOf asOf) {
        return computed;
    }

    /**
     * The months whose rows may differ from those computed before, given what has changed since. The default is all of
     * them. It may name too many months, never too few.
     */
    default Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        return Months.all();
    }
}
