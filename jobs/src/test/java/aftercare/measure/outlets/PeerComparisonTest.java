package aftercare.measure.outlets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.contract.DefaultStandards;
import aftercare.contract.Scorecard;
import aftercare.contract.Standard;
import aftercare.measure.facts.Standards;
import aftercare.measure.outlets.PeerComparison.KpiFigure;
import aftercare.stats.IndirectStandardisation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerComparisonTest {
    private static final Scorecard SCORECARD = Scorecard.load();
    private static final LocalDate MONTH = LocalDate.of(2026, 9, 1);

    private final List<PeerComparison.OutletFigures> outlets = new ArrayList<>();
    private final StratumRates rates = new StratumRates(Map.of("EASY", "easy", "HARD", "hard"));
    private final Map<String, StratumRates.Stratum> served = new HashMap<>();
    private final List<Standard> standards =
            new ArrayList<>(Contracts.load().standards().rows());

    @Test
    void anOutletThatServesTheHardModelsIsComparedWithLike() {
        for (int i = 0; i < 10; i++) {
            outlet("O" + i, "north", 57, 60, "EASY");
        }
        outlet("hard1", "north", 42, 60, "HARD");
        outlet("hard2", "south", 43, 60, "HARD");
        KpiFigure hard = firstFix("hard1");
        assertThat(hard.expected()).isCloseTo(0.708, within(0.005));
        assertThat(hard.betterBy()).isBetween(-1.0, 1.0);
    }

    @Test
    void anOutletThatDoesWorseThanLikeOnesIsLow() {
        for (int i = 0; i < 10; i++) {
            outlet("O" + i, "north", 54, 60, "EASY");
        }
        outlet("bad", "north", 40, 60, "EASY");
        KpiFigure bad = firstFix("bad");
        assertThat(bad.betterBy()).isLessThan(-3);
        assertThat(bad.rate()).isLessThan(bad.limitLow());
    }

    @Test
    void whatHoldsForAWholeRegionIsNotHeldAgainstItsOutlets() {
        for (int i = 0; i < 8; i++) {
            outlet("N" + i, "north", 570, 600, "EASY");
            outlet("S" + i, "south", 480, 600, "EASY");
            outlet("W" + i, "west", 570, 600, "EASY");
        }
        assertThat(firstFix("S3").betterBy()).isBetween(-1.0, 1.0);
        assertThat(firstFix("S3").expected()).isCloseTo(0.8, within(0.02));
    }

    @Test
    void anOutletBelowThirtyCompletedOrdersIsNotCompared() {
        for (int i = 0; i < 10; i++) {
            outlet("O" + i, "north", 54, 60, "EASY");
        }
        outlet("small", "north", 5, 29, "EASY");
        KpiFigure small = firstFix("small");
        assertThat(small.betterBy()).isNull();
        assertThat(small.expected()).isNull();
        assertThat(small.limitLow()).isNull();
    }

    @Test
    void aSmallOutletIsDrawnTowardsAllBeforeItIsComparedWithTheStandard() {
        for (int i = 0; i < 10; i++) {
            outlet("O" + i, "north", 54, 60, "EASY");
        }
        outlet("lucky", "north", 30, 30, "EASY");
        assertThat(firstFix("lucky").shrunk()).isBetween(0.89, 0.93);
    }

    @Test
    void aChangedStandardCountsFromTheFirstMonthThatBeginsWithIt() {
        outlet("O1", "north", 54, 60, "EASY");
        standards.add(new Standard("first_fix_rate", "all", "all", MONTH, 0.97, 0.95));
        standards.add(new Standard("first_fix_rate", "all", "all", MONTH.plusDays(14), 0.5, 0.4));
        assertThat(firstFix("O1").target()).isEqualTo(0.97);
        assertThat(firstFix("O1").attainment()).isZero();
    }

    @Test
    void theStandardOfTheRegionsTierComesBeforeThatOfAll() {
        outlet("O1", "north", 54, 60, "EASY");
        standards.add(new Standard("first_fix_rate", "tier", "A", LocalDate.EPOCH, 0.8, 0.7));
        assertThat(firstFix("O1").target()).isEqualTo(0.8);
    }

    /** Three outlets of 390 repairs each; no spread estimated from them could call one of them low. */
    @Test
    void amongFewOutletsOneThatIsWorseThanTheOthersAndThanItsFloorIsLow() {
        outlet("good", "north", 359, 390, "EASY");
        outlet("fair", "north", 339, 390, "EASY");
        outlet("bad", "north", 289, 390, "EASY");
        KpiFigure bad = firstFix("bad");
        assertThat(bad.betterBy()).isLessThan(-3);
        assertThat(bad.rate()).isLessThan(bad.limitLow());
        assertThat(bad.expected()).isCloseTo(0.895, within(0.005));
        assertThat(firstFix("fair").betterBy()).isBetween(-2.0, 2.0);
        assertThat(firstFix("good").betterBy()).isBetween(-2.0, 2.0);
    }

    @Test
    void amongFewOutletsOneThatIsWorseThanTheOthersButNotThanItsFloorIsNotLow() {
        outlet("good", "north", 380, 390, "EASY");
        outlet("fair", "north", 375, 390, "EASY");
        outlet("third", "north", 339, 390, "EASY");
        KpiFigure third = firstFix("third");
        assertThat(third.betterBy()).isEqualTo(-2.0);
        assertThat(third.rate()).isGreaterThan(third.limitLow());
    }

    @Test
    void anOnlyOutletIsNotCompared() {
        outlet("only", "north", 200, 390, "EASY");
        assertThat(firstFix("only").betterBy()).isNull();
        assertThat(firstFix("only").attainment()).isLessThan(60);
    }

    private void outlet(String outlet, String region, long fixed, long judged, String model) {
        Map<Kpi, long[]> counts = new EnumMap<>(Kpi.class);
        counts.put(Kpi.FIRST_FIX, new long[] {fixed, judged});
        counts.put(Kpi.COMPLAINTS, new long[] {0, judged});
        outlets.add(new PeerComparison.OutletFigures(outlet, region, judged, counts));
        StratumRates.Stratum stratum = new StratumRates.Stratum(model, 1);
        rates.add(stratum, new long[] {fixed, 0, 0}, new long[] {judged, 0, 0});
        served.put(outlet, stratum);
    }

    private KpiFigure firstFix(String outlet) {
        List<List<KpiFigure>> figures = new PeerComparison(
                        SCORECARD,
                        new Standards(DefaultStandards.of(List.of()), standards),
                        MONTH,
                        Map.of("north", "A"),
                        outlets,
                        references())
                .figures();
        for (int i = 0; i < outlets.size(); i++) {
            if (outlets.get(i).outlet().equals(outlet)) {
                return figures.get(i).stream()
                        .filter(figure -> figure.kpi() == Kpi.FIRST_FIX)
                        .findFirst()
                        .orElseThrow();
            }
        }
        throw new IllegalArgumentException(outlet);
    }

    /** Each outlet has orders of one stratum, so that its rate is what is expected. */
    private PeerComparison.ReferenceRates references() {
        PeerComparison.ReferenceRates references = new PeerComparison.ReferenceRates();
        int firstFix = StratumRates.KPIS.indexOf(Kpi.FIRST_FIX);
        served.forEach((outlet, stratum) -> references.put(
                Kpi.FIRST_FIX, outlet, new IndirectStandardisation(rates.rates().get(stratum)[firstFix], 1)));
        references.putCompany(outlets);
        return references;
    }
}
