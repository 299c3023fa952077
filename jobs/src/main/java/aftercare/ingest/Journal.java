package aftercare.ingest;

import aftercare.lake.Lake;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a load is about to do, written down before it touches silver: {@code ops/pending/<run>.json}, gone when the
 * ledger holds it. A run that finds one finishes that load first, from bronze, under the same names, so that what was
 * written already is not written twice and the ledger counts against silver as it was before.
 */
final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lake lake;

    Journal(Lake lake) {
        this.lake = lake;
    }

    /**
     * A load.
     *
     * @param runId the run that began it
     * @param maxRejectShare the share of refused rows above which a file is refused whole
     * @param batches one per source
     */
    record Load(String runId, double maxRejectShare, List<Batch> batches) {}

    /**
     * The files of one source that are loaded together.
     *
     * @param source the source
     * @param silverVersion the version of silver before the load; -1 when there was none
     * @param files the files, in the order of their names
     */
    record Batch(String source, long silverVersion, List<Item> files) {}

    /**
     * A file of a batch.
     *
     * @param name its landing path
     * @param sha256 what it is known by
     * @param path where bronze keeps it
     * @param bytes its size
     * @param mapping the mapping as bronze keeps it, below the lake; null for none
     */
    record Item(
            String name,
            String sha256,
            String path,
            long bytes,
            @Nullable String mapping) {}

    void begin(Load load) {
        try {
            lake.writeSmall(file(load.runId()), JSON.writeValueAsString(load));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of text and numbers become JSON", impossible);
        }
    }

    /** The loads that began and did not end. */
    List<Load> pending() {
        List<Load> pending = new ArrayList<>();
        for (String name : lake.list(lake.ops("pending"))) {
            if (!name.startsWith(".") && name.endsWith(".json")) {
                try {
                    pending.add(JSON.readValue(lake.readSmall(new Path(lake.ops("pending"), name)), Load.class));
                } catch (JsonProcessingException broken) {
                    throw new IllegalStateException("the journal " + name + " is broken", broken);
                }
            }
        }
        return pending;
    }

    void end(Load load) {
        lake.delete(file(load.runId()));
    }

    private Path file(String runId) {
        return new Path(lake.ops("pending"), runId + ".json");
    }
}
