package aftercare.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page about how well the cost of drivers is recovered. */
final class DriverPage {
    private static final List<String> CUTS = List.of("company", "region", "category", "outlet");

    private final List<SeedDrivers> seeds;
    private final int orders;

    DriverPage(List<SeedDrivers> seeds, int orders) {
        this.seeds = seeds;
        this.orders = orders;
    }

    String page() {
        StringBuilder page = new StringBuilder(String.format(Locale.ROOT, """
                # Drivers of satisfaction

                Written by `make bench-drivers`. Each of %d seeds invents two companies of %,d orders over 24 months: one whose customers mind
                what goes wrong, by known amounts (`satisfaction` in truth.json), and one whose customers mind nothing. satisfaction_driver
                looks at the twelve months to October 2026.

                ## Drivers that cost satisfaction

                The true cost is how much less likely the customers to whom it happened are satisfied, from what the simulator knows of each
                order. Stated are 95 %% intervals.

                | cut | driver | judged | with it, mean | true, mean | found, mean | in the interval | shown |
                | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                """, seeds.size(), orders));
        for (String cut : CUTS) {
            List<SeedDrivers.Found> minded =
                    found(SeedDrivers::planted, one -> one.cut().equals(cut) && one.truth() < 0);
            byDriver(minded).forEach((driver, all) -> page.append(line(cut, driver, all)));
            page.append(line(cut, "all", minded));
        }
        page.append("""

                ## Drivers that cost nothing

                Those that nobody minds, in the first company, and all of them in the second. A claim is a driver shown; the stated rate of
                false ones among those shown is 5 %. Of a company in which nothing costs anything, any claim is false.

                | company | cut | driver | judged | with it, mean | found, mean | 0 in the interval | claimed |
                | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
                """);
        for (String cut : CUTS) {
            addNothing(
                    page,
                    "minding",
                    cut,
                    found(SeedDrivers::planted, one -> one.cut().equals(cut) && isFree(one)));
        }
        for (String cut : CUTS) {
            addNothing(page, "indifferent", cut, found(SeedDrivers::indifferent, one -> one.cut()
                    .equals(cut)));
        }
        for (String cut : CUTS) {
            long claiming = seeds.stream()
                    .filter(seed -> seed.indifferent().stream()
                            .anyMatch(one -> one.cut().equals(cut) && one.shown()))
                    .count();
            page.append(String.format(
                    Locale.ROOT,
                    "%nIndifferent companies with any claim in the cut %s: %d of %d.",
                    cut,
                    claiming,
                    seeds.size()));
        }
        return page.append('\n').toString();
    }

    private static boolean isFree(SeedDrivers.Found found) {
        return List.of("slow_turnaround", "complaint_late", "callback_late").contains(found.driver());
    }

    private List<SeedDrivers.Found> found(
            Function<SeedDrivers, List<SeedDrivers.Found>> company, Predicate<SeedDrivers.Found> wanted) {
        return seeds.stream()
                .flatMap(seed -> company.apply(seed).stream())
                .filter(wanted)
                .toList();
    }

    private static Map<String, List<SeedDrivers.Found>> byDriver(List<SeedDrivers.Found> all) {
        return all.stream()
                .collect(Collectors.groupingBy(SeedDrivers.Found::driver, TreeMap::new, Collectors.toList()));
    }

    private static String line(String cut, String driver, List<SeedDrivers.Found> all) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.0f | %.1f %% | %.1f %% | %s | %s |%n",
                cut,
                driver,
                all.size(),
                all.stream().mapToLong(SeedDrivers.Found::exposed).average().orElse(0),
                100
                        * all.stream()
                                .mapToDouble(SeedDrivers.Found::truth)
                                .average()
                                .orElse(0),
                100
                        * all.stream()
                                .mapToDouble(SeedDrivers.Found::effect)
                                .average()
                                .orElse(0),
                share(all, SeedDrivers.Found::covers),
                share(all, SeedDrivers.Found::shown));
    }

    private static void addNothing(StringBuilder page, String company, String cut, List<SeedDrivers.Found> all) {
        Stream.concat(byDriver(all).entrySet().stream(), Stream.of(Map.entry("all", all)))
                .filter(driver -> !driver.getValue().isEmpty())
                .forEach(driver -> page.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %d | %.0f | %.1f %% | %s | %s |%n",
                        company,
                        cut,
                        driver.getKey(),
                        driver.getValue().size(),
                        driver.getValue().stream()
                                .mapToLong(SeedDrivers.Found::exposed)
                                .average()
                                .orElse(0),
                        100
                                * driver.getValue().stream()
                                        .mapToDouble(SeedDrivers.Found::effect)
                                        .average()
                                        .orElse(0),
                        share(driver.getValue(), SeedDrivers.Found::covers),
                        share(driver.getValue(), SeedDrivers.Found::shown))));
    }

    private static String share(List<SeedDrivers.Found> all, Predicate<SeedDrivers.Found> wanted) {
        long n = all.stream().filter(wanted).count();
        return String.format(Locale.ROOT, "%d (%.1f %%)", n, all.isEmpty() ? 0 : 100.0 * n / all.size());
    }
}
