package aftercare.measure.evidence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import aftercare.contract.Contracts;
import aftercare.contract.Evidence;
import aftercare.contract.FileNames;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.contract.Need;
import aftercare.contract.PromiseRule;
import aftercare.lake.ComputedRun;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.Runs;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Spoken;
import aftercare.table.PromiseMonthTable;
import aftercare.table.ReferenceGapTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Explains figures of the monthly tables of a lake: finds the row, the rows of the sources behind it, and the SQL that
 * tells it again, by the tables and versions that its computation read.
 */
public final class Explanations {
    private static final Map<PromiseRule.Judged, String> SOURCES =
            Map.of(PromiseRule.Judged.CALLS, Tables.HOTLINE_CALLS, PromiseRule.Judged.REQUEST, Tables.PRODUCT_RETURNS);

    private final Lake lake;
    private final Contracts contracts;
    private final Evidence evidence;
    private final Map<String, ComputedRun> runs;
    private final SparkSession spark;
    private final Map<String, BaseTables> tables = new HashMap<>();
    private @Nullable EventViews kept;

    /** Takes a lake that was computed. */
    public Explanations(Lake lake, Contracts contracts) {
        this.lake = lake.withSessionFor(lake.size(lake.at("silver")));
        this.contracts = contracts;
        this.evidence = Evidence.load();
        this.runs = new Runs(lake).last();
        this.spark = this.lake.spark();
        spark.conf().set("spark.sql.session.timeZone", lake.zone().getId());
        // A backslash in a name is one, as it is for DuckDB.
        spark.conf().set("spark.sql.parser.escapedStringLiterals", "true");
        EventViews.prepare(spark, lake.zone());
    }

    /**
     * Explains a figure.
     *
     * @param table a monthly gold table
     * @param keyText its key, see {@link RowKey}
     * @param column the column
     * @param most how many of the events behind it are listed
     * @throws aftercare.config.AftercareException AFC-1104, AFC-1107 or AFC-1108 when there is none of that name or key
     */
    public Figure explain(String table, String keyText, String column, int most) {
        GoldContract contract = EvidenceErrors.monthly(contracts, table);
        GoldColumn asked = EvidenceErrors.figure(contract, column);
        return explain(contract, row(contract, RowKey.parse(contract, keyText)), asked, most);
    }

    /** The computation that wrote a table; closed months say themselves what wrote them. */
    ComputedRun run(GoldContract contract) {
        ComputedRun run = runs.get(contract.table());
        return run != null
                ? run
                : runs.values().stream()
                        .findFirst()
                        .map(any -> new ComputedRun(
                                any.runId(),
                                contract.table(),
                                any.asOf(),
                                "",
                                Map.of(),
                                "",
                                0,
                                0,
                                lake.version(lake.gold(contract.table())),
                                any.finishedAt(),
                                null))
                        .orElseThrow(() -> EvidenceErrors.notComputed(contract.table()));
    }

    Dataset<Row> rows(GoldContract contract) {
        if (!lake.hasTable(lake.gold(contract.table()))) {
            throw EvidenceErrors.notComputed(contract.table());
        }
        Dataset<Row> rows = lake.read(lake.gold(contract.table()), run(contract).goldVersion());
        // A table that was written before the contract got a column has none of that name.
        return rows.select(contract.columns().stream()
                .map(column -> List.of(rows.columns()).contains(column.name())
                        ? col(column.name())
                        : lit(null).cast(column.type().sparkType()).as(column.name()))
                .toArray(Column[]::new));
    }

    private Row row(GoldContract contract, Map<String, String> key) {
        Dataset<Row> rows = rows(contract);
        Column same = key.entrySet().stream()
                .map(part -> col(part.getKey()).cast("string").equalTo(part.getValue()))
                .reduce(Column::and)
                .orElseThrow();
        List<Row> found = rows.filter(same).limit(1).collectAsList();
        return found.isEmpty() ? together(contract, key, rows) : found.get(0);
    }

    /**
     * The rows of all members put together, of a table that has no row for them; counts add up, ratios are of the sums.
     */
    private Row together(GoldContract contract, Map<String, String> key, Dataset<Row> rows) {
        List<String> all = key.keySet().stream()
                .filter(name -> FigureSql.ALL.equals(key.get(name)))
                .filter(name -> FigureSql.IN_ALL.contains(name))
                .toList();
        Column same = key.entrySet().stream()
                .filter(part -> !all.contains(part.getKey()))
                .map(part -> col(part.getKey()).cast("string").equalTo(part.getValue()))
                .reduce(lit(true), Column::and);
        Dataset<Row> members = rows.filter(same);
        if (all.isEmpty() || members.isEmpty()) {
            throw EvidenceErrors.noSuchRow(contract, key, rows);
        }
        List<Column> sums = new ArrayList<>();
        List<Column> made = new ArrayList<>();
        for (GoldColumn column : contract.columns()) {
            Optional<Evidence.Column> how = contract.key().contains(column.name())
                    ? Optional.empty()
                    : evidence.column(contract, column.name(), key);
            if (how.isPresent() && FigureSql.addsUp(how.get())) {
                sums.add(sum(column.name()).as(column.name()));
                made.add(col(column.name()));
            } else if (how.isPresent() && how.get().formula() != null) {
                made.add(expr(how.get().formula()).as(column.name()));
            } else {
                String value = key.get(column.name());
                made.add(lit(value).cast(column.type().sparkType()).as(column.name()));
            }
        }
        return members.agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
                .select(made.toArray(Column[]::new))
                .first();
    }

    /** Explains a figure of a row: its queries, with what they give. */
    Figure explain(GoldContract contract, Row row, GoldColumn column, int most) {
        Figure figure = written(contract, row, column);
        if (!figure.silent().isEmpty()) {
            return figure;
        }
        EventViews source = source(contract, row, List.of(month(contract, row)));
        source.create(Stream.concat(figure.query().stream(), figure.lists().stream()));
        Optional<Object> told = figure.statistic() != null
                ? Optional.empty()
                : spark.sql(figure.query().get(0)).collectAsList().stream()
                        .findFirst()
                        .map(each -> each.get(0));
        List<FigureSql.Events> events = events(contract, row, column);
        List<Figure.Listed> listed = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            listed.add(listed(row, events.get(i), figure.lists().get(i), most));
        }
        return figure.with(told, listed);
    }

    /** A figure with its queries, none of which has been run. */
    Figure written(GoldContract contract, Row row, GoldColumn column) {
        FigureSql sql = new FigureSql(evidence, contract, row);
        EventViews source = source(contract, row, List.of(month(contract, row)));
        Evidence.Column how = sql.column(column.name());
        List<Need> silent = silent(column, run(contract), month(contract, row));
        Map<String, Object> restsOn = new LinkedHashMap<>();
        how.restsOn().forEach(name -> restsOn.put(name, row.getAs(name)));
        List<String> queries = (how.says() == null ? List.of(column.name()) : how.restsOn())
                .stream()
                        .flatMap(name -> sql.query(name).stream())
                        .map(source.views()::filledIn)
                        .toList();
        List<String> lists = silent.isEmpty()
                ? sql.events(column.name()).stream()
                        .map(each -> source.views().filledIn(sql.list(each)))
                        .toList()
                : List.of();
        Map<String, String> key = new LinkedHashMap<>();
        contract.key().forEach(name -> key.put(name, String.valueOf(row.<Object>getAs(name))));
        return new Figure(
                contract,
                column,
                key,
                asOf(contract),
                row.getAs(column.name()),
                Optional.empty(),
                silent,
                how.says(),
                restsOn,
                queries,
                lists,
                script(contract, source, queries, lists),
                List.of());
    }

    /** What is counted behind a figure of a row, in the order of its lists. */
    List<FigureSql.Events> events(GoldContract contract, Row row, GoldColumn column) {
        return new FigureSql(evidence, contract, row).events(column.name());
    }

    AsOf asOf(GoldContract contract) {
        return new AsOf(run(contract).asOf().toLocalDate(), lake.zone());
    }

    static YearMonth month(GoldContract contract, Row row) {
        return YearMonth.from(
                row.<Date>getAs(Objects.requireNonNull(contract.month())).toLocalDate());
    }

    /** What a figure needs that does not speak of its month. */
    private static List<Need> silent(GoldColumn column, ComputedRun run, YearMonth month) {
        return column.needs().stream()
                .filter(need -> !spoken(run, need).speaksOf(month))
                .toList();
    }

    private static Spoken spoken(ComputedRun run, Need need) {
        Long code = run.inputs().get(ComputedRun.SPOKEN + need);
        return code == null ? Spoken.ALWAYS : Spoken.of(code);
    }

    private Figure.Listed listed(Row row, FigureSql.Events events, String list, int most) {
        Map<String, Long> counted = new LinkedHashMap<>();
        Row counts = spark.sql("select count(*) as _all, "
                        + events.flags().keySet().stream()
                                .map(name -> "count(*) filter (where " + name + ") as " + name)
                                .collect(Collectors.joining(", "))
                        + " from (" + list + ") as listed")
                .first();
        events.flags().keySet().forEach(name -> counted.put(name, counts.getAs(name)));
        List<Figure.Event> rows = new ArrayList<>();
        for (Row event : spark.sql(list).limit(most).collectAsList()) {
            List<String> by = events.flags().keySet().stream()
                    .filter(name -> event.<Boolean>getAs(name))
                    .toList();
            rows.add(new Figure.Event(
                    event.getString(0), shown(event.getAs(FigureSql.FILE)), event.<Integer>getAs(FigureSql.LINE), by));
        }
        return new Figure.Listed(sourceOf(row, events.view()), counted, counts.getLong(0), rows);
    }

    /** Rows from before silver named files as they may be shown name them in full. */
    private static @Nullable String shown(@Nullable String file) {
        return file == null ? null : FileNames.shown(file, null);
    }

    private String sourceOf(Row row, String view) {
        if (view.equals(ReferenceView.REFERENCES)) {
            return row.getAs(ReferenceGapTable.SOURCE);
        }
        if (view.equals(PromiseViews.PROMISED)) {
            return SOURCES.getOrDefault(versions(row).get(0).judged(), Tables.REPAIRS);
        }
        return Objects.requireNonNull(evidence.views().get(view)).source();
    }

    private List<PromiseRule> versions(Row row) {
        return contracts.promises().stream()
                .filter(rule -> rule.promise().equals(row.getAs(PromiseMonthTable.PROMISE)))
                .toList();
    }

    /** What queries about a row are run on; kept, since most rows of a table are asked about in the same way. */
    EventViews source(GoldContract contract, Row row, List<YearMonth> months) {
        String of =
                switch (contract.table()) {
                    case Tables.PROMISE_MONTH -> row.getAs(PromiseMonthTable.PROMISE);
                    case Tables.REFERENCE_GAP ->
                        row.getAs(ReferenceGapTable.SOURCE) + "." + row.getAs(ReferenceGapTable.FIELD);
                    default -> "";
                };
        String name = contract.table() + " " + of + months;
        if (kept == null || !kept.name().equals(name)) {
            kept = made(name, contract, row, months, asOf(contract));
        }
        return kept;
    }

    private EventViews made(String name, GoldContract contract, Row row, List<YearMonth> months, AsOf asOf) {
        ComputedRun run = run(contract);
        Views views = new Views(contracts, asOf, months);
        if (contract.table().equals(Tables.PROMISE_MONTH)) {
            new PromiseViews(views, asOf, need -> spoken(run, need)).make(versions(row));
        }
        if (contract.table().equals(Tables.REFERENCE_GAP)) {
            views.make(
                    ReferenceView.REFERENCES,
                    ReferenceView.of(
                            contracts, row.getAs(ReferenceGapTable.SOURCE), row.getAs(ReferenceGapTable.FIELD)));
        }
        return new EventViews(name, spark, tables(contract), views);
    }

    private BaseTables tables(GoldContract contract) {
        ComputedRun run = run(contract);
        return tables.computeIfAbsent(
                run.inputs() + " " + contract.table(), unread -> new BaseTables(lake, contracts, run));
    }

    /** All that DuckDB needs to run queries. */
    private String script(GoldContract contract, EventViews source, List<String> queries, List<String> lists) {
        Views.Needed needed = source.needed(Stream.concat(queries.stream(), lists.stream()));
        BaseTables read = tables(contract);
        StringBuilder script = new StringBuilder(EventViews.prelude("duckdb", lake.zone()));
        needed.tables().forEach(name -> script.append("\n\n").append(view(name, read.duckDb(name))));
        needed.views().forEach((name, sql) -> script.append("\n\n").append(view(name, sql)));
        return script.append("\n").toString();
    }

    private static String view(String name, String sql) {
        return "create or replace temporary view " + name + " as\n" + sql + ";";
    }

    /**
     * Says why a figure is another than in another month.
     *
     * @param against the other month
     * @throws aftercare.config.AftercareException AFC-1104, AFC-1107 or AFC-1108 when there is no such table, column or
     *     row, or none of the other month
     */
    public Change change(String table, String keyText, String column, YearMonth against) {
        GoldContract contract = EvidenceErrors.monthly(contracts, table);
        GoldColumn asked = EvidenceErrors.figure(contract, column);
        Map<String, String> key = RowKey.parse(contract, keyText);
        Row after = row(contract, key);
        String month = Objects.requireNonNull(contract.month(), "a monthly table");
        if (!key.containsKey(month)) {
            throw EvidenceErrors.notByMonth(contract);
        }
        key.put(month, against.atDay(1).toString());
        return change(contract, after, row(contract, key), asked);
    }

    Change change(GoldContract contract, Row after, Row before, GoldColumn column) {
        YearMonth month = month(contract, after);
        YearMonth against = month(contract, before);
        AsOf asOf = asOf(contract);
        FigureSql sql = new FigureSql(evidence, contract, after);
        Optional<Makeup> makeup = Makeup.of(sql, contract, column);
        Double then = number(before, column);
        Double now = number(after, column);
        if (makeup.isEmpty()) {
            return new Change(month, against, then, now, false, List.of(), List.of(), Optional.empty());
        }
        Makeup of = makeup.get();
        Changes changes = new Changes(contracts, evidence, asOf);
        EventViews source = source(contract, after, List.of(against, month));
        List<Asked> asked = List.of(Asked.of(evidence, contract, sql, of));
        List<Change.Months> events = new MonthEvents(evidence, asOf, new Ledger(lake).rows())
                .of(source, asked).get(0).stream()
                        .map(counted -> counted.between(against, month))
                        .toList();
        if (then == null || now == null) {
            return new Change(month, against, then, now, of.isRatio(), List.of(), events, Optional.empty());
        }
        MemberSums sums = MemberSums.of(source, asked).get(0);
        Optional<AsOf> sameAge = changes.equalAge(contract, sql.key(), of, month, against);
        MemberSums earlier =
                sameAge.map(age -> sumsAt(age, contract, after, against, asked)).orElse(sums);
        return new Change(
                month,
                against,
                then,
                now,
                of.isRatio(),
                changes.splits(of, earlier, against, sums, month),
                events,
                sameAge.flatMap(age -> earlier.figure(of, against)).map(atAge -> new Change.EqualAge(atAge, now)));
    }

    private MemberSums sumsAt(AsOf age, GoldContract contract, Row row, YearMonth month, List<Asked> asked) {
        MemberSums sums = MemberSums.of(made("", contract, row, List.of(month), age), asked)
                .get(0);
        // The views now are of that day.
        kept = null;
        return sums;
    }

    private static @Nullable Double number(Row row, GoldColumn column) {
        Object value = row.getAs(column.name());
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }
}
