package aftercare.measure.satisfaction;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;

/**
 * Counts rated orders by month and member, by way of the cells outlet x service type that weighted_rate is made of (docs/decisions.md,
 * D10).
 *
 * <p>Shares are summed as decimals: a sum of doubles would depend on the order of its parts, and the same orders must give the same rate.
 */
final class SatisfactionCells {
    private static final List<String> COUNTS = List.of(
            "completed_n",
            "callback_due_n",
            "called_n",
            "reached_n",
            "rated_n",
            "satisfied_n",
            "dissatisfied_n",
            "score_sum",
            "promoters_n",
            "detractors_n",
            "recommend_n");
    /** Satisfied orders of a cell as if all its completed ones had been rated. */
    private static final String PROJECTED = "projected";
    /** Completed orders that no rating near them speaks for. */
    private static final String UNSPOKEN = "unspoken";

    private static final String EXACT = "decimal(30,15)";

    private SatisfactionCells() {}

    /** One row per month, cut and member: the counts and weighted_rate. */
    static Dataset<Row> members(Dataset<Row> ratedOrders) {
        Dataset<Row> network = counted(ratedOrders, "region_id", "outlet_id", "service_type");
        Dataset<Row> technicians = counted(ratedOrders, "technician_id", "outlet_id", "service_type");
        Dataset<Row> models = counted(ratedOrders, "model_id", "category", "outlet_id", "service_type");
        Dataset<Row> cells = cut(network, "company", lit("all"))
                .unionByName(cut(network, "region", col("region_id")))
                .unionByName(cut(network, "outlet", col("outlet_id")))
                .unionByName(cut(network, "service_type", col("service_type")))
                .unionByName(cut(technicians, "technician", col("technician_id")))
                .unionByName(cut(models, "model", col("model_id")))
                .unionByName(cut(models, "category", col("category")));
        // Moved once: all that follows groups by these columns and more.
        return weighted(cells.repartition(col("month"), col("cut"), col("cut_id")));
    }

    private static Dataset<Row> cut(Dataset<Row> counted, String cut, Column cutId) {
        Column[] columns = Stream.concat(
                        Stream.of(
                                col("month"),
                                lit(cut).as("cut"),
                                cutId.as("cut_id"),
                                col("outlet_id"),
                                col("service_type")),
                        COUNTS.stream().map(name -> col(name)))
                .toArray(Column[]::new);
        return counted.select(columns);
    }

    private static Dataset<Row> counted(Dataset<Row> orders, String... by) {
        Column rated = col("score").isNotNull();
        Column recommended = col("recommend").isNotNull();
        Column[] keys = Stream.concat(Stream.of("month"), Stream.of(by))
                .map(name -> col(name))
                .toArray(Column[]::new);
        return orders.groupBy(keys)
                .agg(
                        count(lit(1)).as("completed_n"),
                        sum(col("due")).as("callback_due_n"),
                        sum(col("called")).as("called_n"),
                        sum(col("reached")).as("reached_n"),
                        count(col("score")).as("rated_n"),
                        flag(rated.and(col("score").geq(4))).as("satisfied_n"),
                        flag(rated.and(col("score").leq(2))).as("dissatisfied_n"),
                        coalesce(sum(col("score")), lit(0L)).as("score_sum"),
                        flag(recommended.and(col("recommend").geq(9))).as("promoters_n"),
                        flag(recommended.and(col("recommend").leq(6))).as("detractors_n"),
                        count(col("recommend")).as("recommend_n"));
    }

    private static Column flag(Column condition) {
        return count(when(condition, lit(1)));
    }

    /** Cells become outlets, outlets become members; what no rating near it speaks for is left to the next. */
    private static Dataset<Row> weighted(Dataset<Row> parts) {
        Column rated = col("rated_n").gt(0);
        Dataset<Row> cells = summed(parts.groupBy("month", "cut", "cut_id", "outlet_id", "service_type"));
        Dataset<Row> outlets = summed(
                cells.withColumn(PROJECTED, when(rated, projection(col("completed_n"))))
                        .withColumn(UNSPOKEN, when(rated, lit(0L)).otherwise(col("completed_n")))
                        .groupBy("month", "cut", "cut_id", "outlet_id"),
                PROJECTED,
                UNSPOKEN);
        Dataset<Row> members = summed(
                outlets.withColumn(
                                PROJECTED,
                                when(rated, col(PROJECTED).plus(projection(col(UNSPOKEN))))
                                        .otherwise(lit(0).cast(EXACT)))
                        .withColumn(UNSPOKEN, when(rated, lit(0L)).otherwise(col(UNSPOKEN)))
                        .groupBy("month", "cut", "cut_id"),
                PROJECTED,
                UNSPOKEN);
        Column weighted =
                col(PROJECTED).plus(projection(col(UNSPOKEN))).cast("double").divide(col("completed_n"));
        return members.withColumn("weighted_rate", when(rated, weighted)).drop(PROJECTED, UNSPOKEN);
    }

    /** How many of some orders would be satisfied at the rate of the row they stand in. */
    private static Column projection(Column orders) {
        return orders.cast("decimal(19,0)")
                .multiply(col("satisfied_n").cast("decimal(19,0)"))
                .cast("decimal(38,15)")
                .divide(col("rated_n").cast("decimal(10,0)"))
                .cast(EXACT);
    }

    private static Dataset<Row> summed(RelationalGroupedDataset groups, String... more) {
        Column[] sums = Stream.concat(COUNTS.stream(), Stream.of(more))
                .map(name -> sum(col(name)).as(name))
                .toArray(Column[]::new);
        return groups.agg(sums[0], java.util.Arrays.copyOfRange(sums, 1, sums.length));
    }
}
