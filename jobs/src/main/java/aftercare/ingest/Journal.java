package aftercare.ingest;

import aftercare.config.Progress;
import aftercare.lake.Lake;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a load is about to do, written down before it touches silver: {@code ops/pending/<run>.json}, gone when the
 * ledger holds it. A run that finds one finishes that load first, from bronze, under the same names, so that what was
 * written already is not written twice and the ledger counts against silver as it was before.
 *
 * <p>It names files by their names in bronze, so that a lake can be moved or restored meanwhile. One that cannot be
 * understood goes to {@code ops/pending/set-aside}, so that it is told of and holds up no other load.
 */
final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "pending";
    private static final String SET_ASIDE = "set-aside";

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
    record Load(String runId, double maxRejectShare, List<Batch> batches) {
        Load {
            Objects.requireNonNull(runId, "a load has a run");
            batches = List.copyOf(batches);
        }
    }

    /**
     * The files of one source that are loaded together.
     *
     * @param source the source
     * @param silverVersion the version of silver before the load; -1 when there was none
     * @param files the files, in the order of their names
     */
    record Batch(String source, long silverVersion, List<Item> files) {
        Batch {
            Objects.requireNonNull(source, "a batch has a source");
            files = List.copyOf(files);
        }
    }

    /**
     * A file of a batch.
     *
     * @param name its landing path
     * @param sha256 what it is known by
     * @param path its name in bronze; journals of older versions hold the whole path
     * @param bytes its size
     * @param mapping the mapping as bronze keeps it, below the lake; null for none
     * @param delivery which delivery of its path it is; null in journals of older versions
     * @param unopened why there are no bytes of it in bronze; null when there are
     */
    record Item(
            String name,
            String sha256,
            String path,
            long bytes,
            @Nullable String mapping,
            @Nullable Integer delivery,
            @Nullable String unopened) {
        Item {
            Objects.requireNonNull(name, "a file has a name");
            Objects.requireNonNull(sha256, "a file is known by something");
            Objects.requireNonNull(path, "a file has a name in bronze");
        }

        /** Its name in bronze, wherever the lake was when this was written down. */
        String nameInBronze() {
            return new Path(path).getName();
        }
    }

    void begin(Load load) {
        lake.writeSmall(file(load.runId()), json(load));
    }

    private static String json(Load load) {
        try {
            return JSON.writeValueAsString(load);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of text and numbers become JSON", impossible);
        }
    }

    /** Removes what a run left that was killed while it wrote a load down; nothing was done of that load. */
    void tidy() {
        for (String name : lake.list(lake.ops(FOLDER))) {
            if (Lake.isDraft(name)) {
                lake.delete(new Path(lake.ops(FOLDER), name));
            }
        }
    }

    /** The loads that began and did not end. Those that cannot be read are set aside, and told of. */
    List<Load> pending(Progress progress) {
        List<Load> pending = new ArrayList<>();
        for (String name : lake.list(lake.ops(FOLDER))) {
            if (!name.startsWith(".") && name.endsWith(".json")) {
                Path file = new Path(lake.ops(FOLDER), name);
                Optional<Load> load = read(file);
                load.ifPresent(pending::add);
                if (load.isEmpty()) {
                    lake.move(file, setAside(name));
                    progress.warn(IngestErrors.setAside(name, "what was written down of it is cut short or damaged"));
                }
            }
        }
        return pending;
    }

    private Optional<Load> read(Path file) {
        try {
            return Optional.ofNullable(JSON.readValue(lake.readSmall(file), Load.class));
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    /** Sets a part of a load aside that cannot be finished. */
    void setAside(Load load, Batch batch, String why, Progress progress) {
        String name = load.runId() + "-" + batch.source() + ".json";
        lake.writeSmall(setAside(name), json(new Load(load.runId(), load.maxRejectShare(), List.of(batch))));
        progress.warn(IngestErrors.setAside(name, why));
    }

    void end(Load load) {
        lake.delete(file(load.runId()));
    }

    private Path file(String runId) {
        return new Path(lake.ops(FOLDER), runId + ".json");
    }

    private Path setAside(String name) {
        return new Path(new Path(lake.ops(FOLDER), SET_ASIDE), name);
    }
}
