package aftercare.measure.api;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.months_between;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.year;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonthTableTest {
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "UTC", "America/Havana", "Africa/Casablanca", "Pacific/Apia"})
    void aMonthBeginsWithTheFirstInstantOfItsFirstDayInTheZone(String name) {
        ZoneId zone = ZoneId.of(name);
        MonthTable months = MonthTable.in(zone);
        for (YearMonth month = YearMonth.of(1890, 1); month.getYear() < 2210; month = month.plusMonths(1)) {
            long begins = micros(month.atDay(1).atStartOfDay(zone).toInstant());
            int number = MonthTable.number(month.atDay(1));
            assertThat(months.numberOfInstant(begins)).as("%s %s", name, month).isEqualTo(number);
            assertThat(months.numberOfInstant(begins - 1))
                    .as("before %s %s", name, month)
                    .isEqualTo(number - 1);
            assertThat(MonthTable.month(number)).isEqualTo(month);
        }
    }

    @Test
    void everyDayLiesInItsMonth() {
        MonthTable months = MonthTable.in(ZoneId.of("UTC"));
        for (LocalDate day = LocalDate.of(1890, 1, 1); day.getYear() < 2210; day = day.plusDays(1)) {
            int number = months.numberOfDay((int) day.toEpochDay());
            assertThat(number).as("%s", day).isEqualTo(MonthTable.number(day));
            assertThat(months.firstDay(number)).as("%s", day).isEqualTo((int)
                    day.withDayOfMonth(1).toEpochDay());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "America/New_York"})
    void columnsSayWhatSparksCalendarSays(String zone) {
        SparkSession session = TestSpark.session().newSession();
        session.conf().set("spark.sql.session.timeZone", zone);
        MonthTable months = MonthTable.in(ZoneId.of(zone));
        List<Row> rows = new ArrayList<>();
        Instant first = Instant.parse("2023-11-20T00:00:00Z");
        for (int i = 0; i < 1500; i++) {
            Instant instant = first.plus(i * 17L, ChronoUnit.HOURS);
            LocalDate sold = LocalDate.of(2024, 1, 1).plusDays(i % 430);
            rows.add(RowFactory.create(Timestamp.from(instant), i % 7 == 0 ? null : Date.valueOf(sold)));
        }
        rows.add(RowFactory.create(null, Date.valueOf("2024-01-31")));
        Dataset<Row> told = session.createDataFrame(
                rows, new StructType().add("at", DataTypes.TimestampType).add("sold_on", DataTypes.DateType));
        assertSame(told, months.firstDayOf(col("at")), trunc(col("at"), "MM"));
        assertSame(
                told,
                months.fullMonthsBetween(col("sold_on"), col("at").cast("date")).cast("long"),
                floor(months_between(col("at"), col("sold_on"))));
        assertSame(
                told,
                months.numberOfDay(col("sold_on")),
                year(col("sold_on")).multiply(12).plus(month(col("sold_on"))).minus(1));
    }

    private static void assertSame(Dataset<Row> rows, Column one, Column other) {
        assertThat(rows.filter(not(one.eqNullSafe(other)))
                        .select(col("at"), col("sold_on"), one, other)
                        .collectAsList())
                .isEmpty();
        assertThat(rows.filter(one.isNotNull()).isEmpty()).isFalse();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
