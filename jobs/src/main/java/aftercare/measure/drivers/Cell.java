package aftercare.measure.drivers;

import aftercare.measure.api.MonthTable;
import aftercare.table.ModelsTable;
import aftercare.table.RepairsTable;
import java.sql.Date;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Orders completed in a month that are alike in all that a model tells apart.
 *
 * @param month its number ({@link MonthTable})
 * @param age full years since the sale, as {@link JudgedOrders#AGE}
 * @param levels of all drivers
 * @param orders how many there are
 * @param rated of these
 * @param satisfied of the rated
 * @param visitCents what was spent on them; null where no order states it
 * @param paidCents what customers paid for them; null where no order states it
 */
record Cell(
        int month,
        String model,
        String outlet,
        String region,
        String category,
        String serviceType,
        int age,
        long levels,
        long orders,
        long rated,
        long satisfied,
        @Nullable Long visitCents,
        @Nullable Long paidCents) {
    static final String ORDERS = "orders";

    /** What is made alike, each with its name. */
    static final List<Function<Cell, String>> STRATA =
            List.of(Cell::model, Cell::outlet, Cell::region, Cell::serviceType, cell -> Integer.toString(cell.age));

    /** The same cells always come in the same order, and so give the same sums. */
    static final Comparator<Cell> ORDER = Comparator.comparingInt(Cell::month)
            .thenComparing(Cell::model)
            .thenComparing(Cell::outlet)
            .thenComparing(Cell::region)
            .thenComparing(Cell::category)
            .thenComparing(Cell::serviceType)
            .thenComparingInt(Cell::age)
            .thenComparingLong(Cell::levels);

    static Cell of(Row row) {
        return new Cell(
                MonthTable.number(row.<Date>getAs(JudgedOrders.MONTH).toLocalDate()),
                row.getAs(RepairsTable.MODEL_ID),
                row.getAs(RepairsTable.OUTLET_ID),
                row.getAs(RepairsTable.REGION_ID),
                row.getAs(ModelsTable.CATEGORY),
                row.getAs(RepairsTable.SERVICE_TYPE),
                row.<Integer>getAs(JudgedOrders.AGE),
                row.<Long>getAs(JudgedOrders.LEVELS),
                row.<Long>getAs(ORDERS),
                row.<Long>getAs(JudgedOrders.RATED),
                row.<Long>getAs(JudgedOrders.SATISFIED),
                row.getAs(JudgedOrders.VISIT_CENTS),
                row.getAs(JudgedOrders.PAID_CENTS));
    }
}
