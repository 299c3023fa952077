package aftercare.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The page about what was found of skills and courses. */
final class TrainingPage {
    private final List<SeedTraining> seeds;
    private final int orders;

    TrainingPage(List<SeedTraining> seeds, int orders) {
        this.seeds = seeds;
        this.orders = orders;
    }

    String page() {
        StringBuilder page = new StringBuilder(String.format(Locale.ROOT, """
                # Training needs and effects

                Written by `make bench-training`. Each seed invents a company of %,d orders over 24 months with planted truths;
                the measures look at it at the end of October 2026. schemas/training.yaml was set beforehand and not changed after a look at any seed.

                ## Who lacks the skill, by training_need

                About 15 %% of the technicians lack the skill for refrigerators: about a quarter more of their jobs fail. Those named by the figures of
                their jobs alone, and those named by these or by an assessed level; the assessments of the invented company are never wrong, so
                only the former say something of the statistics. The last column is of the two skills that nobody lacks: technicians named by
                their figures, of all technicians in both.

                | seed | technicians | lacking | by jobs: right | wrong | by either: right | wrong | nothing lacking, named |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """, orders));
        for (SeedTraining seed : seeds) {
            page.append(String.format(
                    Locale.ROOT,
                    "| %d | %d | %d | %d | %d | %d | %d | %d of %d |%n",
                    seed.seed(),
                    seed.people(),
                    seed.lacking(),
                    seed.byJobs().rightly(),
                    seed.byJobs().wrongly(),
                    seed.byAny().rightly(),
                    seed.byAny().wrongly(),
                    seed.falseCells(),
                    seed.soundCells()));
        }
        int sound = seeds.stream().mapToInt(SeedTraining::soundCells).sum();
        int wrong = seeds.stream().mapToInt(SeedTraining::falseCells).sum();
        page.append(String.format(
                Locale.ROOT,
                "%nBy jobs: %s. By either: %s. Where nothing is lacking, %d of %,d are named (%.1f %%).%n",
                quality(SeedTraining::byJobs),
                quality(SeedTraining::byAny),
                wrong,
                sound,
                100.0 * wrong / sound));
        addEffects(page);
        return page.toString();
    }

    private String quality(Function<SeedTraining, SeedTraining.Named> of) {
        int right = seeds.stream().mapToInt(seed -> of.apply(seed).rightly()).sum();
        int wrong = seeds.stream().mapToInt(seed -> of.apply(seed).wrongly()).sum();
        int lacking = seeds.stream().mapToInt(SeedTraining::lacking).sum();
        return String.format(
                Locale.ROOT,
                "precision %.2f, recall %.2f (%d right, %d wrong, %d lacking)",
                right / (double) (right + wrong),
                right / (double) lacking,
                right,
                wrong,
                lacking);
    }

    private void addEffects(StringBuilder page) {
        page.append("""

                ## Which course worked, by training_effect

                One course takes away nine tenths of what its technicians lacked, another takes away nothing. About a sixth of those sent lacked
                nothing, so even the effective course lifts first fixes of its group by less than the fifth or so planted for those who did.

                | seed | course | window | trained | untrained | effect | 95 % interval | finding |
                | ---: | --- | ---: | ---: | ---: | ---: | --- | --- |
                """);
        for (SeedTraining seed : seeds) {
            for (SeedTraining.Effect effect : seed.effects()) {
                page.append(String.format(
                        Locale.ROOT,
                        "| %d | %s | %d | %d | %d | %s | %s | %s |%n",
                        seed.seed(),
                        effect.effective() ? "effective" : "useless",
                        effect.days(),
                        effect.trained(),
                        effect.controls(),
                        effect.effect() == null ? "-" : String.format(Locale.ROOT, "%.2f", effect.effect()),
                        effect.effect() == null
                                ? "-"
                                : String.format(Locale.ROOT, "%.2f to %.2f", effect.low(), effect.high()),
                        effect.status()));
            }
        }
        page.append("""

                | course | window | worked | no effect shown | worse | not told | mean effect |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        for (boolean effective : new boolean[] {true, false}) {
            seeds.get(0).effects().stream()
                    .filter(effect -> effect.effective() == effective)
                    .map(SeedTraining.Effect::days)
                    .sorted()
                    .forEach(days -> addSum(page, effective, days));
        }
    }

    private void addSum(StringBuilder page, boolean effective, int days) {
        List<SeedTraining.Effect> some = seeds.stream()
                .flatMap(seed -> seed.effects().stream())
                .filter(effect -> effect.effective() == effective && effect.days() == days)
                .toList();
        page.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %.2f |%n",
                effective ? "effective" : "useless",
                days,
                count(some, "worked"),
                count(some, "no_effect_shown"),
                count(some, "worse"),
                some.stream().filter(effect -> effect.effect() == null).count(),
                some.stream()
                        .filter(effect -> effect.effect() != null)
                        .mapToDouble(SeedTraining.Effect::effect)
                        .average()
                        .orElse(Double.NaN)));
    }

    private static long count(List<SeedTraining.Effect> effects, String status) {
        return effects.stream().filter(effect -> effect.status().equals(status)).count();
    }
}
