package aftercare.measure.engine;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.TableCache;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has changed in the lake since a measure was computed last, by Delta's change data feed. */
final class LakeChanges implements Changes {
    private static final Logger LOG = LoggerFactory.getLogger(LakeChanges.class);

    private final TableCache tables;
    private final Lake lake;
    private final Contracts contracts;
    private final Map<String, Long> versionsBefore;
    private final Map<String, Long> versionsNow;
    private final AsOf before;

    LakeChanges(RunContext context, Map<String, Long> versionsBefore, Map<String, Long> versionsNow, AsOf before) {
        this.tables = context.tables();
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
            return tables.changes(lake.silver(source), then, now);
        }
        Contract contract = contracts.source(source);
        StructType type = contract.silverType();
        type = contract.month() == null ? type : type.add("_month", DataTypes.DateType);
        return lake.spark()
                .createDataFrame(
                        List.of(), type.add(KIND, DataTypes.StringType).add("_commit_version", DataTypes.LongType));
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

    private boolean feedCovers(String source, long then, long now) {
        try {
            tables.changes(lake.silver(source), then, now);
            return true;
        } catch (RuntimeException vacuumed) {
            LOG.info(
                    "What changed in {} since version {} is not known; all months are computed",
                    source,
                    then,
                    vacuumed);
            return false;
        }
    }
}
