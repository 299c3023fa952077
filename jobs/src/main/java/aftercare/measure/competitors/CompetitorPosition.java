package aftercare.measure.competitors;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.contract.Contracts;
import aftercare.contract.DefaultStandards;
import aftercare.contract.PromiseRule;
import aftercare.contract.ServiceGaps;
import aftercare.contract.Text;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Standards;
import aftercare.table.CompetitorOffersTable;
import aftercare.table.CompetitorPositionTable;
import aftercare.table.Tables;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * competitor_position: what each competitor offers beside what we offer, and who is ahead. Defined in
 * schemas/gold/competitor_position.yaml and docs/decisions.md (DV8).
 *
 * <p>Somebody types these offers in; they are few, so they are compared on the driver.
 */
public final class CompetitorPosition implements Measure {
    private final ServiceGaps.Offers rules;
    private final List<PromiseRule> promises;
    private final DefaultStandards shipped;

    /** Takes how offers are compared, and the contracts that say what we promise. */
    public CompetitorPosition(Contracts contracts) {
        rules = ServiceGaps.load(contracts).offers();
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
        return inputs.spark().createDataFrame(rows, CompetitorPositionTable.SCHEMA);
    }

    /** For each company and item the version with the latest first day not after the day. */
    private static Map<String, Map<String, Offer>> inForce(Dataset<Row> offers, AsOf asOf) {
        return offers.filter(col(CompetitorOffersTable.VALID_FROM).leq(lit(asOf.day()))).collectAsList().stream()
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
        CompetitorOffersTable.Values stored = CompetitorOffersTable.of(row);
        return new Offer(
                stored.company(),
                stored.item(),
                stored.validFrom(),
                stored.offered(),
                stored.value(),
                stored.unit(),
                stored.qualityScore());
    }

    private Row row(AsOf asOf, Offer theirs, Optional<OurOffers.Sourced> found) {
        Offer ours = found.map(OurOffers.Sourced::offer).orElse(null);
        OfferComparison compared =
                new OfferComparison(theirs, ours, rules.items().get(theirs.item()), rules.levelWithin());
        return CompetitorPositionTable.row()
                .asOf(asOf.day())
                .company(theirs.company())
                .item(theirs.item())
                .offered(theirs.offered())
                .value(theirs.value())
                .unit(compared.unit())
                .validFrom(theirs.validFrom())
                .qualityScore(theirs.score())
                .ourOffered(ours == null ? null : ours.offered())
                .ourValue(compared.ourValue())
                .ourSource(found.map(OurOffers.Sourced::source).orElse(null))
                .ourScore(ours == null ? null : ours.score())
                .better(compared.better())
                .position(word(compared.commitment()))
                .qualityPosition(word(compared.quality()))
                .note(compared.note(Text::en))
                .noteZh(compared.note(Text::zh))
                .build();
    }

    private static @Nullable String word(OfferComparison.@Nullable RelativePosition position) {
        return position == null ? null : position.word();
    }
}
