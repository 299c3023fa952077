package aftercare.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.contract.Contract;
import aftercare.lake.Lake;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows of reference data that stand on facts, such as the outlet that each order names: what most of them say in the
 * latest month of their key counts, not what the last line says.
 *
 * <p>How often each content was said in each month is kept in {@code ops/derived/<source>}, as codes without the
 * content, so that days delivered one by one give what they give together. A content that wins is in the load at hand
 * or in silver already: only what a load says can gain by it.
 */
final class DerivedRows implements AutoCloseable {
    private static final String FOLDER = "derived";
    private static final String RUN = "run";
    private static final String FILE = "file";
    private static final String DELIVERY = "delivery";
    private static final String KEY = "key_code";
    private static final String MONTH = "month";
    private static final String CONTENT = "content";
    private static final String ROWS = "n";
    private static final String LAST_LINE = "last_line";

    private static final String CHOSEN = "chosen";
    private static final String LATEST = "latest";

    private final Lake lake;
    private final Contract contract;
    private final Facts facts;
    private final List<Dataset<Row>> kept = new ArrayList<>();
    private final List<String> planNames = new ArrayList<>();

    /**
     * The facts on whose lines the rows stand.
     *
     * @param plans one for each source of facts, with those files of the load that it reads too
     * @param growing the paths of which a later delivery adds to the earlier ones and does not replace them
     */
    record Facts(List<ReadPlan> plans, Set<String> growing) {
        /** No rows stand on facts. */
        static final Facts NONE = new Facts(List.of(), Set.of());

        /** The landing paths of the files that hold facts. */
        private Object[] files() {
            return plans.stream()
                    .flatMap(plan -> plan.files().stream())
                    .map(planned -> planned.file().name())
                    .distinct()
                    .toArray();
        }

        private List<String> sources() {
            return plans.stream().map(plan -> plan.contract().source()).toList();
        }
    }

    /**
     * What was found.
     *
     * @param outvoted file and line of the rows that say something else than what counts
     * @param said code of the key and content of all that was ever said, of the keys at hand
     */
    record Judged(Dataset<Row> outvoted, Dataset<Row> said) {}

    DerivedRows(Lake lake, Contract contract, Facts facts) {
        this.lake = lake;
        this.contract = contract;
        this.facts = facts;
    }

    /** Whether rows of a source may stand on facts: those of facts and those that have versions do not. */
    static boolean mayBe(Contract contract) {
        return contract.month() == null && contract.version() == null && !contract.refusesConflicts();
    }

    boolean any() {
        return !facts.plans().isEmpty();
    }

    /**
     * Finds which rows are outvoted, and notes what was said; a second time for the same run changes nothing.
     *
     * @param good the rows that can be taken, with their key, place and content code
     * @param keyCode the column of {@link Judged#said} that holds the code of the key
     */
    Judged judge(Dataset<Row> good, String keyCode, String runId) {
        Column file = when(
                        col(ReadPlan.FILE).isin(facts.growing().toArray()),
                        concat(col(ReadPlan.FILE), lit("@"), col(ReadPlan.DELIVERY)))
                .otherwise(col(ReadPlan.FILE));
        Dataset<Row> rows = kept(months(good.filter(col(ReadPlan.FILE).isin(facts.files())))
                .select(
                        col(ReadPlan.FILE_INDEX),
                        col(ReadPlan.LINE),
                        file.as(FILE),
                        col(ReadPlan.DELIVERY).as(DELIVERY),
                        xxhash64(key()).as(KEY),
                        col(MONTH),
                        col(ReadPlan.HASH).as(CONTENT)));
        Dataset<Row> here = kept(rows.groupBy(FILE, DELIVERY, KEY, MONTH, CONTENT)
                .agg(count(lit(1)).as(ROWS), max(ReadPlan.LINE).as(LAST_LINE)));
        Dataset<Row> all = kept(with(here, runId));
        note(here, runId);
        return new Judged(
                kept(rows.join(chosen(all), KEY)
                        .filter(col(CONTENT).notEqual(col(CHOSEN)))
                        .select(ReadPlan.FILE_INDEX, ReadPlan.LINE)),
                all.select(col(KEY).as(keyCode), col(CONTENT).as(ReadPlan.HASH)).distinct());
    }

    private Dataset<Row> kept(Dataset<Row> rows) {
        kept.add(rows.persist(StorageLevel.MEMORY_AND_DISK()));
        return rows;
    }

    /** Lets go of what was found. */
    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
        planNames.forEach(LandingSource::release);
    }

    private Column[] key() {
        return contract.key().stream().map(name -> col(name)).toArray(Column[]::new);
    }

    /** The rows with the month of the first source of facts that knows one of their line; null where none does. */
    private Dataset<Row> months(Dataset<Row> rows) {
        Dataset<Row> dated = rows.withColumn(MONTH, lit(null).cast("date"));
        for (ReadPlan plan : facts.plans()) {
            String planName = LandingSource.newPlanName();
            planNames.add(planName);
            Dataset<Row> known = LandingSource.rows(lake.spark(), plan, planName)
                    .filter(col(ReadPlan.MONTH).isNotNull())
                    .select(ReadPlan.FILE, ReadPlan.LINE, ReadPlan.MONTH);
            dated = dated.join(known, new String[] {ReadPlan.FILE, ReadPlan.LINE}, "left")
                    .withColumn(MONTH, coalesce(col(MONTH), col(ReadPlan.MONTH)))
                    .drop(ReadPlan.MONTH);
        }
        return dated;
    }

    /** What is said here and was said before, of these keys; of a file its latest delivery counts. */
    private Dataset<Row> with(Dataset<Row> here, String runId) {
        if (!lake.hasTable(path())) {
            return here;
        }
        // What this run noted itself, before it was killed, is here again.
        Dataset<Row> before = lake.read(path())
                .filter(col(RUN).notEqual(runId))
                .select(FILE, DELIVERY, KEY, MONTH, CONTENT, ROWS, LAST_LINE);
        return before.unionByName(here)
                .withColumn(LATEST, max(DELIVERY).over(Window.partitionBy(FILE)))
                .filter(col(DELIVERY).equalTo(col(LATEST)))
                .drop(LATEST)
                .join(here.select(KEY).distinct(), new String[] {KEY}, "left_semi");
    }

    /** For each key the content that is most frequent in the latest month; of several the one said last. */
    private static Dataset<Row> chosen(Dataset<Row> said) {
        return said.groupBy(KEY, MONTH, CONTENT)
                .agg(sum(ROWS).as(ROWS), max(struct(FILE, DELIVERY, LAST_LINE)).as(LATEST))
                .withColumn(
                        "rank",
                        row_number()
                                .over(Window.partitionBy(KEY)
                                        .orderBy(
                                                col(MONTH).desc_nulls_last(),
                                                col(ROWS).desc(),
                                                col(LATEST).desc())))
                .filter(col("rank").equalTo(1))
                .select(col(KEY), col(CONTENT).as(CHOSEN));
    }

    private void note(Dataset<Row> here, String runId) {
        lake.checkHold();
        here.withColumn(RUN, lit(runId))
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .option("txnAppId", "derived/" + contract.source() + "/" + runId)
                .option("txnVersion", 1)
                .save(path().toString());
    }

    private Path path() {
        return new Path(lake.ops(FOLDER), contract.source());
    }

    /** How many rows of a file were outvoted, in words: for the ledger. */
    String note(long outvoted, long rows) {
        return String.format(
                Locale.ROOT,
                "%s come from rows of %s: of each %s counts what its latest month says most often; %,d of %,d rows"
                        + " %s something else",
                contract.source(),
                String.join(", ", facts.sources()),
                contract.key().get(0),
                outvoted,
                rows,
                outvoted == 1 ? "says" : "say");
    }
}
