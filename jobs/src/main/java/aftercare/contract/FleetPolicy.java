package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long units stay in service; kept in {@code schemas/fleet.yaml}.
 *
 * @param inService for each category, the share of units still in service at the end of each year after their sale
 */
public record FleetPolicy(@JsonProperty("in_service") Map<String, List<Double>> inService) {
    private static final int MONTHS = 12;

    public FleetPolicy {
        inService = Collections.unmodifiableMap(new TreeMap<>(inService));
    }

    /**
     * The policy of this installation.
     *
     * @throws aftercare.config.AftercareException AFC-1101 when the file breaks its schema
     */
    public static FleetPolicy load() {
        return Contracts.document("fleet", FleetPolicy.class);
    }

    static FleetPolicy read(Path schemas) {
        return Contracts.document(schemas, "fleet", FleetPolicy.class);
    }

    /**
     * For each category, the share still in service by age in months, along a straight line between the ends of years;
     * all at age 0.
     */
    public Map<String, double[]> byMonth() {
        Map<String, double[]> byMonth = new TreeMap<>();
        inService.forEach((category, years) -> byMonth.put(category, monthly(years)));
        return byMonth;
    }

    private static double[] monthly(List<Double> years) {
        double[] shares = new double[years.size() * MONTHS + 1];
        double from = 1;
        shares[0] = from;
        for (int year = 0; year < years.size(); year++) {
            double to = years.get(year);
            for (int month = 1; month <= MONTHS; month++) {
                shares[year * MONTHS + month] = from + (to - from) * month / MONTHS;
            }
            from = to;
        }
        return shares;
    }
}
