package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a click does, as Metabase wants it: SQL cards have no drill-through of their own. */
final class ClickBehavior {
    private final DesiredState.ClickSpec click;
    private final Map<String, JsonNode> dashboards;
    private final Map<String, Long> cards;

    ClickBehavior(DesiredState.ClickSpec click, Map<String, JsonNode> dashboards, Map<String, Long> cards) {
        this.click = click;
        this.dashboards = dashboards;
        this.cards = cards;
    }

    ObjectNode body() {
        ObjectNode body = Work.object();
        switch (click.kind()) {
            case FILTER -> body.put("type", "crossfilter");
            case DASHBOARD -> link(body);
            case QUESTION ->
                body.put("type", "link").put("linkType", "question").put("targetId", cards.get(click.target()));
        }
        ObjectNode mapping = body.putObject("parameterMapping");
        click.values().forEach((target, column) -> mapping.set(target, value(target, column)));
        click.kept().forEach(filter -> {
            ObjectNode value = mapping.putObject(filter).put("id", filter);
            value.putObject("source").put("type", "parameter").put("id", filter).put("name", filter);
            value.putObject("target").put("id", filter).put("type", "parameter");
        });
        return body;
    }

    /** A tab has an id only once its dashboard has been saved, so it may follow in a second request. */
    private void link(ObjectNode body) {
        JsonNode dashboard = Work.made(dashboards, click.target());
        body.put("type", "link").put("linkType", "dashboard").set("targetId", dashboard.path("id"));
        JsonNode tab = dashboard.path("tabs").path(click.tab()).path("id");
        if (tab.isNumber()) {
            body.set("tabId", tab);
        }
    }

    private ObjectNode value(String target, String column) {
        ObjectNode value = Work.object().put("id", target);
        value.putObject("source").put("type", "column").put("id", column).put("name", column);
        ObjectNode to = value.putObject("target").put("id", target);
        if (click.kind() == DesiredState.ClickSpec.Kind.QUESTION) {
            to.put("type", "dimension").set("dimension", tagTarget(true, target));
        } else {
            to.put("type", "parameter");
        }
        return value;
    }

    /** Where a filter puts its value: into a template tag. */
    static ArrayNode tagTarget(boolean fieldFilter, String tag) {
        ArrayNode target = MetabaseClient.JSON.createArrayNode().add(fieldFilter ? "dimension" : "variable");
        target.addArray().add("template-tag").add(tag);
        return target;
    }
}
