package aftercare.measure.warranty;

import aftercare.measure.warranty.ModelFacts.CostSums;
import aftercare.stats.Credibility;
import aftercare.stats.Wilson;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The warranty costs of the models of one category, which lend one another their age shape and their costs. */
final class CategoryCosts {
    private final List<ModelFacts> models;
    private final CategoryShape shape;
    private final @Nullable Credibility costs;
    private final YearMonth last;

    /**
     * What a warranty term costs for a model.
     *
     * @param modelId the model
     * @param term months of warranty
     * @param inForce whether it is the model's own term
     * @param repairs that a unit needs within the term
     * @param extrapolatedShare of these at ages that nobody has seen
     * @param costPerRepair NaN when nobody knows what a repair costs
     * @param costed repairs whose cost is known
     * @param costPerUnit repairs x cost per repair
     * @param low lower end of its 95 % interval
     * @param high upper end of its 95 % interval
     * @param fleetRepairs in warranty in the year ahead
     * @param plannedRepairs of these, by units not sold yet
     */
    record TermCost(
            String modelId,
            int term,
            boolean inForce,
            double repairs,
            double extrapolatedShare,
            double costPerRepair,
            long costed,
            double costPerUnit,
            double low,
            double high,
            double fleetRepairs,
            double plannedRepairs) {}

    /**
     * @param models the models of the category that have rates
     * @param others what a repair costs over all categories, for a category without costs
     * @param last the last full month
     */
    CategoryCosts(List<ModelFacts> models, CostSums others, YearMonth last) {
        this.models = models;
        this.shape = CategoryShape.of(models);
        this.costs = credibility(models, others);
        this.last = last;
    }

    /** Null when nobody knows what a repair costs. */
    private static @Nullable Credibility credibility(List<ModelFacts> models, CostSums others) {
        List<CostSums> known = models.stream()
                .map(ModelFacts::costs)
                .filter(sums -> sums.n() > 0)
                .toList();
        if (known.isEmpty()) {
            known = others.n() > 0 ? List.of(others) : List.of();
        }
        if (known.isEmpty()) {
            return null;
        }
        long freedom = known.stream().mapToLong(sums -> sums.n() - 1).sum();
        double deviations = known.stream().mapToDouble(CostSums::deviations).sum();
        List<Credibility.Group> groups = known.stream()
                .map(sums -> new Credibility.Group(sums.n(), sums.mean()))
                .toList();
        return Credibility.of(groups, freedom > 0 ? deviations / freedom : 0);
    }

    /** One for each model and term, the model's own term among them. */
    List<TermCost> of(List<Integer> terms) {
        List<TermCost> found = new ArrayList<>();
        for (ModelFacts model : models) {
            TreeSet<Integer> asked = new TreeSet<>(terms);
            if (model.termInForce() != null && model.termInForce() > 0) {
                asked.add(model.termInForce());
            }
            RateCurve curve = new RateCurve(model, shape);
            asked.forEach(term -> found.add(of(model, curve, term)));
        }
        return found;
    }

    private TermCost of(ModelFacts model, RateCurve curve, int term) {
        double repairs = curve.withinTerm(term);
        double planned = curve.inYearAfter(last, model.planned(), term);
        double fleet = model.inService() * curve.inYearAfter(last, model.sold(), term) + planned;
        Credibility.Estimate cost = cost(model);
        double perUnit = repairs * cost.mean();
        double width = Wilson.Z_95 * Math.sqrt(Math.log1p(model.levelSd() * model.levelSd() + relative(cost)));
        return new TermCost(
                model.modelId(),
                term,
                model.termInForce() != null && model.termInForce() == term,
                repairs,
                repairs > 0 ? curve.unseenWithinTerm(term) / repairs : 0,
                cost.mean(),
                model.costs().n(),
                perUnit,
                perUnit * Math.exp(-width),
                perUnit * Math.exp(width),
                fleet,
                planned);
    }

    private Credibility.Estimate cost(ModelFacts model) {
        if (costs == null) {
            return new Credibility.Estimate(Double.NaN, Double.NaN);
        }
        CostSums sums = model.costs();
        return costs.of(new Credibility.Group(sums.n(), sums.n() > 0 ? sums.mean() : 0));
    }

    private static double relative(Credibility.Estimate cost) {
        return cost.mean() == 0 ? 0 : cost.variance() / (cost.mean() * cost.mean());
    }
}
