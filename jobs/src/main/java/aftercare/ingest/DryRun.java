package aftercare.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Shows how files would land, and what would be refused, before anything is written. */
public final class DryRun {
    private static final String READ = "read";
    private static final String REFUSED = "refused";
    private static final int ROWS_SHOWN = 5;
    private static final int REFUSALS_SHOWN = 20;

    private final SparkSession spark;
    private final Contracts contracts;
    private final ZoneId zone;
    private final Progress progress;

    public DryRun(SparkSession spark, Contracts contracts, ZoneId zone, Progress progress) {
        this.spark = spark;
        this.contracts = contracts;
        this.zone = zone;
        this.progress = progress;
    }

    /** Shows each source of an input folder; false when a file would not be taken. */
    public boolean show(Path input, List<Path> mappingFiles, double maxRejectShare, PrintStream out) {
        List<Landing.MappingFile> stated = mappingFiles.stream()
                .map(file -> Mappings.checked(file, contracts))
                .toList();
        Map<String, List<ReadPlan.PlannedFile>> bySource = new LinkedHashMap<>();
        boolean clean = true;
        for (Landing.Arrival arrival : Landing.arrivals(input, contracts, stated, progress)) {
            LandedFile file = inspect(arrival);
            for (String source : arrival.sources()) {
                Contract contract = contracts.source(source);
                if (file.damage() != null) {
                    out.printf(
                            "%s would be refused: %s%n",
                            file.name(), file.damage().reason());
                    clean = false;
                    continue;
                }
                Header header = arrival.mapping() == null
                        ? Header.own(contract, file.header())
                        : Header.mapped(contract, arrival.mapping().mapping(), file.header());
                if (!header.missing().isEmpty()) {
                    out.printf("%s would be refused: its header lacks %s%n", file.name(), header.missing());
                    clean = false;
                    continue;
                }
                TextForms forms = arrival.mapping() == null
                        ? TextForms.UNSTATED
                        : TextForms.of(arrival.mapping().mapping().format());
                bySource.computeIfAbsent(source, any -> new ArrayList<>())
                        .add(new ReadPlan.PlannedFile(file, header, forms, null, null));
            }
        }
        for (Map.Entry<String, List<ReadPlan.PlannedFile>> source : bySource.entrySet()) {
            clean &= show(contracts.source(source.getKey()), source.getValue(), maxRejectShare, out);
        }
        return clean;
    }

    private LandedFile inspect(Landing.Arrival arrival) {
        try {
            Bronze.Archived inPlace =
                    new Bronze.Archived("", LandedFile.location(arrival.file()), Files.size(arrival.file()));
            return new FileInspection(spark.sessionState().newHadoopConf(), FileInspection.PART_BYTES)
                    .inspect(
                            arrival.name(),
                            inPlace,
                            arrival.mapping() == null
                                    ? null
                                    : arrival.mapping().mapping().format(),
                            null,
                            Wanted.of(
                                    arrival.sources().stream()
                                            .map(contracts::source)
                                            .toList(),
                                    arrival.mapping() == null
                                            ? null
                                            : arrival.mapping().mapping()));
        } catch (IOException unreadable) {
            return LandedFile.unreadable(arrival.name(), arrival.file().toString(), null, unreadable);
        }
    }

    private boolean show(Contract contract, List<ReadPlan.PlannedFile> files, double maxRejectShare, PrintStream out) {
        ReadPlan plan = new ReadPlan(
                contract,
                zone,
                new byte[] {1},
                files,
                new SerializableConfiguration(spark.sessionState().newHadoopConf()));
        String planName = LandingSource.newPlanName();
        try {
            Dataset<Row> rows = SourceLoad.judged(LandingSource.rows(spark, plan, planName), contract);
            List<Row> counts = rows.groupBy(ReadPlan.FILE)
                    .agg(count(lit(1)).as(READ), count(ReadPlan.RULE).as(REFUSED))
                    .orderBy(ReadPlan.FILE)
                    .collectAsList();
            long read = sum(counts, READ);
            long refusedCount = sum(counts, REFUSED);
            out.printf(
                    Locale.ROOT, "%n%s: %,d rows read, %,d would be refused%n", contract.source(), read, refusedCount);
            Dataset<Row> refused = rows.filter(col(ReadPlan.RULE).isNotNull());
            rows.filter(col(ReadPlan.RULE).isNull())
                    .select(asTexts(ReadPlan.LINE, contract.silverType().fieldNames()))
                    .limit(ROWS_SHOWN)
                    .collectAsList()
                    .forEach(row -> out.println("  " + told(row)));
            refused.select(ReadPlan.FILE, ReadPlan.LINE, ReadPlan.RULE, ReadPlan.REASON)
                    .limit(REFUSALS_SHOWN)
                    .collectAsList()
                    .forEach(row -> out.printf(
                            "  %s line %d: %s (%s)%n",
                            row.getAs(ReadPlan.FILE),
                            row.<Integer>getAs(ReadPlan.LINE),
                            row.getAs(ReadPlan.REASON),
                            row.getAs(ReadPlan.RULE)));
            if (refusedCount > REFUSALS_SHOWN) {
                out.printf(Locale.ROOT, "  … and %,d more%n", refusedCount - REFUSALS_SHOWN);
            }
            List<Row> notTaken = counts.stream()
                    .filter(file -> counted(file, REFUSED) > maxRejectShare * counted(file, READ))
                    .toList();
            notTaken.forEach(file -> out.println("  "
                    + IngestErrors.tooMuchRefused(
                            file.getAs(ReadPlan.FILE), counted(file, REFUSED), counted(file, READ), maxRejectShare)));
            return notTaken.isEmpty();
        } finally {
            LandingSource.release(planName);
        }
    }

    private static long sum(List<Row> files, String column) {
        return files.stream().mapToLong(file -> counted(file, column)).sum();
    }

    private static long counted(Row file, String column) {
        return file.getLong(file.fieldIndex(column));
    }

    /** Columns as texts: Spark tells instants in the business zone, Java would in that of the machine. */
    private static Column[] asTexts(String first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more))
                .map(name -> col(name).cast("string").as(name))
                .toArray(Column[]::new);
    }

    /** A row as it would land, without its empty columns. */
    private static String told(Row row) {
        StringBuilder told = new StringBuilder("line " + row.getAs(ReadPlan.LINE) + ":");
        for (String name : row.schema().fieldNames()) {
            Object value = row.getAs(name);
            if (value != null && !name.equals(ReadPlan.LINE)) {
                told.append(' ').append(name).append('=').append(Problem.quote(String.valueOf(value)));
            }
        }
        return told.toString();
    }
}
