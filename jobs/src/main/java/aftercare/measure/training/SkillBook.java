package aftercare.measure.training;

import aftercare.table.SkillsTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which skills each role must have, and which jobs show them. */
final class SkillBook implements Serializable {
    private final Map<String, List<Skill>> byRole = new TreeMap<>();
    private final Map<String, Skill> any = new LinkedHashMap<>();

    /**
     * A skill as a role must have it.
     *
     * @param name its name
     * @param requiredLevel null when no role says
     * @param category whose jobs show it; null when all do
     * @param symptom whose jobs show it; null when all do
     * @param course that teaches it; null when none is named
     */
    record Skill(
            String name,
            @Nullable Integer requiredLevel,
            @Nullable String category,
            @Nullable String symptom,
            @Nullable String course)
            implements Serializable {
        boolean showsIn(@Nullable String jobCategory, @Nullable String jobSymptom) {
            return (category == null || category.equals(jobCategory))
                    && (symptom == null || symptom.equals(jobSymptom));
        }
    }

    SkillBook(List<SkillsTable.Values> rows) {
        rows.stream()
                .sorted(Comparator.comparing(SkillsTable.Values::role).thenComparing(SkillsTable.Values::skill))
                .forEach(row -> {
                    byRole.computeIfAbsent(row.role(), none -> new ArrayList<>())
                            .add(skill(row, row.requiredLevel()));
                    any.putIfAbsent(row.skill(), skill(row, null));
                });
    }

    private static Skill skill(SkillsTable.Values row, @Nullable Integer requiredLevel) {
        return new Skill(row.skill(), requiredLevel, row.category(), row.symptomCode(), row.course());
    }

    /** The skills of a role; of one that is unknown or has none, all skills without a required level. */
    List<Skill> of(@Nullable String role) {
        List<Skill> own = role == null ? null : byRole.get(role);
        return own == null ? List.copyOf(any.values()) : own;
    }

    /** A skill of a role, else of any; null when nobody lists it. */
    @Nullable
    Skill find(@Nullable String role, String name) {
        return of(role).stream()
                .filter(skill -> skill.name().equals(name))
                .findFirst()
                .orElse(any.get(name));
    }

    /** The categories whose jobs show some skills, of any role; null when jobs of all categories do. */
    @Nullable
    Set<String> categories(Set<String> names) {
        Set<String> categories = new TreeSet<>();
        List<Skill> all = new ArrayList<>(any.values());
        byRole.values().forEach(all::addAll);
        for (Skill skill : all) {
            if (names.contains(skill.name())) {
                if (skill.category() == null) {
                    return null;
                }
                categories.add(skill.category());
            }
        }
        return categories;
    }
}
