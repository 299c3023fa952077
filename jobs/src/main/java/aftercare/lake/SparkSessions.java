package aftercare.lake;

import java.time.ZoneId;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Starts Spark with what a run on small and on large data needs; any {@code spark.*} system property wins over what is
 * set here.
 */
public final class SparkSessions {
    private SparkSessions() {}

    /** Lets a session run its queries plainly: interpreted, in few tasks, planned once. The rows are the same. */
    static void planForSmallData(SparkSession session) {
        session.conf().set("spark.sql.codegen.wholeStage", "false");
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        session.conf().set("spark.sql.adaptive.enabled", "false");
        session.conf().set("spark.sql.shuffle.partitions", "2");
    }

    /**
     * Starts, or joins, the session of this process.
     *
     * @param master any Spark master
     * @param zone the business zone, in which months are cut
     */
    public static SparkSession start(String master, ZoneId zone) {
        SparkConf conf = new SparkConf(true);
        set(conf, "spark.master", master);
        set(conf, "spark.app.name", "aftercare");
        set(conf, "spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        set(conf, "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        set(conf, "spark.sql.session.timeZone", zone.getId());
        set(conf, "spark.hadoop.fs.file.impl", PlainLocalFileSystem.class.getName());
        set(conf, "spark.ui.enabled", "false");
        set(conf, "spark.ui.showConsoleProgress", "false");
        set(conf, "spark.sql.ansi.enabled", "false");
        // Delta's own logs are small here: a handful of tasks each, not its default of fifty.
        set(conf, "spark.databricks.delta.snapshotPartitions", "1");
        set(conf, "spark.databricks.delta.merge.materializeSource", "none");
        set(conf, "spark.databricks.delta.merge.repartitionBeforeWrite.enabled", "true");
        // Exact percentiles and lists stay in hash aggregation well beyond the default of 128 groups.
        set(conf, "spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "200000");
        set(conf, "spark.sql.adaptive.coalescePartitions.parallelismFirst", "false");
        set(conf, "spark.sql.adaptive.advisoryPartitionSizeInBytes", "32m");
        // Where each part of a join's smaller side is seen to be this small, it is looked up instead of sorting both
        // sides (docs/decisions.md, DB13).
        set(conf, "spark.sql.adaptive.maxShuffledHashJoinLocalMapThreshold", "64m");
        // Whole numbers are written and read in half the time of Spark's default, Impala's 96 bits.
        set(conf, "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        // A task writes few months, so it keeps their files open instead of sorting its rows by month first.
        set(conf, "spark.sql.maxConcurrentOutputFileWriters", "12");
        // What is kept is read once or twice: looking for the best encoding of each column takes longer than that
        // saves.
        set(conf, "spark.sql.inMemoryColumnarStorage.compressed", "false");
        // Sessions share one class loader, and what code was generated for one serves all: none of ours adds libraries
        // of its own. Keeping a table would make yet another session where this last setting is on.
        set(conf, "spark.sql.artifact.isolation.enabled", "false");
        set(conf, "spark.sql.codegen.cache.maxEntries", "2000");
        set(conf, "spark.sql.sources.bucketing.autoBucketedScan.enabled", "false");
        // Nobody reads the list of files that Delta would keep beside each commit.
        set(conf, "spark.databricks.delta.allFilesInCrc.enabled", "false");
        // Each aggregation and join takes whole pages: of the 64 MB that Spark would choose, most would stay empty.
        set(conf, "spark.buffer.pageSize", "2m");
        set(conf, "spark.cleaner.referenceTracking.cleanCheckpoints", "true");
        if (conf.get("spark.master").startsWith("local")) {
            // Rows lie there as they are. A cluster has folders of its own for it.
            if (!conf.contains("spark.local.dir")) {
                conf.set("spark.local.dir", WorkFolder.ofThisProcess().toString());
            }
            set(conf, "spark.driver.host", "127.0.0.1");
            set(conf, "spark.driver.bindAddress", "127.0.0.1");
            set(conf, "spark.sql.shuffle.partitions", "8");
        } else {
            ShippedLibraries.named().ifPresent(jars -> set(conf, "spark.jars", jars));
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }

    private static void set(SparkConf conf, String key, String value) {
        conf.setIfMissing(key, value);
    }
}
