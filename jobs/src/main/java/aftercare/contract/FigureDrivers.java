package aftercare.contract;

import aftercare.table.OutletKpiMonthTable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What happens to an order that counts against a KPI or breaks a promise, as a driver of satisfaction
 * (schemas/gold/satisfaction_driver.yaml): what it costs is told by the driver.
 */
public final class FigureDrivers {
    private static final Map<String, String> OF_KPIS = Map.of(
            OutletKpiMonthTable.FIRST_FIX_RATE, "came_back",
            OutletKpiMonthTable.ONSITE_RATE, "late_on_site",
            OutletKpiMonthTable.FIXED_RATE, "not_fixed");
    private static final Map<String, String> OF_PROMISES = Map.of(
            "onsite_visit", "late_on_site", "called_back", "callback_late", "free_repair", "charged_in_warranty");

    private FigureDrivers() {}

    /** The driver of a KPI or promise; empty where none is. */
    public static Optional<String> of(String figure) {
        return Optional.ofNullable(all().get(figure));
    }

    /** The drivers of all figures that have one, by the figure. */
    public static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(OF_KPIS);
        all.putAll(OF_PROMISES);
        return all;
    }

    /** The same of promises alone. */
    public static Map<String, String> ofPromises() {
        return OF_PROMISES;
    }
}
