package aftercare.measure.training;

import aftercare.contract.Standard;
import aftercare.contract.TrainingPolicy;
import aftercare.measure.facts.Standards;
import aftercare.measure.training.CourseComparison.TechnicianFigure;
import aftercare.measure.training.Roster.Person;
import aftercare.measure.training.SkillBook.Skill;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds who needs training in what (docs/training.md; docs/decisions.md, DR1 to DR5). */
final class NeedFinder {
    /** The share of jobs that a standard for the 90th percentile of hours asks to be done within them. */
    private static final double WITHIN_P90 = 0.9;

    private final TrainingPolicy policy;
    private final NeedFacts facts;
    private final List<Jobs> all;
    private final Map<String, List<Jobs>> bySkill = new TreeMap<>();
    private final ComingJobs coming;
    private final Map<Metric, CourseComparison> comparisons = new EnumMap<>(Metric.class);
    private final List<Person> people;

    NeedFinder(TrainingPolicy policy, NeedFacts facts) {
        this.policy = policy;
        this.facts = facts;
        // In one order, so that sums of doubles never depend on how the rows came.
        List<Jobs> jobs = facts.jobs().stream()
                .sorted(Comparator.comparing((Jobs one) -> String.valueOf(one.technician()))
                        .thenComparing(one -> String.valueOf(one.outlet())))
                .toList();
        all = jobs.stream().filter(one -> one.kind() == Jobs.Kind.ALL).toList();
        jobs.stream().filter(one -> one.kind() == Jobs.Kind.SKILL).forEach(one -> bySkill.computeIfAbsent(
                        one.of(), none -> new ArrayList<>())
                .add(one));
        people = facts.staff().roster().employedOn(facts.day());
        coming = new ComingJobs(facts.staff().regions(), facts.forecast(), people, jobs);
        Stream.of(Metric.values()).forEach(metric -> comparisons.put(metric, new CourseComparison(metric, all)));
    }

    /** All needs, those with most at stake first. */
    List<Need> find() {
        Map<String, List<Person>> bySkillNeeded = new TreeMap<>();
        for (Person person : people) {
            for (Skill skill : facts.staff().skills().of(person.role())) {
                bySkillNeeded
                        .computeIfAbsent(skill.name(), none -> new ArrayList<>())
                        .add(person);
            }
        }
        List<Need> needs = new ArrayList<>();
        bySkillNeeded.forEach((skill, who) -> needs.addAll(regional(of(skill, who), who)));
        needs.sort(Comparator.comparingDouble(Need::priority)
                .reversed()
                .thenComparing(need -> need.person().id())
                .thenComparing(need -> need.skill().name()));
        return needs;
    }

    private List<Need> of(String name, List<Person> who) {
        List<Jobs> jobs = bySkill.getOrDefault(name, List.of());
        Map<String, List<TechnicianFigure>> figures = new HashMap<>();
        comparisons.forEach((metric, comparison) -> comparison
                .of(jobs, technician -> standard(metric, skill(null, name), technician))
                .forEach((technician, figure) -> figures.computeIfAbsent(technician, none -> new ArrayList<>())
                        .add(figure)));
        Map<String, long[]> counts = new HashMap<>();
        jobs.forEach(one -> JobCounts.add(
                counts.computeIfAbsent(one.technician(), none -> new long[JobCounts.LENGTH]), one.counts()));
        Blame blame = new Blame(all, jobs);
        double cost = cost(jobs);
        double usualGap = usualGap(name, who, figures);
        List<Need> needs = new ArrayList<>();
        for (Person person : who) {
            Skill skill = skill(person.role(), name);
            TechnicianFigure worst = worst(figures.getOrDefault(person.id(), List.of()));
            Need.Level level = level(person, skill);
            if (worst != null || Need.lacks(level, skill)) {
                TechnicianFigure shown = worst != null ? worst : firstFix(figures.get(person.id()));
                double gap = shown == null ? usualGap : Math.max(0, shown.gap());
                long[] own = counts.getOrDefault(person.id(), new long[JobCounts.LENGTH]);
                needs.add(new Need(
                        person,
                        skill,
                        shown,
                        worst != null,
                        level,
                        blame.worst(own),
                        gap,
                        coming.of(person, skill),
                        cost,
                        plan(person, skill)));
            }
        }
        return needs;
    }

    private Skill skill(@Nullable String role, String name) {
        return Objects.requireNonNull(facts.staff().skills().find(role, name), "only listed skills are needed");
    }

    /** The figure that makes a need, the one with the widest gap if several do; null when none does. */
    private @Nullable TechnicianFigure worst(List<TechnicianFigure> figures) {
        return figures.stream()
                .filter(figure -> figure.probabilityBelow() >= policy.leastProbability())
                .filter(figure -> figure.gap() >= policy.leastGap())
                .max(Comparator.comparingDouble(TechnicianFigure::gap))
                .orElse(null);
    }

    private static @Nullable TechnicianFigure firstFix(@Nullable List<TechnicianFigure> figures) {
        return figures == null
                ? null
                : figures.stream()
                        .filter(figure -> figure.metric() == Metric.FIRST_FIX)
                        .findFirst()
                        .orElse(null);
    }

    /**
     * A level that counts: on the scale, and found since the last course in the skill, which may have closed the gap.
     */
    private Need.@Nullable Level level(Person person, Skill skill) {
        Need.Level level = facts.levels().get(NeedFacts.key(person.id(), skill.name()));
        if (level == null || level.level() < Need.Level.LOWEST || level.level() > Need.Level.HIGHEST) {
            return null;
        }
        LocalDate trained = facts.staff().courses().last(person.id(), skill.name());
        return trained != null && trained.isAfter(level.assessedOn()) ? null : level;
    }

    private double standard(Metric metric, Skill skill, String technician) {
        if (metric == Metric.TURNAROUND) {
            return WITHIN_P90;
        }
        Person person = facts.staff().roster().find(technician);
        String region = person == null ? null : person.region();
        return facts.standards()
                .inForce(
                        metric.standard,
                        facts.day(),
                        new Standards.Member(
                                person == null ? null : person.outlet(),
                                region,
                                region == null ? null : facts.tiers().get(region),
                                skill.category()))
                .map(Standard::target)
                .orElse(Double.NaN);
    }

    /**
     * By how much those who lack a skill's level and have jobs of it miss their target, on average: what is expected of
     * one without jobs.
     */
    private double usualGap(String name, List<Person> who, Map<String, List<TechnicianFigure>> figures) {
        return who.stream()
                .filter(person -> {
                    Skill skill = skill(person.role(), name);
                    return Need.lacks(level(person, skill), skill);
                })
                .map(person -> firstFix(figures.get(person.id())))
                .filter(figure -> figure != null)
                .mapToDouble(figure -> Math.max(0, figure.gap()))
                .average()
                .orElse(policy.leastGap());
    }

    /** Labour and parts of a job of the skill: what a visit costs that has to be made again. */
    private static double cost(List<Jobs> jobs) {
        long cost = jobs.stream().mapToLong(one -> one.counts()[JobCounts.COST]).sum();
        long known = jobs.stream()
                .mapToLong(one -> one.counts()[JobCounts.COST_KNOWN])
                .sum();
        return known == 0 ? Double.NaN : cost / 100.0 / known;
    }

    private String plan(Person person, Skill skill) {
        if (person.isNew(facts.day(), policy.onboardingDays())) {
            return "onboarding";
        }
        boolean urgent = skill.category() != null
                && (skill.symptom() == null
                        ? facts.urgent().contains(skill.category())
                        : facts.urgent().contains(NeedFacts.key(skill.category(), skill.symptom())));
        return urgent ? "special" : "annual";
    }

    /** Needs that so many in a region share are met there, together. */
    private List<Need> regional(List<Need> needs, List<Person> who) {
        Map<String, Integer> required = new HashMap<>();
        who.forEach(person -> required.merge(String.valueOf(person.region()), 1, Integer::sum));
        Map<String, Integer> needed = new HashMap<>();
        needs.forEach(need -> needed.merge(String.valueOf(need.person().region()), 1, Integer::sum));
        return needs.stream()
                .map(need -> {
                    int share = needed.getOrDefault(String.valueOf(need.person().region()), 0);
                    boolean shared = need.person().region() != null
                            && share >= policy.regionalFewest()
                            && share
                                    >= policy.regionalShare()
                                            * required.getOrDefault(
                                                    need.person().region(), 0);
                    return shared && need.plan().equals("annual") ? need.of("regional") : need;
                })
                .toList();
    }
}
