package aftercare.measure.evidence;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import aftercare.contract.Evidence;
import aftercare.contract.FileNames;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.lake.ChangeFeed;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.measure.api.AsOf;
import aftercare.stats.ChangeParts;
import aftercare.table.LedgerTable;
import aftercare.table.MonthAtAgeTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Splits the change of one figure of one row between two months. */
final class Changes {
    private static final Pattern RATIO = Pattern.compile("(.+) / nullif\\((\\w+), 0\\)");
    /** Of more models a list says less than of their categories. */
    private static final int MOST_MODELS = 20;

    private static final List<String> CUTS = List.of("region", "outlet", "model", "category");
    private static final String COLUMNS = "month, coalesce(region_id, 'unknown') as region,"
            + " coalesce(outlet_id, 'unknown') as outlet, coalesce(model_id, 'unknown') as model,"
            + " coalesce(category, 'unknown') as category";

    private final Lake lake;
    private final Evidence evidence;
    private final GoldContract contract;
    private final GoldColumn column;
    private final Row after;
    private final Row before;
    private final FigureSql sql;
    private final Explanations.Source source;
    private final AsOf asOf;

    /** What a figure is made of: above the line, and below it; null where nothing is below. */
    private record Made(Aggregate above, @Nullable Aggregate below, boolean isRatio) {}

    /** An aggregate of the rows of a view. */
    private record Aggregate(String name, String view, String value) {}

    Changes(
            Lake lake,
            Evidence evidence,
            GoldContract contract,
            GoldColumn column,
            Row after,
            Row before,
            Explanations.Source source,
            AsOf asOf) {
        this.lake = lake;
        this.evidence = evidence;
        this.contract = contract;
        this.column = column;
        this.after = after;
        this.before = before;
        this.sql = new FigureSql(evidence, contract, after);
        this.source = source;
        this.asOf = asOf;
    }

    private YearMonth month() {
        return Explanations.month(contract, after);
    }

    private YearMonth against() {
        return Explanations.month(contract, before);
    }

    Change change() {
        Double then = number(before);
        Double now = number(after);
        Optional<Made> made = made();
        List<Change.Split> splits = made.isEmpty() || then == null || now == null ? List.of() : splits(made.get());
        return new Change(
                month(),
                against(),
                then,
                now,
                made.map(Made::isRatio).orElse(false),
                splits,
                made.isEmpty() ? List.of() : events(made.get()),
                atEqualAge());
    }

    private @Nullable Double number(Row row) {
        Object value = row.getAs(column.name());
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    /** How the figure is made of rows that add up over members; empty where it is not. */
    private Optional<Made> made() {
        Evidence.Column how = sql.column(column.name());
        if (how.formula() != null) {
            Matcher ratio = RATIO.matcher(how.formula());
            if (!ratio.matches()) {
                return Optional.empty();
            }
            Optional<Aggregate> below = aggregate(ratio.group(2));
            Optional<Aggregate> above = expression(ratio.group(1));
            return above.isPresent() && below.isPresent()
                    ? Optional.of(new Made(above.get(), below.get(), true))
                    : Optional.empty();
        }
        return aggregate(column.name()).map(above -> new Made(above, amongWhich(how), false));
    }

    /** A count or sum of the rows of a view. */
    private Optional<Aggregate> aggregate(String name) {
        Evidence.Column how = sql.column(name);
        if (how.from() == null) {
            return Optional.empty();
        }
        if (how.count() != null) {
            return Optional.of(new Aggregate(name, how.from(), "count(*) filter (where " + how.count() + ")"));
        }
        return FigureSql.addsUp(how)
                ? Optional.of(new Aggregate(name, how.from(), Objects.requireNonNull(how.value())))
                : Optional.empty();
    }

    /** Counts put together, such as those of a net promoter score. */
    private Optional<Aggregate> expression(String formula) {
        Matcher words = Pattern.compile("\\b[a-z][a-z0-9_]*\\b").matcher(formula);
        StringBuilder value = new StringBuilder();
        String view = null;
        String first = column.name();
        while (words.find()) {
            Optional<Aggregate> part = aggregate(words.group());
            if (part.isEmpty() || (view != null && !view.equals(part.get().view()))) {
                return Optional.empty();
            }
            view = part.get().view();
            first = words.group();
            words.appendReplacement(
                    value, Matcher.quoteReplacement("(" + part.get().value() + ")"));
        }
        words.appendTail(value);
        return view == null ? Optional.empty() : Optional.of(new Aggregate(first, view, value.toString()));
    }

    /** What a count is counted among by the contract's ratios; of a sum, the rows that say something. */
    private @Nullable Aggregate amongWhich(Evidence.Column how) {
        if (how.count() == null && how.from() != null && !how.from().equals(PromiseViews.PROMISED)) {
            return new Aggregate(
                    column.name(), how.from(), "count(*) filter (where " + Objects.requireNonNull(how.where()) + ")");
        }
        return contract.columns().stream()
                .map(GoldColumn::metric)
                .filter(metric -> metric != null && column.name().equals(metric.numerator()))
                .flatMap(metric -> Stream.ofNullable(metric.denominator()))
                .flatMap(name -> aggregate(name).stream())
                .filter(below -> below.view().equals(how.from()))
                .findFirst()
                .orElse(null);
    }

    private List<Change.Split> splits(Made made) {
        Map<List<String>, double[]> cells = new TreeMap<>(Comparator.comparing(List::toString));
        add(cells, made.above(), 0);
        Aggregate below = made.below();
        if (below != null) {
            add(cells, below, 1);
        }
        List<Change.Split> splits = new ArrayList<>();
        boolean manyModels =
                cells.keySet().stream().map(cell -> cell.get(2)).distinct().count() > MOST_MODELS;
        for (int i = 0; i < CUTS.size(); i++) {
            if (CUTS.get(i).equals(manyModels ? "model" : "category")) {
                continue;
            }
            Map<String, double[]> members = new TreeMap<>();
            int at = i;
            cells.forEach((cell, values) -> {
                double[] sums = members.computeIfAbsent(cell.get(at), none -> new double[4]);
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += values[j];
                }
            });
            if (members.size() > 1) {
                splits.add(new Change.Split(CUTS.get(i), parts(made, members)));
            }
        }
        return splits;
    }

    private static List<ChangeParts.Part> parts(Made made, Map<String, double[]> members) {
        List<ChangeParts.Member> all = members.entrySet().stream()
                .map(each -> new ChangeParts.Member(
                        each.getKey(), each.getValue()[0], each.getValue()[1], each.getValue()[2], each.getValue()[3]))
                .toList();
        List<ChangeParts.Part> parts = made.isRatio() ? ChangeParts.ofRatio(all) : ChangeParts.ofCount(all);
        ToDoubleFunction<ChangeParts.Part> size = part -> -Math.abs(part.total());
        return parts.stream()
                .sorted(Comparator.comparingDouble(size).thenComparing(ChangeParts.Part::name))
                .toList();
    }

    /** Adds what is above (0) or below (1) the line, of the month before and of the one asked about. */
    private void add(Map<List<String>, double[]> cells, Aggregate aggregate, int place) {
        String query = "select " + COLUMNS + ", cast(" + aggregate.value() + " as double) as value\nfrom "
                + aggregate.view() + "\nwhere " + sql.member(false) + "\ngroup by 1, 2, 3, 4, 5";
        for (Row row : source.rows(query)) {
            boolean isAfter =
                    row.<Date>getAs(MonthAtAgeTable.MONTH).toLocalDate().equals(month().atDay(1));
            double value = row.isNullAt(row.fieldIndex("value")) ? 0 : row.getDouble(row.fieldIndex("value"));
            List<String> cell = CUTS.stream().map(row::<String>getAs).toList();
            cells.computeIfAbsent(cell, none -> new double[4])[(isAfter ? 2 : 0) + place] += value;
        }
    }

    /** Events that cannot be counted yet, that came late, and that were corrected. */
    private List<Change.Months> events(Made made) {
        List<Change.Months> events = new ArrayList<>();
        Aggregate below = made.below();
        Aggregate counted = below == null ? made.above() : below;
        String waiting = evidence.waiting().get(counted.name());
        if (waiting != null) {
            events.add(months(
                    "waiting",
                    counted.name(),
                    source.rows("select month, count(*) as n\nfrom " + counted.view() + "\nwhere " + sql.member(false)
                            + "\n    and " + waiting + "\ngroup by month")));
        }
        Evidence.View view = evidence.views().get(counted.view());
        if (view != null && contract.column(counted.name()).isPresent()) {
            Evidence.Column how = sql.column(counted.name());
            String flag = how.count() == null ? how.where() == null ? "true" : how.where() : how.count();
            source.rows("select 1 from " + counted.view() + " limit 0");
            Dataset<Row> all = source.spark()
                    .sql("select month, " + view.id() + " as event_id, " + FigureSql.FILE + " as file\nfrom "
                            + counted.view() + "\nwhere " + sql.member(false) + "\n    and " + flag);
            events.add(late(counted.name(), all));
            if (!counted.view().equals(PromiseViews.PROMISED) && !counted.view().equals(ReferenceView.REFERENCES)) {
                events.add(corrected(counted.name(), view, all));
            }
        }
        return events;
    }

    private Change.Months months(String what, String figure, List<Row> rows) {
        Map<YearMonth, Long> counts = new HashMap<>();
        rows.forEach(row ->
                counts.put(YearMonth.from(row.<Date>getAs(MonthAtAgeTable.MONTH).toLocalDate()), row.getAs("n")));
        return new Change.Months(what, figure, counts.getOrDefault(against(), 0L), counts.getOrDefault(month(), 0L));
    }

    /** Events that were loaded after their month was over, and after the first of them. */
    private Change.Months late(String figure, Dataset<Row> events) {
        Map<String, Instant> loaded = new HashMap<>();
        new Ledger(lake)
                .rows()
                .filter(col(LedgerTable.STATUS).isin(LedgerEntry.LOADED, LedgerEntry.REPLAYED))
                .groupBy(LedgerTable.PATH, LedgerTable.SHA256)
                .agg(max(LedgerTable.LOADED_AT).as("at"))
                .collectAsList()
                .forEach(row -> {
                    String path = row.getAs(LedgerTable.PATH);
                    Instant at = row.<Timestamp>getAs("at").toInstant();
                    // Silver names files as they may be shown, and did by their paths before.
                    Stream.of(path, FileNames.shown(path, row.getAs(LedgerTable.SHA256)))
                            .forEach(name -> loaded.merge(name, at, (one, other) -> one.isAfter(other) ? one : other));
                });
        Map<YearMonth, Map<Instant, Long>> byLoad = new HashMap<>();
        for (Row row : events.groupBy(MonthAtAgeTable.MONTH, "file").count().collectAsList()) {
            Instant at = loaded.get(row.<String>getAs("file"));
            if (at == null) {
                return new Change.Months("late", figure, null, null);
            }
            byLoad.computeIfAbsent(
                            YearMonth.from(
                                    row.<Date>getAs(MonthAtAgeTable.MONTH).toLocalDate()),
                            none -> new TreeMap<>())
                    .merge(at, row.<Long>getAs("count"), Long::sum);
        }
        return new Change.Months(
                "late", figure, late(byLoad.get(against()), against()), late(byLoad.get(month()), month()));
    }

    private long late(@Nullable Map<Instant, Long> byLoad, YearMonth month) {
        if (byLoad == null) {
            return 0;
        }
        Instant end = asOf.start(month.plusMonths(1)).toInstant();
        Instant first = byLoad.keySet().iterator().next();
        return byLoad.entrySet().stream()
                .filter(load -> load.getKey().isAfter(end) && load.getKey().isAfter(first))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Events of which another version had been there before. */
    private Change.Months corrected(String figure, Evidence.View view, Dataset<Row> events) {
        Path table = lake.silver(view.source());
        try {
            Dataset<Row> changed = ChangeFeed.between(lake, table, -1, source.version(view.source()))
                    .filter(col("_change_type").equalTo("update_preimage"))
                    .select(col(view.id()).as("event_id"))
                    .distinct();
            return months(
                    "corrected",
                    figure,
                    events.join(broadcast(changed), "event_id")
                            .groupBy(MonthAtAgeTable.MONTH)
                            .count()
                            .withColumnRenamed("count", "n")
                            .collectAsList());
        } catch (RuntimeException removed) {
            // What maintenance removed, nobody can tell any more.
            return new Change.Months("corrected", figure, null, null);
        }
    }

    /** The figure of both months as they stood when they were equally old. */
    private Optional<Change.EqualAge> atEqualAge() {
        boolean promises = contract.table().equals(Tables.PROMISE_MONTH);
        String table = promises ? Tables.PROMISE_AT_AGE : Tables.MONTH_AT_AGE;
        String formula = sql.column(column.name()).formula();
        if (!lake.hasTable(lake.gold(table))) {
            return Optional.empty();
        }
        Dataset<Row> ages = lake.read(lake.gold(table))
                .filter(col(MonthAtAgeTable.JUDGED_MONTH).equalTo(lit(AsOf.date(month()))));
        List<String> there = List.of(ages.columns());
        Map<String, String> key = new LinkedHashMap<>();
        contract.key().stream()
                .filter(name -> !name.equals(contract.month()))
                .forEach(name -> key.put(name, after.getAs(name)));
        if (!promises && key.containsKey("cut")) {
            String cut = Objects.requireNonNull(key.remove("cut"));
            String member = Objects.requireNonNull(key.remove("cut_id"));
            if (!cut.equals("company")) {
                key.put(FigureSql.memberOf(cut), member);
            }
        }
        key.values().removeIf(FigureSql.ALL::equals);
        List<String> parts = new ArrayList<>();
        Matcher words = Pattern.compile("\\b[a-z][a-z0-9_]*\\b").matcher(formula == null ? column.name() : formula);
        while (words.find()) {
            if (contract.column(words.group()).isPresent()) {
                parts.add(words.group());
            }
        }
        if (!there.containsAll(key.keySet()) || !there.containsAll(parts)) {
            return Optional.empty();
        }
        Column same = key.entrySet().stream()
                .map(part -> col(part.getKey()).equalTo(part.getValue()))
                .reduce(lit(true), Column::and);
        Double then = atAge(ages.filter(same), against(), parts, formula);
        Double now = atAge(ages.filter(same), month(), parts, formula);
        return then == null || now == null ? Optional.empty() : Optional.of(new Change.EqualAge(then, now));
    }

    private @Nullable Double atAge(Dataset<Row> ages, YearMonth month, List<String> parts, @Nullable String formula) {
        Column[] sums =
                parts.stream().distinct().map(name -> sum(name).as(name)).toArray(Column[]::new);
        Column made = expr(formula == null ? column.name() : formula);
        Row row = ages.filter(col(MonthAtAgeTable.MONTH).equalTo(lit(AsOf.date(month))))
                .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length))
                .select(made.cast("double").as("figure"))
                .first();
        return row.<@Nullable Double>getAs("figure");
    }
}
