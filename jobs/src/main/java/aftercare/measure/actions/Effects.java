package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;

import aftercare.table.SatisfactionDriverTable;
import aftercare.table.SatisfactionMonthTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the drivers of satisfaction cost in the whole company, by which other recommendations are brought to one scale.
 */
final class Effects {
    private static final List<String> GOLD = List.of(Tables.SATISFACTION_DRIVER, Tables.SATISFACTION_MONTH);

    private final List<SatisfactionDriverTable.Values> company;
    private final Map<String, SatisfactionDriverTable.Values> now;
    private final @Nullable Double unsatisfied;

    Effects(Known known) {
        company = known.rows(
                Tables.SATISFACTION_DRIVER,
                col(SatisfactionDriverTable.CUT)
                        .equalTo("company")
                        .and(col(SatisfactionDriverTable.WINDOW_MONTHS).equalTo(known.monthsN())),
                SatisfactionDriverTable::of);
        LocalDate month = known.month().atDay(1);
        now = company.stream()
                .filter(row -> row.month().equals(month))
                .collect(Collectors.toMap(SatisfactionDriverTable.Values::driver, row -> row));
        List<SatisfactionMonthTable.Values> rated = known.rows(
                Tables.SATISFACTION_MONTH,
                col(SatisfactionMonthTable.CUT)
                        .equalTo("company")
                        .and(known.inMonths(SatisfactionMonthTable.MONTH))
                        .and(col(SatisfactionMonthTable.RATED_N).gt(0)),
                SatisfactionMonthTable::of);
        double ratings = sum(rated, SatisfactionMonthTable.Values::ratedN);
        double satisfied = sum(rated, SatisfactionMonthTable.Values::satisfiedN);
        unsatisfied = ratings > 0 ? 1 - satisfied / ratings : null;
    }

    private static double sum(
            List<SatisfactionMonthTable.Values> rows, Function<SatisfactionMonthTable.Values, @Nullable Long> count) {
        return rows.stream()
                .map(count)
                .filter(Objects::nonNull)
                .mapToLong(n -> n)
                .sum();
    }

    static List<String> gold() {
        return GOLD;
    }

    /** The drivers that cost satisfaction over the months looked at. */
    List<SatisfactionDriverTable.Values> shown() {
        return now.values().stream()
                .filter(SatisfactionDriverTable.Values::shown)
                .toList();
    }

    /** The months at whose end it was shown that a driver costs satisfaction. */
    List<LocalDate> monthsShown(String driver) {
        return company.stream()
                .filter(row -> row.driver().equals(driver) && row.shown())
                .map(SatisfactionDriverTable.Values::month)
                .toList();
    }

    /** Satisfied customers that each order loses to which a driver happens; null where that is not shown. */
    @Nullable
    Double lostByOne(String driver) {
        SatisfactionDriverTable.Values row = now.get(driver);
        Double effect = row == null || !row.shown() ? null : row.effect();
        return effect == null ? null : -effect;
    }

    /** Share of the rated customers who were not satisfied over the months looked at; null where none rated. */
    @Nullable
    Double unsatisfied() {
        return unsatisfied;
    }
}
