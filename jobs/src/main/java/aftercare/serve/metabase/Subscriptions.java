package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Subscriptions: a dashboard by mail to the members that a group has at the time of apply. Metabase gives a
 * subscription the title of its dashboard whenever that is saved, so ours is known by what it cannot lose: who made it,
 * its dashboard, and that it goes by mail. What we made more than once is put to rest.
 */
final class Subscriptions {
    private static final String KIND = "subscription";
    /** What it is called until its dashboard is saved again. */
    private static final String NAME = "Aftercare letter";

    /** Marked as to be removed, and still the only one for dashboards in the newest release whose sources we know. */
    static final String PATH = "/api/pulse";

    private final Work work;
    private final Groups groups;

    Subscriptions(Work work, Groups groups) {
        this.work = work;
        this.groups = groups;
    }

    /**
     * @param groupIds ids of the groups by name
     * @param dashboards the dashboards as they are now
     */
    void ensure(DesiredState desired, Map<String, Long> groupIds, Map<String, JsonNode> dashboards) {
        for (DesiredState.SubscriptionSpec spec : desired.subscriptions()) {
            List<Long> members = groups.members(Work.made(groupIds, spec.group()));
            JsonNode dashboard = Work.made(dashboards, spec.dashboard());
            if (members.isEmpty()) {
                work.plan().note("The group " + spec.group() + " has no members, so nobody is sent its dashboard.");
                of(dashboard.path("id").asLong())
                        .forEach(left -> archive(dashboard.path("name").asText(), left));
            } else {
                ensure(body(spec, members, dashboard), dashboard.path("name").asText());
            }
        }
        archiveAllBut(
                desired.subscriptions().stream()
                        .map(spec -> Work.made(dashboards, spec.dashboard())
                                .path("id")
                                .asLong())
                        .toList(),
                dashboards);
    }

    private void ensure(ObjectNode wanted, String title) {
        long dashboard = wanted.path("dashboard_id").asLong();
        List<JsonNode> ours = of(dashboard);
        Optional<JsonNode> current = ours.stream().findFirst();
        if (current.isEmpty()) {
            work.plan().add(Change.create(KIND, title));
            work.writes().create(PATH, wanted, () -> of(dashboard).stream().findFirst());
            return;
        }
        ours.stream().skip(1).forEach(again -> archive(title + ", made more than once", again));
        List<String> differing = Work.differences(canonical(wanted), canonical(current.get()));
        if (!differing.isEmpty()) {
            work.plan().add(Change.update(KIND, title, differing));
            // What an update leaves out falls back to its default, so it says everything.
            ObjectNode update = wanted.put("archived", false);
            update.remove("dashboard_id");
            work.writes().update(PATH + "/" + current.get().path("id").asLong(), update);
        }
    }

    /** Ours of a dashboard, the oldest first. */
    private List<JsonNode> of(long dashboard) {
        return dashboard < 0
                ? List.of()
                : work.all(PATH + "?dashboard_id=" + dashboard).stream()
                        .filter(pulse -> pulse.path("creator_id").asLong() == work.self())
                        .filter(pulse -> "email"
                                .equals(pulse.path("channels")
                                        .path(0)
                                        .path("channel_type")
                                        .asText()))
                        .sorted(Comparator.comparingLong(
                                pulse -> pulse.path("id").asLong()))
                        .toList();
    }

    private static ObjectNode body(DesiredState.SubscriptionSpec spec, List<Long> members, JsonNode dashboard) {
        ObjectNode body = Work.object()
                .put("name", NAME)
                .put("dashboard_id", dashboard.path("id").asLong())
                .put("skip_if_empty", false);
        ArrayNode cards = body.putArray("cards");
        dashboard.path("dashcards").forEach(tile -> {
            if (tile.path("card_id").isNumber()) {
                cards.addObject()
                        .put("id", tile.path("card_id").asLong())
                        .put("dashboard_card_id", tile.path("id").asLong())
                        .put("include_csv", false)
                        .put("include_xls", false);
            }
        });
        ObjectNode channel = body.putArray("channels")
                .addObject()
                .put("channel_type", "email")
                .put("enabled", true)
                .put("schedule_type", spec.every().name().toLowerCase(Locale.ROOT))
                .put("schedule_hour", spec.hour());
        switch (spec.every()) {
            case MONTHLY -> channel.put("schedule_frame", "first");
            case WEEKLY -> channel.put("schedule_day", "mon");
            case DAILY -> {}
        }
        ArrayNode recipients = channel.putArray("recipients");
        members.forEach(member -> recipients.addObject().put("id", member));
        return body;
    }

    private static ObjectNode canonical(JsonNode pulse) {
        ObjectNode canonical =
                Work.object().put("skip_if_empty", pulse.path("skip_if_empty").asBoolean());
        canonical.set("cards", sorted(pulse.path("cards"), "dashboard_card_id"));
        JsonNode channel = pulse.path("channels").path(0);
        canonical.put("channels", pulse.path("channels").size());
        canonical.put("enabled", channel.path("enabled").asBoolean(true));
        canonical.put(
                "when",
                channel.path("schedule_type").asText() + " "
                        + channel.path("schedule_frame").asText("") + " "
                        + channel.path("schedule_day").asText("") + " "
                        + channel.path("schedule_hour").asInt());
        canonical.set("recipients", sorted(channel.path("recipients"), "id"));
        return canonical;
    }

    private static ArrayNode sorted(JsonNode items, String member) {
        ArrayNode ids = MetabaseClient.JSON.createArrayNode();
        Work.list(items).stream()
                .map(item -> item.path(member).asLong())
                .sorted()
                .forEach(ids::add);
        return ids;
    }

    private void archiveAllBut(List<Long> kept, Map<String, JsonNode> dashboards) {
        dashboards.values().stream()
                .filter(dashboard -> !kept.contains(dashboard.path("id").asLong()))
                .forEach(dashboard -> of(dashboard.path("id").asLong(-1))
                        .forEach(pulse -> archive(dashboard.path("name").asText(), pulse)));
    }

    private void archive(String title, JsonNode pulse) {
        work.archive(KIND, title, PATH + "/" + pulse.path("id").asLong());
    }
}
