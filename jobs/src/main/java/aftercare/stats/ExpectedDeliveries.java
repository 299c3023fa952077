package aftercare.stats;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many rows each member of a group was to deliver in a month, and how likely chance brings so few. A member's share
 * of what the others delivered in its last months, applied to what they delivered in the month: so the season, holidays
 * and working days that all have in common are in it. A company as a whole has no others: what it delivered in the same
 * month a year ago, times how its last months compare with theirs a year ago.
 *
 * <p>Counts vary by more than chance from month to month; by how much is estimated from all members together, by the
 * method of moments. What is expected is itself uncertain where the counts that it is worked out from are small, be
 * they the member's own or those of the others. Both make the count negative binomial ({@link CountTail}). A member
 * that had months without rows before, such as one that works every other month, is silent only after as many as
 * chance does not bring.
 */
public final class ExpectedDeliveries {
    /** A count of a month that is not to be judged: before the first one, or where nothing was to come. */
    public static final long NONE = -1;

    private static final int BASE_MONTHS = 6;
    private static final int FEWEST_BASE_MONTHS = 2;
    private static final int YEAR = 12;
    private static final int FEWEST_PAIRS = 12;

    /** Of fewer rows a month none at all is no wonder. */
    private static final double FEW = 5;

    /** Month to month, so large a standard deviation beside chance is taken where too few months tell. */
    private static final double USUAL_SPREAD = 0.2;

    private ExpectedDeliveries() {}

    /**
     * What was expected of a month.
     *
     * @param expected rows
     * @param variance of this figure as a share of its square: 1 / n of each count that it is a product or quotient of
     */
    private record Expected(double expected, double variance) {}

    /**
     * What is said of a month.
     *
     * @param expected rows expected
     * @param chance the probability of so few rows or fewer
     */
    public record Judged(double expected, double chance) {}

    /**
     * Judges members against one another.
     *
     * @param counts by member, and of each by month; {@link #NONE} where there is nothing to judge
     * @return in the same places; null where nothing can be expected
     */
    public static List<@Nullable Judged[]> amongMembers(List<long[]> counts) {
        int months = counts.isEmpty() ? 0 : counts.get(0).length;
        List<@Nullable Expected[]> expected = new ArrayList<>();
        counts.forEach(member -> expected.add(new Expected[months]));
        int first = firstMonth(counts, months);
        for (int month = first + FEWEST_BASE_MONTHS; month < months; month++) {
            int from = Math.max(first, month - BASE_MONTHS);
            long[] group = groupOf(counts, from, month);
            for (int i = 0; i < counts.size(); i++) {
                long[] member = counts.get(i);
                if (member[month] != NONE) {
                    expected.get(i)[month] = byShare(member, group, isCompared(member, from, month), month);
                }
            }
        }
        return judged(counts, expected);
    }

    private static int firstMonth(List<long[]> counts, int months) {
        int first = months;
        for (long[] member : counts) {
            for (int month = 0; month < first; month++) {
                if (member[month] != NONE) {
                    first = month;
                }
            }
        }
        return first;
    }

    /**
     * What those with whom others are compared in a month delivered in it and in the months before: members that were
     * there all along, without those that went silent. Otherwise one that opens or stops would move what is expected of
     * all others.
     */
    private static long[] groupOf(List<long[]> counts, int from, int month) {
        long[] group = new long[month + 1];
        for (long[] member : counts) {
            if (isCompared(member, from, month)) {
                for (int at = 0; at <= month; at++) {
                    group[at] += Math.max(0, member[at]);
                }
            }
        }
        return group;
    }

    private static boolean isCompared(long[] member, int from, int month) {
        long lately = 0;
        for (int at = from; at < month; at++) {
            if (member[at] == NONE) {
                return false;
            }
            lately += member[at];
        }
        return member[month] != NONE && (member[month] > 0 || lately < (month - from) * FEW);
    }

    private static @Nullable Expected byShare(long[] member, long[] group, boolean isInGroup, int month) {
        long own = 0;
        long others = 0;
        int base = 0;
        // A month without a row tells nothing of how many are to come where rows do.
        for (int back = month - 1; back >= 0 && base < BASE_MONTHS; back--) {
            if (member[back] > 0) {
                own += member[back];
                others += group[back] - (isInGroup ? member[back] : 0);
                base++;
            }
        }
        long now = group[month] - (isInGroup ? member[month] : 0);
        return base < FEWEST_BASE_MONTHS || others <= 0 || now <= 0
                ? null
                : new Expected((double) own * now / others, 1.0 / own + 1.0 / others + 1.0 / now);
    }

    /**
     * Judges a whole against its own past.
     *
     * @param counts by month
     * @param shareOfLast how much of the last month has passed, above 0 and at most 1
     * @return in the same places; null where the past is too short
     */
    public static @Nullable Judged[] ofWhole(long[] counts, double shareOfLast) {
        @Nullable Expected[] expected = new Expected[counts.length];
        for (int month = 0; month < counts.length; month++) {
            Expected each = counts[month] == NONE ? null : byYear(counts, month);
            expected[month] = each == null || month < counts.length - 1
                    ? each
                    : new Expected(each.expected() * shareOfLast, each.variance());
        }
        return judged(List.of(counts), List.<@Nullable Expected[]>of(expected)).get(0);
    }

    private static @Nullable Expected byYear(long[] counts, int month) {
        if (month < YEAR + BASE_MONTHS) {
            return null;
        }
        long lately = 0;
        long then = 0;
        for (int back = 1; back <= BASE_MONTHS; back++) {
            if (counts[month - back] <= 0 || counts[month - back - YEAR] <= 0) {
                return null;
            }
            lately += counts[month - back];
            then += counts[month - back - YEAR];
        }
        long yearAgo = counts[month - YEAR];
        return yearAgo <= 0
                ? null
                : new Expected((double) yearAgo * lately / then, 1.0 / yearAgo + 1.0 / lately + 1.0 / then);
    }

    private static List<@Nullable Judged[]> judged(List<long[]> counts, List<@Nullable Expected[]> expected) {
        double spread = relativeVariance(counts, expected);
        List<@Nullable Judged[]> judged = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            long[] member = counts.get(i);
            @Nullable Judged[] each = new Judged[member.length];
            for (int month = 0; month < member.length; month++) {
                Expected of = expected.get(i)[month];
                if (of != null) {
                    double chance = CountTail.lower(member[month], of.expected(), spread + of.variance());
                    double idle = member[month] == 0 ? idle(member, month) : 0;
                    each[month] = new Judged(of.expected(), Math.max(chance, idle));
                }
            }
            judged.add(each);
        }
        return judged;
    }

    /**
     * How likely a run of months without rows like the one that ends here is, by how many of the year before it had
     * none.
     */
    private static double idle(long[] member, int month) {
        int last = month - 1;
        while (last >= 0 && member[last] <= 0) {
            last--;
        }
        int months = 0;
        int without = 0;
        for (int at = last; at > last - YEAR && at >= 0 && member[at] != NONE; at--) {
            months++;
            without += member[at] == 0 ? 1 : 0;
        }
        return months == 0 ? 0 : Math.pow((double) without / months, month - last);
    }

    /** Variance of the means as a share of their square, beside chance; months without a row are what is looked for. */
    private static double relativeVariance(List<long[]> counts, List<@Nullable Expected[]> expected) {
        double excess = 0;
        double squares = 0;
        int pairs = 0;
        for (int i = 0; i < counts.size(); i++) {
            long[] member = counts.get(i);
            for (int month = 0; month < member.length; month++) {
                Expected of = expected.get(i)[month];
                if (of != null && member[month] > 0 && of.expected() >= FEW) {
                    double off = member[month] - of.expected();
                    double square = of.expected() * of.expected();
                    excess += off * off - of.expected() - square * of.variance();
                    squares += square;
                    pairs++;
                }
            }
        }
        return pairs < FEWEST_PAIRS ? USUAL_SPREAD * USUAL_SPREAD : Math.max(0, excess / squares);
    }
}
