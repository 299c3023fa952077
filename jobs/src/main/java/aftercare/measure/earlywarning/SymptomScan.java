package aftercare.measure.earlywarning;

import aftercare.stats.CountTail;
import aftercare.stats.NestedCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All cells of one model and symptom on one day. They overlap, so that many of them are hardly more than one chance to
 * be wrong: this says how likely any of them looks as odd as one does (docs/decisions.md, DS10).
 */
final class SymptomScan {
    /**
     * Beyond so many expected repairs each cell counts as a chance of its own, which errs on the safe side and is
     * quick.
     */
    private static final double MOST_CHAINED = 60;

    private static final double LEAST_CHANCE = 1e-9;

    private final double clustering;
    private final List<Tested> nested = new ArrayList<>();
    private final List<Tested> months = new ArrayList<>();

    /**
     * A cell with what chance says of it.
     *
     * @param variance relative, beyond Poisson
     * @param p how likely chance alone brings as many or more
     */
    record Tested(Cell cell, double variance, double p) {
        boolean canShow() {
            return cell.observed() >= Issue.FEWEST;
        }

        /** The fewest repairs that chance brings with at most a probability. */
        private long bound(double chance) {
            long low = Issue.FEWEST - 1;
            long high = Issue.FEWEST;
            while (upper(high) > chance) {
                low = high;
                high *= 2;
            }
            while (high - low > 1) {
                long middle = (low + high) / 2;
                if (upper(middle) <= chance) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return high;
        }

        private double upper(long count) {
            return CountTail.upper(count, cell.expected(), variance);
        }
    }

    SymptomScan(double clustering, List<Tested> cells) {
        this.clustering = clustering - 1;
        for (Tested tested : cells) {
            Cell.Batch batch = tested.cell().batch();
            (batch.isAll() || batch.isSince() ? nested : months).add(tested);
        }
        nested.sort(Comparator.comparingDouble(tested -> tested.cell().expected()));
    }

    List<Tested> cells() {
        List<Tested> cells = new ArrayList<>(nested);
        cells.addAll(months);
        return cells;
    }

    /** Repairs expected of the widest cell, of all batches as a rule. */
    double expected() {
        return cells().stream()
                .mapToDouble(tested -> tested.cell().expected())
                .max()
                .orElse(0);
    }

    /** How likely chance makes the oddest cell of the scan at least as odd as it is; 1 when none has enough repairs. */
    double chanceOfOddest() {
        double oddest = cells().stream()
                .filter(Tested::canShow)
                .mapToDouble(Tested::p)
                .min()
                .orElse(1);
        return chanceOf(oddest);
    }

    /** How likely chance takes any cell to five repairs and to a p value of its own as small as this. */
    double chanceOf(double p) {
        if (p > Issue.YELLOW) {
            return 1;
        }
        // A hair more, so that the count with this very p value is at the bound.
        double chance = Math.max(p, LEAST_CHANCE) * (1 + 1e-9);
        List<Tested> chained = nested.stream()
                .filter(tested -> tested.cell().expected() <= MOST_CHAINED)
                .toList();
        List<Tested> apart = new ArrayList<>(nested.subList(chained.size(), nested.size()));
        apart.addAll(months);
        double sum = chained(chained, chance);
        for (Tested tested : apart) {
            sum += tested.upper(tested.bound(chance));
        }
        return Math.min(1, sum);
    }

    private double chained(List<Tested> cells, double chance) {
        double common = cells.stream()
                .mapToDouble(
                        tested -> tested.variance() - clustering / tested.cell().expected())
                .min()
                .orElse(0);
        return NestedCounts.anyReaches(
                cells.stream().mapToDouble(tested -> tested.cell().expected()).toArray(),
                cells.stream().mapToLong(tested -> tested.bound(chance)).toArray(),
                Math.max(0, common),
                clustering);
    }
}
