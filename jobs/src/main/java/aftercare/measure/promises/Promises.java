package aftercare.measure.promises;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.contract.Need;
import aftercare.contract.PromiseRule;
import aftercare.contract.PromiseRule.Judged;
import aftercare.measure.api.AsOf;
import aftercare.measure.facts.Standards;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/** The versions of promise rules, each with the days on which it is in force. */
final class Promises {
    private final List<Version> versions;

    /**
     * A version of a rule.
     *
     * @param rule the rule
     * @param to the first day on which it is no longer in force; null for the last version
     */
    record Version(PromiseRule rule, @Nullable LocalDate to) {
        /** Whether it is in force at its event, said on instants, which need no calendar. */
        Column inForce(AsOf asOf) {
            Column event = col(event());
            Column begun = event.geq(lit(asOf.start(rule.validFrom())));
            return to == null ? begun : begun.and(event.lt(lit(asOf.start(to))));
        }

        /**
         * What must have been delivered for it to be judged: columns that are to be filled, of which each alone leaves
         * it unknown, or, for calls back, the callbacks, without which there is nothing to say.
         */
        List<Need> needs() {
            return switch (rule.judged()) {
                case VISIT -> List.of(Need.of(Tables.REPAIRS, rule.column("to")));
                case RECORD ->
                    Objects.requireNonNull(rule.columns().get("known"), "a record states its columns").stream()
                            .map(column -> Need.of(Tables.REPAIRS, column))
                            .toList();
                case FREE_REPAIR ->
                    List.of(Need.of(Tables.REPAIRS, rule.column("from")), Need.of(Tables.REPAIRS, rule.column("paid")));
                case REQUEST -> List.of(Need.of(Tables.PRODUCT_RETURNS, rule.column("decision")));
                case CALLBACK -> List.of(Need.of(Tables.CALLBACKS));
                case CALLS -> List.of();
            };
        }

        /** The column of the source whose instant or day decides month and version. */
        String event() {
            return switch (rule.judged()) {
                case CALLS, RECORD -> rule.column("at");
                case VISIT, CALLBACK -> rule.column("from");
                case REQUEST, FREE_REPAIR -> rule.column("to");
            };
        }
    }

    Promises(List<PromiseRule> rules) {
        Map<String, List<PromiseRule>> byPromise = new java.util.LinkedHashMap<>();
        rules.forEach(rule -> byPromise
                .computeIfAbsent(rule.promise(), none -> new ArrayList<>())
                .add(rule));
        List<Version> all = new ArrayList<>();
        for (List<PromiseRule> promise : byPromise.values()) {
            promise.sort(Comparator.comparing(PromiseRule::validFrom));
            for (int i = 0; i < promise.size(); i++) {
                LocalDate to = i + 1 < promise.size() ? promise.get(i + 1).validFrom() : null;
                all.add(new Version(promise.get(i), to));
            }
        }
        this.versions = List.copyOf(all);
    }

    /** What must have been delivered for the promises to be judged. */
    List<Need> needs() {
        return versions.stream()
                .flatMap(version -> version.needs().stream())
                .distinct()
                .toList();
    }

    List<Version> judged(Judged... ways) {
        List<Judged> wanted = List.of(ways);
        return versions.stream()
                .filter(version -> wanted.contains(version.rule().judged()))
                .toList();
    }

    /**
     * For each promise, the days within a month on which its target may change: figures before and after are counted
     * apart.
     */
    Map<String, NavigableSet<LocalDate>> changesWithinMonths(Standards standards) {
        Map<String, NavigableSet<LocalDate>> changes = new HashMap<>();
        for (Version version : versions) {
            NavigableSet<LocalDate> days =
                    new TreeSet<>(standards.beginnings(version.rule().promise()));
            days.removeIf(day -> day.getDayOfMonth() == 1);
            changes.put(version.rule().promise(), days);
        }
        return changes;
    }
}
