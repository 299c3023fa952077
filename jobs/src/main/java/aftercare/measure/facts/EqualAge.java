package aftercare.measure.facts;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import aftercare.contract.PromiseRule.Span;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Months that are still young on a day, each with the twelve before it, and until when each of them is looked at so
 * that all are of one age (docs/decisions.md, D21): as many days after its end as the young one has, or, while that is
 * not over, as far into the month. Of the young month itself this is the end of the day.
 */
public final class EqualAge {
    /** The young month, a date. */
    public static final String JUDGED = "_judged_month";

    /** The month looked at, a date. */
    public static final String MONTH = "_of_month";

    /** The instant before which it is looked at. */
    public static final String UNTIL = "_until";

    /** The day whose end that is. */
    public static final String LAST_DAY = "_last_day";

    private static final int EARLIER_MONTHS = 12;
    private static final StructType PAIR = new StructType()
            .add(JUDGED, DataTypes.DateType)
            .add("_pair_month", DataTypes.DateType)
            .add(UNTIL, DataTypes.TimestampType)
            .add(LAST_DAY, DataTypes.DateType);

    private final List<Pair> pairs;
    private final ZoneId zone;

    private record Pair(YearMonth judged, YearMonth month, LocalDate lastDay) {}

    private EqualAge(List<Pair> pairs, ZoneId zone) {
        this.pairs = List.copyOf(pairs);
        this.zone = zone;
    }

    /**
     * The months that are young on a day.
     *
     * @param settled how long after its end a month is young
     */
    public static EqualAge on(AsOf asOf, VersionedRule<Span> settled) {
        long days = settled.on(asOf.day()).inHours() / 24;
        List<Pair> pairs = new ArrayList<>();
        for (YearMonth young = asOf.month(); age(young, asOf) < days; young = young.minusMonths(1)) {
            for (int back = 0; back <= EARLIER_MONTHS; back++) {
                YearMonth month = young.minusMonths(back);
                pairs.add(new Pair(young, month, lastDay(month, young, asOf)));
            }
        }
        return new EqualAge(pairs, asOf.zone());
    }

    private static long age(YearMonth month, AsOf asOf) {
        return ChronoUnit.DAYS.between(month.atEndOfMonth(), asOf.day());
    }

    private static LocalDate lastDay(YearMonth month, YearMonth young, AsOf asOf) {
        long age = age(young, asOf);
        return age < 0
                ? month.atDay(Math.min(asOf.day().getDayOfMonth(), month.lengthOfMonth()))
                : month.atEndOfMonth().plusDays(age);
    }

    /** The day at whose end a month is looked at to be as old as a young one; empty where that one is not young. */
    public Optional<LocalDate> lastDay(YearMonth judged, YearMonth month) {
        return pairs.stream()
                .filter(pair -> pair.judged().equals(judged) && pair.month().equals(month))
                .map(Pair::lastDay)
                .findFirst();
    }

    /** All months looked at. */
    public Months months() {
        return Months.of(pairs.stream().map(Pair::month).distinct().toList());
    }

    /**
     * Each row once for every young month that one of its months is compared with, with {@link #JUDGED},
     * {@link #MONTH}, {@link #UNTIL} and {@link #LAST_DAY}; rows of other months are left out.
     *
     * @param months the months of the row's events, dates, each null where there was none
     */
    public Dataset<Row> of(Dataset<Row> rows, Column... months) {
        List<Row> written = pairs.stream()
                .map(pair -> RowFactory.create(
                        AsOf.date(pair.judged()),
                        AsOf.date(pair.month()),
                        new AsOf(pair.lastDay(), zone).endTimestamp(),
                        java.sql.Date.valueOf(pair.lastDay())))
                .toList();
        Dataset<Row> ages = rows.sparkSession().createDataFrame(written, PAIR);
        return rows.withColumn(MONTH, explode(array_distinct(array(months))))
                .join(broadcast(ages), col(MONTH).equalTo(col("_pair_month")))
                .drop("_pair_month");
    }
}
