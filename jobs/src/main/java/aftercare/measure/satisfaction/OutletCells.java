package aftercare.measure.satisfaction;

import aftercare.table.ModelsTable;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionMonthTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Counts the orders of an outlet in a month for every member of every cut. Reads rated orders, those of an outlet and
 * month one after the other; gives one row per month, cut, member and outlet.
 *
 * <p>Shares are decimals: a sum of doubles would depend on the order of its parts, and the same orders must give the
 * same rate.
 */
final class OutletCells implements MapPartitionsFunction<Row, Row> {
    /** Orders of an outlet that would be satisfied if all completed ones in its rated cells had been rated. */
    static final String PROJECTED = "projected";
    /** Completed orders of an outlet that has no rating to speak for them. */
    static final String UNSPOKEN = "unspoken";

    static final DataType EXACT = DataTypes.createDecimalType(30, 15);
    static final StructType TYPE = type();

    private static final long serialVersionUID = 1L;
    private static final int EXACT_SCALE = 15;

    private final int month;
    private final int outlet;
    private final int region;
    private final int model;
    private final int category;
    private final int serviceType;
    private final int technician;
    private final int due;
    private final int called;
    private final int reached;
    private final int score;
    private final int recommend;

    OutletCells(StructType orders) {
        month = orders.fieldIndex(RatedOrders.MONTH);
        outlet = orders.fieldIndex(RepairsTable.OUTLET_ID);
        region = orders.fieldIndex(RepairsTable.REGION_ID);
        model = orders.fieldIndex(RepairsTable.MODEL_ID);
        category = orders.fieldIndex(ModelsTable.CATEGORY);
        serviceType = orders.fieldIndex(RepairsTable.SERVICE_TYPE);
        technician = orders.fieldIndex(RepairsTable.TECHNICIAN_ID);
        due = orders.fieldIndex(RatedOrders.DUE);
        called = orders.fieldIndex(CallbacksOfOrder.CALLED);
        reached = orders.fieldIndex(CallbacksOfOrder.REACHED);
        score = orders.fieldIndex(CallbacksOfOrder.SCORE);
        recommend = orders.fieldIndex(CallbacksOfOrder.RECOMMEND);
    }

    private static StructType type() {
        StructType type = new StructType()
                .add(SatisfactionMonthTable.MONTH, DataTypes.DateType)
                .add(SatisfactionMonthTable.CUT, DataTypes.StringType)
                .add(SatisfactionMonthTable.CUT_ID, DataTypes.StringType);
        for (String name : SatisfactionCounts.NAMES) {
            type = type.add(name, DataTypes.LongType);
        }
        return type.add(PROJECTED, EXACT).add(UNSPOKEN, DataTypes.LongType);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> orders) {
        return new Iterator<>() {
            private @Nullable Row next = orders.hasNext() ? orders.next() : null;
            private Iterator<Row> made = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                return made.hasNext() || next != null;
            }

            @Override
            public Row next() {
                if (!made.hasNext()) {
                    if (next == null) {
                        throw new NoSuchElementException();
                    }
                    made = outletMonth(next).iterator();
                }
                return made.next();
            }

            private List<Row> outletMonth(Row first) {
                MonthCounts cells = new MonthCounts();
                while (next != null
                        && next.getString(outlet).equals(first.getString(outlet))
                        && next.getDate(month).equals(first.getDate(month))) {
                    cells.add(next);
                    next = orders.hasNext() ? orders.next() : null;
                }
                return cells.rows(first.getDate(month), first.getString(outlet));
            }
        };
    }

    /** The cells of one outlet in one month: for each cut, member and service type what is counted. */
    private final class MonthCounts {
        private final Map<String, SatisfactionCounts> outletCells = new HashMap<>();
        private final Cut regions = new Cut("region");
        private final Cut technicians = new Cut("technician");
        private final Cut models = new Cut("model");
        private final Cut categories = new Cut("category");

        void add(Row order) {
            String type = order.getString(serviceType);
            add(order, outletCells.computeIfAbsent(type, key -> new SatisfactionCounts()));
            add(order, regions.cell(order.getString(region), type));
            add(order, technicians.cell(order.getString(technician), type));
            add(order, models.cell(order.getString(model), type));
            add(order, categories.cell(order.getString(category), type));
        }

        private void add(Row order, SatisfactionCounts counts) {
            counts.add(
                    order.getInt(due),
                    order.getInt(called),
                    order.getInt(reached),
                    order.isNullAt(score) ? null : (Integer) order.getInt(score),
                    order.isNullAt(recommend) ? null : (Integer) order.getInt(recommend));
        }

        List<Row> rows(Date month, String outletId) {
            List<Row> rows = new ArrayList<>();
            rows.add(row(month, "company", "all", outletCells));
            rows.add(row(month, "outlet", outletId, outletCells));
            outletCells.forEach((type, counts) -> rows.add(row(month, "service_type", type, Map.of(type, counts))));
            for (Cut cut : List.of(regions, technicians, models, categories)) {
                cut.members.forEach((member, cells) -> rows.add(row(month, cut.name, member, cells)));
            }
            return rows;
        }
    }

    /** The cells of the members of a cut. */
    private static final class Cut {
        private final String name;
        private final Map<String, Map<String, SatisfactionCounts>> members = new HashMap<>();

        Cut(String name) {
            this.name = name;
        }

        SatisfactionCounts cell(String member, String serviceType) {
            return members.computeIfAbsent(member, key -> new HashMap<>())
                    .computeIfAbsent(serviceType, key -> new SatisfactionCounts());
        }
    }

    /**
     * An outlet's share of a member; what no rating of a cell speaks for is left to the outlet, and from there to the
     * member.
     */
    private static Row row(Date month, String cut, String member, Map<String, SatisfactionCounts> cells) {
        SatisfactionCounts all = new SatisfactionCounts();
        cells.values().forEach(all::add);
        BigDecimal projected = BigDecimal.ZERO;
        long unspoken = 0;
        for (SatisfactionCounts cell : cells.values()) {
            if (cell.rated() > 0) {
                projected = projected.add(projection(cell.completed(), cell));
            } else {
                unspoken += cell.completed();
            }
        }
        if (all.rated() > 0) {
            projected = projected.add(projection(unspoken, all));
            unspoken = 0;
        }
        Object[] values = new Object[TYPE.size()];
        values[0] = month;
        values[1] = cut;
        values[2] = member;
        int at = 3;
        for (int i = 0; i < SatisfactionCounts.NAMES.size(); i++) {
            values[at++] = all.value(i);
        }
        values[at++] = projected;
        values[at] = unspoken;
        return RowFactory.create(values);
    }

    /** How many of some orders would be satisfied at the rate of others. */
    private static BigDecimal projection(long orders, SatisfactionCounts rates) {
        return BigDecimal.valueOf(orders)
                .multiply(BigDecimal.valueOf(rates.satisfied()))
                .divide(BigDecimal.valueOf(rates.rated()), EXACT_SCALE, RoundingMode.HALF_UP);
    }
}
