package aftercare.ingest;

import aftercare.ingest.LandedFile.Split;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * Landing files as a Spark data source: a partition is a part of a file, a row is a record with its file and line,
 * typed by the contract, and with the rule it breaks where it breaks one. Only the columns a query needs leave the
 * reader.
 */
public final class LandingSource implements TableProvider {
    private static final String PLAN = "plan";
    private static final long TASK_BYTES = 4L << 20;
    /** Plans by the name under which a query finds its own: options of a data source can only be text. */
    private static final Map<String, ReadPlan> PLANS = new ConcurrentHashMap<>();

    /** The rows of a plan. Release the plan when no query over them will run any more. */
    static Dataset<Row> rows(SparkSession spark, ReadPlan plan, String planName) {
        PLANS.put(planName, plan);
        return spark.read()
                .format(LandingSource.class.getName())
                .option(PLAN, planName)
                .load();
    }

    static String newPlanName() {
        return UUID.randomUUID().toString();
    }

    static void release(String planName) {
        PLANS.remove(planName);
    }

    private static ReadPlan plan(@Nullable String name) {
        return Objects.requireNonNull(PLANS.get(String.valueOf(name)), "the plan was released before its query ran");
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return plan(options.get(PLAN)).type();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new LandingTable(plan(properties.get(PLAN)), schema);
    }

    private record LandingTable(ReadPlan plan, StructType type) implements Table, SupportsRead {
        @Override
        public String name() {
            return "landing " + plan.contract().source();
        }

        @Override
        @SuppressWarnings("deprecation") // Spark's own tables still answer here
        public StructType schema() {
            return type;
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return new Pruning(plan, type);
        }
    }

    private static final class Pruning implements ScanBuilder, SupportsPushDownRequiredColumns {
        private final ReadPlan plan;
        private StructType needed;

        Pruning(ReadPlan plan, StructType all) {
            this.plan = plan;
            this.needed = all;
        }

        @Override
        public void pruneColumns(StructType requiredSchema) {
            needed = requiredSchema;
        }

        @Override
        public Scan build() {
            return new LandingScan(plan, needed);
        }
    }

    private record LandingScan(ReadPlan plan, StructType needed) implements Scan, Batch {
        @Override
        public StructType readSchema() {
            return needed;
        }

        @Override
        public String description() {
            return "landing " + plan.contract().source() + " (" + plan.files().size() + " files)";
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            List<InputPartition> partitions = new ArrayList<>();
            List<Part> together = new ArrayList<>();
            long bytes = 0;
            for (int i = 0; i < plan.files().size(); i++) {
                LandedFile file = plan.files().get(i).file();
                for (Split split : file.splits()) {
                    long more = split.length() < 0 ? file.textBytes() : split.length();
                    if (!together.isEmpty() && bytes + more > TASK_BYTES) {
                        partitions.add(new Parts(together));
                        together = new ArrayList<>();
                        bytes = 0;
                    }
                    together.add(new Part(i, split));
                    bytes += more;
                }
            }
            if (!together.isEmpty()) {
                partitions.add(new Parts(together));
            }
            return partitions.toArray(new InputPartition[0]);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return new Readers(plan, needed);
        }
    }

    private record Part(int file, Split split) implements Serializable {}

    /**
     * What one task reads, one part after another: a task for each of many small files costs more than reading them.
     */
    private record Parts(List<Part> parts) implements InputPartition {}

    private record Readers(ReadPlan plan, StructType needed) implements PartitionReaderFactory {
        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new RowPartitionReader(plan, ((Parts) partition).parts().iterator(), needed);
        }
    }

    private static final class RowPartitionReader implements PartitionReader<InternalRow> {
        private final ReadPlan plan;
        private final Iterator<Part> parts;
        private final StructType needed;
        private @Nullable RowReader rows;
        private @Nullable InternalRow current;

        RowPartitionReader(ReadPlan plan, Iterator<Part> parts, StructType needed) {
            this.plan = plan;
            this.parts = parts;
            this.needed = needed;
        }

        @Override
        public boolean next() throws IOException {
            current = rows == null ? null : rows.next();
            while (current == null && parts.hasNext()) {
                close();
                Part part = parts.next();
                rows = new RowReader(plan, part.file(), part.split(), needed);
                current = rows.next();
            }
            return current != null;
        }

        @Override
        public InternalRow get() {
            return Objects.requireNonNull(current, "asked only after next() found a row");
        }

        @Override
        public void close() throws IOException {
            if (rows != null) {
                rows.close();
                rows = null;
            }
        }
    }
}
