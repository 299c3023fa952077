package aftercare.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Files as one table of texts for a query, as expressions see them: without the blanks around a text, and null where a
 * field says nothing or a file has no such field. Rows that cannot be taken apart are left out and told, since without
 * them the query need not give what it should.
 */
final class TableView {
    private static final int TASKS_A_CORE = 4;

    private TableView() {}

    /**
     * A part of a file.
     *
     * @param positions for each column of the table the position of its field; -1 where the file has none
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    private record Part(LandedFile file, LandedFile.Split split, int[] positions) implements Serializable {}

    /**
     * Makes files a temporary view of a session.
     *
     * @param spelled the fields as the query spells them, by {@link Header#normal}
     * @param nulls words that stand for nothing
     * @param broken is told of the first row of each part of a file that cannot be taken apart, once a query has run
     */
    static void create(
            SparkSession session,
            String name,
            List<LandedFile> files,
            Map<String, String> spelled,
            NullWords nulls,
            CollectionAccumulator<String> broken,
            Configuration hadoop) {
        List<String> columns = new ArrayList<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        List<int[]> placesOfFiles = new ArrayList<>();
        for (LandedFile file : files) {
            Map<String, Integer> met = new HashMap<>();
            int[] ofFile = new int[file.header().size()];
            for (int i = 0; i < ofFile.length; i++) {
                String header = file.header().get(i);
                String normal = Header.normal(header);
                int occurrence = met.merge(normal, 1, Integer::sum);
                ofFile[i] = places.computeIfAbsent(normal + "\n" + occurrence, any -> {
                    columns.add(occurrence == 1 ? spelled.getOrDefault(normal, header) : header);
                    return columns.size() - 1;
                });
            }
            placesOfFiles.add(ofFile);
        }
        StructType type = new StructType();
        for (String column : columns) {
            type = type.add(column, DataTypes.StringType);
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            int[] positions = new int[columns.size()];
            java.util.Arrays.fill(positions, -1);
            for (int field = 0; field < placesOfFiles.get(i).length; field++) {
                positions[placesOfFiles.get(i)[field]] = field;
            }
            for (LandedFile.Split split : files.get(i).splits()) {
                parts.add(new Part(files.get(i), split, positions));
            }
        }
        rows(session, parts, type, nulls, broken, hadoop).createOrReplaceTempView(name);
    }

    private static Dataset<Row> rows(
            SparkSession session,
            List<Part> parts,
            StructType type,
            NullWords nulls,
            CollectionAccumulator<String> broken,
            Configuration hadoop) {
        int tasks = Math.max(1, Math.min(parts.size(), session.sparkContext().defaultParallelism() * TASKS_A_CORE));
        SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
        return session.createDataFrame(
                JavaSparkContext.fromSparkContext(session.sparkContext())
                        .parallelize(parts, tasks)
                        .flatMap(part -> new Rows(part, nulls, broken, configuration.value())),
                type);
    }

    /** The rows of a part, read one by one. */
    private static final class Rows implements Iterator<Row> {
        private final Part part;
        private final NullWords nulls;
        private final CollectionAccumulator<String> broken;
        private final Records records;
        private boolean told;
        private @Nullable Row ahead;

        Rows(Part part, NullWords nulls, CollectionAccumulator<String> broken, Configuration hadoop)
                throws IOException {
            this.part = part;
            this.nulls = nulls;
            this.broken = broken;
            this.records = RecordFiles.open(part.file(), part.split(), null, hadoop);
            this.ahead = read();
        }

        private @Nullable Row read() throws IOException {
            while (records.next()) {
                String problem = broken(records, part.file());
                if (problem == null) {
                    return row();
                }
                if (!told) {
                    broken.add(part.file().shown() + ": " + problem);
                    told = true;
                }
            }
            records.close();
            return null;
        }

        private Row row() {
            @Nullable Object[] values = new Object[part.positions().length];
            for (int i = 0; i < values.length; i++) {
                int position = part.positions()[i];
                String text = position >= 0 && position < records.fieldCount() ? records.fields()[position] : null;
                String stripped = text == null ? "" : text.strip();
                values[i] = nulls.include(stripped) ? null : stripped;
            }
            return RowFactory.create(values);
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public Row next() {
            Row row = ahead;
            if (row == null) {
                throw new NoSuchElementException();
            }
            try {
                ahead = read();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            return row;
        }
    }

    /** Where and why the record at hand cannot be taken apart; null when it can. */
    static @Nullable String broken(Records records, LandedFile file) {
        int fields = file.header().size();
        boolean whole = records.fieldCount() == fields || file.format() == FileFormat.XLSX;
        String problem = records.problem() != null || whole
                ? records.problem()
                : "the row has " + records.fieldCount() + " fields, the header " + fields;
        return problem == null ? null : file.place(records.line()) + ": " + problem;
    }

    /** The fields as a query spells them, by {@link Header#normal}; none where it spells one in several ways. */
    static Map<String, String> spelled(Set<String> names) {
        Map<String, String> spelled = new HashMap<>();
        Map<String, String> several = new HashMap<>();
        for (String name : names) {
            String before = spelled.putIfAbsent(Header.normal(name), name);
            if (before != null && !before.equalsIgnoreCase(name)) {
                several.put(Header.normal(name), name);
            }
        }
        several.keySet().forEach(spelled::remove);
        return spelled;
    }
}
