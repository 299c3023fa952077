package aftercare.measure.outlets;

import aftercare.contract.Standard;
import aftercare.stats.AdditiveOverdispersion;
import aftercare.stats.FunnelPoint;
import aftercare.stats.Interval;
import org.jspecify.annotations.Nullable;

/**
 * An outlet among so few that these do not tell how outlets differ (docs/decisions.md, DS3). That it is worse or better
 * than the others beyond chance is not enough there: its standard has to bear it out.
 *
 * @param proportion whether more is better
 * @param sigmas beyond so many standard deviations a KPI is low or high
 * @param floor the outlet beside its floor; null without one
 * @param target the outlet beside its target; null without one
 */
record AmongFew(
        boolean proportion,
        double sigmas,
        @Nullable FunnelPoint floor,
        @Nullable FunnelPoint target) {

    static AmongFew of(Kpi kpi, long n, long d, @Nullable Standard standard, double sigmas) {
        Double floor = standard == null ? null : standard.floor();
        return new AmongFew(
                kpi.proportion,
                sigmas,
                floor == null ? null : point(kpi, n, d, floor),
                standard == null ? null : point(kpi, n, d, standard.target()));
    }

    private static FunnelPoint point(Kpi kpi, long n, long d, double standard) {
        double ratio = Math.max(0, kpi.fromUnit(standard));
        return kpi.proportion ? FunnelPoint.proportion(n, d, Math.min(1, ratio)) : FunnelPoint.rate(n, (double) d, ratio);
    }

    /** How much better it is than the others, not beyond the limits unless it also lies beyond its standard. */
    double borneOut(double betterBy) {
        if (betterBy < -sigmas) {
            return floor != null && betterThan(floor) < -sigmas ? betterBy : -sigmas;
        }
        return betterBy > sigmas && !(target != null && betterThan(target) > sigmas) ? sigmas : betterBy;
    }

    /** Whether it is worse than the others beyond chance and lies on neither side of its floor: more orders may tell. */
    boolean unsettled(double betterBy) {
        return betterBy < -sigmas && floor != null && Math.abs(floor.z()) <= sigmas;
    }

    private double betterThan(FunnelPoint standard) {
        return (proportion ? 1 : -1) * standard.z();
    }

    /** The limits beyond which {@link #borneOut} calls it low or high; null where it never does. */
    @Nullable
    Interval widened(Interval limits) {
        if (floor == null || target == null) {
            return null;
        }
        Interval worse = floor.limits(AdditiveOverdispersion.NONE, sigmas);
        Interval better = target.limits(AdditiveOverdispersion.NONE, sigmas);
        return new Interval(
                Math.min(limits.low(), (proportion ? worse : better).low()),
                Math.max(limits.high(), (proportion ? better : worse).high()));
    }
}
