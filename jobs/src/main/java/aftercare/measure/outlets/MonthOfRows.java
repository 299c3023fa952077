package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.contract.Scorecard;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.Standards;
import aftercare.stats.IndirectStandardisation;
import aftercare.table.OutletKpiExpectedTable;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionMonthTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The rows of a month, whatever they tell, on their way from Spark into {@link PeerComparison} and back. */
final class MonthOfRows {
    static final String MONTH = OutletKpiExpectedTable.MONTH;

    private static final String KIND = "kind_of_row";
    private static final String ID = "id";
    private static final String REGION = "region";
    private static final String COUNTS = "counts";

    private static final String EXPECTED = "expected";
    private static final String OUTLET = "outlet";
    private static final String RATED = "rated";
    private static final String SEVERE = "severe";

    private static final int COMPLETED = 0;

    /** The KPIs whose counts stand in outlet_kpi_month, in the order in which rows carry them, after completed orders. */
    private static final List<Kpi> COUNTED = List.of(Kpi.FIRST_FIX, Kpi.ON_SITE, Kpi.FIXED, Kpi.COMPLAINTS);

    private final Scorecard scorecard;
    private final Standards standards;
    private final Map<String, String> tiers;
    private final LocalDate month;
    private final PeerComparison.ReferenceRates references = new PeerComparison.ReferenceRates();
    private final Map<String, Map<Kpi, long[]>> counts = new TreeMap<>();
    private final Map<String, String> regions = new HashMap<>();
    private final Map<String, Long> completed = new HashMap<>();
    private final Map<String, long[]> expected = new HashMap<>();

    MonthOfRows(Scorecard scorecard, Standards standards, Map<String, String> tiers, LocalDate month) {
        this.scorecard = scorecard;
        this.standards = standards;
        this.tiers = tiers;
        this.month = month;
    }

    static Dataset<Row> expected(Dataset<Row> sums) {
        return sums.select(row(CaseMix.MONTH, EXPECTED, col(RepairsTable.OUTLET_ID), lit(""), col(CaseMix.COUNTS)));
    }

    static Dataset<Row> outlets(Dataset<Row> outletKpiMonth) {
        Column[] counts = Stream.concat(
                        Stream.of(col(OutletKpiMonthTable.COMPLETED_N)),
                        COUNTED.stream().flatMap(kpi -> Stream.of(col(kpi.numerator), col(kpi.denominator))))
                .toArray(Column[]::new);
        return outletKpiMonth
                .filter(col(OutletKpiMonthTable.OUTLET_ID).notEqual(SeenOrders.UNKNOWN))
                .select(row(
                        OutletKpiMonthTable.MONTH,
                        OUTLET,
                        col(OutletKpiMonthTable.OUTLET_ID),
                        col(OutletKpiMonthTable.REGION_ID),
                        array(counts)));
    }

    static Dataset<Row> satisfaction(Dataset<Row> satisfactionMonth) {
        return satisfactionMonth
                .filter(col(SatisfactionMonthTable.CUT).equalTo("outlet"))
                .select(row(
                        SatisfactionMonthTable.MONTH,
                        RATED,
                        col(SatisfactionMonthTable.CUT_ID),
                        lit(""),
                        array(col(SatisfactionMonthTable.SATISFIED_N), col(SatisfactionMonthTable.RATED_N))));
    }

    static Dataset<Row> severe(Dataset<Row> severe) {
        return severe.select(row(
                MONTH,
                SEVERE,
                col(OutletKpiExpectedTable.OUTLET_ID),
                lit(""),
                array(col(Kpi.SEVERE_COMPLAINTS.numerator))));
    }

    private static Column[] row(String month, String kind, Column id, Column region, Column counts) {
        return new Column[] {
            col(month).as(MONTH),
            lit(kind).as(KIND),
            id.as(ID),
            coalesce(region, lit("")).as(REGION),
            counts.as(COUNTS)
        };
    }

    Iterator<Row> compared(Iterator<Row> rows) {
        rows.forEachRemaining(this::take);
        expected.forEach(this::reference);
        List<PeerComparison.OutletFigures> outlets = new ArrayList<>();
        new TreeMap<>(regions)
                .forEach((outlet, region) -> outlets.add(new PeerComparison.OutletFigures(
                        outlet,
                        region,
                        completed.getOrDefault(outlet, 0L),
                        counts.getOrDefault(outlet, Map.of()))));
        references.putCompany(outlets);
        List<List<PeerComparison.KpiFigure>> figures =
                new PeerComparison(scorecard, standards, month, tiers, outlets, references).figures();
        List<Row> results = new ArrayList<>();
        for (int i = 0; i < outlets.size(); i++) {
            for (PeerComparison.KpiFigure figure : figures.get(i)) {
                results.add(row(outlets.get(i), figure));
            }
        }
        return results.iterator();
    }

    private void reference(String outlet, long[] sums) {
        for (int i = 0; i < StratumRates.RATED.size(); i++) {
            long orders = sums[2 * i + 1];
            if (orders > 0) {
                references.put(
                        StratumRates.RATED.get(i),
                        outlet,
                        new IndirectStandardisation(sums[2 * i] / CaseMix.PARTS, orders));
            }
        }
    }

    private void take(Row row) {
        String id = row.getAs(ID);
        List<Long> numbers = row.getList(row.fieldIndex(COUNTS));
        switch (row.<String>getAs(KIND)) {
            case EXPECTED -> {
                long[] sums = expected.computeIfAbsent(id, none -> new long[2 * StratumRates.RATED.size()]);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += numbers.get(i);
                }
            }
            case OUTLET -> {
                regions.put(id, row.getAs(REGION));
                Long orders = numbers.get(COMPLETED);
                completed.put(id, orders == null ? 0L : orders);
                for (int i = 0; i < COUNTED.size(); i++) {
                    take(id, COUNTED.get(i), numbers.get(2 * i + 1), numbers.get(2 * i + 2));
                }
            }
            case RATED -> take(id, Kpi.SATISFACTION, numbers.get(0), numbers.get(1));
            default -> of(id, Kpi.SEVERE_COMPLAINTS, numbers.get(0), 0);
        }
    }

    /** A figure is null where its source was not delivered: nothing is told of it, not even that it is 0. */
    private void take(String outlet, Kpi kpi, @Nullable Long n, @Nullable Long d) {
        if (n != null && d != null) {
            of(outlet, kpi, n, d);
            if (kpi == Kpi.COMPLAINTS) {
                of(outlet, Kpi.SEVERE_COMPLAINTS, 0, d);
            }
        }
    }

    private void of(String outlet, Kpi kpi, long n, long d) {
        long[] sums = counts.computeIfAbsent(outlet, none -> new EnumMap<>(Kpi.class))
                .computeIfAbsent(kpi, none -> new long[2]);
        sums[0] += n;
        sums[1] += d;
    }

    private Row row(PeerComparison.OutletFigures outlet, PeerComparison.KpiFigure figure) {
        Kpi kpi = figure.kpi();
        return OutletKpiExpectedTable.row()
                .month(month)
                .outletId(outlet.outlet())
                .metric(kpi.metric)
                .regionId(outlet.region())
                .n(figure.n())
                .d(figure.d())
                .mixRate(inUnit(kpi, figure.mix()))
                .expectedRate(inUnit(kpi, figure.expected()))
                .betterBy(figure.betterBy())
                .peersN(figure.peers())
                .build();
    }

    private static @Nullable Double inUnit(Kpi kpi, @Nullable Double figure) {
        return figure == null ? null : kpi.inUnit(figure);
    }
}
