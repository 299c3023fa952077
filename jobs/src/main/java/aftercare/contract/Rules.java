package aftercare.contract;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.contract.PromiseRule.Judged;
import aftercare.contract.PromiseRule.Span;
import aftercare.table.CallbacksTable;
import aftercare.table.RepairsTable;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every window and threshold that figures are judged by: the terms of promises ({@code schemas/promises.yaml}) and the
 * rules that are no promise ({@code schemas/rules.yaml}), by their names.
 */
public final class Rules {
    public static final String ONSITE_VISIT = "onsite_visit";
    public static final String CALLED_BACK = "called_back";
    public static final String REPEAT = "repeat";
    public static final String OLD_BACKLOG = "old_backlog";
    public static final String COMPLAINT_RESOLVED = "complaint_resolved";
    public static final String SETTLED = "settled";
    public static final String COMPLAINT_REPEAT = "complaint_repeat";
    public static final String CLAIMED_TWICE = "claimed_twice";
    public static final String PARTS_TWICE = "parts_twice";
    public static final String LONGEST_VISIT = "longest_visit";
    public static final String LONGEST_UNSTATED_VISIT = "longest_unstated_visit";
    public static final String PARTS_WAIT = "parts_wait";
    public static final String LATE_REPORT = "late_report";
    public static final String PUBLISHABLE = "publishable";
    public static final String FEWEST_PEERS = "fewest_peers";
    public static final String SILENT_ONCE_IN = "silent_once_in";
    public static final String SLOW_TURNAROUND = "slow_turnaround";
    public static final String FEWEST_EXPOSED = "fewest_exposed";
    public static final String ACTION_MONTHS = "action_months";

    /** First day of the first version of what counts on all days. */
    static final LocalDate ALWAYS = LocalDate.of(1970, 1, 1);

    /**
     * How promises must be judged that figures of gold tables rest on as well: these count orders by the same instants.
     */
    private static final Map<String, Shape> PROMISES = Map.of(
            ONSITE_VISIT,
            new Shape(Judged.VISIT, "repair", Map.of("from", RepairsTable.OPENED_AT, "to", RepairsTable.ARRIVED_AT)),
            CALLED_BACK,
            new Shape(
                    Judged.CALLBACK, null, Map.of("from", RepairsTable.COMPLETED_AT, "to", CallbacksTable.CALLED_AT)));

    private final Map<String, VersionedRule<Span>> windows = new LinkedHashMap<>();
    private final Map<String, VersionedRule<Integer>> numbers = new LinkedHashMap<>();
    private final Map<String, List<PromiseRule>> promises = new HashMap<>();

    /** How a promise is judged, of what, by which columns. */
    private record Shape(Judged judged, @Nullable String of, Map<String, String> columns) {
        boolean fits(PromiseRule rule) {
            return rule.judged() == judged
                    && (of == null || of.equals(rule.of()))
                    && columns.entrySet().stream().allMatch(part -> List.of(part.getValue())
                            .equals(rule.columns().get(part.getKey())));
        }

        @Override
        public String toString() {
            return "judged: " + judged.name().toLowerCase(java.util.Locale.ROOT) + (of == null ? "" : ", of: " + of)
                    + ", columns: " + new java.util.TreeMap<>(columns);
        }
    }

    /**
     * A version of a rule that is no promise: it has a window or a number.
     *
     * @param rule its name
     * @param validFrom the first day on which it counts
     * @param window how long something lasts or may take; null for numbers
     * @param number how many are needed; null for windows
     */
    record Entry(
            String rule,
            LocalDate validFrom,
            @Nullable Span window,
            @Nullable Integer number) {}

    Rules(Collection<PromiseRule> promised, Collection<Entry> entries) {
        Map<String, Map<LocalDate, Span>> spans = new LinkedHashMap<>();
        for (PromiseRule rule : promised) {
            promises.computeIfAbsent(rule.promise(), none -> new java.util.ArrayList<>())
                    .add(rule);
            if (rule.window() != null) {
                add(spans, rule.promise(), rule.validFrom(), rule.window());
            }
            if (rule.answer() != null) {
                add(spans, rule.promise() + "_answer", rule.validFrom(), rule.answer());
            }
        }
        Map<String, Map<LocalDate, Integer>> counts = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.window() != null) {
                add(spans, entry.rule(), entry.validFrom(), entry.window());
            } else {
                Integer number = Objects.requireNonNull(entry.number(), "a rule without a window has a number");
                add(counts, entry.rule(), entry.validFrom(), number);
            }
        }
        spans.forEach((name, versions) -> windows.put(name, versioned(name, versions)));
        counts.forEach((name, versions) -> numbers.put(name, versioned(name, versions)));
    }

    private static <T> void add(Map<String, Map<LocalDate, T>> all, String name, LocalDate from, T value) {
        all.computeIfAbsent(name, none -> new HashMap<>()).putIfAbsent(from, value);
    }

    private static <T extends Serializable> VersionedRule<T> versioned(String name, Map<LocalDate, T> versions) {
        return new VersionedRule<>(
                name,
                versions.entrySet().stream()
                        .map(version -> new VersionedRule.Version<>(version.getKey(), version.getValue()))
                        .toList());
    }

    /** The rules of this installation. */
    public static Rules load() {
        return Contracts.load().rules();
    }

    /**
     * How long something lasts or may take, by the name of the promise or rule.
     *
     * @throws AftercareException AFC-1105 when no file states it, or the promise is judged in a way that figures cannot
     *     follow
     */
    public VersionedRule<Span> window(String name) {
        VersionedRule<Span> window = windows.get(name);
        Shape shape = PROMISES.get(name);
        if (window == null) {
            throw missing(name, shape == null ? "schemas/rules.yaml" : "schemas/promises.yaml", "window");
        }
        if (shape != null) {
            check(name, shape);
        }
        return window;
    }

    /**
     * How many are needed, by the name of the rule.
     *
     * @throws AftercareException AFC-1105 when no file states it
     */
    public VersionedRule<Integer> number(String name) {
        VersionedRule<Integer> number = numbers.get(name);
        if (number == null) {
            throw missing(name, "schemas/rules.yaml", "number");
        }
        return number;
    }

    /** Puts the numbers of the rules in force on a day into texts. */
    public RuleTexts texts(LocalDate day) {
        return new RuleTexts(this, day);
    }

    /** Windows by name. */
    Map<String, VersionedRule<Span>> windows() {
        return Collections.unmodifiableMap(windows);
    }

    /** Numbers by name. */
    Map<String, VersionedRule<Integer>> numbers() {
        return Collections.unmodifiableMap(numbers);
    }

    private void check(String name, Shape shape) {
        List<PromiseRule> versions = promises.getOrDefault(name, List.of());
        boolean always = versions.stream().anyMatch(rule -> !rule.validFrom().isAfter(ALWAYS));
        if (!always || !versions.stream().allMatch(shape::fits)) {
            throw new AftercareException(
                    ErrorCode.BAD_PROMISE_RULE,
                    "The promise " + name + " in schemas/promises.yaml does not fit the figures that rest on it.",
                    always
                            ? "Outlet figures, satisfaction and training count by it too, and can only count with "
                                    + shape + "."
                            : "Outlet figures, satisfaction and training count by it for all days, but its first version"
                                    + " begins later.",
                    always
                            ? "Write its versions so, and give what is promised otherwise a name of its own."
                            : "Add a version with valid_from: \"" + ALWAYS + "\".",
                    null);
        }
    }

    private static AftercareException missing(String name, String file, String what) {
        return new AftercareException(
                ErrorCode.BAD_PROMISE_RULE,
                "There is no rule " + name + " with a " + what + ".",
                "Figures are counted by it, and " + file + " does not state it.",
                "Add it to " + file + " as the file delivered with the program has it.",
                null);
    }

    /** The names of all rules. */
    Collection<String> names() {
        Collection<String> names = new TreeSet<>(windows.keySet());
        names.addAll(numbers.keySet());
        return names;
    }
}
