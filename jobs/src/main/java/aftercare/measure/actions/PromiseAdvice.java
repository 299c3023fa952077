package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.FigureDrivers;
import aftercare.contract.PromiseRule;
import aftercare.contract.VersionedRule;
import aftercare.stats.Interval;
import aftercare.stats.Wilson;
import aftercare.table.ActionTable;
import aftercare.table.PromiseMonthTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Promises that miss their target by more than chance and are not named as a driver already. */
final class PromiseAdvice implements Adviser {
    static final String WHAT = "promise";

    private final List<PromiseRule> promises;
    private final VersionedRule<Integer> publishable;

    /**
     * Takes the promises in their own words.
     *
     * @param publishable how many must be due for a promise to be judged
     */
    PromiseAdvice(List<PromiseRule> promises, VersionedRule<Integer> publishable) {
        this.promises = promises;
        this.publishable = publishable;
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.PROMISE_MONTH);
    }

    @Override
    public List<ActionTable.Builder> advice(Known known, Effects effects) {
        Map<String, List<PromiseMonthTable.Values>> byPromise = known
                .rows(
                        Tables.PROMISE_MONTH,
                        col(PromiseMonthTable.CUT)
                                .equalTo("company")
                                .and(col(PromiseMonthTable.DUE_N).gt(0)),
                        PromiseMonthTable::of)
                .stream()
                .collect(Collectors.groupingBy(PromiseMonthTable.Values::promise, TreeMap::new, Collectors.toList()));
        int fewest = publishable.on(known.asOf().day());
        byPromise.keySet().removeIf(promise -> FigureDrivers.of(promise)
                .map(effects::lostByOne)
                .isPresent());
        return byPromise.entrySet().stream()
                .filter(promise -> missed(
                        promise.getValue().stream()
                                .filter(row -> isIn(row, known))
                                .toList(),
                        fewest))
                .map(promise -> recommendation(promise.getKey(), promise.getValue(), known))
                .toList();
    }

    private static boolean isIn(PromiseMonthTable.Values row, Known known) {
        return !row.month().isBefore(known.months().get(0).atDay(1))
                && !row.month().isAfter(known.month().atDay(1));
    }

    private static boolean missed(List<PromiseMonthTable.Values> months, int fewest) {
        long due = 0;
        long kept = 0;
        long aimed = 0;
        double asked = 0;
        for (PromiseMonthTable.Values row : months) {
            due += row.dueN();
            kept += row.keptN();
            Double target = row.target();
            if (target != null) {
                aimed += row.dueN();
                asked += target * row.dueN();
            }
        }
        if (due < fewest || aimed == 0) {
            return false;
        }
        Interval interval = Wilson.interval(kept, due);
        return interval.high() < asked / aimed || (asked == aimed && kept < due);
    }

    private ActionTable.Builder recommendation(String promise, List<PromiseMonthTable.Values> rows, Known known) {
        List<LocalDate> missed = rows.stream()
                .filter(row -> missed(List.of(row), 1))
                .map(PromiseMonthTable.Values::month)
                .toList();
        LocalDate day = known.month().atEndOfMonth();
        PromiseRule rule = promises.stream()
                .filter(each ->
                        each.promise().equals(promise) && !each.validFrom().isAfter(day))
                .max(Comparator.comparing(PromiseRule::validFrom))
                .orElseThrow();
        return Adviser.about(WHAT, promise, Adviser.say("promise", "says", rule.says()))
                .since(known.since(missed))
                .owner("management")
                .evidenceTable(Tables.PROMISE_MONTH)
                .evidenceKey("month=" + known.month().atDay(1) + ",promise=" + promise + ",cut=company,cut_id=all");
    }
}
