package aftercare.measure.evidence;

import aftercare.contract.Evidence;
import aftercare.stats.Wilson;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The tables of the lake and the views on them that queries are run on, in a session. */
final class EventViews {
    private final String name;
    private final SparkSession spark;
    private final Read tables;
    private final Views views;
    private final Set<String> created = new TreeSet<>();

    /** The tables that views are made of. */
    interface Read {
        /** Whether a name is one of them. */
        boolean has(String name);

        /** The rows of a table, for Spark. */
        Dataset<Row> rows(String name);

        /**
         * The rows of a source that stood there otherwise before, by one column; empty where nobody can tell any more.
         */
        Optional<Dataset<Row>> replaced(String source, String id);
    }

    /** The name tells the views of one session apart. */
    EventViews(String name, SparkSession spark, Read tables, Views views) {
        this.name = name;
        this.spark = spark;
        this.tables = tables;
        this.views = views;
    }

    /** Makes the functions that views are written with known to a session, whose days begin in the zone. */
    static void prepare(SparkSession spark, ZoneId zone) {
        statements(prelude("spark", zone)).forEach(spark::sql);
    }

    static String prelude(String name, ZoneId zone) {
        return Evidence.sql(name)
                .orElseThrow()
                .replace("{z}", String.valueOf(Wilson.Z_95))
                .replace("{zone}", zone.getId());
    }

    private static List<String> statements(String script) {
        return List.of(script.replaceAll("(?m)^--.*$", "").split(";\\s*(\\n|$)")).stream()
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    String name() {
        return name;
    }

    Views views() {
        return views;
    }

    Read tables() {
        return tables;
    }

    /** What queries read. */
    Views.Needed needed(Stream<String> queries) {
        return views.neededBy(queries.collect(Collectors.joining("\n;\n")), tables::has);
    }

    /** The rows of a query. */
    Dataset<Row> rows(String query) {
        String filled = views.filledIn(query);
        create(Stream.of(filled));
        return spark.sql(filled);
    }

    /** Makes the views that queries read. */
    void create(Stream<String> queries) {
        Views.Needed needed = needed(queries);
        for (String table : needed.tables()) {
            if (created.add(table)) {
                tables.rows(table).createOrReplaceTempView(table);
            }
        }
        needed.views().forEach((view, sql) -> {
            if (created.add(view)) {
                // Made from rows rather than by a statement, it is analysed once and not again in each query.
                spark.sql(sql).createOrReplaceTempView(view);
            }
        });
    }

    /** Has the rows of a view computed once for all queries that follow. */
    void keep(String view, UnaryOperator<Dataset<Row>> kept) {
        create(Stream.of("select 1 from " + view));
        kept.apply(spark.table(view)).createOrReplaceTempView(view);
    }

    /** Takes the views out of the session. */
    void drop() {
        created.forEach(view -> spark.catalog().dropTempView(view));
    }
}
