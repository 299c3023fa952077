package aftercare.measure.forecast;

import java.io.Serializable;
import java.util.List;

/**
 * Who there is to forecast for in one category, and over which months. Months are numbered from the first month of
 * repairs (0); sale months before it have negative numbers.
 *
 * @param category the product line
 * @param models in order of their ids
 * @param regions in order of their ids
 * @param zones the climate zones, in order
 * @param firstMonth the month numbered 0, as year x 12 + month - 1
 * @param months months of repairs known in full
 * @param salesBefore months of sales before the first month of repairs
 * @param scrap what share of units is still in service at each age in months; ages beyond take the last. Empty when
 *     none is scrapped
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
record CategoryFleet(
        String category,
        List<Model> models,
        List<Region> regions,
        List<String> zones,
        int firstMonth,
        int months,
        int salesBefore,
        double[] scrap)
        implements Serializable {

    /**
     * A model.
     *
     * @param id its code
     * @param designRate repairs per unit and year that the design allows for; NaN when not stated
     * @param warrantyMonths 0 when not stated
     */
    record Model(String id, double designRate, int warrantyMonths) implements Serializable {}

    /**
     * A region.
     *
     * @param id its code
     * @param zone which of the climate zones
     */
    record Region(String id, int zone) implements Serializable {}

    static final int SEASONS = 12;

    /** Calendar month, 0 for January, of a month number. */
    int calendar(int month) {
        return Math.floorMod(firstMonth + month, SEASONS);
    }

    /** Share of units still in service at an age. */
    double surviving(int age) {
        return scrap.length == 0 ? 1 : scrap[Math.min(age, scrap.length - 1)];
    }

    /** Unit-months of a unit at an age: half a month in the month of its sale. */
    double exposure(int age) {
        return (age == 0 ? 0.5 : 1) * surviving(age);
    }

    /** Sale months there are up to the last full month. */
    int saleMonths() {
        return salesBefore + months;
    }
}
