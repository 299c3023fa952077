package aftercare.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Reads one file as a source without taking it into the lake, by the same contract, spellings and rules. */
public final class SingleFile {
    private final SparkSession spark;
    private final ZoneId zone;

    public SingleFile(SparkSession spark, ZoneId zone) {
        this.spark = spark;
        this.zone = zone;
    }

    /**
     * The rows of a file, in the columns of silver; of rows with the same key, the later line.
     *
     * <p>The rows are read when a query asks for them, so the file must stay until then.
     *
     * @throws AftercareException when the file cannot be read, its header lacks columns, or any row breaks a rule:
     *     a question asked with half a file would be another question
     */
    public Dataset<Row> rows(Path path, Contract contract) {
        LandedFile file = inspected(path);
        Header header = Header.own(contract, file.header());
        if (!header.missing().isEmpty()) {
            throw IngestErrors.filesNotTaken(
                    List.of(path + ": its header lacks " + String.join(", ", header.missing()) + "."),
                    ErrorCode.HEADER_LACKS_COLUMNS);
        }
        ReadPlan plan = new ReadPlan(
                contract,
                zone,
                new byte[] {1},
                List.of(new ReadPlan.PlannedFile(file, header, TextForms.UNSTATED, null, null)),
                new SerializableConfiguration(spark.sessionState().newHadoopConf()));
        Dataset<Row> rows = SourceLoad.judged(LandingSource.rows(spark, plan, LandingSource.newPlanName()), contract);
        List<Row> refused = rows.filter(SourceLoad.isRefused())
                .select(ReadPlan.LINE, ReadPlan.REASON)
                .orderBy(ReadPlan.LINE)
                .limit(1)
                .collectAsList();
        if (!refused.isEmpty()) {
            throw IngestErrors.rowOfFileRefused(
                    path.toString(),
                    refused.get(0).<Integer>getAs(ReadPlan.LINE),
                    refused.get(0).getAs(ReadPlan.REASON));
        }
        return latest(rows.filter(col(ReadPlan.RULE).isNull()), contract);
    }

    /**
     * Looks whether a file is there.
     *
     * @throws AftercareException AFC-2001 when it is not
     */
    public static void require(Path path) {
        if (!Files.isRegularFile(path)) {
            throw IngestErrors.fileMissing(path.toString());
        }
    }

    private static Dataset<Row> latest(Dataset<Row> rows, Contract contract) {
        String[] silver = contract.silverType().fieldNames();
        Column[] key = contract.key().stream().map(name -> col(name)).toArray(Column[]::new);
        Column whole = struct(Stream.of(silver).map(name -> col(name)).toArray(Column[]::new));
        return rows.groupBy(key)
                .agg(max_by(whole, col(ReadPlan.LINE)).as("_row"))
                .select("_row.*");
    }

    private LandedFile inspected(Path path) {
        require(path);
        try {
            LandedFile file = new FileInspection(spark.sessionState().newHadoopConf(), FileInspection.PART_BYTES)
                    .inspect(path.getFileName().toString(), Bronze.inPlace(path), null, null);
            if (file.damage() != null) {
                throw IngestErrors.filesNotTaken(
                        List.of(path + ": " + file.damage().reason() + "."),
                        IngestErrors.codeOf(file.damage().kind()));
            }
            return file;
        } catch (IOException unreadable) {
            throw IngestErrors.inputUnreadable(path.toString(), unreadable);
        }
    }
}
