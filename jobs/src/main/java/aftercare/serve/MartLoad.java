package aftercare.serve;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Brings the rows of one mart into a table of their own, in one transaction: made, filled, indexed and compared with
 * the lake. Rows come from Spark one partition at a time, so that memory holds no more than the largest of them.
 */
final class MartLoad {
    private static final int BUFFER = 1 << 16;

    /** What others' indexes on the table that stands say behind the name of the table, and whether they are unique. */
    private static final String INDEXES_OF_OTHERS = """
            select i.indisunique as is_unique, substring(d.definition from position(' USING ' in d.definition)) as rest
            from pg_index i, lateral (select pg_get_indexdef(i.indexrelid) as definition) d
            where i.indrelid = to_regclass(?) and i.indisvalid and not i.indisprimary
              and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
            """;

    private final MartTable table;

    MartLoad(MartTable table) {
        this.table = table;
    }

    /** Loads and commits; returns the number of rows. */
    long run(Connection connection) throws SQLException {
        Dataset<Row> rows = table.published();
        MartDdl ddl = new MartDdl(table, rows.schema());
        MartFigures figures = new MartFigures(table.name(), rows.schema());
        connection.setAutoCommit(false);
        long copied;
        try (Statement statement = connection.createStatement()) {
            statement.execute(ddl.create());
            copied = copy(connection, ddl.copy(), rows.toLocalIterator(), figures);
            for (String finish : ddl.finish()) {
                statement.execute(finish);
            }
            for (String index : indexesOfOthers(connection)) {
                statement.execute(index);
            }
        }
        figures.compare(connection, MartsSchemas.NEXT);
        connection.commit();
        return copied;
    }

    /** Made here, they need not be made while readers wait. */
    private List<String> indexesOfOthers(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (PreparedStatement question = connection.prepareStatement(INDEXES_OF_OTHERS)) {
            question.setString(1, Sql.name(MartsSchemas.MARTS, table.name()));
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    statements.add("create " + (rows.getBoolean("is_unique") ? "unique " : "") + "index on "
                            + Sql.name(MartsSchemas.NEXT, table.name()) + rows.getString("rest"));
                }
            }
        }
        return statements;
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
