package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a Metabase answers that has just been set up; a plan for one that has no user yet is made against this. */
final class EmptyMetabase implements Reads {
    @Override
    public JsonNode get(String path) {
        if (path.endsWith("/graph")) {
            ObjectNode graph = Work.object().put("revision", 0);
            graph.putObject("groups");
            return graph;
        }
        if (path.equals("/api/permissions/group")) {
            return MetabaseClient.JSON
                    .createArrayNode()
                    .add(Work.object().put("id", 1).put("name", "All Users"));
        }
        return MetabaseClient.JSON.createArrayNode();
    }
}
