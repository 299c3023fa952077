package aftercare.ingest;

import static org.apache.spark.sql.functions.col;

import aftercare.lake.KeyRanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which lines of which files met which fate. Ten million lines take about a megabyte, so the driver can hold the sets
 * and hand them to the readers, where a join would move every row.
 */
final class RowOutcomes {
    static final String FATE = "fate";

    private static final String LINES = "lines";
    private static final StructType TYPE = new StructType()
            .add(ReadPlan.FILE_INDEX, DataTypes.IntegerType)
            .add(FATE, DataTypes.StringType)
            .add(LINES, DataTypes.BinaryType);

    private final Map<String, Map<Integer, RoaringBitmap>> sets = new HashMap<>();

    /** Gathers (file index, line, fate). */
    void gather(Dataset<Row> lines) {
        List<Row> parts = lines.select(ReadPlan.FILE_INDEX, ReadPlan.LINE, FATE)
                .mapPartitions((MapPartitionsFunction<Row, Row>) RowOutcomes::pack, Encoders.row(TYPE))
                .collectAsList();
        for (Row part : parts) {
            add(part.getAs(ReadPlan.FILE_INDEX), part.getAs(FATE), unpack(part.getAs(LINES)));
        }
    }

    /**
     * Gathers (file index, line, fate) of few rows.
     *
     * @param code a column that tells what is compared
     * @param compared the fate of the rows that are compared
     * @param key a column whose values are wanted of these
     */
    Compared gatherComparing(Dataset<Row> lines, String code, String compared, String key) {
        Set<Long> codes = new HashSet<>();
        List<String> keys = new ArrayList<>();
        boolean differ = true;
        for (Row line : lines.select(
                        col(ReadPlan.FILE_INDEX),
                        col(ReadPlan.LINE),
                        col(FATE),
                        col(code),
                        col(key).cast("string").as(key))
                .collectAsList()) {
            String fate = line.getAs(FATE);
            lines(fate, line.getAs(ReadPlan.FILE_INDEX)).add(line.<Integer>getAs(ReadPlan.LINE));
            if (fate.equals(compared)) {
                differ &= codes.add(line.getAs(code));
                keys.add(line.getAs(key));
            }
        }
        return new Compared(differ, KeyRanges.of(keys));
    }

    /**
     * What few rows are like.
     *
     * @param differ whether all their codes differ
     * @param keys where their keys lie
     */
    record Compared(boolean differ, KeyRanges keys) {}

    private RoaringBitmap lines(String fate, int file) {
        return sets.computeIfAbsent(fate, any -> new HashMap<>()).computeIfAbsent(file, any -> new RoaringBitmap());
    }

    private void add(int file, String fate, RoaringBitmap lines) {
        lines(fate, file).or(lines);
    }

    /** Lets go of a fate that decides no more. */
    void forget(String fate) {
        sets.remove(fate);
    }

    /** The lines of a file that met a fate. */
    RoaringBitmap lines(int file, String fate) {
        return sets.getOrDefault(fate, Map.of()).getOrDefault(file, new RoaringBitmap());
    }

    long count(int file, String fate) {
        return lines(file, fate).getLongCardinality();
    }

    long count(String fate) {
        return sets.getOrDefault(fate, Map.of()).values().stream()
                .mapToLong(RoaringBitmap::getLongCardinality)
                .sum();
    }

    /** The lines of a file that met any fate gathered here. */
    RoaringBitmap all(int file) {
        RoaringBitmap all = new RoaringBitmap();
        sets.keySet().forEach(fate -> all.or(lines(file, fate)));
        return all;
    }

    /** Where in the rows of a query each column stands: looked up once, since there are millions of rows. */
    private record Places(int file, int line, int fate) {
        static Places in(Row row) {
            return new Places(row.fieldIndex(ReadPlan.FILE_INDEX), row.fieldIndex(ReadPlan.LINE), row.fieldIndex(FATE));
        }
    }

    private static Iterator<Row> pack(Iterator<Row> lines) {
        Map<String, Map<Integer, RoaringBitmap>> packed = new HashMap<>();
        Places places = null;
        while (lines.hasNext()) {
            Row line = lines.next();
            places = places == null ? Places.in(line) : places;
            packed.computeIfAbsent(line.getString(places.fate()), any -> new HashMap<>())
                    .computeIfAbsent(line.getInt(places.file()), any -> new RoaringBitmap())
                    .add(line.getInt(places.line()));
        }
        List<Row> rows = new ArrayList<>();
        packed.forEach(
                (fate, files) -> files.forEach((file, set) -> rows.add(RowFactory.create(file, fate, bytes(set)))));
        return rows.iterator();
    }

    private static byte[] bytes(RoaringBitmap set) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            set.serialize(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static RoaringBitmap unpack(byte[] bytes) {
        RoaringBitmap set = new RoaringBitmap();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            set.deserialize(in);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return set;
    }
}
