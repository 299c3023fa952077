package aftercare.ingest;

import static org.apache.spark.sql.functions.col;

import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Files of an input folder, read under a mapping and told row by row; nothing is written. */
final class MappedFiles {
    private static final Contracts CONTRACTS = Contracts.load();

    private final Path folder;
    private final ZoneId zone;

    MappedFiles(Path folder, String zone) {
        this.folder = folder;
        this.zone = ZoneId.of(zone);
    }

    MappedFiles with(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
        return this;
    }

    /**
     * The rows of a source: {@code line 2: repair_id=1}, with what is empty left out, {@code line 3: skipped}, {@code
     * line 4: refused: why} and {@code x.csv: why not} for a file that is not taken.
     */
    List<String> under(String yaml, String source) throws IOException {
        SparkSession spark = TestSpark.session();
        FieldExpressions expressions = new FieldExpressions(spark, zone);
        Path mapping = Files.writeString(Files.createTempFile("mapping", ".yaml"), yaml);
        List<String> told = new ArrayList<>();
        Contract contract = CONTRACTS.source(source);
        List<Landing.MappingFile> mappings = Mappings.checked(mapping, CONTRACTS, expressions);
        List<Landing.Arrival> arrivals =
                new ArrayList<>(Landing.arrivals(folder, CONTRACTS, mappings, Progress.SILENT));
        try (ReadQueries queries = ReadQueries.inPlace(spark, zone.getId(), CONTRACTS, folder, mappings)) {
            queries.refused().forEach((any, refused) -> refused.forEach(file -> told.add(file.damage().reason())));
            arrivals.addAll(queries.arrivals());
            told.addAll(under(spark, arrivals, expressions, contract));
        }
        return told;
    }

    private List<String> under(
            SparkSession spark, List<Landing.Arrival> arrivals, FieldExpressions expressions, Contract contract)
            throws IOException {
        List<String> told = new ArrayList<>();
        List<ReadPlan.PlannedFile> files = new ArrayList<>();
        String source = contract.source();
        for (Landing.Arrival arrival : arrivals) {
            Mapping stated = arrival.mapping().mapping();
            LandedFile file = new FileInspection(spark.sessionState().newHadoopConf(), FileInspection.PART_BYTES)
                    .inspect(
                            arrival.name(),
                            Bronze.inPlace(arrival.file()),
                            stated.written(),
                            null,
                            Wanted.of(List.of(), stated));
            if (!arrival.sources().contains(source)) {
                continue;
            }
            if (file.damage() != null) {
                told.add(file.name() + ": " + file.damage().reason());
                continue;
            }
            Header header = Header.mapped(
                    contract,
                    stated,
                    file.header(),
                    expressions.compiled(stated, source, wrong -> {}),
                    lookup -> JoinedFiles.inPlace(spark.sessionState().newHadoopConf(), folder, stated, lookup));
            if (header.missing().isEmpty()) {
                files.add(new ReadPlan.PlannedFile(file, header, TextForms.of(stated.format()), null, null));
            } else {
                told.add(file.name() + ": " + header.lacks(file.header()));
            }
        }
        told.addAll(rows(spark, contract, files));
        return told;
    }

    private List<String> rows(SparkSession spark, Contract contract, List<ReadPlan.PlannedFile> files) {
        String zoneBefore = spark.conf().get("spark.sql.session.timeZone");
        spark.conf().set("spark.sql.session.timeZone", zone.getId());
        String plan = LandingSource.newPlanName();
        try {
            Dataset<Row> rows = SourceLoad.judged(
                    LandingSource.rows(
                            spark,
                            new ReadPlan(
                                    contract,
                                    zone,
                                    new byte[] {1},
                                    files,
                                    new SerializableConfiguration(
                                            spark.sessionState().newHadoopConf())),
                            plan),
                    contract);
            Column[] columns = Stream.concat(
                            Stream.of(ReadPlan.LINE, ReadPlan.RULE, ReadPlan.REASON, ReadPlan.NOTHING_IN),
                            Stream.of(contract.silverType().fieldNames()))
                    .map(name -> col(name).cast("string").as(name))
                    .toArray(Column[]::new);
            return rows.orderBy(ReadPlan.FILE, ReadPlan.LINE).select(columns).collectAsList().stream()
                    .map(MappedFiles::told)
                    .toList();
        } finally {
            LandingSource.release(plan);
            spark.conf().set("spark.sql.session.timeZone", zoneBefore);
        }
    }

    private static String told(Row row) {
        String rule = row.getString(1);
        StringBuilder told = new StringBuilder("line " + row.getString(0) + ":");
        if (rule != null) {
            return told.append(rule.equals(ReadPlan.SKIPPED) ? " skipped" : " refused: " + row.getString(2))
                    .toString();
        }
        for (int i = 4; i < row.size(); i++) {
            if (!row.isNullAt(i)) {
                told.append(' ')
                        .append(row.schema().apply(i).name())
                        .append('=')
                        .append(row.getString(i));
            }
        }
        return told.append(
                        row.isNullAt(3)
                                ? ""
                                : " (nothing in " + row.getString(3).replace("\n", ", ") + ")")
                .toString();
    }
}
