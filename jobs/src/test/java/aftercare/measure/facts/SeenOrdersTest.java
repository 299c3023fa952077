package aftercare.measure.facts;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeenOrdersTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-07T17:00:00Z, 24, 2026-03-08T17:00:00Z",
        "2026-10-31T16:00:00Z, 24, 2026-11-01T16:00:00Z",
        "2026-11-20T17:00:00Z, -720, 2026-10-21T17:00:00Z"
    })
    void hoursAreHoursWhenClocksChange(Instant from, int hours, Instant until) {
        SparkSession newYork = TestSpark.session().newSession();
        newYork.conf().set("spark.sql.session.timeZone", "America/New_York");
        Object seen = newYork.range(1)
                .withColumn("from", lit(Timestamp.from(from)))
                .select(SeenOrders.plusHours(col("from"), hours))
                .head()
                .get(0);
        assertThat(seen).isEqualTo(Timestamp.from(until));
    }

    @Test
    void hoursAfterADayRunFromItsFirstInstant() {
        Object seen = TestSpark.session()
                .range(1)
                .select(SeenOrders.plusHours(lit(java.sql.Date.valueOf("2026-03-08")), 24)
                        .equalTo(lit("2026-03-09").cast("timestamp")))
                .head()
                .get(0);
        assertThat(seen).isEqualTo(true);
    }
}
