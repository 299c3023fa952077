package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes Metabase. What may have been made already is searched before it is sent again, so that nothing is made twice.
 */
final class RealWrites implements Writes {
    private static final Logger LOG = LoggerFactory.getLogger(RealWrites.class);

    private final MetabaseClient metabase;

    RealWrites(MetabaseClient metabase) {
        this.metabase = metabase;
    }

    @Override
    public JsonNode create(String path, ObjectNode body, Supplier<Optional<JsonNode>> lookUp) {
        for (int attempt = 1; ; attempt++) {
            try {
                return metabase.post(path, body);
            } catch (MetabaseClient.UnclearOutcome unclear) {
                LOG.info(
                        "Nobody knows whether POST {} was done; checking before it is sent again ({})",
                        path,
                        unclear.getMessage());
                metabase.pause(metabase.retry().pauseAfter(attempt));
                Optional<JsonNode> made = lookUp.get();
                if (made.isPresent()) {
                    return made.get();
                }
                if (attempt >= metabase.retry().attempts()) {
                    throw MetabaseErrors.brokenOff("POST " + path, String.valueOf(unclear.getMessage()), unclear);
                }
            }
        }
    }

    @Override
    public JsonNode update(String path, ObjectNode body) {
        return metabase.put(path, body);
    }

    @Override
    public void set(String path, ObjectNode body) {
        metabase.order(path, body);
    }

    @Override
    public boolean real() {
        return true;
    }
}
