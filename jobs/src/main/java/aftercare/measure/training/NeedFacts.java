package aftercare.measure.training;

import aftercare.measure.facts.Standards;
import aftercare.measure.training.People.Staff;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What needs are found from; a few rows per technician.
 *
 * @param day whose evening they describe
 * @param levels the latest assessed level by technician and skill ({@link #key})
 * @param tiers the market class of each region
 * @param jobs counted by skill and category
 * @param urgent categories, and categories with a symptom ({@link #key}), in which something is new
 */
record NeedFacts(
        LocalDate day,
        Staff staff,
        Map<String, Need.Level> levels,
        Standards standards,
        Map<String, String> tiers,
        List<Jobs> jobs,
        Map<String, Map<String, Double>> forecast,
        Set<String> urgent) {
    static String key(@Nullable String one, @Nullable String other) {
        return one + "\n" + other;
    }
}
