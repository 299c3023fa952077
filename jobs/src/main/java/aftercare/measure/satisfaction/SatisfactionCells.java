package aftercare.measure.satisfaction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionMonthTable;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Counts rated orders by month and member, by way of the cells outlet x service type that weighted_rate is made of
 * (docs/decisions.md, D10).
 *
 * <p>Every cell lies in one outlet and month. So orders are moved once, to those of the same outlet and month, where
 * {@link OutletCells} counts them for all cuts in one go; only an outlet's share of each member moves on.
 */
final class SatisfactionCells {
    private SatisfactionCells() {}

    /** One row per month, cut and member: the counts and weighted_rate. */
    static Dataset<Row> members(Dataset<Row> ratedOrders) {
        Dataset<Row> together = ratedOrders
                .repartition(col(RatedOrders.MONTH), col(RepairsTable.OUTLET_ID))
                .sortWithinPartitions(RatedOrders.MONTH, RepairsTable.OUTLET_ID);
        OutletCells outlets = new OutletCells(together.schema());
        Column[] sums = Stream.concat(
                        SatisfactionCounts.NAMES.stream(), Stream.of(OutletCells.PROJECTED, OutletCells.UNSPOKEN))
                .map(name -> sum(col(name)).as(name))
                .toArray(Column[]::new);
        Dataset<Row> members = together.mapPartitions(outlets, Encoders.row(OutletCells.TYPE))
                .groupBy(SatisfactionMonthTable.MONTH, SatisfactionMonthTable.CUT, SatisfactionMonthTable.CUT_ID)
                .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length));
        Column rated = col(SatisfactionMonthTable.RATED_N).gt(0);
        Column unspoken = col(OutletCells.UNSPOKEN)
                .cast("decimal(19,0)")
                .multiply(col(SatisfactionMonthTable.SATISFIED_N).cast("decimal(19,0)"))
                .cast("decimal(38,15)")
                .divide(col(SatisfactionMonthTable.RATED_N).cast("decimal(10,0)"))
                .cast(OutletCells.EXACT);
        Column weighted = col(OutletCells.PROJECTED)
                .plus(unspoken)
                .cast("double")
                .divide(col(SatisfactionMonthTable.COMPLETED_N));
        return members.withColumn(SatisfactionMonthTable.WEIGHTED_RATE, when(rated, weighted))
                .drop(OutletCells.PROJECTED, OutletCells.UNSPOKEN);
    }
}
