package aftercare.measure.network;

import aftercare.contract.NetworkPolicy;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a year asks of a region: its busiest month and the technicians that month takes.
 *
 * @param origin the month the forecast was made at the end of
 * @param year the calendar year
 * @param months how many of its months are forecast
 * @param peak the busiest of them; the earliest of equals
 * @param jobs repairs in that month, at the 80th percentile; whole ones, for a repair is done or not
 * @param labourHours standard hours of one of them
 * @param travelHours hours on the way to one of them and back
 * @param technicians jobs x (labour hours + travel hours) / (hours x utilisation), not rounded
 */
record Workload(
        YearMonth origin,
        int year,
        int months,
        YearMonth peak,
        int jobs,
        double labourHours,
        double travelHours,
        double technicians) {

    /** The years of the latest forecast of a region, in order. */
    static List<Workload> of(RegionFacts region, NetworkPolicy policy) {
        YearMonth latest = region.forecast().stream()
                .map(RegionFacts.ForecastMonth::origin)
                .max(Comparator.naturalOrder())
                .orElse(null);
        Map<Integer, List<RegionFacts.ForecastMonth>> years = new TreeMap<>();
        for (RegionFacts.ForecastMonth month : region.forecast()) {
            if (month.origin().equals(latest)) {
                years.computeIfAbsent(month.month().getYear(), none -> new ArrayList<>())
                        .add(month);
            }
        }
        double travel = travelHours(region, policy);
        return years.values().stream()
                .map(months -> ofYear(months, travel, policy.hoursForRepairs()))
                .toList();
    }

    /** The year that asks most; the earliest of equals. */
    static Workload heaviest(Collection<Workload> years) {
        return years.stream()
                .max(Comparator.comparingDouble(Workload::technicians)
                        .thenComparing(Comparator.comparingInt(Workload::year).reversed()))
                .orElseThrow();
    }

    private static Workload ofYear(List<RegionFacts.ForecastMonth> months, double travelHours, double hoursForRepairs) {
        RegionFacts.ForecastMonth peak = months.stream()
                .max(Comparator.comparingDouble(RegionFacts.ForecastMonth::jobs)
                        .thenComparing(Comparator.comparing(RegionFacts.ForecastMonth::month)
                                .reversed()))
                .orElseThrow();
        int jobs = roundedUp(peak.jobs());
        double hours = jobs * (peak.labourHours() + travelHours);
        return new Workload(
                peak.origin(),
                peak.month().getYear(),
                months.size(),
                peak.month(),
                jobs,
                peak.labourHours(),
                travelHours,
                hours / hoursForRepairs);
    }

    private static double travelHours(RegionFacts region, NetworkPolicy policy) {
        double km = region.kmPerJob();
        return Double.isNaN(km)
                ? policy.onSite().travelHours()
                : km / policy.onSite().speedKmh();
    }

    /** Technicians as people: what the busiest month takes, rounded up. */
    int technicianCount() {
        return roundedUp(technicians);
    }

    private static int roundedUp(double number) {
        return (int) Math.ceil(number - 1e-9);
    }
}
