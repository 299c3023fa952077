package aftercare.serve;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The figures by which a mart is compared with the lake: its rows, and per column the values that are not null and, of
 * numbers, their sum. Each is computed once here, of the rows as they come from the lake, and once by Postgres, of what
 * it stored.
 */
final class MartFigures {
    /** Sums of doubles depend on the order of adding; more than this share of the absolute sum is a difference. */
    private static final double ROUNDING = 1e-9;

    private static final int EXACT = -1;

    /** Digits behind the point to which numbers that are no doubles are added. */
    private static final int DIGITS = 4;

    /**
     * A figure of a column: how a value changes it, how Postgres computes it, and which other one gives the scale of
     * its rounding.
     */
    private record Checksum(String meaning, int column, BinaryOperator<Object> adding, String postgres, int scale) {}

    private final String table;
    private final List<Checksum> checksums = new ArrayList<>();
    private final @Nullable Object[] ofLake;
    private long rows;

    MartFigures(String table, StructType type) {
        this.table = table;
        for (int column = 0; column < type.size(); column++) {
            addFiguresOf(type.apply(column), column);
        }
        this.ofLake = new @Nullable Object[checksums.size()];
    }

    private void addFiguresOf(StructField field, int column) {
        String name = Sql.name(field.name());
        checksums.add(new Checksum(
                "the number of values of " + field.name(),
                column,
                (count, value) -> count == null ? 1L : (Long) count + 1,
                "nullif(count(" + name + "), 0)",
                EXACT));
        String sum = "the sum of " + field.name();
        if (field.dataType() instanceof DoubleType) {
            int absolute = checksums.size() + 1;
            checksums.add(new Checksum(sum, column, MartFigures::plus, "sum(" + name + ")", absolute));
            checksums.add(new Checksum(
                    "the absolute " + sum,
                    column,
                    (total, value) -> plus(total, Math.abs((Double) value)),
                    "sum(abs(" + name + "))",
                    absolute));
        } else if (field.dataType() instanceof NumericType) {
            checksums.add(new Checksum(
                    sum,
                    column,
                    (total, value) -> total == null ? exact(value) : ((BigDecimal) total).add(exact(value)),
                    "sum(" + name + "::numeric(38," + DIGITS + "))",
                    EXACT));
        }
    }

    private static Object plus(@Nullable Object total, Object value) {
        return total == null ? value : (Object) ((Double) total + (Double) value);
    }

    private static BigDecimal exact(Object value) {
        return new BigDecimal(value.toString()).setScale(DIGITS, RoundingMode.HALF_UP);
    }

    /** Takes a row of the lake into account. */
    void add(Row row) {
        rows++;
        for (int i = 0; i < ofLake.length; i++) {
            Checksum checksum = checksums.get(i);
            Object value = row.get(checksum.column());
            if (value != null) {
                ofLake[i] = checksum.adding().apply(ofLake[i], value);
            }
        }
    }

    /**
     * Compares the table in a schema with the rows taken into account.
     *
     * @throws aftercare.config.AftercareException AFC-4003 at the first figure that differs
     */
    void compare(Connection connection, String schema) throws SQLException {
        StringBuilder select = new StringBuilder("select count(*) as row_count");
        checksums.forEach(checksum -> select.append(", ").append(checksum.postgres()));
        try (Statement statement = connection.createStatement();
                ResultSet marts = statement.executeQuery(select + " from " + Sql.name(schema, table))) {
            marts.next();
            if (marts.getLong("row_count") != rows) {
                throw ServeErrors.differs(table, "the number of rows", rows, marts.getLong("row_count"));
            }
            for (int i = 0; i < ofLake.length; i++) {
                compare(i, marts.getObject(i + 2));
            }
        }
    }

    private void compare(int i, @Nullable Object there) {
        Checksum checksum = checksums.get(i);
        boolean same = checksum.scale() == EXACT
                ? equal(ofLake[i], there)
                : closeEnough((Double) ofLake[i], (Double) there, (Double) ofLake[checksum.scale()]);
        if (!same) {
            throw ServeErrors.differs(table, checksum.meaning(), ofLake[i], there);
        }
    }

    private static boolean closeEnough(@Nullable Double lake, @Nullable Double marts, @Nullable Double scale) {
        if (lake == null || marts == null || scale == null) {
            return lake == null && marts == null;
        }
        return lake.equals(marts) || Math.abs(lake - marts) <= ROUNDING * scale;
    }

    private static boolean equal(@Nullable Object lake, @Nullable Object marts) {
        if (lake == null || marts == null) {
            return lake == null && marts == null;
        }
        return new BigDecimal(lake.toString()).compareTo(new BigDecimal(marts.toString())) == 0;
    }
}
