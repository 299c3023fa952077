package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The groups of readers. Who belongs to them is the administrator's, or the single sign-on's. */
final class Groups {
    private static final String PATH = "/api/permissions/group";

    private final Work work;

    Groups(Work work) {
        this.work = work;
    }

    /** The ids of groups, made where missing. */
    Map<String, Long> ensure(List<String> names) {
        Map<String, Long> ids = new LinkedHashMap<>();
        for (String name : names) {
            ids.put(name, named(name).orElseGet(() -> make(name)).path("id").asLong());
        }
        return ids;
    }

    private Optional<JsonNode> named(String name) {
        return work.first(
                PATH, group -> name.equalsIgnoreCase(group.path("name").asText()));
    }

    private JsonNode make(String name) {
        work.plan().add(Change.create("group", name));
        return work.writes().create(PATH, Work.object().put("name", name), () -> named(name));
    }

    /**
     * The group that everybody belongs to; its name follows the edition, so it is known by its kind where that is told.
     */
    long everybody() {
        Predicate<JsonNode> byKind = group ->
                "all-internal-users".equals(group.path("magic_group_type").asText());
        Predicate<JsonNode> byName =
                group -> "All Users".equals(group.path("name").asText());
        return work.first(PATH, byKind.or(byName))
                .map(group -> group.path("id").asLong())
                .orElse(1L);
    }

    /** The names of the groups that Metabase lists; those of tenants and analysts it may keep without listing them. */
    Map<Long, String> names() {
        Map<Long, String> names = new TreeMap<>();
        work.all(PATH)
                .forEach(group ->
                        names.put(group.path("id").asLong(), group.path("name").asText()));
        return names;
    }

    /** The group of those who may do everything. */
    long administrators() {
        return work.first(PATH, group -> "admin"
                        .equals(group.path("magic_group_type").asText()))
                .map(group -> group.path("id").asLong())
                .orElse(2L);
    }

    /** The members of a group that can be written to. */
    List<Long> members(long group) {
        if (group < 0) {
            return List.of();
        }
        return Work.list(work.reads().get(PATH + "/" + group).path("members")).stream()
                .map(member -> member.path("user_id").asLong())
                .sorted()
                .toList();
    }
}
