package aftercare;

import aftercare.lake.SparkSessions;
import java.time.ZoneId;
import org.apache.spark.sql.SparkSession;

/** The one small Spark session that all tests of a JVM share, set up as the product sets it up. */
public final class TestSpark {
    private static final SparkSession SESSION = start();

    private TestSpark() {}

    private static SparkSession start() {
        System.setProperty("spark.sql.shuffle.partitions", "2");
        // Spark keeps the plans of a thousand queries to show them to nobody; over all tests they fill the heap.
        System.setProperty("spark.sql.ui.retainedExecutions", "10");
        System.setProperty("spark.ui.retainedJobs", "10");
        System.setProperty("spark.ui.retainedStages", "10");
        return SparkSessions.start("local[2]", ZoneId.of("UTC"));
    }

    /** The session, started by the first test that asks. */
    public static SparkSession session() {
        return SESSION;
    }
}
