package aftercare.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to measure.
 *
 * @param project the root of the working copy, where the launcher is
 * @param sizes orders of each company
 * @param folder keeps companies between runs, and lakes and databases until the next run
 * @param heap Java heap of Aftercare, such as 4g
 * @param duckDbMemory DuckDB's own memory limit, such as 8GB
 * @param write whether docs/benchmark.md is written
 */
record BenchOptions(Path project, List<Long> sizes, Path folder, String heap, String duckDbMemory, boolean write) {

    /** Reads the options; what is not said is one and ten million orders, 4 GB of heap and 8 GB for DuckDB. */
    static BenchOptions of(String... args) {
        Path project = Path.of("").toAbsolutePath();
        BenchOptions options = new BenchOptions(
                project, List.of(1_000_000L, 10_000_000L), project.resolve("bench"), "4g", "8GB", false);
        Deque<String> rest = new ArrayDeque<>(List.of(args));
        while (!rest.isEmpty()) {
            options = options.with(rest.pop(), rest);
        }
        return options;
    }

    private BenchOptions with(String option, Deque<String> rest) {
        return switch (option) {
            case "--sizes" -> new BenchOptions(project, numbers(rest.pop()), folder, heap, duckDbMemory, write);
            case "--folder" ->
                new BenchOptions(project, sizes, Path.of(rest.pop()).toAbsolutePath(), heap, duckDbMemory, write);
            case "--heap" -> new BenchOptions(project, sizes, folder, rest.pop(), duckDbMemory, write);
            case "--duckdb-memory" -> new BenchOptions(project, sizes, folder, heap, rest.pop(), write);
            case "--write" -> new BenchOptions(project, sizes, folder, heap, duckDbMemory, true);
            default ->
                throw new IllegalArgumentException("There is no option " + option
                        + "; there are --sizes N,N --folder DIR --heap 4g --duckdb-memory 8GB --write");
        };
    }

    private static List<Long> numbers(String text) {
        return Stream.of(text.split(",", -1)).map(Long::valueOf).sorted().toList();
    }
}
