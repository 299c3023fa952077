package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;

/** Where changes go: into Metabase, or nowhere, while a plan is made. */
interface Writes {
    /**
     * Makes something and returns it, with the id it has from now on.
     *
     * @param lookUp finds it, for when a request's outcome is unclear
     */
    JsonNode create(String path, ObjectNode body, Supplier<Optional<JsonNode>> lookUp);

    /** Changes something and returns it as it is now. */
    JsonNode update(String path, ObjectNode body);

    /** Sets what is one of a kind on something; setting it twice is setting it once. */
    void set(String path, ObjectNode body);

    /** Whether things change. */
    boolean real();
}
