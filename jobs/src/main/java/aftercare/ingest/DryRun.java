package aftercare.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import aftercare.config.Progress;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.FileNames;
import aftercare.contract.Mapping;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final String SKIPPED = "skipped";
    private static final String CAUSE = "cause";
    private static final String FILES = "files";
    private static final int ROWS_SHOWN = 5;
    private static final int CAUSES_SHOWN = 20;

    private final SparkSession spark;
    private final Contracts contracts;
    private final ZoneId zone;
    private final Progress progress;
    /** How files may be called in what is shown, by their landing path. */
    private final Map<String, String> names = new HashMap<>();

    public DryRun(SparkSession spark, Contracts contracts, ZoneId zone, Progress progress) {
        this.spark = spark;
        this.contracts = contracts;
        this.zone = zone;
        this.progress = progress;
    }

    /** What would become of the files. */
    private static final class Findings {
        private final Map<String, List<ReadPlan.PlannedFile>> bySource = new LinkedHashMap<>();
        private final Map<Landing.MappingFile, Unused> unused = new LinkedHashMap<>();
        /** The landing paths of files that would not be taken, by source. */
        private final Map<String, Set<String>> notTaken = new LinkedHashMap<>();

        void notTaken(String source, String path) {
            notTaken.computeIfAbsent(source, any -> new LinkedHashSet<>()).add(path);
        }
    }

    /** The fields of a mapping's files, and those that some source takes. */
    private record Unused(Set<String> fields, Set<String> taken) {}

    /** Shows each source of an input folder; false when a file would not be taken. */
    public boolean show(Path input, List<Path> mappingFiles, double maxRejectShare, PrintStream out) {
        FieldExpressions expressions = new FieldExpressions(spark, zone);
        List<Landing.MappingFile> stated = mappingFiles.stream()
                .flatMap(file -> Mappings.checked(file, contracts, expressions).stream())
                .toList();
        List<Landing.Arrival> arrivals = new ArrayList<>(Landing.arrivals(input, contracts, stated, progress));
        try (ReadQueries queries = ReadQueries.inPlace(spark, zone.getId(), contracts, input, stated)) {
            arrivals.addAll(queries.arrivals());
            boolean allTaken = show(input, arrivals, queries, expressions, maxRejectShare, out);
            tellDatabases(stated, out);
            return allTaken;
        }
    }

    private boolean show(
            Path input,
            List<Landing.Arrival> arrivals,
            ReadQueries queries,
            FieldExpressions expressions,
            double maxRejectShare,
            PrintStream out) {
        Findings findings = new Findings();
        queries.refused()
                .forEach((source, files) -> files.forEach(file -> wouldBeRefused(file, source, findings, out)));
        for (Landing.Arrival arrival : queries.arrivals()) {
            out.printf(
                    "%s: of a query over %s%n",
                    arrival.name(),
                    Landing.first(queries.filesOf(arrival.name()).stream()
                            .map(name -> FileNames.shown(name, null))
                            .toList()));
        }
        queries.notes().forEach(note -> out.printf("%s%n", note));
        for (Landing.Arrival arrival : arrivals) {
            LandedFile file = inspect(arrival);
            names.put(file.name(), file.shown());
            file.notes().forEach(note -> out.printf("%s: %s%n", file.shown(), note));
            for (String source : arrival.sources()) {
                look(arrival, file, source, header(arrival, file, source, input, expressions), findings, out);
            }
        }
        for (Map.Entry<String, List<ReadPlan.PlannedFile>> source : findings.bySource.entrySet()) {
            RejectShare share = RejectShare.of(contracts.source(source.getKey()), maxRejectShare);
            show(contracts.source(source.getKey()), source.getValue(), share, out)
                    .forEach(path -> findings.notTaken(source.getKey(), path));
        }
        tellWhatFallsTogether(arrivals, findings, out);
        tellUnused(findings, out);
        return findings.notTaken.isEmpty();
    }

    private void look(
            Landing.Arrival arrival,
            LandedFile file,
            String source,
            Header header,
            Findings findings,
            PrintStream out) {
        if (file.damage() != null) {
            wouldBeRefused(file, source, findings, out);
            return;
        }
        if (!header.missing().isEmpty()) {
            out.printf("%s would be refused: %s%n", file.shown(), header.lacks(file.header()));
            findings.notTaken(source, file.name());
            return;
        }
        if (arrival.mapping() != null && arrival.mapping().mapping().query(source) == null) {
            note(
                    findings.unused.computeIfAbsent(
                            arrival.mapping(), any -> new Unused(new LinkedHashSet<>(), new LinkedHashSet<>())),
                    file,
                    header);
        }
        TextForms forms = arrival.mapping() == null
                ? TextForms.UNSTATED
                : TextForms.of(arrival.mapping().mapping().format());
        findings.bySource
                .computeIfAbsent(source, any -> new ArrayList<>())
                .add(new ReadPlan.PlannedFile(file, header, forms, null, null));
    }

    private static void wouldBeRefused(LandedFile file, String source, Findings findings, PrintStream out) {
        LandedFile.Damage damage = Objects.requireNonNull(file.damage(), "it is damaged");
        out.printf("%s would be refused: %s%n", file.shown(), damage.reason());
        findings.notTaken(source, file.name());
    }

    private static void note(Unused unused, LandedFile file, Header header) {
        boolean[] wanted = new boolean[file.header().size()];
        header.origins().forEach(origin -> origin.mark(wanted));
        for (int i = 0; i < wanted.length; i++) {
            String field = file.header().get(i);
            unused.fields().add(field);
            if (wanted[i]) {
                unused.taken().add(field);
            }
        }
    }

    /** Files of which nothing would be taken, because their mapping wants all their sources or none. */
    private void tellWhatFallsTogether(List<Landing.Arrival> arrivals, Findings findings, PrintStream out) {
        for (Landing.Arrival arrival : arrivals) {
            if (arrival.mapping() == null
                    || !arrival.mapping().mapping().refuse().equals(Mapping.FILE)) {
                continue;
            }
            List<String> refusing = arrival.sources().stream()
                    .filter(source ->
                            findings.notTaken.getOrDefault(source, Set.of()).contains(arrival.name()))
                    .toList();
            if (!refusing.isEmpty() && refusing.size() < arrival.sources().size()) {
                out.printf(
                        "%s would be taken as no source, because its mapping refuses the file as a whole and it is refused as %s%n",
                        told(arrival.name()), String.join(", ", refusing));
            }
        }
    }

    /** A forgotten field is the commonest fault of a mapping. */
    private static void tellUnused(Findings findings, PrintStream out) {
        findings.unused.forEach((mapping, unused) -> {
            List<String> left = unused.fields().stream()
                    .filter(field -> !unused.taken().contains(field))
                    .map(Problem::quote)
                    .toList();
            if (!left.isEmpty()) {
                out.printf("%n%s leaves unused: %s%n", mapping.given(), String.join(", ", left));
            }
        });
    }

    private Header header(
            Landing.Arrival arrival, LandedFile file, String source, Path input, FieldExpressions expressions) {
        Contract contract = contracts.source(source);
        return arrival.mapping() == null
                ? Header.own(contract, file.header())
                : mapped(contract, arrival.mapping().mapping(), file, input, expressions);
    }

    private Header mapped(
            Contract contract, Mapping mapping, LandedFile file, Path input, FieldExpressions expressions) {
        return Header.mapped(
                contract,
                mapping,
                file.header(),
                expressions.compiled(mapping, contract.source(), checked -> {}),
                lookup -> JoinedFiles.inPlace(spark.sessionState().newHadoopConf(), input, mapping, lookup));
    }

    private LandedFile inspect(Landing.Arrival arrival) {
        try {
            return new FileInspection(spark.sessionState().newHadoopConf(), FileInspection.PART_BYTES)
                    .inspect(
                            arrival.name(),
                            new Bronze.Archived(
                                    Bronze.sha256(arrival.file()),
                                    Bronze.inPlace(arrival.file()).path(),
                                    Files.size(arrival.file())),
                            arrival.mapping() == null
                                    ? null
                                    : arrival.mapping().mapping().written(),
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

    /** Shows the rows of a source; returns the files that would be refused whole. */
    private List<String> show(Contract contract, List<ReadPlan.PlannedFile> files, RejectShare share, PrintStream out) {
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
                    .agg(
                            count(lit(1)).as(READ),
                            rowsWhere(SourceLoad.isRefused()).as(REFUSED),
                            rowsWhere(col(ReadPlan.RULE).equalTo(ReadPlan.SKIPPED))
                                    .as(SKIPPED))
                    .orderBy(ReadPlan.FILE)
                    .collectAsList();
            long skipped = sum(counts, SKIPPED);
            out.printf(
                    Locale.ROOT,
                    "%n%s: %,d rows read, %,d would be refused%s%n",
                    contract.source(),
                    sum(counts, READ),
                    sum(counts, REFUSED),
                    skipped == 0 ? "" : String.format(Locale.ROOT, ", %,d are no data", skipped));
            rows.filter(col(ReadPlan.RULE).isNull())
                    .select(asTexts(contract.silverType().fieldNames()))
                    .limit(ROWS_SHOWN)
                    .collectAsList()
                    .forEach(row -> out.println("  " + told(row)));
            if (sum(counts, REFUSED) > 0) {
                showCauses(rows.filter(SourceLoad.isRefused()), out);
            }
            Set<String> lookingUp = files.stream()
                    .filter(file -> file.header().looksUp())
                    .map(file -> file.file().name())
                    .collect(Collectors.toSet());
            if (!lookingUp.isEmpty()) {
                long taken = counts.stream()
                        .filter(file -> lookingUp.contains(file.<String>getAs(ReadPlan.FILE)))
                        .mapToLong(file -> data(file) - counted(file, REFUSED))
                        .sum();
                showLookups(rows.filter(col(ReadPlan.RULE).isNull()), taken, out);
            }
            List<Row> notTaken = counts.stream()
                    .filter(file -> share.isExceeded(counted(file, REFUSED), data(file)))
                    .toList();
            notTaken.forEach(file -> out.println(
                    "  " + share.reason(told(file.<String>getAs(ReadPlan.FILE)), counted(file, REFUSED), data(file))));
            return notTaken.stream()
                    .map(file -> file.<String>getAs(ReadPlan.FILE))
                    .toList();
        } finally {
            LandingSource.release(planName);
        }
    }

    private static Column rowsWhere(Column condition) {
        return count(when(condition, lit(1)));
    }

    private static long data(Row file) {
        return counted(file, READ) - counted(file, SKIPPED);
    }

    /** Rows that are refused for the same reason, with the place of the first of each. */
    private void showCauses(Dataset<Row> refused, PrintStream out) {
        Column place = struct(col(ReadPlan.FILE), col(ReadPlan.LINE));
        List<Row> causes = refused.withColumn(CAUSE, col(ReadPlan.REASON))
                .groupBy(ReadPlan.RULE, CAUSE)
                .agg(
                        count(lit(1)).as(REFUSED),
                        countDistinct(col(ReadPlan.FILE)).as(FILES),
                        min_by(col(ReadPlan.FILE), place).as(ReadPlan.FILE),
                        min_by(col(ReadPlan.LINE), place).as(ReadPlan.LINE),
                        min_by(col(ReadPlan.REASON), place).as(ReadPlan.REASON))
                .orderBy(col(REFUSED).desc(), col(ReadPlan.RULE), col(CAUSE))
                .collectAsList();
        causes.stream()
                .limit(CAUSES_SHOWN)
                .forEach(cause -> out.printf(
                        Locale.ROOT,
                        "  %,d in %,d files, for example %s line %d: %s (%s)%n",
                        counted(cause, REFUSED),
                        counted(cause, FILES),
                        told(cause.<String>getAs(ReadPlan.FILE)),
                        cause.<Integer>getAs(ReadPlan.LINE),
                        cause.getAs(ReadPlan.REASON),
                        cause.getAs(ReadPlan.RULE)));
        if (causes.size() > CAUSES_SHOWN) {
            out.printf(Locale.ROOT, "  … and %,d more causes%n", causes.size() - CAUSES_SHOWN);
        }
    }

    /** Says how many rows found nothing in each file that values are looked up in, with the first one's place. */
    private void showLookups(Dataset<Row> taken, long rows, PrintStream out) {
        Column place = struct(col(ReadPlan.FILE), col(ReadPlan.LINE));
        List<Row> found = taken.filter(col(ReadPlan.NOTHING_IN).isNotNull())
                .withColumn(ReadPlan.NOTHING_IN, explode(split(col(ReadPlan.NOTHING_IN), Problem.SEVERAL)))
                .groupBy(ReadPlan.NOTHING_IN)
                .agg(
                        count(lit(1)).as(READ),
                        min_by(col(ReadPlan.FILE), place).as(ReadPlan.FILE),
                        min_by(col(ReadPlan.LINE), place).as(ReadPlan.LINE))
                .orderBy(ReadPlan.NOTHING_IN)
                .collectAsList();
        for (Row lookup : found) {
            out.printf(
                    Locale.ROOT,
                    "  lookup %s: %,d of %,d rows would find nothing, for example %s line %d%n",
                    lookup.getAs(ReadPlan.NOTHING_IN),
                    counted(lookup, READ),
                    rows,
                    told(lookup.<String>getAs(ReadPlan.FILE)),
                    lookup.<Integer>getAs(ReadPlan.LINE));
        }
    }

    /** A dry run asks no database: that would take as long as loading it, and a load of it notes how far it came. */
    private static void tellDatabases(List<Landing.MappingFile> mappings, PrintStream out) {
        for (Landing.MappingFile mapping : mappings) {
            if (mapping.mapping().match().database() != null) {
                out.printf(
                        "%n%s reads a database, which a dry run does not: its rows are not looked at%n",
                        mapping.given());
            }
        }
    }

    private static long sum(List<Row> files, String column) {
        return files.stream().mapToLong(file -> counted(file, column)).sum();
    }

    private static long counted(Row file, String column) {
        return file.getLong(file.fieldIndex(column));
    }

    /** Columns as texts: Spark tells instants in the business zone, Java would in that of the machine. */
    private static Column[] asTexts(String... columns) {
        return Stream.concat(Stream.of(ReadPlan.FILE, ReadPlan.LINE), Stream.of(columns))
                .map(name -> col(name).cast("string").as(name))
                .toArray(Column[]::new);
    }

    private String told(String path) {
        return names.getOrDefault(path, FileNames.shown(path, null));
    }

    /** A row as it would land, without its empty columns. */
    private String told(Row row) {
        StringBuilder told =
                new StringBuilder(told(row.<String>getAs(ReadPlan.FILE)) + " line " + row.getAs(ReadPlan.LINE) + ":");
        for (String name : row.schema().fieldNames()) {
            Object value = row.getAs(name);
            if (value != null && !name.equals(ReadPlan.LINE) && !name.equals(ReadPlan.FILE)) {
                told.append(' ').append(name).append('=').append(Problem.quote(String.valueOf(value)));
            }
        }
        return told.toString();
    }
}
