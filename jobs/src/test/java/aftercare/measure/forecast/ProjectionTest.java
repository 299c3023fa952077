package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final double[] ONE = {1};
    private static final double[] DESIGN = {0.144};

    @Test
    void theComingYearIsWhatTheTruthMakesOfUnitsSoldAndPlanned() {
        KnownFleet known = new KnownFleet(ONE, DESIGN, ONE, 0, (model, region, month) -> 400, 5);
        int issued = (int) LocalDate.of(2025, 12, 1).toEpochDay();
        for (int ahead = 1; ahead <= 12; ahead++) {
            known.history.planned(0, 0, KnownFleet.MONTHS - 1 + ahead, issued, "P", 800);
        }
        Projection.Expected expected = project(known);
        double installed = 0;
        double planned = 0;
        for (int h = 0; h < 12; h++) {
            int t = KnownFleet.MONTHS + h;
            for (int s = -KnownFleet.BEFORE; s < KnownFleet.MONTHS; s++) {
                installed += 400 * known.mean(0, 0, t, t - s);
            }
            for (int s = KnownFleet.MONTHS; s <= t; s++) {
                planned += 800 * known.mean(0, 0, t, t - s);
            }
        }
        assertThat(sum(expected.installed())).isCloseTo(installed, Percentage.withPercentage(5));
        assertThat(sum(expected.planned())).isCloseTo(planned, Percentage.withPercentage(6));
    }

    @Test
    void unitsSoldInAMonthCountHalfInItAndScrappedOnesNoMore() {
        CategoryFleet fleet = new CategoryFleet(
                "fridge",
                java.util.List.of(new CategoryFleet.Model("M", 0.1, 2)),
                java.util.List.of(new CategoryFleet.Region("R", 0)),
                java.util.List.of("mild"),
                2024 * 12,
                4,
                0,
                new double[] {1, 1, 0.5});
        double[] units = {10, 0, 0, 4};
        Stock stock = new Stock(fleet, Cohorts.sold(units), 2);
        assertThat(stock.at(0)).isEqualTo(new Stock.Count(10, 10, 5, 0));
        assertThat(stock.at(1)).isEqualTo(new Stock.Count(10, 10, 10, 1));
        assertThat(stock.at(2).inService()).isEqualTo(5);
        assertThat(stock.at(2).inWarranty()).isZero();
        assertThat(stock.at(3)).isEqualTo(new Stock.Count(9, 4, 7, 15.0 / 9));
    }

    @Test
    void correctionsNeverMakeAStockNegative() {
        KnownFleet known = new KnownFleet(ONE, DESIGN, ONE, 0, (model, region, month) -> month == 0 ? 1 : 0, 5);
        known.history.sold(0, 0, 1, -5);
        Stock.Count count = new Stock(known.fleet, Cohorts.sold(known.history.units[0][0]), 24).at(5);
        assertThat(count.inService()).isZero();
        assertThat(java.util.Arrays.stream(project(known).installed()).boxed()).allMatch(repairs -> repairs >= 0);
    }

    @Test
    void repairsWithoutAnySaleGoOnByThemselves() {
        KnownFleet known = new KnownFleet(ONE, DESIGN, ONE, 0, (model, region, month) -> 0, 5);
        for (int t = 0; t < KnownFleet.MONTHS; t++) {
            known.history.repaired(0, 0, t, -1, 0, t < 24 ? 1 : 6);
        }
        assertThat(sum(project(known).installed())).isCloseTo(72, within(12.0));
    }

    @Test
    void theRecentLevelFadesWithTheDistance() {
        KnownFleet known = new KnownFleet(ONE, DESIGN, ONE, 0, (model, region, month) -> 400, 5);
        for (int t = KnownFleet.MONTHS - 6; t < KnownFleet.MONTHS; t++) {
            known.history.repaired(0, 0, t, -1, 0, 150);
        }
        double[] recent = project(known).recent();
        assertThat(recent[0]).isGreaterThan(1.04);
        assertThat(recent[11] - 1).isBetween(0.3 * (recent[0] - 1), 0.7 * (recent[0] - 1));
    }

    private static Projection.Expected project(KnownFleet known) {
        RepairModel model = RepairModel.fit(known.history, known.delays);
        return new Projection(model, new PlannedSales(known.history, model.origin), 12).of(0, 0);
    }

    private static double sum(double[] values) {
        return java.util.Arrays.stream(values).sum();
    }
}
