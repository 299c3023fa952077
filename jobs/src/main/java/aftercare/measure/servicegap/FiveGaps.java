package aftercare.measure.servicegap;

import aftercare.contract.Messages;
import aftercare.contract.ServiceGaps;
import aftercare.contract.Text;
import aftercare.stats.Interval;
import aftercare.stats.MeanEstimate;
import aftercare.table.ServiceGapQuarterTable;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The five gaps of a quarter, a row per gap and dimension whether or not both sides are known. */
final class FiveGaps {

    private final ServiceGaps rules;
    private final Function<String, Text> names;

    /** @param names what promises and figures are called, by their name in the metric catalogue */
    FiveGaps(ServiceGaps rules, Function<String, Text> names) {
        this.names = names;
        this.rules = rules;
    }

    Stream<Row> of(LocalDate quarter, QuarterFacts facts) {
        return Stream.of(Dimension.values()).flatMap(dimension -> {
            ServiceGaps.Answers answers = rules.dimensions().get(dimension.word());
            if (answers == null) {
                return Stream.empty();
            }
            GapSides sides = new GapSides(facts, dimension, answers, names);
            return Stream.of(GapSides.Gap.values())
                    .map(gap -> row(quarter, gap, dimension, sides.left(gap), sides.right(gap)));
        });
    }

    private Row row(LocalDate quarter, GapSides.Gap gap, Dimension dimension, Side left, Side right) {
        MeanEstimate size = left.estimate() != null && right.estimate() != null
                ? left.estimate().minus(right.estimate())
                : null;
        Interval interval = size == null ? null : size.interval95().orElse(null);
        Text evidence = Messages.sentences(List.of(evidence(left), evidence(right)));
        Text toCollect = toCollect(left, right);
        return ServiceGapQuarterTable.row()
                .quarter(quarter)
                .gap(gap.word())
                .dimension(dimension.word())
                .leftValue(left.value())
                .leftN(left.n())
                .leftSource(left.source())
                .rightValue(right.value())
                .rightN(right.n())
                .rightSource(right.source())
                .gapPoints(size == null ? null : size.value())
                .gapLow(interval == null ? null : interval.low())
                .gapHigh(interval == null ? null : interval.high())
                .publishable(left.restsOn(rules.fewestRespondents()) && right.restsOn(rules.fewestRespondents()))
                .evidence(evidence.en())
                .evidenceZh(evidence.zh())
                .toCollect(toCollect == null ? null : toCollect.en())
                .toCollectZh(toCollect == null ? null : toCollect.zh())
                .build();
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
