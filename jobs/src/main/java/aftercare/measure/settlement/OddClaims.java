package aftercare.measure.settlement;

import static aftercare.measure.settlement.Flag.at;
import static aftercare.measure.settlement.Flag.tenths;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.PromiseRule;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.RuleNumber;
import aftercare.measure.facts.SeenOrders;
import aftercare.stats.RobustScale;
import aftercare.table.CallbacksTable;
import aftercare.table.ModelsTable;
import aftercare.table.RepairsTable;
import aftercare.table.SettlementFlagTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * Flags that rest on one order: its own dates, what its customer says, and how it compares with its peers. Peers are
 * orders of the same month, so that what is added to another month never changes a month that is settled.
 */
final class OddClaims {
    private static final double MOST_Z = 4;

    private static final StructType SCALE = new StructType()
            .add("n", DataTypes.LongType)
            .add("median", DataTypes.DoubleType)
            .add("sigma", DataTypes.DoubleType);

    private final Inputs inputs;
    private final AsOf asOf;
    private final Months months;
    private final List<PromiseRule> promises;
    private final RuleNumber fewestPeers;

    OddClaims(Inputs inputs, AsOf asOf, Months months, List<PromiseRule> promises, VersionedRule<Integer> fewestPeers) {
        this.fewestPeers = new RuleNumber(fewestPeers);
        this.inputs = inputs;
        this.asOf = asOf;
        this.months = months;
        this.promises = promises;
    }

    Dataset<Row> all() {
        Dataset<Row> settled = Claims.seen(inputs.silver(Tables.REPAIRS), asOf)
                .filter(Claims.settledIn(months, asOf))
                .withColumn(RepairsTable.LABOUR_HOURS, seen(RepairsTable.LABOUR_HOURS))
                .withColumn(RepairsTable.TRAVEL_KM, seen(RepairsTable.TRAVEL_KM));
        Dataset<Row> claims = withModels(withRegions(settled.filter(Claims.isClaimed())))
                .withColumn(
                        ModelsTable.WARRANTY_MONTHS,
                        coalesce(col(ModelsTable.WARRANTY_MONTHS), promisedMonths(promises)));
        return Flag.all(
                withDenials(withPeers(claims, settled)),
                finishedBeforeArrival(),
                visitDenied(),
                excessLabour(),
                excessTravel(),
                outOfWarranty(),
                cancelled());
    }

    private Dataset<Row> withRegions(Dataset<Row> orders) {
        return OutletVersions.withRegion(
                        orders,
                        inputs.silver(Tables.OUTLETS),
                        col(RepairsTable.OPENED_AT).cast("date"))
                .withColumn(RepairsTable.REGION_ID, SeenOrders.orUnknown(col(RepairsTable.REGION_ID)));
    }

    private Dataset<Row> withModels(Dataset<Row> orders) {
        Dataset<Row> models = inputs.silver(Tables.MODELS)
                .select(
                        col(ModelsTable.MODEL_ID).as("of_model"),
                        col(ModelsTable.CATEGORY),
                        col(ModelsTable.WARRANTY_MONTHS));
        return orders.join(broadcast(models), col(RepairsTable.MODEL_ID).equalTo(col("of_model")), "left")
                .withColumn(ModelsTable.CATEGORY, SeenOrders.orUnknown(col(ModelsTable.CATEGORY)));
    }

    /** What is stated of the work is known once it is completed. */
    private static Column seen(String column) {
        return when(col(RepairsTable.COMPLETED_AT).isNotNull().and(col(column).gt(0)), col(column))
                .as(column);
    }

    /**
     * Each kind of peers is found among orders with no more than what names it; what models tell is asked of groups,
     * not of orders.
     */
    private Dataset<Row> withPeers(Dataset<Row> claims, Dataset<Row> settled) {
        String[] sameWork = {SettlementFlagTable.MONTH, RepairsTable.SERVICE_TYPE, RepairsTable.MODEL_ID};
        String[] likeWork = {
            SettlementFlagTable.MONTH, ModelsTable.CATEGORY, RepairsTable.SERVICE_TYPE, RepairsTable.MODEL_ID
        };
        String[] nearby = {SettlementFlagTable.MONTH, RepairsTable.REGION_ID};
        Dataset<Row> labour = withModels(values(settled, RepairsTable.LABOUR_HOURS, sameWork));
        Dataset<Row> travel = values(withRegions(settled), RepairsTable.TRAVEL_KM, nearby);
        // A model has one category: what is looked up by the model needs no more.
        Dataset<Row> labourPeers = peers(labour, likeWork, 3, "labour_peers").drop(ModelsTable.CATEGORY);
        return claims.join(broadcast(labourPeers), sameWork, "left")
                .join(broadcast(peers(travel, nearby, 1, "travel_peers")), nearby, "left");
    }

    /** All values of a column in each group. */
    private static Dataset<Row> values(Dataset<Row> orders, String column, String... group) {
        return orders.filter(col(column).isNotNull())
                .groupBy(Stream.of(group).map(each -> col(each)).toArray(Column[]::new))
                .agg(collect_list(col(column)).as("values"));
    }

    /**
     * Middle and spread of the values of each group; a group with too few orders takes those of the wider group,
     * named by the first columns, and none where that is too small as well.
     */
    private Dataset<Row> peers(Dataset<Row> groups, String[] narrow, int wideColumns, String name) {
        Column[] wide =
                Stream.of(narrow).limit(wideColumns).map(each -> col(each)).toArray(Column[]::new);
        Dataset<Row> byGroup = groups.groupBy(wide)
                .agg(
                        scale().apply(flatten(collect_list(col("values")))).as("wider"),
                        collect_list(struct(Stream.concat(
                                                Stream.of(narrow)
                                                        .skip(wideColumns)
                                                        .map(each -> col(each)),
                                                Stream.of(scale().apply(col("values"))
                                                        .as("own")))
                                        .toArray(Column[]::new)))
                                .as("groups"));
        Column[] all = Stream.concat(Stream.of(wide), Stream.of(col("wider"), inline(col("groups"))))
                .toArray(Column[]::new);
        Column fewest = fewestPeers.on(col(SettlementFlagTable.MONTH));
        Column enough =
                when(col("own.n").geq(fewest), col("own")).when(col("wider.n").geq(fewest), col("wider"));
        return byGroup.select(all).withColumn(name, enough).drop("own", "wider");
    }

    private static UserDefinedFunction scale() {
        return udf(
                (UDF1<Seq<Double>, Row>) values -> {
                    double[] plain = new double[values.size()];
                    for (int i = 0; i < plain.length; i++) {
                        plain[i] = values.apply(i);
                    }
                    RobustScale scale = RobustScale.of(plain);
                    return RowFactory.create(scale.n(), scale.median(), scale.sigma());
                },
                SCALE);
    }

    /** Adds what the customer last said about the visit. Few deny one, so only their callbacks are looked through. */
    private Dataset<Row> withDenials(Dataset<Row> claims) {
        Dataset<Row> said = inputs.silver(Tables.CALLBACKS)
                .filter(col(CallbacksTable.CALLED_AT)
                        .lt(lit(asOf.endTimestamp()))
                        .and(col(CallbacksTable.VISIT_CONFIRMED).isNotNull()));
        Dataset<Row> doubtful = said.filter(col(CallbacksTable.VISIT_CONFIRMED).equalTo(false))
                .select(col(CallbacksTable.REPAIR_ID).as("denied_repair"))
                .distinct();
        Dataset<Row> latest = said.join(
                        broadcast(doubtful), col(CallbacksTable.REPAIR_ID).equalTo(col("denied_repair")))
                .groupBy("denied_repair")
                .agg(max_by(
                                struct(
                                        col(CallbacksTable.CALLBACK_ID),
                                        col(CallbacksTable.CALLED_AT),
                                        col(CallbacksTable.VISIT_CONFIRMED)),
                                struct(col(CallbacksTable.CALLED_AT), col(CallbacksTable.CALLBACK_ID)))
                        .as("word"))
                .filter(col("word").getField(CallbacksTable.VISIT_CONFIRMED).equalTo(false));
        return claims.join(broadcast(latest), col(RepairsTable.REPAIR_ID).equalTo(col("denied_repair")), "left");
    }

    private static Flag finishedBeforeArrival() {
        return new Flag(
                "finished_before_arrival",
                3,
                Moment.of(RepairsTable.COMPLETED_AT).surelyBefore(Moment.of(RepairsTable.ARRIVED_AT)),
                col(Claims.CLAIMED),
                one(col(RepairsTable.ARRIVED_AT), col(RepairsTable.COMPLETED_AT)),
                Map.of("completed", at(col(RepairsTable.COMPLETED_AT)), "arrived", at(col(RepairsTable.ARRIVED_AT))));
    }

    private static Flag visitDenied() {
        return new Flag(
                "visit_denied",
                3,
                col("word").isNotNull().and(col(RepairsTable.COMPLETED_AT).isNotNull()),
                col(Claims.CLAIMED),
                one(
                        col(RepairsTable.ARRIVED_AT),
                        col(RepairsTable.COMPLETED_AT),
                        col("word.callback_id").as(CallbacksTable.CALLBACK_ID),
                        col("word.called_at").as(CallbacksTable.CALLED_AT)),
                Map.of("called", at(col("word.called_at")), "claimed", col(Claims.CLAIMED)));
    }

    private static Column z(String column, String peers) {
        return when(
                col(peers + ".sigma").gt(0),
                col(column).minus(col(peers + ".median")).divide(col(peers + ".sigma")));
    }

    /** The share of a quantity that lies above the peers' middle. */
    private static Column excess(String column, String peers) {
        return lit(1.0).minus(col(peers + ".median").divide(col(column)));
    }

    private static Column comparison(String column, String peers) {
        return one(
                col(column),
                tenths(z(column, peers)).as("robust_z"),
                col(peers + ".n").as("peers_n"),
                round(col(peers + ".median"), 3).as("peers_median"),
                round(col(peers + ".sigma"), 3).as("peers_spread"));
    }

    private static Flag excessLabour() {
        return new Flag(
                "excess_labour",
                1,
                z(RepairsTable.LABOUR_HOURS, "labour_peers").gt(MOST_Z),
                col(RepairsTable.LABOUR_COST)
                        .cast("double")
                        .multiply(excess(RepairsTable.LABOUR_HOURS, "labour_peers")),
                comparison(RepairsTable.LABOUR_HOURS, "labour_peers"),
                Map.of(
                        "hours",
                        col(RepairsTable.LABOUR_HOURS),
                        "peers",
                        col("labour_peers.n"),
                        "median",
                        tenths(col("labour_peers.median"))));
    }

    private static Flag excessTravel() {
        Column travelCost =
                col(Claims.CLAIMED).minus(col(RepairsTable.LABOUR_COST)).minus(col(RepairsTable.PARTS_COST));
        return new Flag(
                "excess_travel",
                1,
                z(RepairsTable.TRAVEL_KM, "travel_peers").gt(MOST_Z),
                travelCost.cast("double").multiply(excess(RepairsTable.TRAVEL_KM, "travel_peers")),
                comparison(RepairsTable.TRAVEL_KM, "travel_peers"),
                Map.of(
                        "km",
                        col(RepairsTable.TRAVEL_KM),
                        "peers",
                        col("travel_peers.n"),
                        "median",
                        tenths(col("travel_peers.median"))));
    }

    /**
     * How long repairs are promised to be free, by the version in force on the day the order was opened; null where
     * none was.
     */
    static Column promisedMonths(List<PromiseRule> promises) {
        Column promised = lit(null).cast("int");
        for (PromiseRule rule : promises.stream()
                .filter(each -> each.judged() == PromiseRule.Judged.FREE_REPAIR)
                .sorted(Comparator.comparing(PromiseRule::validFrom))
                .toList()) {
            promised = when(
                            col(RepairsTable.OPENED_AT).cast("date").geq(lit(Date.valueOf(rule.validFrom()))),
                            lit(rule.term().months()))
                    .otherwise(promised);
        }
        return promised;
    }

    private static Flag outOfWarranty() {
        Column ended = add_months(col(RepairsTable.SOLD_ON), col(ModelsTable.WARRANTY_MONTHS));
        return new Flag(
                "out_of_warranty",
                2,
                col(RepairsTable.SERVICE_TYPE)
                        .isin("repair", "maintenance")
                        .and(col(RepairsTable.COMPLETED_AT).isNotNull())
                        .and(col(RepairsTable.OPENED_AT).geq(ended.cast("timestamp"))),
                col(Claims.CLAIMED),
                one(
                        col(RepairsTable.OPENED_AT),
                        col(RepairsTable.SOLD_ON),
                        col(ModelsTable.WARRANTY_MONTHS),
                        ended.as("warranty_ended_on")),
                Map.of("opened", at(col(RepairsTable.OPENED_AT)), "ended", ended));
    }

    private static Flag cancelled() {
        return new Flag(
                "cancelled_claim",
                3,
                SeenOrders.cancelled().and(col(RepairsTable.CANCELLED_AT).isNotNull()),
                col(Claims.CLAIMED),
                one(col(RepairsTable.OPENED_AT), col(RepairsTable.ARRIVED_AT), col(RepairsTable.CANCELLED_AT)),
                Map.of("cancelled", at(col(RepairsTable.CANCELLED_AT)), "claimed", col(Claims.CLAIMED)));
    }

    private static Column one(Column... facts) {
        return struct(Stream.concat(
                        Stream.of(
                                array(col(RepairsTable.REPAIR_ID)).as("orders"),
                                col(Claims.CLAIMED).as("claimed")),
                        Stream.of(facts))
                .toArray(Column[]::new));
    }
}
