package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerts on cards that list breaches alone. They go to the members that a group has at the time of apply: Metabase
 * keeps an alert to a group, and mails nobody. Ours are those on our cards that were made by the user as whom we are
 * signed in, and those that earlier versions sent to a group, which nobody can choose in Metabase's own dialog; the
 * alerts that people set up for themselves are left alone.
 */
final class Alerts {
    private static final String KIND = "alert";
    private static final String PATH = "/api/notification";
    private static final String USER = "notification-recipient/user";
    private static final String GROUP = "notification-recipient/group";

    private final Work work;
    private final Groups groups;
    private final Map<String, Long> groupIds;
    private final Map<String, Long> cards;

    Alerts(Work work, Groups groups, Map<String, Long> groupIds, Map<String, Long> cards) {
        this.work = work;
        this.groups = groups;
        this.groupIds = groupIds;
        this.cards = cards;
    }

    void ensure(List<DesiredState.AlertSpec> alerts, DesiredState desired) {
        List<JsonNode> current = ours();
        for (DesiredState.AlertSpec alert : alerts) {
            String title = desired.question(alert.question()).title();
            long card = Work.made(cards, alert.question());
            List<JsonNode> found = on(current, card);
            List<Long> members = groups.members(Work.made(groupIds, alert.group()));
            if (members.isEmpty()) {
                work.plan()
                        .note("The group " + alert.group() + " has no members, so nobody is alerted: " + title + ".");
                found.forEach(left -> putToRest(title, left));
            } else if (found.isEmpty()) {
                work.plan().add(Change.create(KIND, title));
                work.writes().create(PATH, body(alert, card, members), () -> on(ours(), card).stream()
                        .findFirst());
            } else {
                update(title, body(alert, card, members), found.get(0));
                found.stream().skip(1).forEach(again -> putToRest(title + ", made more than once", again));
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

    private static ObjectNode body(DesiredState.AlertSpec alert, long card, List<Long> members) {
        ObjectNode body = Work.object().put("payload_type", "notification/card").put("active", true);
        body.putObject("payload")
                .put("card_id", card)
                .put("send_condition", "has_result")
                .put("send_once", false);
        body.putArray("subscriptions")
                .addObject()
                .put("type", "notification-subscription/cron")
                .put("cron_schedule", alert.cron());
        ArrayNode recipients = body.putArray("handlers")
                .addObject()
                .put("channel_type", "channel/email")
                .putArray("recipients");
        members.forEach(member -> recipients.addObject().put("type", USER).put("user_id", member));
        return body;
    }

    /** The ids of what is there: an update without them would delete the alert and make another. */
    private static ObjectNode over(JsonNode current, ObjectNode wanted) {
        ObjectNode body = wanted.deepCopy();
        body.set("id", current.path("id"));
        body.set("payload_id", current.path("payload_id"));
        body.set("creator_id", current.path("creator_id"));
        body.withObjectProperty("payload").set("id", current.path("payload_id"));
        JsonNode handler = current.path("handlers").path(0);
        identify(
                body.path("subscriptions").path(0),
                current.path("subscriptions").path(0),
                "notification_id");
        identify(body.path("handlers").path(0), handler, "notification_id");
        Map<Long, JsonNode> known = new HashMap<>();
        handler.path("recipients")
                .forEach(recipient -> known.put(recipient.path("user_id").asLong(), recipient));
        body.path("handlers").path(0).path("recipients").forEach(recipient -> {
            JsonNode same = known.get(recipient.path("user_id").asLong());
            if (same != null) {
                identify(recipient, same, "notification_handler_id");
            }
        });
        return body;
    }

    private static void identify(JsonNode wanted, JsonNode current, String parent) {
        if (wanted instanceof ObjectNode part && current.has("id")) {
            part.set("id", current.path("id"));
            part.set(parent, current.path(parent));
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
        List<String> recipients = new ArrayList<>();
        notification.path("handlers").forEach(handler -> handler.path("recipients")
                .forEach(recipient -> recipients.add(recipient.path("type").asText() + " "
                        + recipient
                                .path("user_id")
                                .asText(recipient.path("permissions_group_id").asText("")))));
        recipients.stream().sorted().forEach(canonical.putArray("recipients")::add);
        return canonical;
    }

    /** The oldest first. */
    private List<JsonNode> ours() {
        return work.all(PATH + "?payload_type=notification/card&include_inactive=true").stream()
                .filter(alert -> alert.path("creator_id").asLong() == work.self() || goesToGroup(alert))
                .sorted(Comparator.comparingLong(alert -> alert.path("id").asLong()))
                .toList();
    }

    private static boolean goesToGroup(JsonNode notification) {
        return Work.list(notification.path("handlers")).stream()
                .flatMap(handler -> Work.list(handler.path("recipients")).stream())
                .anyMatch(recipient -> GROUP.equals(recipient.path("type").asText()));
    }

    /** Active ones first: what was put to rest is brought back only where nothing else is there. */
    private static List<JsonNode> on(List<JsonNode> current, long card) {
        return current.stream()
                .filter(alert -> alert.path("payload").path("card_id").asLong() == card)
                .sorted(Comparator.comparing(alert -> !alert.path("active").asBoolean(true)))
                .toList();
    }

    /** Puts to rest the alerts on our cards that are no longer wanted. */
    void archiveAllBut(List<DesiredState.AlertSpec> alerts) {
        Map<Long, String> unwanted = new HashMap<>();
        cards.forEach((question, card) -> unwanted.put(card, question));
        alerts.forEach(alert -> unwanted.remove(cards.get(alert.question())));
        for (JsonNode current : ours()) {
            String question =
                    unwanted.get(current.path("payload").path("card_id").asLong());
            if (question != null) {
                putToRest("on " + question, current);
            }
        }
    }

    private void putToRest(String title, JsonNode current) {
        if (current.path("active").asBoolean(true)) {
            work.plan().add(Change.archive(KIND, title));
            ObjectNode body = current.deepCopy();
            body.put("active", false);
            work.writes().update(PATH + "/" + current.path("id").asLong(), body);
        }
    }
}
