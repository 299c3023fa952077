package aftercare.bench;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** The page about what was found of what was planted. */
final class TruthPage {
    private static final int DAYS = 13;

    private final List<SeedTruths> seeds;

    TruthPage(List<SeedTruths> seeds) {
        this.seeds = seeds;
    }

    String page() {
        StringBuilder page = new StringBuilder("""
                # Planted truths

                Written by `make bench-truths`. Each seed invents two companies of 20,000 orders over 24 months, one with planted truths and one
                without, and the measures look at them at the end of October 2026.

                ## Flawed batch, by emerging_issue

                A batch shows at the first month's end at which one who knows model, symptom and batch would be sure: at least 5 repairs in 90
                days, and chance brings as many with at most 1 %. It is found at the first month's end at which the model and symptom, or a batch
                of them, is yellow or red. The last three columns are of the company without planted truths, where every issue is a false alarm:
                issues on the last day, and days of the thirteen looked at with any issue; the stated false discovery rate is 10 %.

                | seed | shows | found | months late | other issues | false, last day | days with false issues |
                | ---: | --- | --- | ---: | ---: | ---: | ---: |
                """);
        for (SeedTruths seed : seeds) {
            page.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %s | %s | %d | %d | %d |%n",
                    seed.seed(),
                    TruthBench.text(seed.batch().shows()),
                    TruthBench.text(seed.batch().found()),
                    Objects.toString(seed.batch().monthsLate(), "-"),
                    seed.batch().others(),
                    seed.nothing().last(),
                    seed.nothing().days()));
        }
        long shown = seeds.stream().filter(seed -> seed.batch().shows() != null).count();
        long inTime = seeds.stream()
                .filter(seed ->
                        seed.batch().monthsLate() != null && seed.batch().monthsLate() <= 2)
                .count();
        int falseDays = seeds.stream().mapToInt(seed -> seed.nothing().days()).sum();
        long falseLast =
                seeds.stream().filter(seed -> seed.nothing().last() > 0).count();
        page.append(String.format(
                Locale.ROOT,
                "%nFound at most two months after it shows: %d of %d. Without planted truths, any issue on the last day: %d of %d companies;"
                        + " on all days looked at: %d of %d (%.1f %%).%n",
                inTime,
                shown,
                falseLast,
                seeds.size(),
                falseDays,
                DAYS * seeds.size(),
                100.0 * falseDays / (DAYS * seeds.size())));
        addOutlets(page);
        addAccused(page);
        addClaims(page);
        return page.toString();
    }

    private void addOutlets(StringBuilder page) {
        page.append("""

                ## Repeating outlet, by outlet_scorecard_month

                Of the last twelve months: those in which the planted outlet was scored, low among its peers, to be watched, or to be reviewed; and
                the same for all other outlets together (without those watched for being on probation). Score, rank and advice agree in a scored
                month of the planted outlet when it is low, watched or reviewed and its score lies in the worse half of the company and its rank
                in that of its region; in one of another outlet unless it is low, watched or reviewed beside a score or rank of the better half.

                | seed | scored | low | watch | review | agree | others scored | others low | others watch | others review | others agree |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        for (SeedTruths seed : seeds) {
            SeedTruths.Outlet outlet = seed.outlet();
            page.append(String.format(
                    Locale.ROOT,
                    "| %d | %d | %d | %d | %d | %d | %,d | %d | %d | %d | %,d |%n",
                    seed.seed(),
                    outlet.scored(),
                    outlet.low(),
                    outlet.watched(),
                    outlet.reviewed(),
                    outlet.agreed(),
                    outlet.othersScored(),
                    outlet.othersLow(),
                    outlet.othersWatched(),
                    outlet.othersReviewed(),
                    outlet.othersAgreed()));
        }
        long named = seeds.stream().filter(seed -> seed.outlet().found()).count();
        long found = seeds.stream().filter(seed -> seed.outlet().reviewed() > 0).count();
        long others = seeds.stream()
                .filter(seed -> seed.outlet().othersReviewed() > 0)
                .count();
        page.append(String.format(
                Locale.ROOT,
                "%nThe planted outlet is to be watched or reviewed in %d of %d companies, reviewed in %d of them; any other outlet is to be"
                        + " reviewed in %d. Score, rank and advice agree in %.0f %% of the planted outlets' scored months and in %.1f %% of the"
                        + " others'.%n",
                named,
                seeds.size(),
                found,
                others,
                share(seeds.stream().mapToInt(seed -> seed.outlet().agreed()), outlet -> outlet.scored()),
                share(seeds.stream().mapToInt(seed -> seed.outlet().othersAgreed()), outlet -> outlet.othersScored())));
    }

    private double share(IntStream agreed, ToIntFunction<SeedTruths.Outlet> scored) {
        return 100.0
                * agreed.sum()
                / seeds.stream().map(SeedTruths::outlet).mapToInt(scored).sum();
    }

    private void addAccused(StringBuilder page) {
        page.append("""

                ## Other outlets to be reviewed

                What was said of them the first time, and what is true of them: places count from the worst. Outlets of the invented company
                differ: the chance that a repair is handed back not fixed and the chance that it breaks again, as well as the time until somebody
                comes, by lognormal factors (sigma 0.4, 0.4 and 0.18), the manner by 0.13 points of satisfaction.

                | seed | outlet | months | said | true |
                | ---: | --- | --- | --- | --- |
                """);
        for (SeedTruths seed : seeds) {
            for (SeedTruths.Accused one : seed.outlet().accused()) {
                page.append(String.format(
                        Locale.ROOT,
                        "| %d | %s | %s | %s | %s |%n",
                        seed.seed(),
                        one.outlet(),
                        String.join(", ", one.months()),
                        one.reasons(),
                        one.truth()));
            }
        }
    }

    private void addClaims(StringBuilder page) {
        page.append("""

                ## Fraudulent claims, by settlement_flag

                Eight kinds of fraud are planted; one is found when the rule it breaks flags it. An honest claim counts as flagged when any rule
                asks about it. The last two columns are of the company without planted truths, where every flag is false.

                | seed | frauds | found | honest claims | of these flagged | claims without frauds | of these flagged |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        int[] sums = new int[6];
        for (SeedTruths seed : seeds) {
            SeedTruths.Claims claims = seed.claims();
            int[] counts = {
                claims.planted(),
                claims.found(),
                claims.honest(),
                claims.honestFlagged(),
                claims.clean(),
                claims.cleanFlagged()
            };
            page.append(String.format(Locale.ROOT, "| %d ", seed.seed()));
            for (int i = 0; i < counts.length; i++) {
                sums[i] += counts[i];
                page.append(String.format(Locale.ROOT, "| %,d ", counts[i]));
            }
            page.append(String.format("|%n"));
        }
        page.append(String.format(
                Locale.ROOT,
                "%nFound: %.1f %% of the frauds. Flagged: %.2f %% of the honest claims beside frauds, %.2f %% of the claims where nothing is"
                        + " planted; stated is at most 0.5 %%.%n",
                100.0 * sums[1] / sums[0],
                100.0 * sums[3] / sums[2],
                100.0 * sums[5] / sums[4]));
    }
}
