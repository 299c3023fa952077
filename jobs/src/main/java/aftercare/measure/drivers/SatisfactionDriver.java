package aftercare.measure.drivers;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.contract.Rules;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.MonthTable;
import aftercare.measure.api.Months;
import aftercare.measure.api.Spoken;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.ModelsTable;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionDriverTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * satisfaction_driver: one row per month, window, cut, member and driver. Definitions:
 * schemas/gold/satisfaction_driver.yaml.
 *
 * <p>Orders are counted once by all that a model tells apart; of what is then left each member's models are fitted
 * where its cells lie. All kept months are computed whenever something changed: a window looks back on twelve.
 */
public final class SatisfactionDriver implements Measure {
    private static final int MONTHS_KEPT = 13;
    private static final String MEMBER = "member";

    private final JudgedOrders orders;
    private final VersionedRule<Integer> publishable;
    private final VersionedRule<Integer> fewest;

    /** Takes the rules by which orders are judged, and how many make a figure. */
    public SatisfactionDriver(Contracts contracts) {
        Rules rules = contracts.rules();
        orders = new JudgedOrders(contracts);
        publishable = rules.number(Rules.PUBLISHABLE);
        fewest = rules.number(Rules.FEWEST_EXPOSED);
    }

    @Override
    public String table() {
        return Tables.SATISFACTION_DRIVER;
    }

    @Override
    public List<String> sources() {
        return JudgedOrders.SOURCES;
    }

    @Override
    public List<Need> needs() {
        return JudgedOrders.NEEDS;
    }

    @Override
    public String settings() {
        return orders.settings() + "\n" + publishable + "\n" + fewest;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        NavigableSet<YearMonth> wanted = kept(asOf);
        if (!months.areAll()) {
            wanted.retainAll(months.some());
        }
        Spoken spoken = inputs.spoken(JudgedOrders.RATINGS);
        wanted.removeIf(month -> !spoken.speaksOf(month));
        if (wanted.isEmpty()) {
            return inputs.spark().createDataFrame(List.of(), SatisfactionDriverTable.SCHEMA);
        }
        TreeSet<YearMonth> read = new TreeSet<>(
                SeenOrders.monthsFrom(wanted.first().minusMonths(MemberWindows.longest() - 1), wanted.last()));
        read.removeIf(month -> !spoken.speaksOf(month));
        MemberWindows windows = new MemberWindows(
                number(read.first()), wanted.stream().map(this::lastMonth).toList());
        return byMember(cells(orders.completedIn(Months.of(read), inputs, asOf)))
                .groupByKey((MapFunction<Row, String>) row -> row.<String>getAs(MEMBER), Encoders.STRING())
                .flatMapGroups(windows, Encoders.row(SatisfactionDriverTable.SCHEMA))
                .groupByKey(
                        (MapFunction<Row, String>) row -> {
                            SatisfactionDriverTable.Values driver = SatisfactionDriverTable.of(row);
                            return driver.month() + "," + driver.windowMonths() + "," + driver.cut();
                        },
                        Encoders.STRING())
                .flatMapGroups(new ShownDrivers(), Encoders.row(SatisfactionDriverTable.SCHEMA));
    }

    private static NavigableSet<YearMonth> kept(AsOf asOf) {
        return new TreeSet<>(SeenOrders.monthsFrom(asOf.month().minusMonths(MONTHS_KEPT - 1), asOf.month()));
    }

    private MemberWindows.LastMonth lastMonth(YearMonth month) {
        LocalDate end = month.atEndOfMonth();
        return new MemberWindows.LastMonth(number(month), publishable.on(end), fewest.on(end));
    }

    private static int number(YearMonth month) {
        return MonthTable.number(month.atDay(1));
    }

    private static Dataset<Row> cells(Dataset<Row> judged) {
        return judged.groupBy(
                        JudgedOrders.MONTH,
                        RepairsTable.MODEL_ID,
                        RepairsTable.OUTLET_ID,
                        RepairsTable.REGION_ID,
                        ModelsTable.CATEGORY,
                        RepairsTable.SERVICE_TYPE,
                        JudgedOrders.AGE,
                        JudgedOrders.LEVELS)
                .agg(
                        count(lit(1)).as(Cell.ORDERS),
                        count_if(col(JudgedOrders.RATED)).as(JudgedOrders.RATED),
                        count(when(col(JudgedOrders.SATISFIED), 1)).as(JudgedOrders.SATISFIED),
                        sum(JudgedOrders.VISIT_CENTS).as(JudgedOrders.VISIT_CENTS),
                        sum(JudgedOrders.PAID_CENTS).as(JudgedOrders.PAID_CENTS));
    }

    /** Each cell for every member that it counts for; the member is told by its cut and name. */
    private static Dataset<Row> byMember(Dataset<Row> cells) {
        return cells.withColumn(
                MEMBER,
                explode(array(
                        member("company", lit("all")),
                        member("region", col(RepairsTable.REGION_ID)),
                        member("outlet", col(RepairsTable.OUTLET_ID)),
                        member("category", col(ModelsTable.CATEGORY)))));
    }

    private static Column member(String cut, Column name) {
        return concat(lit(cut + MemberWindows.END_OF_CUT), name);
    }
}
