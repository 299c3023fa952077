package aftercare.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.paths.SparkPath;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.DeletionVectorDescriptor;
import org.apache.spark.sql.delta.deletionvectors.StoredBitmap$;
import org.apache.spark.sql.delta.storage.dv.HadoopFileSystemDVStore;

/**
 * The files that hold a version of a table, for programs that read Parquet and know nothing of Delta.
 *
 * @param file where a file lies
 * @param deleted the positions of its rows, from 0, that are no longer of the table
 */
public record TableFiles(Path file, List<Long> deleted) {
    public TableFiles {
        deleted = List.copyOf(deleted);
    }

    /** The files of a version of a table, in the order of their names. */
    public static List<TableFiles> of(Lake lake, Path table, long version) {
        DeltaLog log = DeltaLog.forTable(lake.spark(), table.toString());
        Snapshot snapshot = log.getSnapshotAt(version, scala.Option.empty(), scala.Option.empty(), false);
        HadoopFileSystemDVStore deletions = new HadoopFileSystemDVStore(lake.hadoop());
        List<TableFiles> files = new ArrayList<>();
        for (AddFile file : snapshot.allFiles().collectAsList()) {
            Path relative = SparkPath.fromUrlString(file.path()).toPath();
            DeletionVectorDescriptor deleted = file.deletionVector();
            files.add(new TableFiles(
                    new Path(table, relative),
                    deleted == null
                            ? List.of()
                            : Arrays.stream(StoredBitmap$.MODULE$
                                            .create(deleted, table)
                                            .load(deletions)
                                            .toArray())
                                    .boxed()
                                    .toList()));
        }
        files.sort(java.util.Comparator.comparing(each -> each.file().toString()));
        return files;
    }
}
