package aftercare.measure.competitors;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.contract.Contracts;
import aftercare.contract.PromiseRule;
import aftercare.contract.ServiceGaps;
import aftercare.contract.Standard;
import aftercare.contract.Text;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Standards;
import aftercare.table.CompetitorPositionTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * competitor_position: what each competitor offers beside what we offer, and who is ahead. Defined in
 * schemas/gold/competitor_position.yaml and docs/decisions.md (DV8).
 *
 * <p>Somebody types these offers in; they are few, so they are compared on the driver.
 */
public final class CompetitorPosition implements Measure {
    private static final StructType TYPE =
            StructType.fromDDL("as_of DATE, company STRING, item STRING, offered BOOLEAN,"
                    + " value DOUBLE, unit STRING, valid_from DATE, quality_score DOUBLE, our_offered BOOLEAN, our_value DOUBLE,"
                    + " our_source STRING, our_score DOUBLE, better STRING, position STRING, quality_position STRING,"
                    + " note STRING, note_zh STRING");

    private final ServiceGaps.Offers rules;
    private final List<PromiseRule> promises;
    private final List<Standard> shipped;

    /** Takes how offers are compared, and the contracts that say what we promise. */
    public CompetitorPosition(ServiceGaps gaps, Contracts contracts) {
        this.rules = gaps.offers();
        this.promises = contracts.promises();
        this.shipped = contracts.standards();
    }

    @Override
    public String table() {
        return Tables.COMPETITOR_POSITION;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.COMPETITOR_OFFERS, Tables.STANDARDS);
    }

    @Override
    public String settings() {
        return rules + "\n" + promises + "\n" + shipped;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Map<String, Map<String, Offer>> offers = inForce(inputs.silver(Tables.COMPETITOR_OFFERS), asOf);
        Map<String, Offer> recorded = offers.getOrDefault(Offer.US, Map.of());
        OurOffers ours = new OurOffers(recorded, rules, promises, Standards.of(shipped, inputs), asOf.day());
        List<Row> rows = offers.entrySet().stream()
                .filter(company -> !company.getKey().equals(Offer.US))
                .flatMap(company -> company.getValue().values().stream())
                .map(theirs -> row(asOf, theirs, ours.beside(theirs)))
                .toList();
        return inputs.spark().createDataFrame(rows, TYPE);
    }

    /** For each company and item the version with the latest first day not after the day. */
    private static Map<String, Map<String, Offer>> inForce(Dataset<Row> offers, AsOf asOf) {
        List<Row> begun = offers.filter(col(CompetitorPositionTable.VALID_FROM).leq(lit(Date.valueOf(asOf.day()))))
                .select(
                        CompetitorPositionTable.COMPANY,
                        CompetitorPositionTable.ITEM,
                        CompetitorPositionTable.VALID_FROM,
                        CompetitorPositionTable.OFFERED,
                        CompetitorPositionTable.VALUE,
                        CompetitorPositionTable.UNIT,
                        CompetitorPositionTable.QUALITY_SCORE)
                .collectAsList();
        return begun.stream()
                .map(CompetitorPosition::offer)
                .collect(Collectors.groupingBy(
                        Offer::company,
                        HashMap::new,
                        Collectors.toMap(
                                Offer::item,
                                offer -> offer,
                                BinaryOperator.maxBy(Comparator.comparing(Offer::validFrom)))));
    }

    private static Offer offer(Row row) {
        return new Offer(
                row.getString(0),
                row.getString(1),
                row.getDate(2).toLocalDate(),
                row.getBoolean(3),
                row.isNullAt(4) ? null : (Double) row.getDouble(4),
                row.getString(5),
                row.isNullAt(6) ? null : (Double) row.getDouble(6));
    }

    private Row row(AsOf asOf, Offer theirs, Optional<OurOffers.Sourced> found) {
        Offer ours = found.map(OurOffers.Sourced::offer).orElse(null);
        OfferComparison compared =
                new OfferComparison(theirs, ours, rules.items().get(theirs.item()), rules.levelWithin());
        return RowFactory.create(
                Date.valueOf(asOf.day()),
                theirs.company(),
                theirs.item(),
                theirs.offered(),
                theirs.value(),
                compared.unit(),
                Date.valueOf(theirs.validFrom()),
                theirs.score(),
                ours == null ? null : ours.offered(),
                compared.ourValue(),
                found.map(OurOffers.Sourced::source).orElse(null),
                ours == null ? null : ours.score(),
                compared.better(),
                word(compared.commitment()),
                word(compared.quality()),
                compared.note(Text::en),
                compared.note(Text::zh));
    }

    private static String word(RelativePosition position) {
        return position == null ? null : position.word();
    }
}
