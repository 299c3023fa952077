package aftercare.bench;

import aftercare.contract.Contracts;
import aftercare.lake.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * Measures something on the companies of some seeds and makes a page of it, which goes to standard output and, if
 * asked, into docs.
 */
final class SeedBench {
    private final List<String> options;

    SeedBench(String... options) {
        this.options = List.of(options);
    }

    /** The number after an option. */
    int number(String option, int otherwise) {
        int at = options.indexOf(option);
        return at < 0 ? otherwise : Integer.parseInt(options.get(at + 1));
    }

    /** What is measured on one company. */
    @FunctionalInterface
    interface Measurement<T> {
        T of(long seed) throws IOException;
    }

    /** What measures work with: a session, the contracts and a folder that is deleted afterwards. */
    record Workbench(SparkSession spark, Contracts contracts, Path folder) {}

    /**
     * Takes {@code --seeds N} (20), {@code --from SEED} and {@code --write}.
     *
     * @param from the first seed, if the options name none
     * @param document below docs
     */
    @SuppressWarnings("SystemOut") // for programs of their own, whose result is a page on standard output
    <T> void run(int from, String document, Function<Workbench, Measurement<T>> bench, Function<List<T>, String> page)
            throws IOException {
        System.setProperty("spark.sql.shuffle.partitions", "2");
        Path folder = Files.createTempDirectory("bench");
        Measurement<T> measurement =
                bench.apply(new Workbench(SparkSessions.start("local[2]", ZoneId.of("UTC")), Contracts.load(), folder));
        int first = number("--from", from);
        List<T> all = new ArrayList<>();
        for (int seed = first; seed < first + number("--seeds", 20); seed++) {
            all.add(measurement.of(seed));
            System.err.println(all.get(all.size() - 1));
        }
        System.out.print(page.apply(all));
        if (options.contains("--write")) {
            Path docs = Path.of(System.getProperty("aftercare.project", ".")).resolve("docs");
            Files.writeString(docs.resolve(document), page.apply(all));
        }
        Landings.delete(folder);
    }
}
