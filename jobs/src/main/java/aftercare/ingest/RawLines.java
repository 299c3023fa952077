package aftercare.ingest;

import aftercare.ingest.LandedFile.Split;
import aftercare.table.RefusedRowsTable;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.roaringbitmap.RoaringBitmap;

/**
 * Fetches the raw text of a few records from bronze, as it stood in the file; a record of a format without text is told
 * as JSON.
 */
final class RawLines {
    private static final StructType TYPE = new StructType()
            .add(ReadPlan.FILE_INDEX, DataTypes.IntegerType)
            .add(ReadPlan.LINE, DataTypes.IntegerType)
            .add(RefusedRowsTable.RAW_TEXT, DataTypes.StringType);
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int LONGEST_CHARS = 1 << 20;

    private RawLines() {}

    /** Where to look for which lines. */
    private record Search(int fileIndex, LandedFile file, Split split, RoaringBitmap lines) implements Serializable {}

    /** The raw text of the lines that the plan's files are to read: file index, line, raw text. */
    static Dataset<Row> of(SparkSession spark, ReadPlan plan) {
        List<Search> searches = new ArrayList<>();
        for (int i = 0; i < plan.files().size(); i++) {
            ReadPlan.PlannedFile planned = plan.files().get(i);
            List<Split> splits = planned.file().splits();
            for (int s = 0; planned.only() != null && s < splits.size(); s++) {
                long from = splits.get(s).firstLine();
                long to = s + 1 < splits.size() ? splits.get(s + 1).firstLine() : 1L << 32;
                if (planned.only().rangeCardinality(from, to) > 0) {
                    searches.add(new Search(i, planned.file(), splits.get(s), planned.only()));
                }
            }
        }
        int tasks = Math.max(1, Math.min(searches.size(), spark.sparkContext().defaultParallelism() * 4));
        var hadoop = plan.hadoop();
        var found = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(searches, tasks)
                .flatMap(search -> find(search, hadoop.value()));
        return spark.createDataFrame(found, TYPE);
    }

    private static Iterator<Row> find(Search search, Configuration hadoop) throws IOException {
        List<Row> found = new ArrayList<>();
        if (search.file().format().delimited()) {
            findRecords(search, hadoop, found);
        } else {
            tellAsJson(search, hadoop, found);
        }
        return found.iterator();
    }

    private static void findRecords(Search search, Configuration hadoop, List<Row> found) throws IOException {
        FileLayout layout = search.file().layout();
        Charset charset = layout.scannable() ? Charset.forName(layout.charset()) : StandardCharsets.UTF_8;
        Collector collector = new Collector(search, charset, found);
        RecordScanner scanner = new RecordScanner(layout, 0, search.split().firstLine(), collector);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = RecordFiles.scannableBytes(search.file(), search.split(), hadoop)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                collector.arriving(buffer, count);
                scanner.feed(buffer, count);
                collector.arrived();
            }
        }
        collector.arriving(buffer, 0);
        scanner.finish();
    }

    /** Holds the bytes of the record at hand, which may have begun in an earlier buffer. */
    private static final class Collector implements RecordScanner.RecordEnd {
        private final Search search;
        private final Charset charset;
        private final List<Row> found;
        private final ByteArrayOutputStream earlier = new ByteArrayOutputStream();
        private byte[] buffer = new byte[0];
        private int length;
        private long bufferBegin;
        private long recordBegin;

        Collector(Search search, Charset charset, List<Row> found) {
            this.search = search;
            this.charset = charset;
            this.found = found;
        }

        void arriving(byte[] bytes, int count) {
            buffer = bytes;
            length = count;
        }

        void arrived() {
            int from = (int) Math.max(0, recordBegin - bufferBegin);
            earlier.write(buffer, from, length - from);
            bufferBegin += length;
        }

        @Override
        public void record(long begin, long end, long line, boolean blank) {
            if (!blank && search.lines().contains((int) line)) {
                int from = (int) Math.max(0, begin - bufferBegin);
                int to = (int) Math.max(0, end - bufferBegin);
                earlier.write(buffer, from, to - from);
                add(line, earlier.toString(charset));
            }
            earlier.reset();
            recordBegin = end;
        }

        private void add(long line, String text) {
            String record = text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") || text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            found.add(RawLines.row(search.fileIndex(), line, record));
        }
    }

    private static void tellAsJson(Search search, Configuration hadoop, List<Row> found) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> header = search.file().header();
        try (Records records = RecordFiles.open(search.file(), search.split(), null, hadoop)) {
            while (records.next()) {
                if (search.lines().contains((int) records.line()) && records.raw() != null) {
                    found.add(row(search.fileIndex(), records.line(), records.raw()));
                } else if (search.lines().contains((int) records.line())) {
                    Map<String, String> told = new LinkedHashMap<>();
                    for (int i = 0; i < Math.min(header.size(), records.fieldCount()); i++) {
                        told.put(header.get(i), records.fields()[i]);
                    }
                    found.add(row(search.fileIndex(), records.line(), json.writeValueAsString(told)));
                }
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Row row(int fileIndex, long line, String text) {
        String kept = text.length() <= LONGEST_CHARS ? text : text.substring(0, LONGEST_CHARS);
        return RowFactory.create(fileIndex, (int) line, kept);
    }
}
