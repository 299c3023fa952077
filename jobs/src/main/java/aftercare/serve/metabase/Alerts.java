package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Alerts on cards that list breaches alone. They go to a group, which nobody can choose in Metabase's own dialog, and
 * so are told from the alerts that people set up for themselves; those are left alone.
 */
final class Alerts {
    private static final String KIND = "alert";
    private static final String PATH = "/api/notification";
    private static final String GROUP = "notification-recipient/group";

    private final Work work;
    private final Map<String, Long> groups;
    private final Map<String, Long> cards;

    Alerts(Work work, Map<String, Long> groups, Map<String, Long> cards) {
        this.work = work;
        this.groups = groups;
        this.cards = cards;
    }

    void ensure(List<DesiredState.AlertSpec> alerts, DesiredState desired) {
        List<JsonNode> current = ours();
        for (DesiredState.AlertSpec alert : alerts) {
            String title = desired.question(alert.question()).title();
            long card = Work.made(cards, alert.question());
            ObjectNode wanted = body(alert, card);
            Optional<JsonNode> found = on(current, card);
            if (found.isEmpty()) {
                work.plan().add(Change.create(KIND, title));
                work.writes().create(PATH, wanted, () -> on(ours(), card));
            } else {
                update(title, wanted, found.get());
            }
        }
    }

    private void update(String title, ObjectNode wanted, JsonNode current) {
        List<String> differing = Work.differences(canonical(wanted), canonical(current));
        if (!differing.isEmpty()) {
            work.plan().add(Change.update(KIND, title, differing));
            work.writes().update(PATH + "/" + current.path("id").asLong(), over(current, wanted));
        }
    }

    private ObjectNode body(DesiredState.AlertSpec alert, long card) {
        ObjectNode body = Work.object().put("payload_type", "notification/card").put("active", true);
        body.putObject("payload")
                .put("card_id", card)
                .put("send_condition", "has_result")
                .put("send_once", false);
        body.putArray("subscriptions")
                .addObject()
                .put("type", "notification-subscription/cron")
                .put("cron_schedule", alert.cron());
        body.putArray("handlers")
                .addObject()
                .put("channel_type", "channel/email")
                .putArray("recipients")
                .addObject()
                .put("type", GROUP)
                .put("permissions_group_id", groups.get(alert.group()));
        return body;
    }

    /** The ids of what is there: an update without them would delete the alert and make another. */
    private static ObjectNode over(JsonNode current, ObjectNode wanted) {
        ObjectNode body = wanted.deepCopy();
        body.set("id", current.path("id"));
        body.set("payload_id", current.path("payload_id"));
        body.set("creator_id", current.path("creator_id"));
        body.withObjectProperty("payload").set("id", current.path("payload_id"));
        identify(
                body.path("subscriptions").path(0),
                current.path("subscriptions").path(0),
                current);
        identify(body.path("handlers").path(0), current.path("handlers").path(0), current);
        return body;
    }

    private static void identify(JsonNode wanted, JsonNode current, JsonNode notification) {
        if (wanted instanceof ObjectNode part && current.has("id")) {
            part.set("id", current.path("id"));
            part.set("notification_id", notification.path("id"));
        }
    }

    private static ObjectNode canonical(JsonNode notification) {
        ObjectNode canonical = Work.object();
        JsonNode payload = notification.path("payload");
        canonical.put("card", payload.path("card_id").asLong());
        canonical.put("condition", payload.path("send_condition").asText());
        canonical.put("once", payload.path("send_once").asBoolean());
        canonical.put("active", notification.path("active").asBoolean(true));
        ArrayNode times = canonical.putArray("times");
        notification
                .path("subscriptions")
                .forEach(time -> times.add(time.path("cron_schedule").asText()));
        ArrayNode recipients = canonical.putArray("recipients");
        notification.path("handlers").forEach(handler -> handler.path("recipients")
                .forEach(recipient -> recipients.add(recipient.path("type").asText() + " "
                        + recipient
                                .path("permissions_group_id")
                                .asText(recipient.path("user_id").asText("")))));
        return canonical;
    }

    private List<JsonNode> ours() {
        return work.all(PATH + "?payload_type=notification/card&include_inactive=true").stream()
                .filter(Alerts::goesToGroup)
                .toList();
    }

    private static boolean goesToGroup(JsonNode notification) {
        return Work.list(notification.path("handlers")).stream()
                .flatMap(handler -> Work.list(handler.path("recipients")).stream())
                .anyMatch(recipient -> GROUP.equals(recipient.path("type").asText()));
    }

    private static Optional<JsonNode> on(List<JsonNode> current, long card) {
        return current.stream()
                .filter(notification ->
                        notification.path("payload").path("card_id").asLong() == card)
                .findFirst();
    }

    /** Puts to rest the alerts on our cards that are no longer wanted. */
    void archiveAllBut(List<DesiredState.AlertSpec> alerts) {
        Set<Long> ours = new HashSet<>(cards.values());
        alerts.forEach(alert -> ours.remove(cards.get(alert.question())));
        for (JsonNode current : ours()) {
            long card = current.path("payload").path("card_id").asLong();
            if (ours.contains(card) && current.path("active").asBoolean()) {
                work.plan().add(Change.archive(KIND, "on card " + card));
                ObjectNode body = current.deepCopy();
                body.put("active", false);
                work.writes().update(PATH + "/" + current.path("id").asLong(), body);
            }
        }
    }
}
