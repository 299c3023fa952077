package aftercare.measure.health;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Spoken;
import aftercare.stats.ExpectedDeliveries;
import aftercare.stats.ExpectedDeliveries.Judged;
import aftercare.table.RepairsTable;
import aftercare.table.SourceMonthTable;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The months of one source on their way into rows of source_month. */
final class SourceDeliveries {
    static final String COMPANY = "company";
    static final String REGION = "region";
    static final String OUTLET = "outlet";

    private static final String ALL = "all";
    private static final String DELIVERED = "delivered";
    private static final String PARTIAL = "partial";
    private static final String SILENT = "silent";
    private static final String NOT_DELIVERED = "not_delivered";

    private final String source;
    private final Spoken spoken;
    private final @Nullable Instant lastLoad;
    private final @Nullable String neverFilled;
    private final AsOf asOf;
    private final ToDoubleFunction<YearMonth> silentAt;

    /**
     * Rows with their event in a month.
     *
     * @param month the month
     * @param outlet their outlet; null where they name none
     * @param region their region; null where they name none
     * @param ofCompany whether they count for the company
     * @param rows how many
     * @param first the first event; null where events are not told
     * @param last the last event
     */
    record Counted(
            YearMonth month,
            @Nullable String outlet,
            @Nullable String region,
            boolean ofCompany,
            long rows,
            @Nullable Instant first,
            @Nullable Instant last) {
        /** Of a row with month, outlet, region, rows, first and last event. */
        static Counted of(Row row) {
            return new Counted(
                    YearMonth.from(row.<Date>getAs(SourceMonthTable.MONTH).toLocalDate()),
                    row.getAs(RepairsTable.OUTLET_ID),
                    row.getAs(RepairsTable.REGION_ID),
                    true,
                    row.getAs(SourceMonthTable.ROWS_N),
                    row.<Timestamp>getAs(SourceMonthTable.FIRST_EVENT).toInstant(),
                    row.<Timestamp>getAs(SourceMonthTable.LAST_EVENT).toInstant());
        }
    }

    /** The rows of one member in one month. */
    private static final class Cell {
        private long rows;
        private @Nullable Instant first;
        private @Nullable Instant last;

        void add(Counted counted) {
            rows += counted.rows();
            Instant begin = counted.first();
            Instant end = counted.last();
            first = begin == null || (first != null && first.isBefore(begin)) ? first : begin;
            last = end == null || (last != null && last.isAfter(end)) ? last : end;
        }
    }

    /**
     * @param spoken the months of which it speaks
     * @param lastLoad when a file of it was taken last; null where that is not on record
     * @param neverFilled its columns that no row fills; null where there are none
     * @param silentAt the chance of a month from which on so few rows are not taken for chance
     */
    SourceDeliveries(
            String source,
            Spoken spoken,
            @Nullable Instant lastLoad,
            @Nullable String neverFilled,
            AsOf asOf,
            ToDoubleFunction<YearMonth> silentAt) {
        this.source = source;
        this.spoken = spoken;
        this.lastLoad = lastLoad;
        this.neverFilled = neverFilled;
        this.asOf = asOf;
        this.silentAt = silentAt;
    }

    /** The row of reference data, which hold for all months. */
    Row reference(long rows) {
        return row(asOf.month(), COMPANY, ALL, rows, null, null, null, rows > 0 ? DELIVERED : NOT_DELIVERED);
    }

    /**
     * The rows of facts.
     *
     * @param from the first month of any source
     */
    List<Row> facts(YearMonth from, List<Counted> counted, OutletsAtWork outlets) {
        List<YearMonth> months = new ArrayList<>();
        for (YearMonth month = from; !month.isAfter(asOf.month()); month = month.plusMonths(1)) {
            months.add(month);
        }
        List<Row> rows = new ArrayList<>(company(months, counted));
        rows.addAll(members(REGION, months, counted, Counted::region, outlets));
        rows.addAll(members(OUTLET, months, counted, Counted::outlet, outlets));
        return rows;
    }

    private List<Row> company(List<YearMonth> months, List<Counted> counted) {
        Map<YearMonth, Cell> cells = new TreeMap<>();
        counted.stream().filter(Counted::ofCompany).forEach(each -> cells.computeIfAbsent(
                        each.month(), none -> new Cell())
                .add(each));
        long[] counts = months.stream()
                .mapToLong(month -> spoken.speaksOf(month) ? rows(cells, month) : ExpectedDeliveries.NONE)
                .toArray();
        @Nullable Judged[] judged = ExpectedDeliveries.ofWhole(counts, shareOfLastMonth());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < months.size(); i++) {
            rows.add(row(months.get(i), COMPANY, ALL, cells.get(months.get(i)), judged[i]));
        }
        return rows;
    }

    /** How much of the as-of day's month has passed. */
    private double shareOfLastMonth() {
        return (double) asOf.day().getDayOfMonth() / asOf.month().lengthOfMonth();
    }

    private List<Row> members(
            String cut,
            List<YearMonth> months,
            List<Counted> counted,
            Function<Counted, @Nullable String> member,
            OutletsAtWork outlets) {
        SortedMap<String, SortedMap<YearMonth, Cell>> members = new TreeMap<>();
        for (Counted each : counted) {
            String name = member.apply(each);
            if (name != null) {
                members.computeIfAbsent(name, none -> new TreeMap<>())
                        .computeIfAbsent(each.month(), none -> new Cell())
                        .add(each);
            }
        }
        List<long[]> counts = new ArrayList<>();
        members.forEach((name, cells) -> counts.add(months.stream()
                .mapToLong(month ->
                        isJudged(cut, name, month, cells, outlets) ? rows(cells, month) : ExpectedDeliveries.NONE)
                .toArray()));
        List<@Nullable Judged[]> judged = ExpectedDeliveries.amongMembers(counts);
        List<Row> rows = new ArrayList<>();
        int at = 0;
        for (Map.Entry<String, SortedMap<YearMonth, Cell>> each : members.entrySet()) {
            SortedMap<YearMonth, Cell> cells = each.getValue();
            @Nullable Judged[] ofMember = judged.get(at++);
            for (int i = 0; i < months.size(); i++) {
                YearMonth month = months.get(i);
                if (!month.isBefore(cells.firstKey())) {
                    rows.add(row(month, cut, each.getKey(), cells.get(month), ofMember[i]));
                }
            }
        }
        return rows;
    }

    private boolean isJudged(
            String cut, String member, YearMonth month, SortedMap<YearMonth, Cell> cells, OutletsAtWork outlets) {
        YearMonth first = cells.firstKey();
        return spoken.speaksOf(month)
                && !month.isBefore(first)
                && (!cut.equals(OUTLET) || outlets.throughout(member, month));
    }

    private static long rows(Map<YearMonth, Cell> cells, YearMonth month) {
        Cell cell = cells.get(month);
        return cell == null ? 0 : cell.rows;
    }

    private Row row(YearMonth month, String cut, String member, @Nullable Cell cell, @Nullable Judged judged) {
        Cell counted = cell == null ? new Cell() : cell;
        return row(
                month, cut, member, counted.rows, judged, counted.first, counted.last, state(month, counted, judged));
    }

    private String state(YearMonth month, Cell cell, @Nullable Judged judged) {
        if (!spoken.speaksOf(month)) {
            return NOT_DELIVERED;
        }
        if (judged != null && judged.chance() <= silentAt.applyAsDouble(month)) {
            return cell.rows == 0 ? SILENT : PARTIAL;
        }
        return endsBeforeItsLastMonth(month) ? PARTIAL : DELIVERED;
    }

    /** Whether the last load came before the month was over, and before the end of the as-of day. */
    private boolean endsBeforeItsLastMonth(YearMonth month) {
        if (lastLoad == null || !month.equals(spoken.to())) {
            return false;
        }
        Instant over = asOf.start(month.plusMonths(1)).toInstant();
        Instant end = asOf.end().isBefore(over) ? asOf.end() : over;
        // Files of a day are often loaded during it.
        return lastLoad.isBefore(end.minus(1, ChronoUnit.DAYS));
    }

    private Row row(
            YearMonth month,
            String cut,
            String member,
            long rows,
            @Nullable Judged judged,
            @Nullable Instant first,
            @Nullable Instant last,
            String state) {
        return SourceMonthTable.row()
                .month(month.atDay(1))
                .source(source)
                .cut(cut)
                .cutId(member)
                .rowsN(rows)
                .expectedN(judged == null ? null : judged.expected())
                .chance(judged == null ? null : judged.chance())
                .firstEvent(first)
                .lastEvent(last)
                .state(state)
                .neverFilled(cut.equals(COMPANY) ? neverFilled : null)
                .build();
    }
}
