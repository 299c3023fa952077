package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a dashboard holds, as Metabase wants it. */
final class DashboardBody {
    private static final List<String> OURS = List.of("name", "description", "collection_id", "width");
    private static final List<String> PARAMETER = List.of(
            "id",
            "name",
            "slug",
            "type",
            "sectionId",
            "default",
            "filteringParameters",
            "required",
            "values_query_type",
            "values_source_type",
            "values_source_config");
    private static final List<String> TILE =
            List.of("card_id", "row", "col", "size_x", "size_y", "visualization_settings");

    private final DesiredState.DashboardSpec spec;
    private final long collection;
    private final Map<String, JsonNode> dashboards;
    private final Map<String, Long> cards;

    DashboardBody(
            DesiredState.DashboardSpec spec,
            long collection,
            Map<String, JsonNode> dashboards,
            Map<String, Long> cards) {
        this.spec = spec;
        this.collection = collection;
        this.dashboards = dashboards;
        this.cards = cards;
    }

    /**
     * The request that turns the current dashboard into this one. Tabs and tiles that stay keep their ids, as
     * subscriptions point at tiles; new ones have negative ids, which Metabase replaces.
     */
    ObjectNode over(JsonNode current) {
        ObjectNode body = Work.object()
                .put("name", spec.title())
                .put("description", spec.description())
                .put("collection_id", collection)
                .put("width", "full");
        List<Long> tabs = tabIds(current);
        body.set("parameters", parameters());
        ArrayNode tabList = body.putArray("tabs");
        for (int i = 0; i < tabs.size(); i++) {
            tabList.addObject().put("id", tabs.get(i)).put("name", spec.tabs().get(i));
        }
        body.set("dashcards", tiles(current, tabs));
        return body;
    }

    private List<Long> tabIds(JsonNode current) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < spec.tabs().size(); i++) {
            ids.add(current.path("tabs").path(i).path("id").asLong(-1 - i));
        }
        return ids;
    }

    private ArrayNode parameters() {
        ArrayNode parameters = MetabaseClient.JSON.createArrayNode();
        for (DesiredState.FilterSpec filter : spec.filters()) {
            ObjectNode parameter = parameters
                    .addObject()
                    .put("id", filter.id())
                    .put("name", filter.label())
                    .put("slug", filter.id())
                    .put("type", filter.type())
                    .put("sectionId", filter.type().replaceFirst("/.*", ""));
            filter.within().forEach(parameter.putArray("filteringParameters")::add);
            if (!filter.defaults().isEmpty()) {
                filter.defaults()
                        .forEach(parameter.put("required", filter.required()).putArray("default")::add);
            }
            if (!filter.offered().isEmpty()) {
                offer(parameter, filter.offered());
            }
        }
        return parameters;
    }

    /** A list of our own: the values of the field would be offered as the codes that they are. */
    private static void offer(ObjectNode parameter, Map<String, String> offered) {
        ArrayNode values = parameter
                .put("values_query_type", "list")
                .put("values_source_type", "static-list")
                .putObject("values_source_config")
                .putArray("values");
        offered.forEach((value, word) -> values.addArray().add(value).add(word));
    }

    private ArrayNode tiles(JsonNode current, List<Long> tabs) {
        Map<String, List<Long>> free = idsByContent(current);
        ArrayNode tiles = MetabaseClient.JSON.createArrayNode();
        for (DesiredState.TileSpec tile : spec.tiles()) {
            ObjectNode body = tiles.addObject();
            if (tile instanceof DesiredState.TileSpec.CardTile card) {
                fill(body, card);
            } else if (tile instanceof DesiredState.TileSpec.TextTile words) {
                fill(body, words);
            }
            place(body, tile.place(), tabs);
            List<Long> known = free.getOrDefault(content(body), List.of());
            body.put("id", known.isEmpty() ? -tiles.size() : known.remove(0));
        }
        return tiles;
    }

    /** The names of the cards on the dashboard that are none of these. */
    List<String> foreign(JsonNode current) {
        return Work.list(current.path("dashcards")).stream()
                .filter(tile -> tile.path("card_id").isNumber()
                        && !cards.containsValue(tile.path("card_id").asLong()))
                .map(tile -> tile.path("card")
                        .path("name")
                        .asText("card " + tile.path("card_id").asLong()))
                .toList();
    }

    private static void place(ObjectNode tile, DesiredState.Place place, List<Long> tabs) {
        tile.put("row", place.row())
                .put("col", place.col())
                .put("size_x", place.width())
                .put("size_y", place.height());
        if (!tabs.isEmpty()) {
            tile.put("dashboard_tab_id", tabs.get(place.tab()));
        }
    }

    private static Map<String, List<Long>> idsByContent(JsonNode current) {
        Map<String, List<Long>> ids = new HashMap<>();
        current.path("dashcards").forEach(tile -> ids.computeIfAbsent(content(tile), content -> new ArrayList<>())
                .add(tile.path("id").asLong()));
        return ids;
    }

    /** What tells one tile from another wherever it stands: its card, or its text. */
    private static String content(JsonNode tile) {
        return tile.path("card_id").isNumber()
                ? "card " + tile.path("card_id").asLong()
                : "text " + tile.path("visualization_settings").path("text").asText();
    }

    private void fill(ObjectNode body, DesiredState.TileSpec.TextTile words) {
        String display = words.heading() ? "heading" : "text";
        body.putNull("card_id");
        ObjectNode settings = body.putObject("visualization_settings").put("text", words.text());
        settings.putObject("virtual_card")
                .put("display", display)
                .put("name", "")
                .put("archived", false);
        body.putArray("parameter_mappings");
    }

    private void fill(ObjectNode body, DesiredState.TileSpec.CardTile card) {
        long id = Work.made(cards, card.question());
        body.put("card_id", id);
        ArrayNode mappings = body.putArray("parameter_mappings");
        card.wiring().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(wire -> {
            ObjectNode mapping =
                    mappings.addObject().put("parameter_id", wire.getKey()).put("card_id", id);
            mapping.set("target", ClickBehavior.tagTarget(isFieldFilter(wire.getKey()), wire.getValue()));
        });
        ObjectNode settings = body.putObject("visualization_settings");
        card.clicks().forEach((column, click) -> {
            ObjectNode behaviour = new ClickBehavior(click, dashboards, cards).body();
            if (column.isEmpty()) {
                settings.set("click_behavior", behaviour);
            } else {
                settings.withObjectProperty("column_settings")
                        .putObject("[\"name\",\"" + column + "\"]")
                        .set("click_behavior", behaviour);
            }
        });
    }

    /** A filter with an operator in its type sets field filters; a plain one sets a variable. */
    private boolean isFieldFilter(String filter) {
        return spec.filters().stream()
                .filter(known -> known.id().equals(filter))
                .anyMatch(known -> known.type().contains("/"));
    }

    /**
     * A dashboard, asked for or answered, in one form: tabs by position, tiles by place, nothing of ids that change.
     */
    static ObjectNode canonical(JsonNode dashboard) {
        ObjectNode canonical = Canonical.members(dashboard, OURS);
        ArrayNode parameters = canonical.putArray("parameters");
        dashboard.path("parameters").forEach(parameter -> parameters.add(Canonical.members(parameter, PARAMETER)));
        ArrayNode tabs = canonical.putArray("tabs");
        Map<Long, Integer> positions = new HashMap<>();
        for (JsonNode tab : dashboard.path("tabs")) {
            positions.put(tab.path("id").asLong(), tabs.size());
            tabs.add(tab.path("name").asText());
        }
        ArrayNode tiles = canonical.putArray("tiles");
        Work.list(dashboard.path("dashcards")).stream()
                .map(tile -> canonical(tile, positions))
                .sorted(Comparator.comparing(ObjectNode::toString))
                .forEach(tiles::add);
        return canonical;
    }

    private static ObjectNode canonical(JsonNode tile, Map<Long, Integer> positions) {
        ObjectNode canonical = Canonical.members(tile, TILE);
        canonical.put(
                "tab", positions.getOrDefault(tile.path("dashboard_tab_id").asLong(), 0));
        Set<String> wires = new HashSet<>();
        // The target may come back with options in third place.
        tile.path("parameter_mappings")
                .forEach(mapping -> wires.add(mapping.path("parameter_id").asText() + " -> "
                        + mapping.path("target").path(0)
                        + mapping.path("target").path(1)));
        canonical.put("wires", String.join(", ", wires.stream().sorted().toList()));
        ArrayNode series = canonical.putArray("series");
        tile.path("series").forEach(card -> series.add(card.path("id").asLong()));
        return canonical;
    }
}
