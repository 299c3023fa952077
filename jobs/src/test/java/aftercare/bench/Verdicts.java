package aftercare.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Where outlets stand among all that have a score in the same month, by rows of outlet_scorecard_month. */
final class Verdicts {
    private final Map<LocalDate, List<Double>> scores = new HashMap<>();
    private final Map<String, Integer> rankedInRegion = new HashMap<>();

    Verdicts(List<Row> rows) {
        for (Row row : rows) {
            if (row.getAs("score") != null) {
                scores.computeIfAbsent(month(row), none -> new ArrayList<>()).add(row.getAs("score"));
                rankedInRegion.merge(region(row), 1, Integer::sum);
            }
        }
    }

    private static LocalDate month(Row row) {
        return row.<java.sql.Date>getAs("month").toLocalDate();
    }

    private static String region(Row row) {
        return month(row) + " " + row.getAs("region_id");
    }

    /**
     * Whether no more outlets of the company have a lower score than have a higher one, and of those of its region not
     * more rank below it than above.
     */
    boolean scoreAndRankAreOfTheWorseHalf(Row row) {
        double score = row.getAs("score");
        List<Double> all = scores.get(month(row));
        long lower = all.stream().filter(each -> each < score).count();
        long higher = all.stream().filter(each -> each > score).count();
        int rank = row.getAs("rank_in_region");
        return lower <= higher && rankedInRegion.get(region(row)) - rank <= rank - 1;
    }
}
