package aftercare.measure.actions;

import aftercare.contract.Contracts;
import aftercare.contract.PromiseRule;
import aftercare.contract.Rules;
import aftercare.contract.VersionedRule;
import aftercare.measure.actions.Movement.Counts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.ActionEffectTable;
import aftercare.table.ActionTable;
import aftercare.table.ActionsTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** action_effect: one row per action decided, and whether it helped. Definitions: schemas/gold/action_effect.yaml. */
public final class ActionEffect implements Measure {
    private static final String UNSTATED = "-";
    private static final int LONGER_BEFORE = 2;

    private final VersionedRule<Integer> monthsAsked;
    private final VersionedRule<Integer> fewest;
    private final VersionedRule<PromiseRule.Span> settled;

    /** Takes how many months are looked at, how many cases make a figure, and when a month is ripe. */
    public ActionEffect(Contracts contracts) {
        monthsAsked = contracts.rules().number(Rules.ACTION_MONTHS);
        fewest = contracts.rules().number(Rules.FEWEST_EXPOSED);
        settled = contracts.rules().window(Rules.SETTLED);
    }

    @Override
    public String table() {
        return Tables.ACTION_EFFECT;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.ACTIONS, Tables.REPAIRS);
    }

    @Override
    public List<String> gold() {
        return List.of(
                Tables.ACTION,
                Tables.OUTLET_KPI_EXPECTED,
                Tables.PROMISE_MONTH,
                Tables.SATISFACTION_DRIVER,
                Tables.SATISFACTION_MONTH);
    }

    @Override
    public String settings() {
        return monthsAsked + "\n" + fewest + "\n" + settled;
    }

    /**
     * An action decided.
     *
     * @param what what it is about
     * @param about which one
     * @param row as it was delivered
     */
    private record Decided(String what, String about, ActionsTable.Values row) {
        static Decided of(ActionsTable.Values row) {
            String id = row.actionId();
            int slash = id.indexOf('/');
            if (id.equals(UNSTATED)) {
                return new Decided(row.what(), row.about(), row);
            }
            return slash < 0
                    ? new Decided(id, UNSTATED, row)
                    : new Decided(id.substring(0, slash), id.substring(slash + 1), row);
        }

        String id() {
            return about.equals(UNSTATED) ? what : what + "/" + about;
        }

        @Nullable
        LocalDate doneBy(AsOf asOf) {
            LocalDate done = row.doneOn();
            return done == null || done.isAfter(asOf.day()) ? null : done;
        }
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Map<String, Decided> decided = new TreeMap<>();
        inputs.silver(Tables.ACTIONS).collectAsList().stream()
                .map(ActionsTable::of)
                .map(Decided::of)
                .sorted(Comparator.comparing(
                        action -> action.row().doneOn(), Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(action -> decided.put(action.id(), action));
        Set<String> advised = inputs.gold(Tables.ACTION).select(ActionTable.ACTION_ID).collectAsList().stream()
                .map(row -> row.<String>getAs(ActionTable.ACTION_ID))
                .collect(Collectors.toSet());
        boolean judges = decided.values().stream().anyMatch(action -> action.doneBy(asOf) != null);
        boolean judgesIssues = decided.values().stream()
                .anyMatch(action -> action.what().equals(IssueAdvice.WHAT) && action.doneBy(asOf) != null);
        Figures figures = judges ? Figures.of(inputs, asOf, judgesIssues) : Figures.NONE;
        List<Row> rows = decided.values().stream()
                .map(action -> row(action, decided, advised, figures, asOf))
                .toList();
        return inputs.spark().createDataFrame(rows, ActionEffectTable.SCHEMA);
    }

    private Row row(Decided action, Map<String, Decided> all, Set<String> advised, Figures figures, AsOf asOf) {
        LocalDate due = action.row().dueOn();
        LocalDate done = action.doneBy(asOf);
        boolean overdue = done == null && due != null && due.isBefore(asOf.day());
        ActionEffectTable.Builder row = ActionEffectTable.row()
                .actionId(action.id())
                .what(action.what())
                .about(action.about())
                .outletId(action.what().equals(OutletAdvice.WHAT) ? action.about() : null)
                .regionId(action.what().equals(PlanAdvice.TECHNICIANS) ? action.about() : null)
                .owner(action.row().owner())
                .dueOn(due)
                .doneOn(done)
                .note(action.row().note())
                .state(done != null ? "done" : overdue ? "overdue" : "open")
                .overdueDays(overdue ? (int) ChronoUnit.DAYS.between(due, asOf.day()) : null)
                .stillAdvised(advised.contains(action.id()));
        return done == null ? row.verdict("not_done").build() : judged(row, action, done, all, figures, asOf);
    }

    private Row judged(
            ActionEffectTable.Builder row,
            Decided action,
            LocalDate done,
            Map<String, Decided> all,
            Figures figures,
            AsOf asOf) {
        int asked = monthsAsked.on(asOf.day());
        Windows windows = Windows.around(YearMonth.from(done), asked * LONGER_BEFORE, asked);
        Figures.Question question = figures.question(action.what(), action.about(), windows);
        if (question == null) {
            return row.verdict("no_figure").build();
        }
        row.metric(question.metric())
                .beforeFrom(windows.beforeFrom().atDay(1))
                .beforeTo(windows.beforeTo().atDay(1))
                .afterFrom(windows.afterFrom().atDay(1))
                .afterTo(windows.afterTo().atDay(1));
        if (asOf.day()
                .isBefore(windows.afterTo()
                        .atEndOfMonth()
                        .plusDays(settled.on(asOf.day()).days()))) {
            return row.verdict("too_early").build();
        }
        int least = fewest.on(asOf.day());
        Counts member = figures.counts(question, Figures.member(action.what(), action.about()), windows);
        if (member == null || member.n0() < least || member.n1() < least) {
            return row.verdict("too_few").build();
        }
        Set<String> treated = all.values().stream()
                .filter(other -> other.what().equals(action.what()) && isIn(other.doneBy(asOf), windows))
                .map(other -> Figures.member(other.what(), other.about()))
                .collect(Collectors.toSet());
        List<Counts> others = question.members().stream()
                .filter(other -> !treated.contains(other))
                .map(other -> figures.counts(question, other, windows))
                .filter(Objects::nonNull)
                .filter(counts -> counts.n0() >= least && counts.n1() >= least)
                .toList();
        Movement moved = Movement.of(member, others);
        return row.beforeD(member.n0())
                .beforeRate((double) member.x0() / member.n0())
                .afterD(member.n1())
                .afterRate((double) member.x1() / member.n1())
                .othersN(others.size())
                .othersChange(moved.othersChange())
                .effect(moved.effect())
                .effectLow(moved.interval().low())
                .effectHigh(moved.interval().high())
                .verdict(verdict(moved, question.higherIsBetter()))
                .build();
    }

    private static boolean isIn(@Nullable LocalDate done, Windows windows) {
        return done != null
                && !done.isBefore(windows.beforeFrom().atDay(1))
                && !done.isAfter(windows.afterTo().atEndOfMonth());
    }

    private static String verdict(Movement moved, boolean higherIsBetter) {
        boolean compared = moved.othersChange() != null;
        if (moved.interval().low() <= 0 && moved.interval().high() >= 0) {
            return compared ? "no_effect_shown" : "not_moved";
        }
        boolean better = moved.effect() > 0 == higherIsBetter;
        return compared ? better ? "helped" : "worse" : better ? "moved_better" : "moved_worse";
    }

    /**
     * The months compared.
     *
     * @param beforeFrom first of those before
     * @param beforeTo last of those before
     * @param afterFrom first of those after
     * @param afterTo last of those after
     */
    record Windows(YearMonth beforeFrom, YearMonth beforeTo, YearMonth afterFrom, YearMonth afterTo) {
        static Windows around(YearMonth done, int before, int after) {
            return new Windows(
                    done.minusMonths(before), done.minusMonths(1), done.plusMonths(1), done.plusMonths(after));
        }

        boolean isBefore(YearMonth month) {
            return !month.isBefore(beforeFrom) && !month.isAfter(beforeTo);
        }

        boolean isAfter(YearMonth month) {
            return !month.isBefore(afterFrom) && !month.isAfter(afterTo);
        }
    }
}
