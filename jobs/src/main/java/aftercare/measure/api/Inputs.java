package aftercare.measure.api;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.contract.Need;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a measure may read. A table that was never written reads as an empty one with the contract's columns. */
public interface Inputs {
    SparkSession spark();

    /** The current truth of a source. */
    Dataset<Row> silver(String source);

    /** A gold table as it stands; of one with scenarios, the rows that hold in {@link #scenario()}. */
    Dataset<Row> gold(String table);

    /** One of the lake's own books, such as {@code ledger}. */
    Dataset<Row> book(String name);

    /** The refused rows of a source. */
    Dataset<Row> quarantine(String source);

    /**
     * Numbers of a source that so many of its rows share that they must stand for unknown ones; {@link #silver} has
     * null in their place.
     */
    default StandIns standIns(String source) {
        return new StandIns("", Map.of());
    }

    /**
     * Numbers that stand for unknown ones.
     *
     * @param column the column they stand in
     * @param rowsOf in how many rows each does
     */
    record StandIns(String column, Map<String, Long> rowsOf) {
        public StandIns {
            rowsOf = Map.copyOf(rowsOf);
        }
    }

    /**
     * The months of which a source, or a column of it, speaks as seen on the as-of day; a measure that asks names the
     * need in {@link Measure#needs()}.
     */
    default Spoken spoken(Need need) {
        return Spoken.ALWAYS;
    }

    /** The months of which all of these speak. */
    default Spoken spoken(List<Need> needs) {
        return needs.stream().map(this::spoken).reduce(Spoken.ALWAYS, Spoken::and);
    }

    /**
     * The figures of a table, by name, each null where what it needs does not speak; those that need nothing, or what
     * always speaks, are left out.
     *
     * @param isTold of a row, whether months are spoken of
     */
    default Map<String, Column> told(GoldContract contract, Function<Spoken, Column> isTold) {
        Map<String, Column> told = new LinkedHashMap<>();
        for (GoldColumn column : contract.columns()) {
            Spoken spoken = spoken(column.needs());
            if (!spoken.equals(Spoken.ALWAYS)) {
                told.put(column.name(), when(isTold.apply(spoken), col(column.name())));
            }
        }
        return told;
    }

    /**
     * The rows of a source of which another version stood there before, by one column, each once; empty where nobody
     * can tell.
     */
    default Optional<Dataset<Row>> replaced(String source, String column) {
        return Optional.empty();
    }

    /** What is taken to be otherwise than it is. */
    default Scenario scenario() {
        return Scenario.BASE;
    }

    /** The same rows, kept at hand because they are used more than once; let go when the measure has been written. */
    default Dataset<Row> keep(Dataset<Row> rows) {
        return rows;
    }

    /**
     * The same rows, computed now where tables are large. For rows that are few as a rule, but need not be, such as
     * those that clash: a join then sees how many they are, and moves what it looks through only when they are many.
     */
    default Dataset<Row> found(Dataset<Row> rows) {
        return rows;
    }
}
