package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;

/** What Metabase holds, by path of its API. */
@FunctionalInterface
interface Reads {
    JsonNode get(String path);
}
