package aftercare.measure.actions;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_date;

import aftercare.contract.Contracts;
import aftercare.contract.FigureDrivers;
import aftercare.contract.Rules;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.IssueWindow;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.ActionOrderTable;
import aftercare.table.ActionTable;
import aftercare.table.DriverOrderTable;
import aftercare.table.OrderDetailTable;
import aftercare.table.RepairsTable;
import aftercare.table.SettlementFlagTable;
import aftercare.table.Tables;
import aftercare.table.TrainingJobTable;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * action_order: the orders that recommendations rest on. Definitions: schemas/gold/action_order.yaml.
 *
 * <p>Each kind of recommendation has the id of its rows made from what the orders say, so that no join can lead to
 * orders of another.
 */
public final class ActionOrder implements Measure {
    private final VersionedRule<Integer> monthsAsked;

    /** Takes how many months are looked at. */
    public ActionOrder(Contracts contracts) {
        monthsAsked = contracts.rules().number(Rules.ACTION_MONTHS);
    }

    @Override
    public String table() {
        return Tables.ACTION_ORDER;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS);
    }

    @Override
    public List<String> gold() {
        return List.of(
                Tables.ACTION, Tables.DRIVER_ORDER, Tables.ORDER_DETAIL, Tables.SETTLEMENT_FLAG, Tables.TRAINING_JOB);
    }

    @Override
    public String settings() {
        return monthsAsked.toString();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Known known = new Known(inputs, asOf, monthsAsked.on(asOf.day()));
        Dataset<Row> orders = ofDrivers(known)
                .unionByName(ofOutlets(known))
                .unionByName(ofLateVisits(known))
                .unionByName(ofIssues(known))
                .unionByName(ofCourses(known))
                .unionByName(ofClaims(known))
                .distinct();
        Dataset<Row> advised = inputs.gold(Tables.ACTION).select(ActionTable.ACTION_ID);
        Dataset<Row> found = orders.join(broadcast(advised), ActionOrderTable.ACTION_ID);
        Dataset<Row> repairs = SeenOrders.of(inputs.silver(Tables.REPAIRS), asOf);
        return found.join(repairs, RepairsTable.REPAIR_ID)
                .select(
                        col(ActionOrderTable.ACTION_ID),
                        col(RepairsTable.REPAIR_ID).as(ActionOrderTable.REPAIR_ID),
                        col(RepairsTable.OUTLET_ID).as(ActionOrderTable.OUTLET_ID),
                        col(RepairsTable.REGION_ID).as(ActionOrderTable.REGION_ID),
                        col(RepairsTable.MODEL_ID).as(ActionOrderTable.MODEL_ID),
                        to_date(coalesce(col(RepairsTable.COMPLETED_AT), col(RepairsTable.OPENED_AT)))
                                .as(ActionOrderTable.DAY));
    }

    private static Dataset<Row> orders(Dataset<Row> rows, String what, Column... about) {
        Column id = lit(what);
        for (Column part : about) {
            id = concat(id, lit("/"), part);
        }
        return rows.select(id.as(ActionOrderTable.ACTION_ID), col(RepairsTable.REPAIR_ID));
    }

    private static Dataset<Row> ofDrivers(Known known) {
        Dataset<Row> happened = known.inputs().gold(Tables.DRIVER_ORDER);
        Dataset<Row> unsatisfied = happened.filter(not(col(DriverOrderTable.SATISFIED)));
        Dataset<Row> orders = orders(unsatisfied, DriverAdvice.WHAT, col(DriverOrderTable.DRIVER));
        for (Map.Entry<String, String> promise : FigureDrivers.ofPromises().entrySet()) {
            Dataset<Row> broken = happened.filter(col(DriverOrderTable.DRIVER).equalTo(promise.getValue()));
            orders = orders.unionByName(orders(broken, PromiseAdvice.WHAT, lit(promise.getKey())));
        }
        return orders;
    }

    private static Dataset<Row> ofOutlets(Known known) {
        return orders(problems(known), OutletAdvice.WHAT, col(OrderDetailTable.OUTLET_ID));
    }

    /** Late visits are known without any rating, other than the orders of drivers. */
    private static Dataset<Row> ofLateVisits(Known known) {
        Dataset<Row> late = problems(known).filter(col(OrderDetailTable.LATE));
        return orders(late, PlanAdvice.TECHNICIANS, col(OrderDetailTable.REGION_ID))
                .unionByName(orders(late, PromiseAdvice.WHAT, lit(Rules.ONSITE_VISIT)));
    }

    private static Dataset<Row> problems(Known known) {
        return known.inputs().gold(Tables.ORDER_DETAIL).filter(known.inMonths(OrderDetailTable.MONTH));
    }

    private static Dataset<Row> ofIssues(Known known) {
        Dataset<Row> opened = SeenOrders.of(known.inputs().silver(Tables.REPAIRS), known.asOf())
                .filter(FirstFix.isRepair().and(not(SeenOrders.cancelled())))
                .filter(to_date(col(RepairsTable.OPENED_AT))
                        .gt(date_sub(lit(Date.valueOf(known.asOf().day())), IssueWindow.DAYS)));
        return orders(opened, IssueAdvice.WHAT, col(RepairsTable.MODEL_ID), col(RepairsTable.SYMPTOM_CODE));
    }

    private static Dataset<Row> ofCourses(Known known) {
        Dataset<Row> failed = known.inputs().gold(Tables.TRAINING_JOB);
        return orders(failed, CourseAdvice.WHAT, col(TrainingJobTable.COURSE), lit("book"))
                .unionByName(orders(failed, CourseAdvice.WHAT, col(TrainingJobTable.COURSE), lit("try")))
                .unionByName(orders(failed, CourseAdvice.WHAT, col(TrainingJobTable.COURSE), lit("review")));
    }

    private static Dataset<Row> ofClaims(Known known) {
        Dataset<Row> flagged =
                known.inputs().gold(Tables.SETTLEMENT_FLAG).filter(known.inMonths(SettlementFlagTable.MONTH));
        return orders(flagged, ClaimAdvice.WHAT, col(SettlementFlagTable.OUTLET_ID));
    }
}
