package aftercare.measure.forecast;

import aftercare.measure.api.Measure;
import aftercare.table.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A measure computed from the fleet: the units sold, in service and planned, their repairs by age, and how long units
 * stay in service.
 */
interface FleetMeasure extends Measure {
    /**
     * Per category, the share of units still in service by age in months; units of categories not named are never
     * scrapped.
     */
    Map<String, double[]> scrap();

    @Override
    default String settings() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(scrap()).forEach((category, shares) -> text.append(category)
                .append(' ')
                .append(Arrays.toString(shares))
                .append('\n'));
        return text.toString();
    }

    @Override
    default List<String> sources() {
        return List.of(Tables.SHIPMENTS, Tables.FLEET, Tables.SALES_FORECASTS);
    }

    @Override
    default List<String> gold() {
        return List.of(Tables.REPAIR_AGE_MONTH, Tables.DIM_MODEL, Tables.DIM_REGION);
    }
}
