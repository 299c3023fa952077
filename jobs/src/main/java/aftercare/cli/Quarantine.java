package aftercare.cli;

import static org.apache.spark.sql.functions.any_value;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;

import aftercare.ingest.QuarantineTable;
import aftercare.table.RefusedRowsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** What the quarantine commands ask of the lake. */
final class Quarantine {
    static final String SOURCE = "source";
    static final String ROWS = "n";
    static final String FILES = "files";
    private static final int ROWS_SHOWN = 1_000;

    private Quarantine() {}

    /** The source asked for, or all that have ever refused a row. */
    static List<String> sources(LakeWork work, Optional<String> source) {
        source.ifPresent(name -> work.contracts().source(name));
        return work.contracts().sourceNames().stream()
                .filter(name -> source.isEmpty() || source.get().equals(name))
                .filter(name -> new QuarantineTable(work.lake(), name).exists())
                .toList();
    }

    /** Per source and rule: how many open rows in how many files, and one of them as an example. */
    static List<Row> groups(LakeWork work, Optional<String> source) {
        List<Row> groups = new ArrayList<>();
        for (String name : sources(work, source)) {
            groups.addAll(new QuarantineTable(work.lake(), name)
                    .open()
                    .groupBy(RefusedRowsTable.RULE)
                    .agg(
                            count(lit(1)).as(ROWS),
                            countDistinct(col(RefusedRowsTable.FILE)).as(FILES),
                            min_by(col(RefusedRowsTable.FILE), col(RefusedRowsTable.LINE))
                                    .as(RefusedRowsTable.FILE),
                            min_by(col(RefusedRowsTable.SHA256), col(RefusedRowsTable.LINE))
                                    .as(RefusedRowsTable.SHA256),
                            min(RefusedRowsTable.LINE).as(RefusedRowsTable.LINE),
                            min_by(col(RefusedRowsTable.REASON), col(RefusedRowsTable.LINE))
                                    .as(RefusedRowsTable.REASON),
                            any_value(lit(name)).as(SOURCE))
                    .orderBy(col(ROWS).desc(), col(RefusedRowsTable.RULE))
                    .collectAsList());
        }
        return groups;
    }

    /** Open rows with their source, the oldest files first. */
    static List<Row> rows(LakeWork work, Optional<String> source) {
        List<Row> rows = new ArrayList<>();
        for (String name : sources(work, source)) {
            rows.addAll(new QuarantineTable(work.lake(), name)
                    .open()
                    .withColumn(SOURCE, lit(name))
                    .orderBy(RefusedRowsTable.FILE, RefusedRowsTable.LINE)
                    .limit(ROWS_SHOWN)
                    .collectAsList());
        }
        return rows;
    }
}
