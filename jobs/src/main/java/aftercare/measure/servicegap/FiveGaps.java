package aftercare.measure.servicegap;

import aftercare.contract.ServiceGaps;
import aftercare.contract.Text;
import aftercare.stats.Interval;
import aftercare.stats.MeanEstimate;
import java.sql.Date;
import java.time.LocalDate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** The five gaps of a quarter, a row per gap and dimension whether or not both sides are known. */
final class FiveGaps {
    static final StructType RESULT = StructType.fromDDL("quarter DATE, gap STRING, dimension STRING, left_value DOUBLE,"
            + " left_n BIGINT, left_source STRING, right_value DOUBLE, right_n BIGINT, right_source STRING,"
            + " gap_points DOUBLE, gap_low DOUBLE, gap_high DOUBLE, publishable BOOLEAN, evidence STRING,"
            + " evidence_zh STRING, to_collect STRING, to_collect_zh STRING");

    private static final Text UNKNOWN = new Text("Not known.", "未知。");

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
                evidence(left, Text::en) + " " + evidence(right, Text::en),
                evidence(left, Text::zh) + evidence(right, Text::zh),
                toCollect(left, right, Text::en, " "),
                toCollect(left, right, Text::zh, ""));
    }

    private static String evidence(Side side, Function<Text, String> language) {
        return language.apply(side.known() ? side.says() : UNKNOWN);
    }

    private static String toCollect(Side left, Side right, Function<Text, String> language, String between) {
        return left.known() && right.known()
                ? null
                : Stream.of(left, right)
                        .filter(side -> !side.known())
                        .map(side -> language.apply(side.says()))
                        .distinct()
                        .collect(Collectors.joining(between));
    }
}
