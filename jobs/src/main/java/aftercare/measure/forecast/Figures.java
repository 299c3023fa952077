package aftercare.measure.forecast;

import aftercare.table.RepairForecastMonthTable;
import org.apache.spark.sql.Row;

/** Repairs expected, from units installed and from units planned, and the units in service. */
final class Figures {
    /** Of which quantiles a row tells. */
    static final double[] SHARES = {0.1, 0.5, 0.8, 0.9};

    double expected;
    double installed;
    double planned;
    double units;

    void add(double moreExpected, double moreInstalled, double morePlanned, double moreUnits) {
        expected += moreExpected;
        installed += moreInstalled;
        planned += morePlanned;
        units += moreUnits;
    }

    void add(Figures other) {
        add(other.expected, other.installed, other.planned, other.units);
    }

    /**
     * The row with these figures.
     *
     * @param quantiles at {@link #SHARES}
     */
    Row in(RepairForecastMonthTable.Builder row, double[] quantiles) {
        return row.expectedN(expected)
                .p10(quantiles[0])
                .p50(quantiles[1])
                .p80(quantiles[2])
                .p90(quantiles[3])
                .fromInstalledN(installed)
                .fromPlannedN(planned)
                .installedUnits(units)
                .build();
    }
}
