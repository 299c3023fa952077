package aftercare.measure.training;

import aftercare.measure.training.Roster.Person;
import aftercare.measure.training.SkillBook.Skill;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs that need a skill a technician will have in the next twelve months: the forecast for the region and
 * category, times the share that the outlet had of such jobs in the last twelve months, shared equally by the
 * technicians who work there now. Without a forecast, the next twelve months are taken to bring what the last did.
 */
final class ComingJobs {
    private final Map<String, String> regions;
    private final Map<String, Map<String, Double>> forecast;
    private final Map<String, Integer> technicians = new HashMap<>();
    private final Map<String, Long> byOutlet = new HashMap<>();
    private final Map<String, Long> byRegion = new HashMap<>();
    private final Map<String, Long> ofSkill = new HashMap<>();

    /**
     * Takes what it rests on.
     *
     * @param regions of outlets
     * @param forecast repairs by region and category
     * @param people who work now
     * @param jobs of skills and categories
     */
    ComingJobs(
            Map<String, String> regions,
            Map<String, Map<String, Double>> forecast,
            Collection<Person> people,
            List<Jobs> jobs) {
        this.regions = regions;
        this.forecast = forecast;
        people.forEach(person -> technicians.merge(person.outlet(), 1, Integer::sum));
        for (Jobs some : jobs) {
            long recent = some.counts()[JobCounts.RECENT];
            if (some.kind() == Jobs.Kind.SKILL) {
                ofSkill.merge(some.of(), recent, Long::sum);
            } else if (some.kind() == Jobs.Kind.CATEGORY) {
                byRegion.merge(key(regions.get(some.outlet()), some.of()), recent, Long::sum);
                byRegion.merge(key(regions.get(some.outlet()), ""), recent, Long::sum);
                byOutlet.merge(key(some.outlet(), some.of()), recent, Long::sum);
                byOutlet.merge(key(some.outlet(), ""), recent, Long::sum);
            }
        }
    }

    private static String key(@Nullable String place, String of) {
        return place + "\n" + of;
    }

    /** The jobs to come for somebody with the skill. */
    double of(Person person, Skill skill) {
        String category = skill.category() == null ? "" : skill.category();
        double outlet = byOutlet.getOrDefault(key(person.outlet(), category), 0L);
        double region = byRegion.getOrDefault(key(regions.get(person.outlet()), category), 0L);
        Double expected = expected(person.region(), category);
        double share = region == 0 ? 0 : outlet / region;
        double jobs = expected == null ? outlet : expected * share;
        return jobs * shareOfSymptom(skill, category) / Math.max(1, technicians.getOrDefault(person.outlet(), 1));
    }

    private @Nullable Double expected(@Nullable String region, String category) {
        Map<String, Double> here = region == null ? null : forecast.get(region);
        if (here == null) {
            return null;
        }
        return category.isEmpty()
                ? Double.valueOf(
                        here.values().stream().mapToDouble(Double::doubleValue).sum())
                : here.get(category);
    }

    /**
     * The part of the category's jobs that a skill's symptom has, over the company: one outlet has too few to show it.
     */
    private double shareOfSymptom(Skill skill, String category) {
        if (skill.symptom() == null) {
            return 1;
        }
        long all = byRegion.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("\n" + category))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return all == 0 ? 0 : Math.min(1, ofSkill.getOrDefault(skill.name(), 0L) / (double) all);
    }
}
