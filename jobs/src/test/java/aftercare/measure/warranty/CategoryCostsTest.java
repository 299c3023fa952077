package aftercare.measure.warranty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.measure.warranty.CategoryCosts.TermCost;
import aftercare.measure.warranty.ModelFacts.AgeRate;
import aftercare.measure.warranty.ModelFacts.CostSums;
import aftercare.measure.warranty.ModelFacts.Units;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CategoryCostsTest {
    private static final YearMonth LAST = YearMonth.of(2026, 10);

    @Test
    void aTermBeginsAndEndsInTheMiddleOfAMonth() {
        // 0.5 x 0.04 + 0.03 + 0.5 x 0.02
        RateCurve curve = curve(model("M", 1, 0.04, 0.03, 0.02));
        assertThat(curve.withinTerm(2)).isCloseTo(0.06, within(1e-12));
    }

    @Test
    void aConstantRateMakesATermItsLength() {
        assertThat(curve(model("M", 1, constant(80, 0.01))).withinTerm(60)).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void agesThatTheModelHasNoRateForFollowTheCategoryAtTheModelsLevel() {
        // The elder model's rates double at age 2; the younger one has twice its level.
        ModelFacts elder = model("elder", 1, 0.01, 0.01, 0.02, 0.02, 0.02, 0.02);
        ModelFacts younger = model("younger", 2, 0.02, 0.02);
        RateCurve curve = new RateCurve(younger, CategoryShape.of(List.of(elder, younger)));
        assertThat(curve.at(1)).isEqualTo(0.02);
        assertThat(curve.at(2)).isCloseTo(0.04, within(1e-12));
        assertThat(curve.unseenWithinTerm(3)).isCloseTo(0.04 + 0.5 * 0.04, within(1e-12));
    }

    @Test
    void beyondTheAgesOfTheCategoryTheMeanOfItsLastSixMonthsStays() {
        RateCurve curve = curve(model("M", 1, 0.9, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06));
        assertThat(curve.at(100)).isCloseTo(0.035, within(1e-12));
    }

    @Test
    void theYearAheadCountsUnitsOnlyWhileTheyAreInWarranty() {
        RateCurve curve = curve(model("M", 1, constant(80, 0.01)));
        // Sold in October 2025, a term of 12 months ends in the middle of October 2026, the last month: none of the
        // year ahead is in it.
        assertThat(curve.inYearAfter(LAST, List.of(new Units(LAST.minusMonths(12), 100)), 12))
                .isZero();
        // Sold in the last month: 11 full months and half of the twelfth.
        assertThat(curve.inYearAfter(LAST, List.of(new Units(LAST, 100)), 12)).isCloseTo(11.5, within(1e-9));
        // Planned for the twelfth month ahead: half a month.
        assertThat(curve.inYearAfter(LAST, List.of(new Units(LAST.plusMonths(12), 100)), 12))
                .isCloseTo(0.5, within(1e-9));
        assertThat(curve.inYearAfter(LAST, List.of(new Units(LAST.minusMonths(12), 100)), 24))
                .isCloseTo(11.5, within(1e-9));
    }

    @Test
    void unitsThatAreScrappedNeedNoRepair() {
        ModelFacts model = new ModelFacts(
                "M",
                12,
                1,
                0,
                rates(constant(30, 0.01)),
                List.of(new Units(LAST, 100)),
                0.8,
                List.of(new Units(LAST.plusMonths(12), 100)),
                CostSums.NONE);
        TermCost cost = new CategoryCosts(List.of(model), CostSums.NONE, LAST)
                .of(List.of(12))
                .get(0);
        assertThat(cost.fleetRepairs()).isCloseTo(0.8 * 11.5 + 0.5, within(1e-9));
        assertThat(cost.plannedRepairs()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void theModelsOwnTermIsAmongThoseComparedAndMarked() {
        ModelFacts model = withTerm(30, costs(100, 100));
        assertThat(new CategoryCosts(List.of(model), CostSums.NONE, LAST).of(List.of(12, 24)))
                .extracting(TermCost::term, TermCost::inForce)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(12, false),
                        org.assertj.core.api.Assertions.tuple(24, false),
                        org.assertj.core.api.Assertions.tuple(30, true));
    }

    @Test
    void aModelWithoutCostsHasThoseOfItsCategoryAndACategoryWithoutCostsThoseOfAll() {
        ModelFacts silent = withTerm(24, CostSums.NONE);
        ModelFacts known = withTerm(24, costs(90, 110));
        assertThat(new CategoryCosts(List.of(silent, known), costs(5_000), LAST)
                        .of(List.of(24))
                        .get(0)
                        .costPerRepair())
                .isEqualTo(100);
        assertThat(new CategoryCosts(List.of(silent), costs(60, 80), LAST)
                        .of(List.of(24))
                        .get(0)
                        .costPerRepair())
                .isEqualTo(70);
    }

    @Test
    void whereNobodyKnowsWhatARepairCostsRepairsAreGivenWithoutMoney() {
        TermCost cost = new CategoryCosts(List.of(withTerm(24, CostSums.NONE)), CostSums.NONE, LAST)
                .of(List.of(24))
                .get(0);
        assertThat(cost.repairs()).isPositive();
        assertThat(cost.costPerUnit()).isNaN();
        assertThat(cost.low()).isNaN();
    }

    @Property(tries = 100)
    void aLongerTermNeverCostsLessAndTheIntervalHoldsTheCost(
            @ForAll @IntRange(min = 1, max = 100) int term,
            @ForAll @DoubleRange(min = 0, max = 1) double levelSd,
            @ForAll @DoubleRange(min = 1, max = 1_000) double cost) {
        ModelFacts model = new ModelFacts(
                "M", null, 1, levelSd, rates(0.03, 0.02, 0.01), List.of(), 1, List.of(), costs(cost, 2 * cost));
        List<TermCost> costs = new CategoryCosts(List.of(model), CostSums.NONE, LAST).of(List.of(term, term + 1));
        assertThat(costs.get(1).costPerUnit()).isGreaterThan(costs.get(0).costPerUnit());
        assertThat(costs).allSatisfy(each -> assertThat(each.costPerUnit()).isBetween(each.low(), each.high()));
    }

    private static ModelFacts withTerm(int term, CostSums costs) {
        return new ModelFacts("M" + costs.n(), term, 1, 0.1, rates(constant(30, 0.01)), List.of(), 1, List.of(), costs);
    }

    private static CostSums costs(double... costs) {
        double sum = 0;
        double squares = 0;
        for (double cost : costs) {
            sum += cost;
            squares += cost * cost;
        }
        return new CostSums(costs.length, sum, squares);
    }

    private static RateCurve curve(ModelFacts model) {
        return new RateCurve(model, CategoryShape.of(List.of(model)));
    }

    private static ModelFacts model(String id, double level, double... rates) {
        return new ModelFacts(id, null, level, 0.1, rates(rates), List.of(), 1, List.of(), CostSums.NONE);
    }

    private static List<AgeRate> rates(double... rates) {
        return IntStream.range(0, rates.length)
                .mapToObj(age -> new AgeRate(age, rates[age], 1_000))
                .toList();
    }

    private static double[] constant(int ages, double rate) {
        return IntStream.range(0, ages).mapToDouble(age -> rate).toArray();
    }
}
