package aftercare.serve.metabase;

import aftercare.config.Retry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Changes Metabase. What may have been made already is searched before it is sent again, so that nothing is made twice.
 */
final class RealWrites implements Writes {
    private final MetabaseClient metabase;

    RealWrites(MetabaseClient metabase) {
        this.metabase = metabase;
    }

    @Override
    public JsonNode create(String path, ObjectNode body, Supplier<Optional<JsonNode>> lookUp) {
        AtomicBoolean sent = new AtomicBoolean();
        try {
            return Retry.times(metabase.retry().attempts(), metabase.retry().firstPause())
                    .call(
                            "POST " + path,
                            () -> made(sent, lookUp).orElseGet(() -> metabase.post(path, body)),
                            MetabaseClient.UnclearOutcome.class::isInstance);
        } catch (MetabaseClient.UnclearOutcome unclear) {
            return lookUp.get()
                    .orElseThrow(() ->
                            MetabaseErrors.brokenOff("POST " + path, String.valueOf(unclear.getMessage()), unclear));
        }
    }

    /** What an earlier attempt made, of which nobody knows whether it was done. */
    private static Optional<JsonNode> made(AtomicBoolean sent, Supplier<Optional<JsonNode>> lookUp) {
        return sent.getAndSet(true) ? lookUp.get() : Optional.empty();
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
