package aftercare.serve;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * The figures by which a mart is compared with the lake: its rows, and per column the values that are not null and, of numbers, their
 * sum. Each is reckoned once by Spark and once by Postgres.
 */
final class MartFigures {
    /** Sums of doubles depend on the order of adding; more than this share of the absolute sum is a difference. */
    private static final double ROUNDING = 1e-9;

    private static final int EXACT = -1;

    /** A figure, and which other one gives the scale of its rounding. */
    private record Figure(String meaning, Column spark, String postgres, int scale) {}

    private final String table;
    private final Dataset<Row> rows;
    private final List<Figure> figures = new ArrayList<>();

    MartFigures(String table, Dataset<Row> rows) {
        this.table = table;
        this.rows = rows;
        figures.add(new Figure("the number of rows", count(lit(1)), "count(*)", EXACT));
        for (StructField field : rows.schema().fields()) {
            addFiguresOf(field);
        }
    }

    private void addFiguresOf(StructField field) {
        Column column = rows.col(Sql.sparkName(field.name()));
        String name = Sql.name(field.name());
        figures.add(new Figure("the number of values of " + field.name(), count(column), "count(" + name + ")", EXACT));
        String sum = "the sum of " + field.name();
        if (field.dataType() instanceof DoubleType) {
            int absolute = figures.size() + 1;
            figures.add(new Figure(sum, sum(column), "sum(" + name + ")", absolute));
            figures.add(new Figure("the absolute " + sum, sum(abs(column)), "sum(abs(" + name + "))", absolute));
        } else if (field.dataType() instanceof NumericType) {
            Column wide = column.cast(DataTypes.createDecimalType(38, 4));
            figures.add(new Figure(sum, sum(wide), "sum(" + name + "::numeric(38,4))", EXACT));
        }
    }

    /**
     * Compares the table in a schema with the rows.
     *
     * @throws aftercare.config.AftercareException AFC-4003 at the first figure that differs
     */
    void compare(Connection connection, String schema) throws SQLException {
        Column[] others = figures.stream().skip(1).map(Figure::spark).toArray(Column[]::new);
        Row lake = rows.agg(figures.get(0).spark(), others).head();
        String select = String.join(", ", figures.stream().map(Figure::postgres).toList());
        try (Statement statement = connection.createStatement();
                ResultSet marts = statement.executeQuery("select " + select + " from " + Sql.name(schema, table))) {
            marts.next();
            for (int i = 0; i < figures.size(); i++) {
                compare(i, lake, marts);
            }
        }
    }

    private void compare(int i, Row lake, ResultSet marts) throws SQLException {
        Figure figure = figures.get(i);
        Object there = marts.getObject(i + 1);
        boolean same = figure.scale() == EXACT
                ? equal(lake.get(i), there)
                : closeEnough((Double) lake.get(i), (Double) there, (Double) lake.get(figure.scale()));
        if (!same) {
            throw ServeErrors.differs(table, figure.meaning(), lake.get(i), there);
        }
    }

    private static boolean closeEnough(Double lake, Double marts, Double scale) {
        if (lake == null || marts == null) {
            return lake == null && marts == null;
        }
        return lake.equals(marts) || Math.abs(lake - marts) <= ROUNDING * scale;
    }

    private static boolean equal(Object lake, Object marts) {
        if (lake == null || marts == null) {
            return lake == null && marts == null;
        }
        return new BigDecimal(lake.toString()).compareTo(new BigDecimal(marts.toString())) == 0;
    }
}
