package aftercare.measure;

import static org.apache.spark.sql.functions.lit;

import aftercare.TestSpark;
import aftercare.contract.Contracts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Changes told by a test, or found by comparing a source before and after. */
public final class WrittenChanges implements Changes {
    private static final String INSERTED = "insert";
    private static final String VERSION = "_commit_version";

    private final AsOf before;
    private final Map<String, Dataset<Row>> changed = new HashMap<>();

    public WrittenChanges(AsOf before) {
        this.before = before;
    }

    /** Rows that are there now and were not before. */
    public WrittenChanges withNew(String source, String written) {
        changed.put(
                source,
                TableInputs.silverOf(source, written)
                        .withColumn(KIND, lit(INSERTED))
                        .withColumn(VERSION, lit(1L)));
        return this;
    }

    /** All that differs between two states of a source. */
    public WrittenChanges between(String source, Dataset<Row> was, Dataset<Row> is) {
        Dataset<Row> rows = was.exceptAll(is)
                .withColumn(KIND, lit(DELETED))
                .union(is.exceptAll(was).withColumn(KIND, lit(INSERTED)))
                .withColumn(VERSION, lit(1L))
                .localCheckpoint();
        if (!rows.isEmpty()) {
            changed.put(source, rows);
        }
        return this;
    }

    @Override
    public Dataset<Row> rows(String source) {
        return changed.computeIfAbsent(source, unchanged -> TestSpark.session()
                .createDataFrame(
                        List.of(),
                        Contracts.load()
                                .source(source)
                                .silverType()
                                .add(KIND, DataTypes.StringType)
                                .add(VERSION, DataTypes.LongType)));
    }

    @Override
    public boolean any(String source) {
        return changed.containsKey(source);
    }

    @Override
    public AsOf before() {
        return before;
    }
}
