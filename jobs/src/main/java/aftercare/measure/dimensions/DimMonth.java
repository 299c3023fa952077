package aftercare.measure.dimensions;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_ym_interval;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.quarter;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.year;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.CallbacksTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.DimMonthTable;
import aftercare.table.HotlineCallsTable;
import aftercare.table.ProductReturnsTable;
import aftercare.table.RepairsTable;
import aftercare.table.ShipmentsTable;
import aftercare.table.SurveyAnswersTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every calendar month from the first event of any kind to the month of the as-of day, without gaps; one row per month,
 * none before the first event is seen. Defined in schemas/gold/dim_month.yaml.
 */
public final class DimMonth implements Measure {
    /** The sources that tell of events, and the instant or day of the event. Plans for later months are no events. */
    private static final Map<String, String> EVENTS = Map.of(
            Tables.REPAIRS, RepairsTable.OPENED_AT,
            Tables.CALLBACKS, CallbacksTable.CALLED_AT,
            Tables.COMPLAINTS, ComplaintsTable.RECEIVED_AT,
            Tables.HOTLINE_CALLS, HotlineCallsTable.HOUR,
            Tables.PRODUCT_RETURNS, ProductReturnsTable.REQUESTED_ON,
            Tables.SHIPMENTS, ShipmentsTable.MONTH,
            Tables.SURVEY_ANSWERS, SurveyAnswersTable.ANSWERED_ON);

    @Override
    public String table() {
        return Tables.DIM_MONTH;
    }

    @Override
    public List<String> sources() {
        return EVENTS.keySet().stream().sorted().toList();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Column month = col(DimMonthTable.MONTH);
        Column last = lit(AsOf.date(asOf.month()));
        Column all = sequence(col("first"), last, make_ym_interval(lit(0), lit(1)));
        return firstMonth(inputs)
                .filter(col("first").leq(last))
                .select(explode(all).as(DimMonthTable.MONTH))
                .withColumn(DimMonthTable.YEAR, year(month))
                .withColumn(DimMonthTable.QUARTER, concat_ws("-Q", year(month), quarter(month)))
                .withColumn(DimMonthTable.MONTH_OF_YEAR, month(month))
                .withColumn(DimMonthTable.DAYS, dayofmonth(last_day(month)))
                .withColumn(DimMonthTable.FIRST_DAY, month)
                .withColumn(DimMonthTable.LAST_DAY, last_day(month))
                .withColumn(DimMonthTable.IS_COMPLETE, last_day(month).leq(lit(asOf.day())));
    }

    /** One row; its column {@code first} is null when there is no event at all. */
    private Dataset<Row> firstMonth(Inputs inputs) {
        return sources().stream()
                .map(source -> inputs.silver(source)
                        .agg(min(col(EVENTS.get(source))).as("event"))
                        .select(Months.of(col("event")).as("first")))
                .reduce(Dataset::union)
                .orElseThrow()
                .agg(min(col("first")).as("first"));
    }
}
