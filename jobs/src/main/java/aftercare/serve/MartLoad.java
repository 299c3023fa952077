package aftercare.serve;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Brings one table into a schema, in one transaction: made, filled, indexed, described and compared with the lake. Rows
 * come from Spark one partition at a time, so that memory holds no more than the largest of them.
 */
final class MartLoad {
    private static final int BUFFER = 1 << 16;

    private final String schema;
    private final MartTable table;

    MartLoad(String schema, MartTable table) {
        this.schema = schema;
        this.table = table;
    }

    /** Loads and commits; returns the number of rows. */
    long run(Connection connection) throws SQLException {
        Dataset<Row> rows = table.published();
        MartDdl ddl = new MartDdl(schema, table, rows.schema());
        MartFigures figures = new MartFigures(table.name(), rows.schema());
        connection.setAutoCommit(false);
        long copied;
        try (Statement statement = connection.createStatement()) {
            statement.execute(ddl.create());
            copied = copy(connection, ddl.copy(), rows.toLocalIterator(), figures);
            for (String finish : ddl.finish()) {
                statement.execute(finish);
            }
        }
        figures.compare(connection, schema);
        connection.commit();
        return copied;
    }

    private static long copy(Connection connection, String statement, Iterator<Row> rows, MartFigures figures)
            throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        try {
            CopyText text = new CopyText();
            while (rows.hasNext()) {
                Row row = rows.next();
                figures.add(row);
                text.append(row);
                if (text.length() >= BUFFER) {
                    send(copy, text);
                }
            }
            send(copy, text);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copy, CopyText text) throws SQLException {
        if (Thread.currentThread().isInterrupted()) {
            throw new SQLException("the load was given up because another table failed", "57014");
        }
        byte[] bytes = text.drain();
        copy.writeToCopy(bytes, 0, bytes.length);
    }
}
