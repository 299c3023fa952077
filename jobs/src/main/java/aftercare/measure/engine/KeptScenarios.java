package aftercare.measure.engine;

import static org.apache.spark.sql.functions.col;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.lake.ComputedRun;
import aftercare.lake.GoldTable;
import aftercare.lake.Lake;
import aftercare.lake.Runs;
import aftercare.measure.api.Scenario;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The scenarios that a lake keeps beside the base plan. */
public final class KeptScenarios {
    private final Lake lake;
    private final List<GoldContract> contracts;

    /**
     * A scenario.
     *
     * @param name under which it is kept
     * @param asOf the last day it was computed for
     * @param tables that have rows of it
     * @param rows of it in all of them
     * @param assumptions what was assumed, as {@link Scenario#assumptions} says it, with the tables computed so; more
     *     than one where tables were computed under the same name with different assumptions
     */
    public record Kept(String name, @Nullable Date asOf, List<String> tables, long rows, List<Assumed> assumptions) {}

    /** What some tables were computed with; null where nobody booked it. */
    public record Assumed(@Nullable String text, List<String> tables) {}

    public KeptScenarios(Lake lake, Contracts contracts) {
        this.lake = lake;
        this.contracts = contracts.gold().stream()
                .filter(contract ->
                        table(contract).hasScenarios() && table(contract).exists())
                .toList();
    }

    private GoldTable table(GoldContract contract) {
        return new GoldTable(lake, contract);
    }

    /** All of them, by name. */
    public List<Kept> all() {
        Map<String, Map<String, Long>> rows = new TreeMap<>();
        for (GoldContract contract : contracts) {
            for (Row row : table(contract)
                    .rows()
                    .filter(col(Scenario.COLUMN).notEqual(Scenario.BASE_NAME))
                    .groupBy(Scenario.COLUMN)
                    .count()
                    .collectAsList()) {
                rows.computeIfAbsent(row.getAs(Scenario.COLUMN), absent -> new TreeMap<>())
                        .put(contract.table(), row.getAs("count"));
            }
        }
        Map<String, ComputedRun> last = new Runs(lake).last();
        List<Kept> all = new ArrayList<>();
        rows.forEach((name, byTable) -> all.add(new Kept(
                name,
                byTable.keySet().stream()
                        .map(table -> last.get(Computation.bookedAs(table, name)))
                        .filter(Objects::nonNull)
                        .map(ComputedRun::asOf)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                List.copyOf(byTable.keySet()),
                byTable.values().stream().mapToLong(Long::longValue).sum(),
                assumed(name, byTable.keySet(), last))));
        return all;
    }

    private static List<Assumed> assumed(String name, Set<String> tables, Map<String, ComputedRun> last) {
        Map<Optional<String>, List<String>> byText = new LinkedHashMap<>();
        for (String table : tables) {
            Optional<String> text = Optional.ofNullable(last.get(Computation.bookedAs(table, name)))
                    .map(ComputedRun::assumptions);
            byText.computeIfAbsent(text, absent -> new ArrayList<>()).add(table);
        }
        return byText.entrySet().stream()
                .map(each -> new Assumed(each.getKey().orElse(null), List.copyOf(each.getValue())))
                .toList();
    }

    /**
     * Removes a scenario from all tables. That it is gone is booked before, so that, stopped in between, nobody takes
     * what is left for whole.
     *
     * @return what was removed
     * @throws AftercareException AFC-3061 when there is none of that name
     */
    public Kept drop(String name, String runId, Timestamp now) {
        List<Kept> all = all();
        Kept kept = all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, all));
        List<GoldContract> holding = contracts.stream()
                .filter(contract -> kept.tables().contains(contract.table()))
                .toList();
        Date booked = kept.asOf();
        // What nobody booked, nobody takes for computed.
        if (booked != null) {
            new Runs(lake)
                    .append(holding.stream()
                            .map(contract -> gone(name, booked, contract, runId, now))
                            .toList());
        }
        holding.forEach(contract -> table(contract).drop(name));
        return kept;
    }

    /** A computation of nothing, by nothing: the next one of that name does not find itself computed already. */
    private ComputedRun gone(String name, Date asOf, GoldContract contract, String runId, Timestamp now) {
        return new ComputedRun(
                runId,
                Computation.bookedAs(contract.table(), name),
                asOf,
                "",
                Map.of(),
                "none",
                0,
                0,
                table(contract).version(),
                now,
                "");
    }

    private static AftercareException unknown(String name, List<Kept> all) {
        return new AftercareException(
                ErrorCode.UNKNOWN_SCENARIO,
                "There is no scenario '" + name + "'.",
                all.isEmpty()
                        ? "No scenario is kept beside the base plan."
                        : "The scenarios are "
                                + String.join(", ", all.stream().map(Kept::name).toList()) + ".",
                "Name one that aftercare scenario list shows.");
    }
}
