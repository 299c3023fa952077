package aftercare.measure.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.contract.Evidence;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.ingest.Ingest;
import aftercare.lake.Lake;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.closing.MonthClose;
import aftercare.measure.complaints.ComplaintDetail;
import aftercare.measure.complaints.ComplaintMonth;
import aftercare.measure.engine.Compute;
import aftercare.measure.equalage.MonthAtAge;
import aftercare.measure.health.ReferenceGap;
import aftercare.measure.outlets.OrderDetail;
import aftercare.measure.outlets.OutletKpiDetail;
import aftercare.measure.outlets.OutletKpiExpected;
import aftercare.measure.outlets.OutletKpiMonth;
import aftercare.measure.outlets.OutletScorecardKpi;
import aftercare.measure.outlets.OutletScorecardMonth;
import aftercare.measure.promises.PromiseMonth;
import aftercare.measure.satisfaction.SatisfactionDetail;
import aftercare.measure.satisfaction.SatisfactionMonth;
import aftercare.measure.settlement.SettlementFlag;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import aftercare.stats.ChangeParts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures of an invented company, told again by SQL that DuckDB runs on the files of its lake. */
class EvidenceTest {
    private static final Contracts CONTRACTS = Contracts.load(LocalDate.of(2026, 11, 1));
    private static final Timestamp NOW = Timestamp.from(Instant.parse("2026-11-02T06:00:00Z"));
    private static final AsOf AS_OF = new AsOf(LocalDate.of(2026, 11, 1), ZoneId.of("UTC"));
    /** Cells looked at of each table; more when asked for. */
    private static final int CELLS = Integer.getInteger("evidence.cells", 5);

    @TempDir
    static Path folder;

    private static Lake lake;
    private static Explanations explanations;

    @BeforeAll
    static void computeAnInventedCompany() {
        GenerateOptions options = GenerateOptions.into(folder.resolve("landing"))
                .withRepairs(1000)
                .withMonths(6);
        CompanyGenerator.generate(options);
        // The day sends orders again that have changed, so that files hold rows that are no longer of the table.
        CompanyGenerator.generateDay(options, folder.resolve("day"), LocalDate.of(2026, 11, 1), 60);
        for (String unread : List.of("survey_answers", "shipments", "trainings", "skill_assessments")) {
            FileUtils.deleteQuietly(folder.resolve("landing").resolve(unread).toFile());
        }
        lake = Lake.openOrCreate(TestSpark.session(), folder.resolve("lake").toString(), AS_OF.zone());
        load("landing");
        load("day");
        new Compute(lake, CONTRACTS, measures(), Progress.SILENT).run(AS_OF, Set.of(), false, "run", NOW);
        new MonthClose(lake, CONTRACTS, Progress.SILENT).close(YearMonth.of(2026, 9), "close", NOW);
        explanations = new Explanations(lake, CONTRACTS);
    }

    private static void load(String landing) {
        assertThat(new Ingest(lake, CONTRACTS, Progress.SILENT, NOW)
                        .load(folder.resolve(landing), List.of(), 0.5, landing)
                        .failure())
                .isNull();
    }

    private static List<Measure> measures() {
        return List.of(
                new OutletKpiMonth(CONTRACTS),
                new OutletKpiDetail(CONTRACTS),
                new OutletKpiExpected(CONTRACTS),
                new OutletScorecardKpi(CONTRACTS),
                new OutletScorecardMonth(CONTRACTS),
                new OrderDetail(CONTRACTS),
                new SatisfactionMonth(CONTRACTS),
                new SatisfactionDetail(CONTRACTS),
                new ComplaintMonth(CONTRACTS),
                new ComplaintDetail(CONTRACTS),
                new PromiseMonth(CONTRACTS),
                new ReferenceGap(CONTRACTS),
                new SettlementFlag(CONTRACTS),
                new MonthAtAge(CONTRACTS),
                new FigureChange(CONTRACTS));
    }

    static Stream<String> monthlyTables() {
        return CONTRACTS.gold().stream()
                .filter(table -> table.month() != null)
                .map(GoldContract::table)
                // Nothing of it is told by SQL: it takes a regression.
                .filter(table -> !table.equals("satisfaction_driver"));
    }

    @ParameterizedTest
    @MethodSource("monthlyTables")
    void duckDbTellsFiguresOfRandomRowsAgain(String table) {
        GoldContract contract = CONTRACTS.gold(table);
        List<Row> rows = lake.read(lake.gold(table)).collectAsList();
        assertThat(rows).isNotEmpty();
        Random random = new Random(Long.getLong("evidence.seed", 19L));
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            Row row = rows.get(random.nextInt(rows.size()));
            List<GoldColumn> figures = contract.columns().stream()
                    .filter(column -> !contract.key().contains(column.name()))
                    .toList();
            differences.addAll(compared(contract, row, figures.get(random.nextInt(figures.size()))));
        }
        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "satisfaction_month, satisfaction_rate",
        "satisfaction_month, nps",
        "outlet_kpi_month, complaints_per_1000",
        "outlet_kpi_month, labour_cost",
        "complaint_month, on_time_n"
    })
    void partsOfTheChangeAddUpToIt(String table, String column) {
        GoldContract contract = CONTRACTS.gold(table);
        String month = "month = '2026-09-01'";
        Column same = contract.key().stream()
                .filter(name -> !name.equals("month"))
                .map(name -> functions.col("before." + name).equalTo(functions.col("after." + name)))
                .reduce(Column::and)
                .orElseThrow();
        Dataset<Row> rows = lake.read(lake.gold(table));
        Row both = rows.filter("month = '2026-09-01' and " + column + " is not null")
                .as("before")
                .join(
                        rows.filter("month = '2026-10-01' and " + column + " is not null")
                                .as("after"),
                        same)
                .orderBy(functions.desc("before." + column))
                .select(functions.struct("before.*"), functions.struct("after.*"))
                .first();
        Row before = both.getStruct(0);
        Row after = both.getStruct(1);

        Change change = explanations.change(
                contract, after, before, contract.column(column).orElseThrow());

        assertThat(change.splits()).isNotEmpty();
        assertThat(change.splits()).allSatisfy(split -> assertThat(split.parts().stream()
                        .mapToDouble(ChangeParts.Part::total)
                        .sum())
                .isCloseTo(change.compared(), within(1e-6)));
    }

    /** Of a young month, which is compared at equal age, and of a settled one. */
    @ParameterizedTest
    @CsvSource({
        "2026-10, satisfaction_rate",
        "2026-10, complaints_per_1000",
        "2026-08, satisfaction_rate",
        "2026-08, first_fix_rate"
    })
    void theTableOfChangesSaysWhatTheCommandSays(String of, String metric) {
        YearMonth month = YearMonth.parse(of);
        Evidence.Moved moved = Evidence.load().moved().get(metric);
        String[] asked =
                moved.asked(CONTRACTS.gold(moved.table()), metric, month).split(" ");
        Change change = explanations.change(asked[0], asked[1], asked[2], month.minusMonths(1));
        List<Row> rows = lake.read(lake.gold("figure_change"))
                .filter("metric = '" + metric + "' and month = '" + month + "-01'")
                .collectAsList();
        Map<String, Double> table = new TreeMap<>();
        rows.stream()
                .filter(row -> row.getAs("rate_part") != null)
                .forEach(row -> table.put(row.getAs("cut") + " " + row.getAs("member_id"), row.getAs("part")));
        Map<String, Double> command = new TreeMap<>();
        change.splits().forEach(split -> split.parts().stream()
                .filter(part -> part.total() != 0 || table.containsKey(split.by() + " " + part.name()))
                .forEach(part -> command.put(split.by() + " " + part.name(), part.total())));

        assertThat(table.keySet()).isNotEmpty().isEqualTo(command.keySet());
        command.forEach((member, part) -> assertThat(table.get(member)).isCloseTo(part, within(1e-9)));
        for (Change.Split split : change.splits()) {
            assertThat(rows.stream()
                            .filter(row -> row.getAs("cut").equals(split.by()))
                            .mapToDouble(row -> row.getAs("part"))
                            .sum())
                    .as(split.by())
                    .isCloseTo(part(rows, "all"), within(1e-9));
        }
        double older =
                cut(rows, "ripeness").map(row -> row.<Double>getAs("part")).orElse(0.0);
        assertThat(part(rows, "all")).isCloseTo(change.compared(), within(1e-9));
        assertThat(part(rows, "all") + older).isCloseTo(change.change(), within(1e-9));
        assertThat(change.events()).isNotEmpty();
        change.events().forEach(event -> {
            Row said = cut(rows, event.what().equals("waiting") ? "ripeness" : event.what())
                    .orElseThrow();
            assertThat(said.<Long>getAs("before_n")).isEqualTo(event.before());
            assertThat(said.<Long>getAs("after_n")).isEqualTo(event.after());
        });
    }

    private static Optional<Row> cut(List<Row> rows, String cut) {
        return rows.stream().filter(row -> row.getAs("cut").equals(cut)).findFirst();
    }

    private static double part(List<Row> rows, String cut) {
        return cut(rows, cut).orElseThrow().getAs("part");
    }

    @ParameterizedTest
    @CsvSource({
        "satisfaction_rate, satisfied_n, rated_n",
        "onsite_rate, onsite_kept_n, onsite_due_n",
        "fixed_rate, fixed_n, outcome_known_n"
    })
    void aYoungMonthIsComparedWithTheOneBeforeAtEqualAge(String metric, String above, String below) {
        List<Row> ages = lake.read(lake.gold("month_at_age"))
                .filter("judged_month = '2026-10-01' and month >= '2026-09-01'")
                .groupBy("month")
                .agg(functions.sum(above).as("x"), functions.sum(below).as("n"))
                .orderBy("month")
                .selectExpr("x / n")
                .collectAsList();
        Row all = lake.read(lake.gold("figure_change"))
                .filter("cut = 'all' and month = '2026-10-01' and metric = '" + metric + "'")
                .first();

        assertThat(all.<Double>getAs("before")).isCloseTo(ages.get(0).getDouble(0), within(1e-12));
        assertThat(all.<Double>getAs("after")).isCloseTo(ages.get(1).getDouble(0), within(1e-12));
    }

    private static List<String> compared(GoldContract contract, Row row, GoldColumn column) {
        String cell = contract.table() + " " + row + " " + column.name();
        // Spark runs the same text where the command is tested; here only when asked for, since it takes far longer.
        Figure figure = Boolean.getBoolean("evidence.spark")
                ? explanations.explain(contract, row, column, Integer.MAX_VALUE)
                : explanations.written(contract, row, column);
        List<String> differences = new ArrayList<>();
        if (!figure.silent().isEmpty()) {
            return differences;
        }
        List<String> names = figure.statistic() == null
                ? List.of(column.name())
                : List.copyOf(figure.restsOn().keySet());
        for (int i = 0; i < names.size(); i++) {
            Object told = told(figure.script(), figure.query().get(i));
            if (!same(row.getAs(names.get(i)), told)) {
                differences.add(cell + ": gold " + row.getAs(names.get(i)) + ", DuckDB " + told + " by\n"
                        + figure.query().get(i));
            }
        }
        if (Boolean.getBoolean("evidence.spark")
                && figure.statistic() == null
                && !same(figure.value(), figure.told().orElse(null))) {
            differences.add(cell + ": gold " + figure.value() + ", Spark " + figure.told());
        }
        FigureSql.Events counted = explanations.events(contract, row, column).stream()
                .filter(events -> events.flags().containsKey(column.name()))
                .findFirst()
                .orElse(null);
        if (counted != null
                && row.getAs(column.name()) instanceof Long n
                && !contract.table().equals("promise_month")) {
            Object listed = told(
                    figure.script(),
                    "select count(*) filter (where " + column.name() + ") from ("
                            + figure.lists().get(0) + ") as listed");
            if (!same(n, listed)) {
                differences.add(cell + ": " + n + " and " + listed + " listed");
            }
        }
        return differences;
    }

    private static Object told(String script, String query) {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute(script);
            try (ResultSet result = statement.executeQuery(query)) {
                return result.next() ? result.getObject(1) : null;
            }
        } catch (SQLException refused) {
            return refused.getMessage() + "\n" + script;
        }
    }

    private static boolean same(Object ours, Object theirs) {
        if (ours == null || theirs == null) {
            return ours == theirs;
        }
        if (ours instanceof Timestamp instant) {
            return theirs instanceof OffsetDateTime other
                    ? instant.toInstant().equals(other.toInstant())
                    : instant.equals(theirs);
        }
        if (ours instanceof BigDecimal || ours instanceof Number) {
            double one = ((Number) ours).doubleValue();
            return theirs instanceof Number other
                    && Math.abs(one - other.doubleValue()) <= 1e-9 * Math.max(1, Math.abs(one));
        }
        return ours.toString().equals(theirs.toString());
    }
}
