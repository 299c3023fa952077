package aftercare.measure.forecast;

import aftercare.timeseries.Combination;
import aftercare.timeseries.ForecastMethod;
import java.util.Arrays;

/**
 * Repairs to expect where units sold are not known, so that there is no fleet to compute with: the series of each model
 * and of the category, without the season that they share, go on by themselves, half of each decides the total, and
 * regions share it as they did in the last year. Cells are too small to show a season or trend; their sums are not.
 */
final class WithoutUnits {
    private static final ForecastMethod METHOD = new Combination();
    private static final int MONTHS_OF_SHARES = 12;
    /** How many repairs the regions' shares in the category weigh as much as in those of a model. */
    private static final double PRIOR_REPAIRS = 3;

    private final double[][] seasons;
    private final double[][] ofModels;
    private final double[][] shares;

    private WithoutUnits(int models, int regions, double[][] seasons) {
        this.seasons = seasons;
        ofModels = new double[models][];
        shares = new double[models][regions];
    }

    static WithoutUnits of(RepairModel model, int horizon) {
        int models = model.fleet.models().size();
        int regions = model.fleet.regions().size();
        int months = model.origin + 1;
        WithoutUnits all = new WithoutUnits(models, regions, seasons(model));
        double[] ofCategory = new double[months];
        double[][] series = new double[models][months];
        double[] ofRegion = new double[regions];
        for (int m = 0; m < models; m++) {
            for (int r = 0; r < regions; r++) {
                double[] came = model.goingOn(m, r);
                for (int t = 0; t < months && !model.hasUnits(m, r); t++) {
                    double level = came[t] / all.season(model.fleet, r, t);
                    series[m][t] += level;
                    ofCategory[t] += level;
                    if (t >= months - MONTHS_OF_SHARES) {
                        all.shares[m][r] += level;
                        ofRegion[r] += level;
                    }
                }
            }
        }
        double recent = Arrays.stream(ofRegion).sum();
        double[] sum = new double[horizon];
        double[] whole = forecast(ofCategory, horizon);
        for (int m = 0; m < models; m++) {
            all.ofModels[m] = forecast(series[m], horizon);
            double own = Arrays.stream(all.shares[m]).sum();
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

    /**
     * The season per climate zone and calendar month: the repair model's where it has one, otherwise what repairs are
     * beside the mean of the year around them.
     */
    private static double[][] seasons(RepairModel model) {
        CategoryFleet fleet = model.fleet;
        int zones = fleet.zones().size();
        double[][] monthly = new double[zones][model.origin + 1];
        for (int m = 0; m < fleet.models().size(); m++) {
            for (int r = 0; r < fleet.regions().size(); r++) {
                if (model.hasUnits(m, r)) {
                    return model.seasons;
                }
                double[] came = model.goingOn(m, r);
                for (int t = 0; t <= model.origin; t++) {
                    monthly[fleet.regions().get(r).zone()][t] += came[t];
                }
            }
        }
        int half = CategoryFleet.SEASONS / 2;
        double[][] seen = new double[zones][CategoryFleet.SEASONS];
        double[][] without = new double[zones][CategoryFleet.SEASONS];
        for (int z = 0; z < zones; z++) {
            for (int t = half; t + half <= model.origin; t++) {
                double year = (monthly[z][t - half] + monthly[z][t + half]) / 2;
                for (int i = t - half + 1; i < t + half; i++) {
                    year += monthly[z][i];
                }
                seen[z][fleet.calendar(t)] += monthly[z][t];
                without[z][fleet.calendar(t)] += year / CategoryFleet.SEASONS;
            }
        }
        return Seasons.fit(seen, without, model.origin + 1 - CategoryFleet.SEASONS);
    }

    private double season(CategoryFleet fleet, int r, int month) {
        return seasons[fleet.regions().get(r).zone()][fleet.calendar(month)];
    }

    /** Repairs of a model in a region, h months after the month that follows the origin. */
    double of(RepairModel model, int m, int r, int h) {
        return ofModels[m][h] * shares[m][r] * season(model.fleet, r, model.origin + 1 + h);
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
        double[] mean = METHOD.forecast(Arrays.copyOfRange(series, first, series.length), 1, horizon)
                .mean();
        for (int h = 0; h < horizon; h++) {
            mean[h] = Math.max(0, mean[h]);
        }
        return mean;
    }
}
