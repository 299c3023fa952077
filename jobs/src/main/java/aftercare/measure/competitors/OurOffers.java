package aftercare.measure.competitors;

import aftercare.contract.PromiseRule;
import aftercare.contract.ServiceGaps;
import aftercare.contract.Standard;
import aftercare.measure.facts.Standards;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What we ourselves offer on a day: what is recorded, else the promise that stands for it. */
final class OurOffers {
    private final Map<String, Offer> recorded;
    private final ServiceGaps.Offers rules;
    private final List<PromiseRule> promises;
    private final Standards standards;
    private final LocalDate day;

    /** An offer and where it is known from: offer, promise or standard. */
    record Sourced(Offer offer, String source) {}

    /**
     * @param recorded our own offers in force, by item
     */
    OurOffers(
            Map<String, Offer> recorded,
            ServiceGaps.Offers rules,
            List<PromiseRule> promises,
            Standards standards,
            LocalDate day) {
        this.recorded = Map.copyOf(recorded);
        this.rules = rules;
        this.promises = List.copyOf(promises);
        this.standards = standards;
        this.day = day;
    }

    /** Ours of the item that a competitor offers; empty when nothing is known of it. */
    Optional<Sourced> beside(Offer theirs) {
        Offer own = recorded.get(theirs.item());
        if (own != null) {
            return Optional.of(new Sourced(own, "offer"));
        }
        return Optional.ofNullable(rules.items().get(theirs.item()))
                .map(ServiceGaps.Item::promise)
                .flatMap(this::inForce)
                .map(rule -> promised(rule, theirs));
    }

    private Optional<PromiseRule> inForce(String promise) {
        return promises.stream()
                .filter(rule ->
                        rule.promise().equals(promise) && !rule.validFrom().isAfter(day))
                .max(Comparator.comparing(PromiseRule::validFrom));
    }

    /** A promise is compared with a share by its target, with anything else by its term. */
    private Sourced promised(PromiseRule rule, Offer theirs) {
        boolean isComparedWithShare = TermUnit.of(theirs.unit())
                .flatMap(unit -> unit.in(TermUnit.SHARE, 1))
                .isPresent();
        if (isComparedWithShare || rule.window() == null) {
            Double target = standards
                    .inForce(rule.promise(), day, Standards.Member.COMPANY)
                    .map(Standard::target)
                    .orElse(null);
            return new Sourced(ours(rule, theirs, target, TermUnit.SHARE), "standard");
        }
        PromiseRule.Span window = rule.window();
        TermUnit unit = window.months() > 0 ? TermUnit.MONTHS : window.days() > 0 ? TermUnit.DAYS : TermUnit.HOURS;
        int term = window.months() > 0 ? window.months() : window.days() > 0 ? window.days() : window.hours();
        return new Sourced(ours(rule, theirs, (double) term, unit), "promise");
    }

    private static Offer ours(PromiseRule rule, Offer theirs, @Nullable Double value, TermUnit unit) {
        return new Offer(Offer.US, theirs.item(), rule.validFrom(), true, value, unit.word(), null);
    }
}
