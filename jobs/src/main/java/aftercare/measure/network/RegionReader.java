package aftercare.measure.network;

import java.sql.Date;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Reads a row of {@link RegionRows}. */
final class RegionReader {
    private RegionReader() {}

    static RegionFacts facts(Row row) {
        return new RegionFacts(
                row.getAs("region_id"),
                row.getAs("name"),
                place(row),
                each(row, "months", RegionReader::month),
                each(row, "outlets", RegionReader::outlet),
                each(row, "past_jobs", RegionReader::pastJobs));
    }

    private static ForecastMonth month(Row row) {
        return new ForecastMonth(
                month(row.<Date>getAs("origin")), month(row.<Date>getAs("month")), row.getAs("jobs"), row.getAs("labour_hours"));
    }

    private static StandingOutlet outlet(Row row) {
        return new StandingOutlet(
                row.getAs("outlet_id"), place(row), row.getAs("city"), row.getAs("technicians"), row.getAs("under_review"));
    }

    private static PastJobs pastJobs(Row row) {
        return new PastJobs(place(row), row.getAs("jobs"), row.getAs("km"));
    }

    private static Place place(Row row) {
        return Place.ofNullable(row.getAs("latitude"), row.getAs("longitude"));
    }

    private static YearMonth month(Date firstDay) {
        return YearMonth.from(firstDay.toLocalDate());
    }

    private static <T> List<T> each(Row row, String column, Function<Row, T> reader) {
        int at = row.fieldIndex(column);
        return row.isNullAt(at) ? List.of() : row.<Row>getList(at).stream().map(reader).toList();
    }
}
