package aftercare.cli;

import static org.apache.spark.sql.functions.any_value;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;

import aftercare.ingest.QuarantineTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** What the quarantine commands ask of the lake. */
final class Quarantine {
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

    /** Per source and rule: open rows, files, and one example (file, line, reason). */
    static List<Row> groups(LakeWork work, Optional<String> source) {
        List<Row> groups = new ArrayList<>();
        for (String name : sources(work, source)) {
            groups.addAll(new QuarantineTable(work.lake(), name)
                    .open()
                    .groupBy("rule")
                    .agg(
                            count(lit(1)).as("n"),
                            countDistinct(col("file")).as("files"),
                            min_by(col("file"), col("line")).as("file"),
                            org.apache.spark.sql.functions.min("line").as("line"),
                            min_by(col("reason"), col("line")).as("reason"),
                            any_value(lit(name)).as("source"))
                    .select("source", "rule", "n", "files", "file", "line", "reason")
                    .orderBy(col("n").desc(), col("rule"))
                    .collectAsList());
        }
        return groups;
    }

    /** Open rows, the oldest files first: source, file, line, rule, reason, raw text. */
    static List<Row> rows(LakeWork work, Optional<String> source) {
        List<Row> rows = new ArrayList<>();
        for (String name : sources(work, source)) {
            rows.addAll(new QuarantineTable(work.lake(), name)
                    .open()
                    .select(lit(name), col("file"), col("line"), col("rule"), col("reason"), col("raw_text"))
                    .orderBy("file", "line")
                    .limit(ROWS_SHOWN)
                    .collectAsList());
        }
        return rows;
    }
}
