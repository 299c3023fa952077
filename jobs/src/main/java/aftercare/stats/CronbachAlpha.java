package aftercare.stats;

import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.stat.StatUtils;

/**
 * How far the items of a scale measure one thing: raw Cronbach alpha (Cronbach, Psychometrika 16, 1951), k / (k - 1)
 * times the share of the variance of the sum that the items do not have each by itself.
 */
public final class CronbachAlpha {
    private CronbachAlpha() {}

    /**
     * The raw alpha of complete answers.
     *
     * @param answers one array per respondent, an answer per item, in the order of the items
     * @return empty with fewer than two items or two respondents, or when the sums do not vary; at most 1, and below 0
     *     where items contradict one another
     * @throws IllegalArgumentException when respondents answered different numbers of items
     */
    public static OptionalDouble raw(List<double[]> answers) {
        int items = answers.isEmpty() ? 0 : answers.get(0).length;
        if (answers.stream().anyMatch(each -> each.length != items)) {
            throw new IllegalArgumentException("every respondent has to answer the same items");
        }
        if (items < 2 || answers.size() < 2) {
            return OptionalDouble.empty();
        }
        double ofSums =
                StatUtils.variance(answers.stream().mapToDouble(StatUtils::sum).toArray());
        if (ofSums == 0) {
            return OptionalDouble.empty();
        }
        double ofItems = 0;
        for (int i = 0; i < items; i++) {
            int item = i;
            ofItems += StatUtils.variance(
                    answers.stream().mapToDouble(each -> each[item]).toArray());
        }
        return OptionalDouble.of(items / (items - 1.0) * (1 - ofItems / ofSums));
    }
}
