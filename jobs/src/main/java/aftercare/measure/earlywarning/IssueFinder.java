package aftercare.measure.earlywarning;

import aftercare.measure.earlywarning.IssueFacts.ModelCounts;
import aftercare.stats.AdditiveOverdispersion;
import aftercare.stats.BenjaminiHochberg;
import aftercare.stats.CountTail;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds, on each day of the calendar, the cells with more repairs than chance explains (docs/decisions.md, DS9 to
 * DS11).
 */
final class IssueFinder {
    private static final double WINSORISED = 0.1;

    private final IssueFacts facts;
    private final Calendar calendar;

    IssueFinder(IssueFacts facts, Calendar calendar) {
        this.facts = facts;
        this.calendar = calendar;
    }

    /** The issues of every day, oldest first. */
    List<Issue> find() {
        List<Issue> issues = new ArrayList<>();
        for (LocalDate day : calendar.days()) {
            issues.addAll(find(day));
        }
        return issues;
    }

    private List<Issue> find(LocalDate day) {
        List<Cell> cells = new ArrayList<>();
        Map<String, List<ModelCounts>> categories = new TreeMap<>();
        facts.models().values().forEach(model -> categories
                .computeIfAbsent(model.category, none -> new ArrayList<>())
                .add(model));
        categories.values().forEach(models -> cells.addAll(new ExpectedCells(models, calendar, day).cells()));
        double spread = spread(cells);
        Map<String, List<SymptomScan.Tested>> bySymptom = new TreeMap<>();
        for (Cell cell : cells) {
            double variance = variance(cell, spread);
            double p = CountTail.upper(cell.observed(), cell.expected(), variance);
            bySymptom
                    .computeIfAbsent(cell.model() + "\n" + cell.symptom(), none -> new ArrayList<>())
                    .add(new SymptomScan.Tested(cell, variance, p));
        }
        List<SymptomScan> scans = bySymptom.values().stream()
                .map(tested -> new SymptomScan(facts.clustering(), tested))
                .toList();
        return shown(found(day, scans));
    }

    /**
     * Models and symptoms are tested against one another, each weighing what is expected of it; within those found, the
     * cells that would be found by themselves are issues.
     */
    private static List<Issue> found(LocalDate day, List<SymptomScan> scans) {
        double[] weights = scans.stream().mapToDouble(SymptomScan::expected).toArray();
        double[] chances =
                scans.stream().mapToDouble(SymptomScan::chanceOfOddest).toArray();
        double[] q = BenjaminiHochberg.qValues(chances, weights);
        // What a weight makes of a chance is proportional to it, so that the same holds of the chance of a cell.
        double limit = 0;
        for (int i = 0; i < q.length; i++) {
            limit = q[i] <= Issue.YELLOW ? Math.max(limit, chances[i] / weights[i]) : limit;
        }
        List<Issue> found = new ArrayList<>();
        for (int i = 0; i < q.length; i++) {
            if (q[i] <= Issue.YELLOW) {
                for (SymptomScan.Tested tested : scans.get(i).cells()) {
                    if (tested.canShow() && scans.get(i).chanceOf(tested.p()) <= limit * weights[i]) {
                        found.add(new Issue(day, tested.cell(), tested.p(), q[i]));
                    }
                }
            }
        }
        return found;
    }

    /** Relative variance of a cell beyond Poisson: what is expected is uncertain, cells differ, and units come back. */
    private double variance(Cell cell, double spread) {
        return cell.relativeVariance() + spread + (facts.clustering() - 1) / cell.expected();
    }

    /**
     * How much cells of all batches differ beyond what is known to be uncertain, as a share of the square of what is
     * expected.
     */
    private double spread(List<Cell> cells) {
        List<Cell> whole = cells.stream()
                .filter(cell -> cell.batch().isAll() && cell.expected() >= 1)
                .toList();
        double[] errors = whole.stream()
                .mapToDouble(cell -> Math.sqrt(1 / cell.expected() + variance(cell, 0)))
                .toArray();
        double[] z = new double[errors.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = (whole.get(i).observed() / whole.get(i).expected() - 1) / errors[i];
        }
        return AdditiveOverdispersion.of(z, errors, WINSORISED).variance();
    }

    /** Of the many overlapping cells "this batch and later" of one model and symptom, the clearest one. */
    private static List<Issue> shown(List<Issue> found) {
        Map<String, Issue> since = new HashMap<>();
        List<Issue> shown = new ArrayList<>();
        for (Issue issue : found) {
            Cell cell = issue.cell();
            if (cell.batch().isSince()) {
                since.merge(
                        cell.model() + "\n" + cell.symptom(),
                        issue,
                        (one, other) -> other.pValue() < one.pValue() ? other : one);
            } else {
                shown.add(issue);
            }
        }
        shown.addAll(since.values());
        shown.sort(Comparator.comparing((Issue issue) -> issue.cell().model())
                .thenComparing(issue -> issue.cell().symptom())
                .thenComparing(issue -> issue.cell().batch().label()));
        return shown;
    }
}
