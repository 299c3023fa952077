package aftercare.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
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

    /**
     * Looks whether all files of a table are there, without reading them; of a table that is not there it says nothing.
     * Rows added to a table that has lost some would look whole.
     *
     * @throws aftercare.config.AftercareException AFC-2081 when one is missing
     */
    public static void requireAll(Lake lake, Path table) {
        if (!lake.hasTable(table)) {
            return;
        }
        try {
            Set<String> there = new HashSet<>();
            RemoteIterator<LocatedFileStatus> files = lake.fileSystem().listFiles(table, true);
            while (files.hasNext()) {
                there.add(files.next().getPath().toUri().getPath());
            }
            for (AddFile file : DeltaLog.forTable(lake.spark(), table.toString())
                    .update(false, scala.Option.empty(), scala.Option.empty())
                    .allFiles()
                    .collectAsList()) {
                Path path = new Path(table, SparkPath.fromUrlString(file.path()).toPath());
                if (!there.contains(path.toUri().getPath())) {
                    throw LakeErrors.fileDamaged(path.toString(), new FileNotFoundException(path.toString()));
                }
            }
        } catch (IOException unreadable) {
            throw LakeErrors.unreadable(table.toString(), unreadable);
        }
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
