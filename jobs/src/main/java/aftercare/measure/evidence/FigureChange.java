package aftercare.measure.evidence;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Evidence;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.contract.Need;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.api.Spoken;
import aftercare.stats.ChangeParts;
import aftercare.table.FigureChangeTable;
import aftercare.table.Tables;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * figure_change: why the figures of the report's tiles are others than in the month before, by the code and the SQL of
 * {@code aftercare why}. Definitions: schemas/gold/figure_change.yaml; reasons: docs/decisions.md, DV23.
 *
 * <p>Each view of events is read once for all months, and once more for each month that is still young.
 */
public final class FigureChange implements Measure {
    private static final int MONTHS = 13;
    private static final String ALL = FigureSql.ALL;

    private final Contracts contracts;
    private final Evidence evidence = Evidence.load();
    private final GoldContract contract;

    /** Takes the contracts of the figures' tables and the rules by which events are counted. */
    public FigureChange(Contracts contracts) {
        this.contracts = contracts;
        this.contract = contracts.gold(Tables.FIGURE_CHANGE);
    }

    /** A figure, how it is made, and the months of which all speaks that it needs. */
    private record Figure(
            GoldContract of, GoldColumn column, FigureSql sql, Makeup makeup, Asked asked, Spoken spoken) {}

    @Override
    public String table() {
        return Tables.FIGURE_CHANGE;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.CALLBACKS, Tables.COMPLAINTS, Tables.OUTLETS, Tables.MODELS);
    }

    @Override
    public List<String> books() {
        return List.of(Tables.LEDGER);
    }

    @Override
    public List<Need> needs() {
        return evidence.moved().entrySet().stream()
                .flatMap(moved -> column(moved.getValue(), moved.getKey()).needs().stream())
                .distinct()
                .toList();
    }

    private GoldColumn column(Evidence.Moved moved, String name) {
        return contracts.gold(moved.table()).column(name).orElseThrow();
    }

    /** All that the views are filled in with, and the views themselves. */
    @Override
    public String settings() {
        Rules rules = contracts.rules();
        return Stream.of(Rules.SETTLED, Rules.ONSITE_VISIT, Rules.CALLED_BACK, Rules.REPEAT, Rules.COMPLAINT_RESOLVED)
                        .map(rule -> rule + rules.window(rule))
                        .toList()
                + evidence.toString();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        List<YearMonth> looked = Stream.iterate(asOf.lastFullMonth().minusMonths(MONTHS), month -> month.plusMonths(1))
                .limit(MONTHS + 1L)
                .toList();
        EventViews.prepare(inputs.spark(), asOf.zone());
        List<Figure> figures = evidence.moved().entrySet().stream()
                .flatMap(moved -> figure(moved.getKey(), moved.getValue(), inputs).stream())
                .toList();
        List<Asked> asked = figures.stream().map(Figure::asked).toList();
        ReadInputs tables = new ReadInputs(inputs, contracts);
        EventViews source = views(inputs, tables, asOf, looked);
        asked.stream()
                .map(each -> each.makeup().counted().view())
                .distinct()
                .forEach(view -> source.keep(view, inputs::keep));
        List<MemberSums> sums = MemberSums.of(source, asked);
        List<List<MonthEvents.Counted>> events =
                new MonthEvents(evidence, asOf, inputs.book(Tables.LEDGER)).of(source, asked);
        source.drop();
        Changes changes = new Changes(contracts, evidence, asOf);
        List<Row> rows = new ArrayList<>();
        for (YearMonth month : looked.subList(1, looked.size())) {
            YearMonth against = month.minusMonths(1);
            Map<Integer, MemberSums> atAge = atAge(inputs, tables, changes, figures, month, against);
            for (int i = 0; i < figures.size(); i++) {
                Figure figure = figures.get(i);
                if (figure.spoken().speaksOf(month) && figure.spoken().speaksOf(against)) {
                    MemberSums earlier = atAge.getOrDefault(i, sums.get(i));
                    new Lines(figure, month, changes, sums.get(i), earlier, events.get(i)).addTo(rows);
                }
            }
        }
        return inputs.spark().createDataFrame(rows, contract.sparkType());
    }

    private Optional<Figure> figure(String name, Evidence.Moved moved, Inputs inputs) {
        GoldContract of = contracts.gold(moved.table());
        GoldColumn column = column(moved, name);
        FigureSql sql = new FigureSql(evidence, of, keyRow(of, moved));
        return Makeup.of(sql, of, column)
                .map(makeup -> new Figure(
                        of, column, sql, makeup, Asked.of(evidence, of, sql, makeup), inputs.spoken(column.needs())));
    }

    /** A row that has a key and nothing else. */
    private static Row keyRow(GoldContract of, Evidence.Moved moved) {
        StructType type = new StructType();
        List<@Nullable Object> key = new ArrayList<>();
        for (String name : of.key()) {
            boolean isMonth = name.equals(of.month());
            type = type.add(name, isMonth ? DataTypes.DateType : DataTypes.StringType);
            key.add(isMonth ? null : moved.key().get(name));
        }
        return new GenericRowWithSchema(key.toArray(), type);
    }

    private EventViews views(Inputs inputs, ReadInputs tables, AsOf asOf, List<YearMonth> months) {
        return new EventViews("", inputs.spark(), tables, new Views(contracts, asOf, months));
    }

    /** The month before as it stood at the age of a young one, for the figures that tables at equal age have. */
    private Map<Integer, MemberSums> atAge(
            Inputs inputs,
            ReadInputs tables,
            Changes changes,
            List<Figure> figures,
            YearMonth month,
            YearMonth against) {
        List<Integer> places = new ArrayList<>();
        AsOf age = null;
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            Optional<AsOf> sameAge = changes.equalAge(figure.of(), figure.sql().key(), figure.makeup(), month, against);
            if (sameAge.isPresent()) {
                age = sameAge.get();
                places.add(i);
            }
        }
        Map<Integer, MemberSums> atAge = new HashMap<>();
        if (age != null) {
            EventViews source = views(inputs, tables, age, List.of(against));
            List<MemberSums> sums = MemberSums.of(
                    source, places.stream().map(i -> figures.get(i).asked()).toList());
            source.drop();
            for (int i = 0; i < places.size(); i++) {
                atAge.put(places.get(i), sums.get(i));
            }
        }
        return atAge;
    }

    /** What inputs say, as views read it. */
    private record ReadInputs(Inputs inputs, Contracts contracts) implements EventViews.Read {
        @Override
        public boolean has(String name) {
            return contracts.sources().stream()
                    .anyMatch(source -> source.source().equals(name));
        }

        @Override
        public Dataset<Row> rows(String name) {
            Dataset<Row> rows = inputs.silver(name);
            Set<String> there = Set.of(rows.columns());
            for (var column : Map.of(FigureSql.FILE, "string", FigureSql.LINE, "int", Contract.DAYS, "string")
                    .entrySet()) {
                if (!there.contains(column.getKey())) {
                    rows = rows.withColumn(column.getKey(), functions.lit(null).cast(column.getValue()));
                }
            }
            return rows;
        }

        @Override
        public Optional<Dataset<Row>> replaced(String source, String id) {
            return inputs.replaced(source, id);
        }
    }

    /** The rows about one figure in one month. */
    private final class Lines {
        private final Figure figure;
        private final YearMonth month;
        private final Changes changes;
        private final MemberSums later;
        private final MemberSums earlier;
        private final List<MonthEvents.Counted> events;

        private Lines(
                Figure figure,
                YearMonth month,
                Changes changes,
                MemberSums later,
                MemberSums earlier,
                List<MonthEvents.Counted> events) {
            this.figure = figure;
            this.month = month;
            this.changes = changes;
            this.later = later;
            this.earlier = earlier;
            this.events = events;
        }

        private void addTo(List<Row> rows) {
            YearMonth against = month.minusMonths(1);
            Makeup makeup = figure.makeup();
            Optional<Double> before = earlier.figure(makeup, against);
            Optional<Double> after = later.figure(makeup, month);
            if (before.isEmpty() || after.isEmpty()) {
                return;
            }
            long then = Math.round(earlier.total(against)[1]);
            long now = Math.round(later.total(month)[1]);
            rows.add(row(ALL, ALL, before.get(), after.get(), then, now, null, null, after.get() - before.get()));
            for (Change.Split split : changes.splits(makeup, earlier, against, later, month)) {
                Map<String, double[]> old = earlier.members(against, split.by());
                Map<String, double[]> young = later.members(month, split.by());
                for (ChangeParts.Part part : split.parts()) {
                    double[] x = old.getOrDefault(part.name(), new double[2]);
                    double[] y = young.getOrDefault(part.name(), new double[2]);
                    if (x[0] != 0 || x[1] != 0 || y[0] != 0 || y[1] != 0) {
                        rows.add(row(
                                split.by(),
                                part.name(),
                                rate(x),
                                rate(y),
                                Math.round(x[1]),
                                Math.round(y[1]),
                                part.rate(),
                                part.mix(),
                                part.total()));
                    }
                }
            }
            for (MonthEvents.Counted counted : events) {
                boolean isRipeness = counted.what().equals("waiting");
                Double stands = isRipeness ? later.figure(makeup, against).orElse(null) : null;
                rows.add(row(
                        isRipeness ? "ripeness" : counted.what(),
                        ALL,
                        stands,
                        isRipeness ? before.get() : null,
                        counted.in(against),
                        counted.in(month),
                        null,
                        null,
                        stands == null ? null : Double.valueOf(before.get() - stands)));
            }
        }

        private static @Nullable Double rate(double[] member) {
            return member[1] == 0 ? null : Double.valueOf(member[0] / member[1]);
        }

        private Row row(
                String cut,
                String member,
                @Nullable Double before,
                @Nullable Double after,
                @Nullable Long beforeN,
                @Nullable Long afterN,
                @Nullable Double rate,
                @Nullable Double mix,
                @Nullable Double part) {
            Map<String, @Nullable Object> values = new HashMap<>();
            values.put(FigureChangeTable.MONTH, AsOf.date(month));
            values.put(FigureChangeTable.METRIC, figure.column().name());
            values.put(FigureChangeTable.CUT, cut);
            values.put(FigureChangeTable.MEMBER_ID, member);
            values.put(FigureChangeTable.AGAINST, AsOf.date(month.minusMonths(1)));
            values.put(FigureChangeTable.BEFORE, before);
            values.put(FigureChangeTable.AFTER, after);
            values.put(FigureChangeTable.BEFORE_N, beforeN);
            values.put(FigureChangeTable.AFTER_N, afterN);
            values.put(FigureChangeTable.RATE_PART, rate);
            values.put(FigureChangeTable.MIX_PART, mix);
            values.put(FigureChangeTable.PART, part);
            return RowFactory.create(Stream.of(contract.sparkType().fieldNames())
                    .map(values::get)
                    .toArray());
        }
    }
}
