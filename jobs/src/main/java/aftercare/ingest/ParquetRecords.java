package aftercare.ingest;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Rows of a Parquet file, as text in the forms that contracts accept. The line of a row is its number. */
final class ParquetRecords implements Records {
    /** A page that unpacks to more was made by nobody who wants it read: writers keep them below some megabytes. */
    private static final int LARGEST_PAGE = 256 << 20;

    private static final long HARMLESS_BYTES = 128L << 20;
    private static final long HARMLESS_ROWS = 1_000_000;
    private static final long MOST_ROWS_PER_BYTE = 20;
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588L;

    private final ParquetReader<Group> reader;
    private final @Nullable String[] fields;
    private long line;

    ParquetRecords(Configuration configuration, Path file, int columns) throws IOException {
        this.reader = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(configuration)
                .build();
        this.fields = new String[columns];
    }

    /**
     * The names of a file's columns.
     *
     * @throws IOException when the file is damaged, or made to do harm
     */
    static List<String> header(Configuration configuration, Path file) throws IOException {
        InputFile input = HadoopInputFile.fromPath(file, configuration);
        try (ParquetFileReader footer = ParquetFileReader.open(input)) {
            checkSizes(footer.getFooter(), input);
            MessageType schema = footer.getFooter().getFileMetaData().getSchema();
            List<String> names = new ArrayList<>();
            for (Type type : schema.getFields()) {
                names.add(type.getName());
            }
            return names;
        }
    }

    private static void checkSizes(ParquetMetadata footer, InputFile input) throws IOException {
        long rows = 0;
        long pages = 0;
        try (SeekableInputStream in = input.newStream()) {
            for (BlockMetaData group : footer.getBlocks()) {
                rows += group.getRowCount();
                for (ColumnChunkMetaData column : group.getColumns()) {
                    pages += checkPages(in, column, input.getLength());
                }
            }
        }
        if (rows > HARMLESS_ROWS && rows > MOST_ROWS_PER_BYTE * input.getLength()) {
            throw new IOException("its " + input.getLength() + " bytes say that they hold " + rows + " rows");
        }
        if (pages > HARMLESS_BYTES && pages > (long) Expansion.LARGEST_RATIO * input.getLength()) {
            throw swollen(pages);
        }
    }

    /** How many bytes the pages of a column unpack to, by what stands before each: the footer may say anything. */
    private static long checkPages(SeekableInputStream in, ColumnChunkMetaData column, long length) throws IOException {
        long bytes = 0;
        long at = column.getStartingPos();
        long end = at + column.getTotalSize();
        if (at < 0 || end > length) {
            throw new IOException("a column lies outside of the file");
        }
        while (at < end) {
            in.seek(at);
            PageHeader page = Util.readPageHeader(in);
            if (page.getUncompressed_page_size() > LARGEST_PAGE || page.getCompressed_page_size() < 0) {
                throw swollen(page.getUncompressed_page_size());
            }
            bytes += page.getUncompressed_page_size();
            at = in.getPos() + page.getCompressed_page_size();
        }
        return bytes;
    }

    private static IOException swollen(long bytes) {
        return new IOException("its columns unpack to " + (bytes >> 20) + " MB, far more than the file can hold");
    }

    @Override
    public boolean next() throws IOException {
        Group row = reader.read();
        if (row == null) {
            return false;
        }
        line++;
        for (int i = 0; i < fields.length; i++) {
            fields[i] = row.getFieldRepetitionCount(i) == 0 ? null : text(row, i);
            if (fields[i] != null && fields[i].length() > CsvRecords.LARGEST_RECORD_CHARS) {
                throw new IOException("a value of row " + line + " is longer than "
                        + (CsvRecords.LARGEST_RECORD_CHARS >> 20) + " MB");
            }
        }
        return true;
    }

    private static String text(Group row, int index) {
        Type type = row.getType().getType(index);
        if (!type.isPrimitive()) {
            return row.getGroup(index, 0).toString();
        }
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        PrimitiveType.PrimitiveTypeName stored = type.asPrimitiveType().getPrimitiveTypeName();
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return decimal(row, index, stored, decimal.getScale());
        }
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            return instant(row.getLong(index, 0), timestamp);
        }
        if (meaning instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
            return LocalDate.ofEpochDay(row.getInteger(index, 0)).toString();
        }
        if (stored == PrimitiveType.PrimitiveTypeName.INT96) {
            NanoTime time = NanoTime.fromBinary(row.getInt96(index, 0));
            return Instant.ofEpochSecond(
                            (time.getJulianDay() - JULIAN_DAY_OF_EPOCH) * 86_400L, time.getTimeOfDayNanos())
                    .toString();
        }
        return row.getValueToString(index, 0);
    }

    private static String decimal(Group row, int index, PrimitiveType.PrimitiveTypeName stored, int scale) {
        BigInteger unscaled =
                switch (stored) {
                    case INT32 -> BigInteger.valueOf(row.getInteger(index, 0));
                    case INT64 -> BigInteger.valueOf(row.getLong(index, 0));
                    default -> new BigInteger(row.getBinary(index, 0).getBytes());
                };
        return new BigDecimal(unscaled, scale).toPlainString();
    }

    /**
     * A timestamp that is adjusted to UTC is an instant; one that is not is a wall clock, read in the business zone
     * like any text.
     */
    private static String instant(long value, TimestampLogicalTypeAnnotation timestamp) {
        TimeUnit unit = timestamp.getUnit();
        long perSecond = unit == TimeUnit.MILLIS ? 1_000L : unit == TimeUnit.MICROS ? 1_000_000L : 1_000_000_000L;
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
        return timestamp.isAdjustedToUTC()
                ? instant.toString()
                : instant.atOffset(java.time.ZoneOffset.UTC).toLocalDateTime().toString();
    }

    @Override
    public @Nullable String[] fields() {
        return fields;
    }

    @Override
    public int fieldCount() {
        return fields.length;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
