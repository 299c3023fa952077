package aftercare.measure.forecast;

import aftercare.timeseries.EtsTheta;
import aftercare.timeseries.ForecastMethod;

/**
 * Repairs to expect where units sold are not known, so that there is no fleet to compute with: the series of each model
 * and of the category go on by themselves, half of each decides the total, and regions share it as they did in the last
 * year. Cells are too small to show a season or trend; their sums are not.
 */
final class WithoutUnits {
    private static final ForecastMethod METHOD = new EtsTheta();
    private static final int MONTHS_OF_SHARES = 12;
    /** How many repairs the regions' shares in the category weigh as much as in those of a model. */
    private static final double PRIOR_REPAIRS = 3;

    private final double[][] ofModels;
    private final double[][] shares;

    private WithoutUnits(int models, int regions) {
        ofModels = new double[models][];
        shares = new double[models][regions];
    }

    static WithoutUnits of(RepairModel model, int horizon) {
        int models = model.fleet.models().size();
        int regions = model.fleet.regions().size();
        int months = model.origin + 1;
        WithoutUnits all = new WithoutUnits(models, regions);
        double[] ofCategory = new double[months];
        double[][] series = new double[models][months];
        double[] ofRegion = new double[regions];
        double recent = 0;
        for (int m = 0; m < models; m++) {
            for (int r = 0; r < regions; r++) {
                double[] came = model.goingOn(m, r);
                for (int t = 0; t < months && !model.hasUnits(m, r); t++) {
                    series[m][t] += came[t];
                    ofCategory[t] += came[t];
                    if (t >= months - MONTHS_OF_SHARES) {
                        all.shares[m][r] += came[t];
                        ofRegion[r] += came[t];
                        recent += came[t];
                    }
                }
            }
        }
        double[] sum = new double[horizon];
        double[] whole = forecast(ofCategory, horizon);
        for (int m = 0; m < models; m++) {
            all.ofModels[m] = forecast(series[m], horizon);
            double own = 0;
            for (double share : all.shares[m]) {
                own += share;
            }
            for (int r = 0; r < regions; r++) {
                all.shares[m][r] = recent > 0
                        ? (all.shares[m][r] + PRIOR_REPAIRS * ofRegion[r] / recent) / (own + PRIOR_REPAIRS)
                        : 0;
            }
            for (int h = 0; h < horizon; h++) {
                sum[h] += all.ofModels[m][h];
            }
        }
        for (double[] ofModel : all.ofModels) {
            for (int h = 0; h < horizon; h++) {
                ofModel[h] *= sum[h] > 0 ? (1 + whole[h] / sum[h]) / 2 : 0;
            }
        }
        return all;
    }

    /** Repairs of a series in a month ahead. */
    double of(int m, int r, int h) {
        return ofModels[m][h] * shares[m][r];
    }

    /** A start without repairs is left out: nothing was sold or recorded yet. */
    private static double[] forecast(double[] series, int horizon) {
        int first = 0;
        while (first < series.length && series[first] == 0) {
            first++;
        }
        if (first == series.length) {
            return new double[horizon];
        }
        double[] mean = METHOD.forecast(
                        java.util.Arrays.copyOfRange(series, first, series.length), CategoryFleet.SEASONS, horizon)
                .mean();
        for (int h = 0; h < horizon; h++) {
            mean[h] = Math.max(0, mean[h]);
        }
        return mean;
    }
}
