package aftercare.measure.forecast;

import aftercare.measure.api.Measure;
import java.util.List;
import java.util.Map;

/** A measure reckoned from the fleet: the units sold and planned, their repairs by age, and how long units stay in service. */
interface FleetMeasure extends Measure {
    /** Per category, the share of units still in service by age in months; units of categories not named are never scrapped. */
    Map<String, double[]> scrap();

    @Override
    default String settings() {
        return ForecastInputs.saying(scrap());
    }

    @Override
    default List<String> sources() {
        return List.of("shipments", "sales_forecasts");
    }

    @Override
    default List<String> gold() {
        return List.of("repair_age_month", "dim_model", "dim_region");
    }
}
