package aftercare.measure.satisfaction;

import aftercare.measure.facts.RatingScale;
import aftercare.table.SatisfactionMonthTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is counted of some completed orders, and how many of them would be satisfied if all had been rated. */
final class SatisfactionCounts {
    /** The columns counted, in the order of {@link #values}. */
    static final List<String> NAMES = List.of(
            SatisfactionMonthTable.COMPLETED_N,
            SatisfactionMonthTable.CALLBACK_DUE_N,
            SatisfactionMonthTable.CALLED_N,
            SatisfactionMonthTable.REACHED_N,
            SatisfactionMonthTable.RATED_N,
            SatisfactionMonthTable.SATISFIED_N,
            SatisfactionMonthTable.DISSATISFIED_N,
            SatisfactionMonthTable.SCORE_SUM,
            SatisfactionMonthTable.PROMOTERS_N,
            SatisfactionMonthTable.DETRACTORS_N,
            SatisfactionMonthTable.RECOMMEND_N);

    private static final int COMPLETED = 0;
    private static final int RATED = 4;
    private static final int SATISFIED = 5;

    private final long[] values = new long[NAMES.size()];

    /** Counts an order. */
    void add(int due, int called, int reached, @Nullable Integer score, @Nullable Integer recommend) {
        values[COMPLETED]++;
        values[1] += due;
        values[2] += called;
        values[3] += reached;
        if (score != null) {
            values[RATED]++;
            values[SATISFIED] += score >= RatingScale.SATISFIED_FROM ? 1 : 0;
            values[6] += score <= RatingScale.DISSATISFIED_TO ? 1 : 0;
            values[7] += score;
        }
        if (recommend != null) {
            values[8] += recommend >= RatingScale.PROMOTER_FROM ? 1 : 0;
            values[9] += recommend <= RatingScale.DETRACTOR_TO ? 1 : 0;
            values[10]++;
        }
    }

    void add(SatisfactionCounts other) {
        for (int i = 0; i < values.length; i++) {
            values[i] += other.values[i];
        }
    }

    long completed() {
        return values[COMPLETED];
    }

    long rated() {
        return values[RATED];
    }

    long satisfied() {
        return values[SATISFIED];
    }

    long value(int column) {
        return values[column];
    }
}
