package aftercare.bench;

import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import aftercare.simulate.GeneratedCompany;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/** Invents the company of the benchmark, its next day, and an account of their rows, which is written last. */
final class InventedCompany {
    static final String ACCOUNT = "rows.properties";
    static final int MONTHS = 36;
    static final long SEED = 7;
    static final double DIRTY = 0.01;
    static final long DAY_ORDERS = 10_000;

    private InventedCompany() {}

    /**
     * Takes the folder and the number of orders.
     *
     * @throws IOException when the folder cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        GenerateOptions options = GenerateOptions.into(folder.resolve("full"))
                .withRepairs(Long.parseLong(args[1]))
                .withMonths(MONTHS)
                .withSeed(SEED)
                .withDirtyShare(DIRTY)
                .withLastDay(Landings.LAST_DAY);
        GeneratedCompany full = CompanyGenerator.generate(options);
        GeneratedCompany day =
                CompanyGenerator.generateDay(options, folder.resolve("day"), Landings.NEXT_DAY, DAY_ORDERS);
        keepOnlyTheSourcesOfTheKpis(full.out());
        Properties account = new Properties();
        account.setProperty("full", String.valueOf(rows(full)));
        account.setProperty("day", String.valueOf(rows(day)));
        try (OutputStream out = Files.newOutputStream(folder.resolve(ACCOUNT))) {
            account.store(out, null);
        }
    }

    private static long rows(GeneratedCompany company) {
        return company.rows().entrySet().stream()
                .filter(source -> Landings.SOURCES.contains(source.getKey()))
                .mapToLong(source -> source.getValue())
                .sum();
    }

    private static void keepOnlyTheSourcesOfTheKpis(Path landing) throws IOException {
        try (Stream<Path> entries = Files.list(landing)) {
            entries.filter(entry ->
                            !Landings.SOURCES.contains(entry.getFileName().toString()))
                    .forEach(Landings::delete);
        }
    }
}
