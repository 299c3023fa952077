package aftercare;

import aftercare.lake.SparkSessions;
import java.time.ZoneId;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a test run; tests never stop it. */
public final class TestSpark {
    private static final class Holder {
        static final SparkSession SESSION = SparkSessions.start("local[2]", ZoneId.of("UTC"));
    }

    private TestSpark() {}

    public static SparkSession session() {
        return Holder.SESSION;
    }
}
