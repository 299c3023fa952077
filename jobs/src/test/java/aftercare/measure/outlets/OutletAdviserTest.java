package aftercare.measure.outlets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Scorecard;
import aftercare.measure.outlets.OutletAdviser.Advice;
import aftercare.measure.outlets.OutletAdviser.Recommendation;
import aftercare.measure.outlets.OutletMonth.KpiFigure;
import aftercare.measure.outlets.OutletStatus.Version;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutletAdviserTest {
    private static final Scorecard SCORECARD = Scorecard.load();
    private static final YearMonth JULY = YearMonth.of(2026, 7);
    private static final YearMonth AUGUST = YearMonth.of(2026, 8);
    private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
    private static final long PEERS = 40;
    private static final OutletStatus ACTIVE = new OutletStatus(List.of(version("2020-01-01", "active", null)));

    private final TreeMap<YearMonth, OutletMonth> months = new TreeMap<>();

    @Test
    void theScoreIsTheWeightedMeanOfWhatIsAttained() {
        pooled(SEPTEMBER, 40, Kpi.SATISFACTION, attaining(90), Kpi.ON_SITE, attaining(40));
        Advice advice = advise(ACTIVE, SEPTEMBER);
        assertThat(advice.score()).isCloseTo((30 * 90 + 20 * 40) / 50.0, within(1e-9));
        assertThat(advice.grade()).isEqualTo("B");
    }

    @Test
    void aKpiWithoutDataHasNoWeightAndIsNamedWithTheShareThatIsScored() {
        pooled(SEPTEMBER, 40, Kpi.SATISFACTION, attaining(90), Kpi.ON_SITE, attaining(40));
        Advice advice = advise(ACTIVE, SEPTEMBER);
        assertThat(advice.scoredShare()).isCloseTo(0.5, within(1e-9));
        assertThat(advice.reasons().en())
                .contains("First-time fix; Repairs that worked; Complaints per 1,000 orders (50 % of the weights)");
        assertThat(advice.reasons().zh()).contains("一次修复率", "50 %");
    }

    @Test
    void belowThirtyCompletedOrdersInTwelveMonthsThereIsNeitherScoreNorFlag() {
        pooled(SEPTEMBER, 29, Kpi.SATISFACTION, low(-9), Kpi.FIRST_FIX, low(-9));
        Advice advice = advise(ACTIVE, SEPTEMBER);
        assertThat(advice.score()).isNull();
        assertThat(advice.grade()).isEqualTo("-");
        assertThat(advice.funnel()).isEqualTo(FunnelPosition.NONE);
        assertThat(advice.recommendation()).isEqualTo(Recommendation.KEEP);
        assertThat(advice.reasons().en()).contains("Only 29 orders were completed in 1 month,");
    }

    @Test
    void ordersOfThreeMonthsAreAddedUpAndOfSixWhereTheseAreTooFew() {
        months.put(YearMonth.of(2026, 4), new OutletMonth(YearMonth.of(2026, 4), "north", 25, Map.of(), Map.of()));
        pooled(AUGUST, 4, Kpi.SATISFACTION, attaining(90));
        pooled(SEPTEMBER, 3, Kpi.SATISFACTION, attaining(90));
        assertThat(advise(ACTIVE, SEPTEMBER).judged()).isEqualTo(new OutletAdviser.Orders(6, 32));
        assertThat(advise(ACTIVE, SEPTEMBER).score()).isEqualTo(90);
        assertThat(advise(ACTIVE, AUGUST).judged()).isEqualTo(new OutletAdviser.Orders(5, 29));
        pooled(SEPTEMBER, 26, Kpi.SATISFACTION, attaining(90));
        assertThat(advise(ACTIVE, SEPTEMBER).judged()).isEqualTo(new OutletAdviser.Orders(2, 30));
    }

    @Test
    void anOutletThatIsFlaggedNeverHasTheBestGrade() {
        pooled(SEPTEMBER, 40, Kpi.SATISFACTION, attaining(100), Kpi.FIRST_FIX, figure(18, 30, 0.9, -3.5, 90.0));
        Advice clear = advise(ACTIVE, SEPTEMBER);
        assertThat(clear.score()).isGreaterThan(SCORECARD.grades().a());
        assertThat(clear.flagged()).isTrue();
        assertThat(clear.grade()).isEqualTo("B");
        assertThat(clear.recommendation()).isEqualTo(Recommendation.WATCH);
        assertThat(clear.reasons().en()).contains("does not get it");

        months.clear();
        month(AUGUST, 40, Kpi.FIRST_FIX, low(-2.2));
        month(SEPTEMBER, 40, Kpi.FIRST_FIX, low(-2.2));
        pooled(SEPTEMBER, 40, Kpi.SATISFACTION, attaining(100));
        assertThat(advise(ACTIVE, SEPTEMBER).grade()).isEqualTo("B");
    }

    @Test
    void whatIsLowIsNamedWithItsMonthsAndCountsThoughItAloneAsksForNoDecision() {
        pooled(SEPTEMBER, 40, Kpi.FIRST_FIX, low(-2.5), Kpi.SATISFACTION, figure(30, 30, 0.9, 1.0, 100.0));
        Advice advice = advise(ACTIVE, SEPTEMBER);
        assertThat(advice.recommendation()).isEqualTo(Recommendation.KEEP);
        assertThat(advice.reasons().en())
                .contains("2026-07 to 2026-09: First-time fix 60 % (18 / 30", "A single KPI is low")
                .doesNotContain("No KPI is worse");
        assertThat(advice.reasons().zh()).contains("2026-07 至 2026-09：一次修复率 60 %");
        assertThat(advice.against()).isEqualTo("first_fix_rate");
    }

    @Test
    void amongFewOutletsAReasonNamesTheOthersNotTheRegion() {
        pooled(SEPTEMBER, 40, Kpi.FIRST_FIX, new KpiFigure(JULY, SEPTEMBER, 18, 30, 0.88, -3.5, 3, 0.82, 50.0));
        assertThat(advise(ACTIVE, SEPTEMBER).reasons().en())
                .contains("88 % is expected of its models, the age of the units and the other outlets");
    }

    @Test
    void whereNothingIsComparedNothingIsSaidOfPeers() {
        pooled(SEPTEMBER, 40, Kpi.FIRST_FIX, attaining(90));
        Advice advice = advise(ACTIVE, SEPTEMBER);
        assertThat(advice.funnel()).isEqualTo(FunnelPosition.NONE);
        assertThat(advice.reasons().en()).contains("There are too few orders").doesNotContain("No KPI is worse");
        assertThat(advice.against()).isNull();
    }

    @Test
    void twoKpisLowInTwoOfTheLastThreeMonthsLeadToReviewWithTheNumbersItRestsOn() {
        month(JULY, 40, Kpi.SATISFACTION, low(-2.5), Kpi.FIRST_FIX, low(-2.2));
        month(AUGUST, 40, Kpi.SATISFACTION, low(0));
        month(SEPTEMBER, 40, Kpi.ON_SITE, low(-2.1), Kpi.FIRST_FIX, low(-2.2));
        Advice advice = advise(ACTIVE, SEPTEMBER);
        assertThat(advice.recommendation()).isEqualTo(Recommendation.REVIEW_FOR_REVOCATION);
        assertThat(advice.reasons().en())
                .contains(
                        "low in 2 of the last 3 months",
                        "2026-07: First-time fix 60 %",
                        "18 / 30",
                        "42 % - 75 %",
                        "Next: ");
        assertThat(advice.reasons().zh()).contains("2026-07：一次修复率 60 %", "18 / 30", "建议：");
        assertThat(advice.against().split(","))
                .containsExactlyInAnyOrder("satisfaction_rate", "first_fix_rate", "onsite_rate");
        assertThat(advice.reasons().en().lines().count())
                .isEqualTo(advice.reasons().zh().lines().count());
    }

    @Test
    void aSuppressedMonthNeverCountsTowardsReview() {
        month(JULY, 29, Kpi.SATISFACTION, low(-2.5), Kpi.FIRST_FIX, low(-2.2));
        month(SEPTEMBER, 40, Kpi.ON_SITE, low(-2.1), Kpi.FIRST_FIX, low(-2.2));
        assertThat(advise(ACTIVE, SEPTEMBER).recommendation()).isEqualTo(Recommendation.KEEP);
        pooled(SEPTEMBER, 40, Kpi.ON_SITE, low(-2.1), Kpi.FIRST_FIX, low(-2.2));
        assertThat(advise(ACTIVE, SEPTEMBER).recommendation()).isEqualTo(Recommendation.WATCH);
    }

    @Test
    void threeMonthsAgoIsTooLongAgo() {
        month(YearMonth.of(2026, 6), 40, Kpi.SATISFACTION, low(-2.5), Kpi.FIRST_FIX, low(-2.2));
        month(SEPTEMBER, 40, Kpi.ON_SITE, low(-2.1), Kpi.FIRST_FIX, low(-2.2));
        assertThat(advise(ACTIVE, SEPTEMBER).recommendation()).isEqualTo(Recommendation.KEEP);
        pooled(SEPTEMBER, 40, Kpi.ON_SITE, low(-2.1), Kpi.FIRST_FIX, low(-2.2));
        assertThat(advise(ACTIVE, SEPTEMBER).recommendation()).isEqualTo(Recommendation.WATCH);
    }

    @Test
    void aKpiLowForTheSecondTimeIsWatchedAndOnceIsNot() {
        month(AUGUST, 40, Kpi.FIRST_FIX, low(-2.2));
        month(SEPTEMBER, 40, Kpi.FIRST_FIX, low(-2.2));
        assertThat(advise(ACTIVE, AUGUST).recommendation()).isEqualTo(Recommendation.KEEP);
        assertThat(advise(ACTIVE, SEPTEMBER).recommendation()).isEqualTo(Recommendation.WATCH);
    }

    @Test
    void oneKpiClearlyBeyondItsPeersIsEnoughToBeLow() {
        pooled(SEPTEMBER, 40, Kpi.FIRST_FIX, low(-3.2), Kpi.SATISFACTION, low(2.5));
        assertThat(advise(ACTIVE, SEPTEMBER).funnel()).isEqualTo(FunnelPosition.LOW);
    }

    @Test
    void aPatternOfSevereComplaintsLeadsToReview() {
        month(JULY, 60, Kpi.SEVERE_COMPLAINTS, severe(2));
        month(SEPTEMBER, 60, Kpi.SEVERE_COMPLAINTS, severe(2));
        Advice advice = advise(ACTIVE, SEPTEMBER);
        assertThat(advice.recommendation()).isEqualTo(Recommendation.REVIEW_FOR_REVOCATION);
        assertThat(advice.reasons().en())
                .contains("4 severe complaints in 2 of the last 3 months on 120 completed orders");
    }

    @Test
    void severeComplaintsThatChanceBringsToSomeOutletEveryYearAreNoPattern() {
        month(JULY, 60, Kpi.SEVERE_COMPLAINTS, severe(1));
        month(SEPTEMBER, 60, Kpi.SEVERE_COMPLAINTS, severe(2));
        assertThat(advise(ACTIVE, SEPTEMBER).recommendation()).isEqualTo(Recommendation.KEEP);
    }

    @Test
    void severeComplaintsOfOneMonthAreNoPattern() {
        month(SEPTEMBER, 60, Kpi.SEVERE_COMPLAINTS, severe(5));
        assertThat(advise(ACTIVE, SEPTEMBER).recommendation()).isEqualTo(Recommendation.KEEP);
    }

    @Test
    void probationIsJudgedAfterThreeFullMonths() {
        OutletStatus opened = probation("2026-07-02");
        judged(0.95);
        assertThat(opened.fullMonthsOnProbation(SEPTEMBER)).isEqualTo(2);
        assertThat(advise(opened, SEPTEMBER).recommendation()).isEqualTo(Recommendation.WATCH);
        assertThat(probation("2026-07-01").fullMonthsOnProbation(SEPTEMBER)).isEqualTo(3);
    }

    @Test
    void probationIsPassedWhereTheIntervalLiesAboveTheFloor() {
        judged(0.95);
        Advice advice = advise(probation("2026-07-01"), SEPTEMBER);
        assertThat(advice.recommendation()).isEqualTo(Recommendation.PROBATION_PASS);
        assertThat(advice.reasons().en()).contains("First-time fix 95 % over 3 full months (171 / 180, 90 % interval");
    }

    @Test
    void probationIsFailedWhereItLiesBelowAndExtendedWhereItLiesAcross() {
        judged(0.70);
        assertThat(advise(probation("2026-07-01"), SEPTEMBER).recommendation())
                .isEqualTo(Recommendation.PROBATION_FAIL);
        judged(0.80);
        assertThat(advise(probation("2026-07-01"), SEPTEMBER).recommendation())
                .isEqualTo(Recommendation.PROBATION_EXTEND);
    }

    @Test
    void aKpiSoSmallThatNobodyCouldPassHasNoSay() {
        judged(0.95);
        KpiFigure none = new KpiFigure(JULY, JULY, 0, 40, null, null, PEERS, 15.0, null);
        months.values().forEach(month -> {
            month.figures().put(Kpi.COMPLAINTS, none);
            month.pooled().put(Kpi.COMPLAINTS, none);
        });
        Advice advice = advise(probation("2026-07-01"), SEPTEMBER);
        assertThat(advice.recommendation()).isEqualTo(Recommendation.PROBATION_PASS);
        assertThat(advice.reasons().en()).contains("0 / 120 is too little");
    }

    @Test
    void anOutletOutOfWorkIsNotAdvisedOn() {
        month(SEPTEMBER, 40, Kpi.FIRST_FIX, low(-5));
        OutletStatus suspended = new OutletStatus(
                List.of(version("2020-01-01", "active", null), version("2026-09-20", "suspended", null)));
        assertThat(advise(suspended, SEPTEMBER).recommendation()).isEqualTo(Recommendation.KEEP);
        assertThat(advise(suspended, SEPTEMBER).status()).isEqualTo("suspended");
    }

    @Test
    void attainmentRunsThroughTargetAndFloor() {
        assertThat(Attainment.of(0.95, 0.9, 0.8, true)).isEqualTo(100);
        assertThat(Attainment.of(0.8, 0.9, 0.8, true)).isCloseTo(60, within(1e-9));
        assertThat(Attainment.of(0.85, 0.9, 0.8, true)).isCloseTo(80, within(1e-9));
        assertThat(Attainment.of(0.1, 0.9, 0.8, true)).isZero();
        assertThat(Attainment.of(10, 5, 15.0, false)).isCloseTo(80, within(1e-9));
        assertThat(Attainment.of(0.45, 0.9, null, true)).isCloseTo(50, within(1e-9));
    }

    /** Three months of 60 repairs, of which a share was fixed at once, with a floor of .82. */
    private void judged(double share) {
        for (YearMonth month : List.of(JULY, AUGUST, SEPTEMBER)) {
            long fixed = Math.round(60 * share);
            month(month, 60, Kpi.FIRST_FIX, figure(fixed, 60, null, null, null));
            pooled(month, 60, Kpi.FIRST_FIX, figure(fixed, 60, null, null, null));
        }
    }

    private static OutletStatus probation(String opened) {
        return new OutletStatus(List.of(version(opened, "probation", opened)));
    }

    private static Version version(String from, String status, String opened) {
        return new Version(LocalDate.parse(from), status, opened == null ? null : LocalDate.parse(opened));
    }

    private static KpiFigure attaining(double attainment) {
        return figure(18, 30, null, null, attainment);
    }

    private static KpiFigure low(double betterBy) {
        return figure(18, 30, 0.88, betterBy, 50.0);
    }

    private static KpiFigure severe(long complaints) {
        return figure(complaints, 60, 2.0, 0.0, null);
    }

    private static KpiFigure figure(long n, long d, Double expected, Double betterBy, Double attainment) {
        return new KpiFigure(JULY, JULY, n, d, expected, betterBy, PEERS, 0.82, attainment);
    }

    /** A month by its own orders alone. */
    private void month(YearMonth month, long completed, Object... figures) {
        months.put(month, new OutletMonth(month, "north", completed, figures(month, month, figures), Map.of()));
    }

    /** A month with what is judged at its end, over three months. */
    private void pooled(YearMonth month, long completed, Object... figures) {
        OutletMonth alone = months.get(month);
        months.put(
                month,
                new OutletMonth(
                        month,
                        "north",
                        completed,
                        alone == null ? Map.of() : alone.figures(),
                        figures(month.minusMonths(2), month, figures)));
    }

    private static Map<Kpi, KpiFigure> figures(YearMonth from, YearMonth to, Object... figures) {
        Map<Kpi, KpiFigure> map = new EnumMap<>(Kpi.class);
        for (int i = 0; i < figures.length; i += 2) {
            KpiFigure each = (KpiFigure) figures[i + 1];
            map.put(
                    (Kpi) figures[i],
                    new KpiFigure(
                            from,
                            to,
                            each.n(),
                            each.d(),
                            each.expected(),
                            each.betterBy(),
                            each.peers(),
                            each.floor(),
                            each.attainment()));
        }
        return map;
    }

    private Advice advise(OutletStatus status, YearMonth month) {
        return new OutletAdviser(SCORECARD, status, months).advise(month);
    }
}
