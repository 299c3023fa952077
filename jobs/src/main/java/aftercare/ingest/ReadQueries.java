package aftercare.ingest;

import aftercare.config.Progress;
import aftercare.contract.Column;
import aftercare.contract.ColumnType;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import aftercare.lake.Lake;
import aftercare.lake.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.util.CollectionAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the queries of a run's mappings give, as files that last until they are archived. A query is run when the input
 * folder holds a file of its tables, over all files of them that are known, so that days delivered one by one give what
 * all at once give.
 */
final class ReadQueries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadQueries.class);
    private static final String ENDING = ".parquet";

    private final Path folder;
    private final Contracts contracts;
    private final Path input;
    private final Place place;
    private final List<Landing.Arrival> arrivals = new ArrayList<>();
    private final Map<String, List<LandedFile>> refused = new LinkedHashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, Set<String>> over = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /** Where queries are run, and over what. */
    private interface Place {
        /** The files of a table that are known, in the order of their names. */
        List<LandedFile> files(Landing.MappingFile mapping, String source, Mapping.Table table);

        /** A session of its own that plans for so many bytes. */
        SparkSession session(long bytes);

        Configuration hadoop();

        String zone();

        /** A folder that is not there yet, which Spark can write to. */
        org.apache.hadoop.fs.Path draft();
    }

    private ReadQueries(Contracts contracts, Path input, Place place, Path folder) {
        this.contracts = contracts;
        this.input = input;
        this.place = place;
        this.folder = folder;
    }

    /** Runs queries over all that a lake knows; the files of the input folder must have been taken before. */
    static ReadQueries ofLake(
            Lake lake,
            Contracts contracts,
            JoinedFiles joined,
            Path input,
            List<Landing.MappingFile> mappings,
            Progress progress) {
        return run(contracts, input, mappings, progress, folder -> new Place() {
            @Override
            public List<LandedFile> files(Landing.MappingFile mapping, String source, Mapping.Table table) {
                return joined.files(mapping, source, table);
            }

            @Override
            public SparkSession session(long bytes) {
                return lake.withSessionFor(bytes).spark();
            }

            @Override
            public Configuration hadoop() {
                return lake.hadoop();
            }

            @Override
            public String zone() {
                return lake.zone().getId();
            }

            @Override
            public org.apache.hadoop.fs.Path draft() {
                return new org.apache.hadoop.fs.Path(lake.bronze(), "_arriving/" + UUID.randomUUID());
            }
        });
    }

    /** Runs queries over what lies in the input folder alone; nothing is written into a lake. */
    static ReadQueries inPlace(
            SparkSession spark, String zone, Contracts contracts, Path input, List<Landing.MappingFile> mappings) {
        return run(contracts, input, mappings, Progress.SILENT, folder -> new Place() {
            @Override
            public List<LandedFile> files(Landing.MappingFile mapping, String source, Mapping.Table table) {
                return JoinedFiles.inPlace(hadoop(), input, mapping, table);
            }

            @Override
            public SparkSession session(long bytes) {
                return spark.newSession();
            }

            @Override
            public Configuration hadoop() {
                return spark.sessionState().newHadoopConf();
            }

            @Override
            public String zone() {
                return zone;
            }

            @Override
            public org.apache.hadoop.fs.Path draft() {
                return new org.apache.hadoop.fs.Path(
                        folder.resolve(UUID.randomUUID().toString()).toUri());
            }
        });
    }

    private static ReadQueries run(
            Contracts contracts,
            Path input,
            List<Landing.MappingFile> mappings,
            Progress progress,
            Function<Path, Place> place) {
        try {
            Path folder = WorkFolder.create("queries");
            ReadQueries queries = new ReadQueries(contracts, input, place.apply(folder), folder);
            boolean done = false;
            try {
                for (Landing.MappingFile mapping : mappings) {
                    queries.run(mapping, progress);
                }
                done = true;
                return queries;
            } finally {
                if (!done) {
                    queries.close();
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void run(Landing.MappingFile mapping, Progress progress) throws IOException {
        if (mapping.mapping().tables().isEmpty() || !holdsATable(mapping.mapping())) {
            return;
        }
        for (String source : mapping.mapping().into().keySet()) {
            String query = mapping.mapping().query(source);
            if (query != null) {
                String name = name(mapping.given(), source);
                String other = byName.put(name, mapping.given());
                if (other != null) {
                    throw IngestErrors.mappedTwice(name, source, other, mapping.given());
                }
                try (Progress.Step step = progress.step("query " + name)) {
                    step.rows(run(mapping, source, query, name));
                } catch (FieldExpressions.Unusable unusable) {
                    String where = mapping.place("into", source, "query").replaceFirst(": $", "");
                    refused.computeIfAbsent(source, any -> new ArrayList<>())
                            .add(LandedFile.unreadable(name, "", mapping.name(), new IOException("not run"))
                                    .damaged(
                                            LandedFile.Damage.Kind.QUERY,
                                            "its query (" + mapping.given() + (where.isEmpty() ? "" : ", " + where)
                                                    + ") cannot be run: " + unusable.getMessage()));
                }
            }
        }
    }

    private boolean holdsATable(Mapping mapping) {
        return mapping.tables().values().stream()
                .flatMap(table -> table.globs().stream())
                .anyMatch(glob -> !Landing.below(input, glob).isEmpty());
    }

    private long run(Landing.MappingFile mapping, String source, String sql, String name)
            throws FieldExpressions.Unusable, IOException {
        Mapping stated = mapping.mapping();
        TableQuery query = TableQuery.parsed(sql, stated.tables().keySet());
        Map<String, List<LandedFile>> files = new LinkedHashMap<>();
        for (String table : query.reads()) {
            files.put(table, files(mapping, source, table));
        }
        List<LandedFile> all = files.values().stream().flatMap(List::stream).toList();
        Set<String> names = new TreeSet<>();
        all.forEach(file -> {
            names.add(file.name());
            file.notes().forEach(note -> notes.add(file.shown() + ": " + note));
        });
        over.put(name, names);
        SparkSession session =
                place.session(all.stream().mapToLong(LandedFile::textBytes).sum());
        String zone = Objects.requireNonNullElse(stated.format().zone(), place.zone());
        session.conf().set("spark.sql.session.timeZone", zone);
        Map<String, String> spelled = TableView.spelled(Wanted.namesIn(sql));
        NullWords nulls = new NullWords(stated.format().nulls());
        CollectionAccumulator<String> broken = session.sparkContext().collectionAccumulator("broken rows");
        files.forEach(
                (table, ofTable) -> TableView.create(session, table, ofTable, spelled, nulls, broken, place.hadoop()));
        Contract contract = contracts.source(source);
        Dataset<Row> rows = query.over(session, contract);
        String decimal = Objects.requireNonNullElse(stated.format().decimal(), ".");
        if (stated.format().decimal() == null) {
            checkFractions(rows, contract, all);
        }
        LOG.info("running the query of {} over {} files", name, all.size());
        try {
            org.apache.hadoop.fs.Path draft = place.draft();
            FileSystem fileSystem = draft.getFileSystem(place.hadoop());
            Path file = folder.resolve(name);
            long count = TextParquet.write(TextParquet.texts(rows, decimal.charAt(0)), fileSystem, draft, file);
            if (!broken.value().isEmpty()) {
                throw new FieldExpressions.Unusable("a row of its tables cannot be taken apart ("
                        + broken.value().stream().sorted().findFirst().orElse("") + ")");
            }
            arrivals.add(new Landing.Arrival(file, name, List.of(source), mapping));
            return count;
        } catch (IOException | FieldExpressions.Unusable known) {
            throw known;
        } catch (Exception failed) {
            // Spark throws checked exceptions that it does not declare; its message may repeat what stood in the rows.
            String fault = TableQuery.fault(failed)
                    .orElseThrow(() -> new IllegalStateException("the query of " + name + " broke off", failed));
            throw new FieldExpressions.Unusable("it fails while it runs (Spark: " + fault + ")");
        }
    }

    private List<LandedFile> files(Landing.MappingFile mapping, String source, String name)
            throws FieldExpressions.Unusable {
        Mapping.Table table = Objects.requireNonNull(mapping.mapping().tables().get(name), "it reads tables there are");
        List<LandedFile> files = place.files(mapping, source, table);
        if (files.isEmpty()) {
            throw new FieldExpressions.Unusable(
                    "of its table " + name + " (" + String.join(", ", table.globs()) + ") no file was ever delivered");
        }
        for (LandedFile file : files) {
            if (file.damage() != null) {
                throw new FieldExpressions.Unusable("its table " + name + " cannot be read: " + file.shown() + ": "
                        + file.damage().reason());
            }
        }
        return files;
    }

    /** Beside semicolons 1.250 may be a thousand: of a file of its own each such number is doubted. */
    private static void checkFractions(Dataset<Row> rows, Contract contract, List<LandedFile> files)
            throws FieldExpressions.Unusable {
        for (LandedFile file : files) {
            boolean semicolons = file.format().delimited() && file.layout().separator() == ';';
            for (StructField field : rows.schema().fields()) {
                if (semicolons
                        && field.dataType() instanceof StringType
                        && contract.columns().stream().anyMatch(column -> isFraction(column, field.name()))) {
                    throw new FieldExpressions.Unusable("it takes " + field.name() + " from files with semicolons ("
                            + file.shown() + "), where 1.250 may be a thousand or one; say format: {decimal: \",\"} or"
                            + " format: {decimal: \".\"}");
                }
            }
        }
    }

    private static boolean isFraction(Column column, String name) {
        ColumnType.Kind kind = column.type().kind();
        return column.name().equals(name) && (kind == ColumnType.Kind.DOUBLE || kind == ColumnType.Kind.DECIMAL);
    }

    /** What a query gives is called as its mapping and source, so that each result comes behind the one before. */
    static String name(String given, String source) {
        return Path.of(given).getFileName() + "#" + source + ENDING;
    }

    /** The mapping file as it was given, told from the name of what its query for a source gave. */
    static String given(String name, String source) {
        String behind = "#" + source + ENDING;
        return name.endsWith(behind) ? name.substring(0, name.length() - behind.length()) : name;
    }

    /** What queries gave. */
    List<Landing.Arrival> arrivals() {
        return arrivals;
    }

    /** By source, the queries that could not be run, as files that cannot be read. */
    Map<String, List<LandedFile>> refused() {
        return refused;
    }

    /** The files over which a query was run. */
    Set<String> filesOf(String name) {
        return over.getOrDefault(name, Set.of());
    }

    /** How the files of the tables were understood, where that had to be found out. */
    Set<String> notes() {
        return notes;
    }

    @Override
    public void close() {
        FileUtils.deleteQuietly(folder.toFile());
    }
}
