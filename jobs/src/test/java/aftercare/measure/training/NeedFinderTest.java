package aftercare.measure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.contract.TrainingPolicy;
import aftercare.measure.facts.Standards;
import aftercare.measure.training.People.Staff;
import aftercare.table.SkillsTable;
import aftercare.table.TechniciansTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thirty technicians at ten outlets with forty jobs each, nine of ten fixed at the first visit. */
class NeedFinderTest {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 31);
    private static final int PEOPLE = 30;
    private static final int JOBS = 40;

    private final TrainingPolicy policy = TrainingPolicy.load();
    private final Map<Integer, Integer> fixed = new HashMap<>();
    private final Map<String, Need.Level> levels = new HashMap<>();
    private final Set<Integer> idle = new java.util.HashSet<>();
    private LocalDate hired = LocalDate.of(2020, 1, 1);

    @Test
    void oneWhoseJobsFailIsFoundAndNobodyElse() {
        fixed.put(7, 20);

        List<Need> needs = find();

        assertThat(needs).singleElement().satisfies(need -> {
            assertThat(need.person().id()).isEqualTo(id(7));
            assertThat(need.basis()).isEqualTo("performance");
            assertThat(need.figure().metric()).isEqualTo(Metric.FIRST_FIX);
            assertThat(need.figure().probabilityBelow()).isGreaterThan(0.99);
            assertThat(need.figure().actual()).isBetween(0.5, 0.85);
            assertThat(need.fault().step()).isEqualTo(ServiceStep.WORKMANSHIP);
            assertThat(need.plan()).isEqualTo("annual");
            // 120 jobs at the outlet in the last year, no forecast, three technicians.
            assertThat(need.comingJobs()).isCloseTo(40, within(1e-9));
            assertThat(need.costAtStake()).isCloseTo(need.gap() * 40 * 50, within(1e-9));
            assertThat(NeedReason.of(need, Contracts.load().texts()).en())
                    .contains("Of 40 jobs of cooling, 20 were fixed at the first visit");
            assertThat(NeedReason.of(need, Contracts.load().texts()).zh()).contains("cooling 的 40 单中 20 单一次修复");
        });
    }

    @Test
    void whatAllOfAnOutletShareIsNotPutDownToOneOfThem() {
        for (int person : List.of(0, 10, 20)) {
            fixed.put(person, 20);
        }
        List<Need> shared = find();
        fixed.remove(10);
        fixed.remove(20);
        List<Need> alone = find();

        assertThat(alone).hasSize(1);
        assertThat(shared).allSatisfy(need -> assertThat(need.gap())
                .isLessThan(0.8 * alone.get(0).gap()));
    }

    @Test
    void whoHasNoJobsIsJudgedByTheLevelAlone() {
        idle.add(3);
        levels.put(NeedFacts.key(id(3), "cooling"), new Need.Level(1, DAY.minusDays(40)));
        idle.add(4);

        assertThat(find()).singleElement().satisfies(need -> {
            assertThat(need.person().id()).isEqualTo(id(3));
            assertThat(need.basis()).isEqualTo("level");
            assertThat(need.figure()).isNull();
            assertThat(need.gap()).isEqualTo(policy.leastGap());
            assertThat(NeedReason.of(need, Contracts.load().texts()).en())
                    .startsWith("No job of cooling has been judged yet; level 1 was found");
        });
    }

    @Test
    void aLevelOffTheScaleIsNoEvidence() {
        levels.put(NeedFacts.key(id(3), "cooling"), new Need.Level(-1, DAY.minusDays(40)));
        levels.put(NeedFacts.key(id(4), "cooling"), new Need.Level(9, DAY.minusDays(40)));

        assertThat(find()).isEmpty();
    }

    @Test
    void whoWasHiredJustNowNeedsItForOnboarding() {
        fixed.put(7, 20);
        hired = DAY.minusDays(60);

        assertThat(find()).extracting(Need::plan).containsExactly("onboarding");
    }

    @Test
    void aNeedThatAlmostHalfOfARegionShareIsMetThereTogether() {
        for (int person = 0; person < 12; person++) {
            levels.put(NeedFacts.key(id(person), "cooling"), new Need.Level(1, DAY.minusDays(40)));
        }

        assertThat(find()).hasSize(12).extracting(Need::plan).containsOnly("regional");
    }

    private static String id(int person) {
        return String.format("T%02d", person);
    }

    private List<Need> find() {
        List<TechniciansTable.Values> people = new ArrayList<>();
        List<Jobs> jobs = new ArrayList<>();
        Map<String, String> regions = new HashMap<>();
        for (int i = 0; i < PEOPLE; i++) {
            String outlet = "O" + i % 10;
            regions.put(outlet, "north");
            people.add(TechniciansTable.of(new SourceRow(TechniciansTable.SCHEMA)
                    .with(TechniciansTable.TECHNICIAN_ID, id(i))
                    .with(TechniciansTable.VALID_FROM, LocalDate.of(2020, 1, 1))
                    .with(TechniciansTable.OUTLET_ID, outlet)
                    .with(TechniciansTable.ROLE, "technician")
                    .with(TechniciansTable.HIRED_ON, hired)
                    .build()));
            if (!idle.contains(i)) {
                long[] counts = counts(fixed.getOrDefault(i, 36));
                double[] expected = {36, 38, 36, 36};
                jobs.add(new Jobs(id(i), outlet, Jobs.Kind.ALL, "", counts, expected));
                jobs.add(new Jobs(id(i), outlet, Jobs.Kind.CATEGORY, "fridge", counts, expected));
                jobs.add(new Jobs(id(i), outlet, Jobs.Kind.SKILL, "cooling", counts, expected));
            }
        }
        NeedFacts facts = new NeedFacts(
                DAY,
                new Staff(
                        new SkillBook(List.of(SkillsTable.of(new SourceRow(SkillsTable.SCHEMA)
                                .with(SkillsTable.ROLE, "technician")
                                .with(SkillsTable.SKILL, "cooling")
                                .with(SkillsTable.REQUIRED_LEVEL, 3)
                                .with(SkillsTable.CATEGORY, "fridge")
                                .with(SkillsTable.COURSE, "C1")
                                .build()))),
                        new Roster(people, regions, DAY),
                        new Courses(List.of()),
                        regions),
                levels,
                new Standards(Contracts.load().standards(), List.of()),
                Map.of(),
                jobs,
                Map.of(),
                Set.of());
        return new NeedFinder(policy, facts).find();
    }

    private static long[] counts(int fixed) {
        long[] counts = new long[JobCounts.LENGTH];
        long[] metrics = {fixed, JOBS, 38, JOBS, 36, JOBS, 36, JOBS};
        System.arraycopy(metrics, 0, counts, 0, metrics.length);
        counts[JobCounts.JOBS] = JOBS;
        counts[JobCounts.STEP + ServiceStep.WORKMANSHIP.ordinal()] = JOBS - fixed;
        counts[JobCounts.RECENT] = JOBS;
        counts[JobCounts.COST] = JOBS * 5_000L;
        counts[JobCounts.COST_KNOWN] = JOBS;
        return counts;
    }
}
