package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the repair model makes of fleets to which something happens; the bench of fleets measures how well. */
class InventedFleetTest {
    private static InventedFleet fleet(InventedFleet.Case happens) {
        return new InventedFleet(happens, 902);
    }

    private static RepairModel fitted(InventedFleet fleet) {
        return RepairModel.fit(fleet.history, fleet.delays);
    }

    @Test
    void newerUnitsThatAreBetterAreFoundToBe() {
        assertThat(fitted(fleet(InventedFleet.Case.VINTAGE)).vintage.slope()).isCloseTo(-0.015, within(0.005));
    }

    @Test
    void whereNewerUnitsAreAsTheOldOnesNothingIsMadeOfIt() {
        assertThat(fitted(fleet(InventedFleet.Case.PLAIN)).vintage.slope()).isZero();
    }

    @Test
    void withoutShipmentsModelsGoOnByThemselvesWithTheirSeason() {
        InventedFleet fleet = fleet(InventedFleet.Case.NO_SHIPMENTS);
        RepairModel model = fitted(fleet);
        WithoutUnits forecast = WithoutUnits.of(model, InventedFleet.AHEAD);
        double[] came = new double[InventedFleet.AHEAD];
        double[] told = new double[InventedFleet.AHEAD];
        for (int m = 0; m < fleet.came.length; m++) {
            for (int r = 0; r < fleet.came[m].length; r++) {
                for (int h = 0; h < came.length; h++) {
                    came[h] += fleet.came[m][r][h];
                    told[h] += forecast.of(model, m, r, h);
                }
            }
        }
        double off = 0;
        for (int h = 0; h < came.length; h++) {
            off += Math.abs(told[h] - came[h]);
        }
        assertThat(off / Arrays.stream(came).sum()).isLessThan(0.1);
    }

    @Test
    void aRecallLeavesNoTraceInTheForecast() {
        InventedFleet fleet = fleet(InventedFleet.Case.RECALL);
        RepairModel model = fitted(fleet);
        assertThat(model.disruptions.found).isNotEmpty().allMatch(found -> !found.lasts());
        Projection projection =
                new Projection(model, new PlannedSales(fleet.history, model.origin), InventedFleet.AHEAD);
        double came = 0;
        double told = 0;
        for (int m = 0; m < fleet.came.length; m++) {
            for (int r = 0; r < fleet.came[m].length; r++) {
                for (int h = 0; h < InventedFleet.AHEAD; h++) {
                    came += fleet.came[m][r][h];
                    told += projection.of(m, r).total(h);
                }
            }
        }
        assertThat(told / came).isCloseTo(1, within(0.1));
    }
}
