package aftercare.pipeline;

import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a lake holds, for comparing one that was disturbed with one that was not. */
final class LakeContents {
    private static final String[] TOLD_BY_THE_CLOCK = {
        "run_id", "loaded_at", "silver_version", "closed_at", "gold_version", "input_versions", "seen_version"
    };

    private LakeContents() {}

    /** All tables of silver, quarantine and gold, and the ledger, each with its rows in an order of their own. */
    static Map<String, List<String>> of(Lake lake) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String layer : List.of("silver", "quarantine", "gold")) {
            tables.putAll(layer(lake, layer));
        }
        tables.put("ledger", rows(new Ledger(lake).rows()));
        return tables;
    }

    /** The tables of a layer. */
    static Map<String, List<String>> layer(Lake lake, String layer) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : lake.list(lake.at(layer))) {
            tables.put(layer + "/" + table, rows(lake.read(lake.at(layer, table))));
        }
        return tables;
    }

    static List<String> rows(Dataset<Row> table) {
        List<String> rows =
                new ArrayList<>(table.drop(TOLD_BY_THE_CLOCK).toJSON().collectAsList());
        rows.sort(null);
        return rows;
    }

    /**
     * What lies in a lake that no table and no book knows: drafts, half copies, files that Spark began. Not drafts of
     * commits, which {@code maintain} removes after a week.
     */
    static List<String> leftovers(Path lake) {
        try (Stream<Path> files = Files.walk(lake)) {
            return files.map(file -> lake.relativize(file).toString())
                    .filter(name -> name.matches(".*(\\.draft|_temporary|_arriving/.+|ops/pending/.+)"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
