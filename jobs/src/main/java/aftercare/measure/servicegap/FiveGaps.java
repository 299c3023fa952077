package aftercare.measure.servicegap;

import aftercare.contract.Messages;
import aftercare.contract.ServiceGaps;
import aftercare.contract.Text;
import aftercare.stats.Interval;
import aftercare.stats.MeanEstimate;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** The five gaps of a quarter, a row per gap and dimension whether or not both sides are known. */
final class FiveGaps {
    static final StructType RESULT = StructType.fromDDL("quarter DATE, gap STRING, dimension STRING, left_value DOUBLE,"
            + " left_n BIGINT, left_source STRING, right_value DOUBLE, right_n BIGINT, right_source STRING,"
            + " gap_points DOUBLE, gap_low DOUBLE, gap_high DOUBLE, publishable BOOLEAN, evidence STRING,"
            + " evidence_zh STRING, to_collect STRING, to_collect_zh STRING");

    private final ServiceGaps rules;

    FiveGaps(ServiceGaps rules) {
        this.rules = rules;
    }

    Stream<Row> of(LocalDate quarter, QuarterFacts facts) {
        return Stream.of(Dimension.values())
                .filter(dimension -> rules.dimensions().containsKey(dimension.word()))
                .flatMap(dimension -> {
                    GapSides sides =
                            new GapSides(facts, dimension, rules.dimensions().get(dimension.word()));
                    return Stream.of(Gap.values())
                            .map(gap -> row(quarter, gap, dimension, sides.left(gap), sides.right(gap)));
                });
    }

    private Row row(LocalDate quarter, Gap gap, Dimension dimension, Side left, Side right) {
        MeanEstimate size = left.known() && right.known() ? left.estimate().minus(right.estimate()) : null;
        Interval interval = size == null ? null : size.interval95().orElse(null);
        Text evidence = Messages.sentences(List.of(evidence(left), evidence(right)));
        Text toCollect = toCollect(left, right);
        return RowFactory.create(
                Date.valueOf(quarter),
                gap.word(),
                dimension.word(),
                left.value(),
                left.n(),
                left.source(),
                right.value(),
                right.n(),
                right.source(),
                size == null ? null : size.value(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                left.restsOn(rules.fewestRespondents()) && right.restsOn(rules.fewestRespondents()),
                evidence.en(),
                evidence.zh(),
                toCollect == null ? null : toCollect.en(),
                toCollect == null ? null : toCollect.zh());
    }

    private static Text evidence(Side side) {
        return side.known() ? side.says() : Messages.text("servicegap.unknown");
    }

    private static @Nullable Text toCollect(Side left, Side right) {
        return left.known() && right.known()
                ? null
                : Messages.sentences(Stream.of(left, right)
                        .filter(side -> !side.known())
                        .map(Side::says)
                        .distinct()
                        .toList());
    }
}
