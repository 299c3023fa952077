package aftercare.measure.engine;

import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.TableCache;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has changed in the lake since a measure was computed last, by Delta's change data feed. */
final class LakeChanges implements Changes {
    private static final Logger LOG = LoggerFactory.getLogger(LakeChanges.class);

    private final TableCache tables;
    private final SharedNumbers sharedNumbers;
    private final Lake lake;
    private final Contracts contracts;
    private final Map<String, Long> versionsBefore;
    private final Map<String, Long> versionsNow;
    private final AsOf before;

    LakeChanges(RunContext context, Map<String, Long> versionsBefore, Map<String, Long> versionsNow, AsOf before) {
        this.tables = context.tables();
        this.sharedNumbers = context.sharedNumbers();
        this.lake = context.lake();
        this.contracts = context.contracts();
        this.versionsBefore = versionsBefore;
        this.versionsNow = versionsNow;
        this.before = before;
    }

    @Override
    public Dataset<Row> rows(String source) {
        String path = "silver/" + source;
        long then = versionsBefore.getOrDefault(path, -1L);
        long now = versionsNow.getOrDefault(path, -1L);
        if (now > then) {
            return SilverColumns.all(tables.changes(lake.silver(source), then, now), contracts.source(source));
        }
        return lake.spark()
                .createDataFrame(
                        List.of(),
                        SilverColumns.of(contracts.source(source))
                                .add(KIND, DataTypes.StringType)
                                .add("_commit_version", DataTypes.LongType));
    }

    @Override
    public boolean any(String source) {
        String path = "silver/" + source;
        return !versionsNow.getOrDefault(path, -1L).equals(versionsBefore.getOrDefault(path, -1L));
    }

    @Override
    public AsOf before() {
        return before;
    }

    /** Whether the feed no longer goes back to the last computation, or a table is older than it was. */
    boolean lost() {
        for (Map.Entry<String, Long> input : versionsNow.entrySet()) {
            long then = versionsBefore.getOrDefault(input.getKey(), -1L);
            if (input.getKey().startsWith("silver/") && input.getValue() != then) {
                String source = input.getKey().substring("silver/".length());
                if (input.getValue() < then || !feedCovers(source, then, input.getValue())) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether other numbers stand in for unknown ones than at the last computation: then orders of any month may be
     * repeats that were none, or none that were.
     */
    boolean otherStandIns() {
        for (Map.Entry<String, Long> input : versionsNow.entrySet()) {
            long then = versionsBefore.getOrDefault(input.getKey(), -1L);
            String source = input.getKey().substring(input.getKey().indexOf('/') + 1);
            if (input.getKey().startsWith("silver/")
                    && SharedNumbers.mayBeIn(source)
                    && then >= 0
                    && input.getValue() != then
                    && standInsDiffer(source, then, input.getValue())) {
                return true;
            }
        }
        return false;
    }

    private boolean standInsDiffer(String source, long then, long now) {
        try {
            return !standIns(source, then).equals(standIns(source, now));
        } catch (Exception vacuumed) {
            // Spark throws checked exceptions that it does not declare.
            LOG.info("What {} held at version {} is not known; all months are computed", source, then, vacuumed);
            return true;
        }
    }

    private Set<String> standIns(String source, long version) {
        return sharedNumbers
                .of(source, version, () -> lake.read(lake.silver(source), version))
                .rowsOf()
                .keySet();
    }

    private boolean feedCovers(String source, long then, long now) {
        try {
            tables.changes(lake.silver(source), then, now);
            return true;
        } catch (Exception vacuumed) {
            // Spark throws checked exceptions that it does not declare.
            LOG.info(
                    "What changed in {} since version {} is not known; all months are computed",
                    source,
                    then,
                    vacuumed);
            return false;
        }
    }
}
