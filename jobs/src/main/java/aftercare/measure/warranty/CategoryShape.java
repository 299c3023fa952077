package aftercare.measure.warranty;

import aftercare.measure.warranty.ModelFacts.AgeRate;
import java.util.ArrayList;
import java.util.List;

/**
 * How the repair rate of a category goes with age, for ages that a model has no rate for: at each age the rates of the
 * models that have one, relative to their levels and weighted by their exposure; beyond the last such age the mean of
 * its last six.
 */
final class CategoryShape {
    private static final int LAST_MONTHS = 6;

    private final double[] shape;
    private final double beyond;

    private CategoryShape(double[] shape, double beyond) {
        this.shape = shape;
        this.beyond = beyond;
    }

    static CategoryShape of(List<ModelFacts> models) {
        List<double[]> sums = new ArrayList<>();
        for (ModelFacts model : models) {
            for (AgeRate rate : model.rates()) {
                while (sums.size() <= rate.age()) {
                    sums.add(new double[2]);
                }
                // Some weight even where no unit has been seen, so that a rate there counts when there is no other.
                double weight = Math.max(rate.unitMonths(), 1e-6) * model.level();
                sums.get(rate.age())[0] += weight * (rate.rate() / model.level());
                sums.get(rate.age())[1] += weight;
            }
        }
        double[] shape = new double[sums.size()];
        for (int age = 0; age < shape.length; age++) {
            double weight = sums.get(age)[1];
            shape[age] = weight > 0 ? sums.get(age)[0] / weight : age == 0 ? 0 : shape[age - 1];
        }
        int last = Math.min(LAST_MONTHS, shape.length);
        double beyond = 0;
        for (int i = 1; i <= last; i++) {
            beyond += shape[shape.length - i] / last;
        }
        return new CategoryShape(shape, beyond);
    }

    double at(int age) {
        return age < shape.length ? shape[age] : beyond;
    }
}
