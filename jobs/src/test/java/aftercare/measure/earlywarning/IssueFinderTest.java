package aftercare.measure.earlywarning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.measure.api.MonthTable;
import aftercare.measure.earlywarning.IssueFacts.ModelCounts;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IssueFinderTest {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 31);
    private static final Calendar CALENDAR = new Calendar(DAY);
    private static final int NOW = MonthTable.number(DAY);
    private static final int HISTORY = 36;

    private final IssueFacts facts = new IssueFacts();

    @Test
    void aCompanyWithoutAnIssueHasNone() {
        company("", 0, 1);
        assertThat(find()).isEmpty();
    }

    @Test
    void aSymptomThatTriplesIsFoundInItsModelOnly() {
        company("M1", Integer.MIN_VALUE, 3);
        List<Issue> found = onTheLastDay();
        assertThat(found).isNotEmpty().allSatisfy(issue -> {
            assertThat(issue.cell().model()).isEqualTo("M1");
            assertThat(issue.cell().symptom()).isEqualTo("noise");
        });
        assertThat(found)
                .filteredOn(issue -> issue.cell().batch().isAll())
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.isRed()).isTrue();
                    assertThat(issue.cell().observed() / issue.cell().expected())
                            .isBetween(2.2, 3.8);
                });
    }

    @Test
    void aFlawOfYoungUnitsIsFoundByTheMonthTheyAreMadeFrom() {
        company("M2", NOW - 8, 5);
        assertThat(onTheLastDay())
                .filteredOn(issue -> issue.cell().batch().isSince())
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.cell().model()).isEqualTo("M2");
                    assertThat(issue.cell().batch().from()).isBetween(NOW - 12, NOW - 5);
                    assertThat(issue.cell().batch().label()).endsWith("+");
                });
    }

    @Test
    void aBusySeasonOfTheWholeCategoryIsNoIssue() {
        company("", 0, 1);
        for (ModelCounts model : facts.models().values()) {
            model.symptoms.values().forEach(batches -> batches.values()
                    .forEach(stretches -> stretches.replaceAll((stretch, count) ->
                            stretch >= CALENDAR.stretch(Calendar.windowStart(DAY)) ? 2 * count : count)));
            model.zones.get("temperate").replaceAll((month, count) -> month > NOW - 3 ? 2 * count : count);
        }
        assertThat(onTheLastDay()).isEmpty();
    }

    @Test
    void unitsWithoutASerialNumberMakeTheSameCountLessSurprising() {
        company("M1", Integer.MIN_VALUE, 3);
        double alone = whole().pValue();
        facts.addUnits(0, 10, 10);
        assertThat(whole().pValue()).isEqualTo(alone);
        facts.addUnits(990, 0, 0);
        assertThat(whole().pValue()).isGreaterThan(3 * alone);
    }

    @Test
    void pairsOfUnknownUnitsDoubleTheVariance() {
        facts.addUnits(30, 10, 10);
        // k is 2 for each pair, so the mean of k^2 over that of k is 2 for pairs, here three quarters of all that is
        // counted.
        assertThat(facts.clustering()).isCloseTo(1 + 1.0 * 30 / 40, within(1e-12));
    }

    @Test
    void ofTwoSymptomsAsOddTheOneWithMoreRepairsIsSureEarlier() {
        company("M1", Integer.MIN_VALUE, 3);
        double among = whole().qValue();
        // Rare symptoms of other models take a small part of the weight, not as much as any.
        for (int m = 2; m <= 4; m++) {
            ModelCounts model = facts.models().get("M" + m);
            for (int rare = 0; rare < 40; rare++) {
                for (int back = 8; back <= 20; back += 4) {
                    add(model, "rare" + rare, NOW - 24, NOW - back, 1);
                }
            }
        }
        assertThat(whole().qValue()).isLessThan(2 * among);
    }

    @Test
    void aModelWithoutKnownFleetIsNotJudged() {
        company("M1", Integer.MIN_VALUE, 3);
        facts.models().values().forEach(model -> model.units.clear());
        assertThat(find()).isEmpty();
    }

    @Test
    void windowsAreNinetyDaysAndStretchesDoNotCrossThem() {
        assertThat(LocalDate.ofEpochDay(Calendar.windowStart(DAY))).isEqualTo(LocalDate.of(2026, 8, 3));
        int first = CALENDAR.stretch(Calendar.windowStart(DAY));
        assertThat(CALENDAR.stretch(Calendar.windowStart(DAY) - 1)).isEqualTo(first - 1);
        assertThat(CALENDAR.stretch((int) DAY.toEpochDay())).isGreaterThanOrEqualTo(first);
        assertThat(CALENDAR.days()).hasSize(13).last().isEqualTo(DAY);
        assertThat(Calendar.share(NOW, (int) DAY.minusDays(14).toEpochDay(), (int) DAY.toEpochDay()))
                .isCloseTo(15 / 31.0, within(1e-12));
    }

    private List<Issue> find() {
        return new IssueFinder(facts, CALENDAR).find();
    }

    private Issue whole() {
        return onTheLastDay().stream()
                .filter(issue -> issue.cell().batch().isAll())
                .findFirst()
                .orElseThrow();
    }

    private List<Issue> onTheLastDay() {
        return find().stream().filter(issue -> issue.day().equals(DAY)).toList();
    }

    /**
     * Four models of a category, 300 units a month each, a repair per 50 units and month, a fifth of them for noise.
     * Counts vary less than chance would have it, so that no test hangs on luck. In the last 90 days one model's units
     * made from a month on have more of it.
     */
    private void company(String flawed, int madeFrom, double times) {
        SplittableRandom random = new SplittableRandom(3);
        for (int m = 1; m <= 4; m++) {
            ModelCounts model = facts.model("M" + m, "fridge");
            TreeMap<Integer, Long> sold = new TreeMap<>();
            for (int sale = NOW - HISTORY; sale <= NOW; sale++) {
                sold.put(sale, 300L);
            }
            model.units.put("temperate", sold);
            model.lags.put(1, 100L);
            for (int sale = NOW - HISTORY; sale <= NOW; sale++) {
                for (int month = sale; month <= NOW; month++) {
                    double expected = 300 / 50.0 * (month == sale ? 0.5 : 1);
                    for (String symptom : List.of("door", "frost", "leak", "noise", "smell")) {
                        boolean isFlawed = symptom.equals("noise")
                                && model.model.equals(flawed)
                                && sale - 1 >= madeFrom
                                && month > NOW - 3;
                        double mean = expected * 0.2 * (isFlawed ? times : 1);
                        add(model, symptom, sale, month, (long) (mean + random.nextDouble()));
                    }
                }
            }
        }
    }

    private static void add(ModelCounts model, String symptom, int sale, int month, long count) {
        if (count > 0) {
            int day = (int) YearMonth.of(month / 12, month % 12 + 1).atDay(5).toEpochDay();
            model.symptoms
                    .computeIfAbsent(symptom, none -> new TreeMap<>())
                    .computeIfAbsent(sale - 1, none -> new TreeMap<>())
                    .merge(CALENDAR.stretch(day), count, Long::sum);
            model.ages.computeIfAbsent(month - sale, none -> new TreeMap<>()).merge(month, count, Long::sum);
            model.zones.computeIfAbsent("temperate", none -> new TreeMap<>()).merge(month, count, Long::sum);
        }
    }
}
