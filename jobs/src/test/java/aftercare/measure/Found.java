package aftercare.measure;

import aftercare.TestSpark;
import aftercare.measure.api.AsOf;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.assertj.core.groups.Tuple;

/** What a computation found, in a form that reads well in assertions. */
public final class Found {
    private Found() {}

    /** The end of a day in the zone of the tests' session. */
    public static AsOf asOf(String day) {
        ZoneId zone = ZoneId.of(TestSpark.session().conf().get("spark.sql.session.timeZone"));
        return new AsOf(LocalDate.parse(day), zone);
    }

    /** Some columns of all rows, as text; null stays null. */
    public static List<Tuple> in(Dataset<Row> rows, String... columns) {
        Column[] asText = Stream.of(columns)
                .map(name -> functions.col(name).cast("string"))
                .toArray(Column[]::new);
        return rows.select(asText).collectAsList().stream().map(Found::tuple).toList();
    }

    private static Tuple tuple(Row row) {
        Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        return new Tuple(values);
    }
}
