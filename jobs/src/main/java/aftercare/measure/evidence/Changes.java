package aftercare.measure.evidence;

import aftercare.contract.Contracts;
import aftercare.contract.Evidence;
import aftercare.contract.GoldContract;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.facts.EqualAge;
import aftercare.stats.ChangeParts;
import aftercare.table.SatisfactionMonthTable;
import aftercare.table.Tables;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Splits the change of a figure between two months, and says at which age the earlier one is looked at. */
final class Changes {
    /** Of more models a list says less than of their categories. */
    private static final int MOST_MODELS = 20;

    private static final double[] NOTHING = new double[2];

    private final Contracts contracts;
    private final Evidence evidence;
    private final EqualAge ages;
    private final AsOf asOf;

    Changes(Contracts contracts, Evidence evidence, AsOf asOf) {
        this.contracts = contracts;
        this.evidence = evidence;
        this.asOf = asOf;
        this.ages = EqualAge.on(asOf, contracts.rules().window(Rules.SETTLED));
    }

    /**
     * The day at whose end the earlier month is looked at, for its figure to be as old as that of a month that is
     * still young; empty where the months are settled, where the figure does not grow once its month is over, or where
     * tables at equal age do not have it (D21).
     *
     * @param key the key of the row, by its columns
     */
    Optional<AsOf> equalAge(
            GoldContract contract, Map<String, ?> key, Makeup makeup, YearMonth month, YearMonth against) {
        boolean isOver = !month.isAfter(asOf.lastFullMonth());
        if (isOver && !grows(contract, makeup)) {
            return Optional.empty();
        }
        GoldContract atAge = contracts.gold(
                contract.table().equals(Tables.PROMISE_MONTH) ? Tables.PROMISE_AT_AGE : Tables.MONTH_AT_AGE);
        Set<String> parts = new TreeSet<>(makeup.parts());
        key.forEach((name, value) -> {
            boolean ofAll = FigureSql.ALL.equals(value) || "company".equals(value);
            if (!ofAll && !name.equals(contract.month()) && atAge.column(name).isEmpty()) {
                parts.add(name.equals(SatisfactionMonthTable.CUT) ? FigureSql.memberOf(String.valueOf(value)) : name);
            }
        });
        parts.remove(SatisfactionMonthTable.CUT_ID);
        return parts.stream().allMatch(part -> atAge.column(part).isPresent())
                ? ages.lastDay(month, against).map(day -> new AsOf(day, asOf.zone()))
                : Optional.empty();
    }

    private boolean grows(GoldContract contract, Makeup makeup) {
        return contract.table().equals(Tables.PROMISE_MONTH)
                || makeup.parts().stream().anyMatch(evidence.waiting()::containsKey);
    }

    /** The change by region, by outlet and by model, or category of many models; one member is no split. */
    List<Change.Split> splits(Makeup makeup, MemberSums earlier, YearMonth against, MemberSums later, YearMonth month) {
        List<Change.Split> splits = new ArrayList<>();
        boolean manyModels = members(earlier, against, later, month, "model").size() > MOST_MODELS;
        for (String cut : MemberSums.CUTS) {
            if (cut.equals(manyModels ? "model" : "category")) {
                continue;
            }
            List<ChangeParts.Member> members = members(earlier, against, later, month, cut);
            if (members.size() > 1) {
                splits.add(new Change.Split(cut, parts(makeup, members)));
            }
        }
        return splits;
    }

    private static List<ChangeParts.Member> members(
            MemberSums earlier, YearMonth against, MemberSums later, YearMonth month, String cut) {
        Map<String, double[]> before = earlier.members(against, cut);
        Map<String, double[]> after = later.members(month, cut);
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name -> {
                    double[] then = before.getOrDefault(name, NOTHING);
                    double[] now = after.getOrDefault(name, NOTHING);
                    return new ChangeParts.Member(name, then[0], then[1], now[0], now[1]);
                })
                .toList();
    }

    private static List<ChangeParts.Part> parts(Makeup makeup, List<ChangeParts.Member> members) {
        List<ChangeParts.Part> parts = makeup.isRatio() ? ChangeParts.ofRatio(members) : ChangeParts.ofCount(members);
        ToDoubleFunction<ChangeParts.Part> size = part -> -Math.abs(part.total());
        return parts.stream()
                .sorted(Comparator.comparingDouble(size).thenComparing(ChangeParts.Part::name))
                .toList();
    }
}
