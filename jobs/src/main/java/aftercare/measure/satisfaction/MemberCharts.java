package aftercare.measure.satisfaction;

import static org.apache.spark.sql.functions.udf;

import aftercare.measure.api.Months;
import aftercare.stats.ControlChart;
import aftercare.stats.ControlSignal;
import java.sql.Date;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** The p' charts of one member: for each of its months, the rule whose pattern ends there (docs/decisions.md, D12). */
final class MemberCharts {
    /** A chart looks at its month and the 23 before it. */
    static final int WINDOW_MONTHS = 24;

    private MemberCharts() {}

    /** The months whose charts see the counts of some months. */
    static Months seeing(Months counted, YearMonth atMost) {
        return counted.withFollowing(WINDOW_MONTHS - 1, atMost);
    }

    /** From a member's months in order, their rated and their satisfied orders: the signal of each month. */
    static UserDefinedFunction signals() {
        return udf(
                (UDF3<Seq<Date>, Seq<Long>, Seq<Long>, List<String>>) (months, rated, satisfied) -> {
                    int size = months.size();
                    long[] index = new long[size];
                    long[] n = new long[size];
                    long[] x = new long[size];
                    for (int i = 0; i < size; i++) {
                        LocalDate month = months.apply(i).toLocalDate();
                        index[i] = month.getYear() * 12L + month.getMonthValue();
                        n[i] = rated.apply(i);
                        x[i] = satisfied.apply(i);
                    }
                    return signals(index, n, x);
                },
                DataTypes.createArrayType(DataTypes.StringType));
    }

    private static List<String> signals(long[] index, long[] n, long[] x) {
        List<String> signals = new ArrayList<>(index.length);
        for (int at = 0; at < index.length; at++) {
            signals.add(
                    n[at] == 0
                            ? ControlSignal.NONE.label()
                            : signalAt(at, index, n, x).label());
        }
        return signals;
    }

    private static ControlSignal signalAt(int at, long[] index, long[] n, long[] x) {
        int from = at;
        while (from > 0 && index[from - 1] > index[at] - WINDOW_MONTHS) {
            from--;
        }
        long[] windowN = new long[at - from + 1];
        long[] windowX = new long[at - from + 1];
        int points = 0;
        for (int i = from; i <= at; i++) {
            if (n[i] > 0) {
                windowN[points] = n[i];
                windowX[points] = x[i];
                points++;
            }
        }
        return ControlChart.laneyP(Arrays.copyOf(windowN, points), Arrays.copyOf(windowX, points))
                .signalAtEnd();
    }
}
