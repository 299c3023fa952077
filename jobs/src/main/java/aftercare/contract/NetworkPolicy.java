package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What technicians, outlets and warranty terms are planned with; kept in {@code schemas/network.yaml}, explained in
 * docs/network.md.
 *
 * @param technicians how much a technician gets done
 * @param onSite how near an outlet must be
 * @param shareToCover share of a region's jobs that must lie within the on-site radius
 * @param sizes technicians that an outlet of a size has room for, by the name of the size
 * @param warranty which terms are compared
 */
public record NetworkPolicy(
        Technicians technicians,
        @JsonProperty("on_site") OnSite onSite,
        @JsonProperty("share_to_cover") double shareToCover,
        Map<String, Integer> sizes,
        Warranty warranty)
        implements Serializable {

    /**
     * How much a technician gets done.
     *
     * @param hoursPerMonth paid hours of a technician in a month
     * @param utilisation share of them that repairs and the way to them may fill
     * @param standardHours labour hours of a repair where neither the model nor its category states them
     */
    public record Technicians(
            @JsonProperty("hours_per_month") double hoursPerMonth,
            double utilisation,
            @JsonProperty("standard_hours") double standardHours)
            implements Serializable {}

    /**
     * How near an outlet must be.
     *
     * @param hours promised hours from the order to the technician at the door, as the promise onsite_visit says
     * @param travelShare share of them that the way there may take
     * @param speedKmh kilometres an hour by road
     * @param detour kilometres by road for one as the crow flies
     * @param travelHours hours there and back for a job where no order states its distance
     */
    public record OnSite(
            double hours,
            @JsonProperty("travel_share") double travelShare,
            @JsonProperty("speed_kmh") double speedKmh,
            double detour,
            @JsonProperty("travel_hours") double travelHours)
            implements Serializable {}

    /**
     * Which warranty terms are compared.
     *
     * @param months the terms whose cost is compared
     * @param costPerKm money for a kilometre there or back
     */
    public record Warranty(
            List<Integer> months,
            @JsonProperty("cost_per_km") double costPerKm) implements Serializable {
        public Warranty {
            months = List.copyOf(months);
        }
    }

    /**
     * A size of outlets.
     *
     * @param name such as S
     * @param technicians it has room for
     */
    public record Size(String name, int technicians) implements Serializable {}

    public NetworkPolicy {
        sizes = Collections.unmodifiableMap(new TreeMap<>(sizes));
    }

    /**
     * The policy of this installation.
     *
     * @throws aftercare.config.AftercareException AFC-1101 when the file breaks its schema
     */
    public static NetworkPolicy load() {
        return load(Contracts.load());
    }

    /** The same, with the hours that the promise to come to repairs has on the day of the contracts. */
    public static NetworkPolicy load(Contracts contracts) {
        return contracts
                .asOfTheirDay("network", NetworkPolicy.class)
                .withOnSiteHours(contracts.windowInForce(Rules.ONSITE_VISIT).inHours());
    }

    static NetworkPolicy read(Path schemas) {
        return Contracts.document(schemas, "network", NetworkPolicy.class);
    }

    /** The sizes, the smallest first. */
    public List<Size> bySize() {
        List<Size> bySize = new ArrayList<>();
        sizes.forEach((name, technicians) -> bySize.add(new Size(name, technicians)));
        bySize.sort(Comparator.comparingInt(Size::technicians).thenComparing(Size::name));
        return bySize;
    }

    /** Farthest a customer may live from an outlet, as the crow flies, in kilometres. */
    public double radiusKm() {
        return onSite.hours * onSite.travelShare * onSite.speedKmh / onSite.detour;
    }

    /** Hours that a technician can give to repairs and the way there in a month. */
    public double hoursForRepairs() {
        return technicians.hoursPerMonth * technicians.utilisation;
    }

    public NetworkPolicy withUtilisation(double utilisation) {
        Technicians others = new Technicians(technicians.hoursPerMonth, utilisation, technicians.standardHours);
        return new NetworkPolicy(others, onSite, shareToCover, sizes, warranty);
    }

    public NetworkPolicy withOnSiteHours(double hours) {
        OnSite other = new OnSite(hours, onSite.travelShare, onSite.speedKmh, onSite.detour, onSite.travelHours);
        return new NetworkPolicy(technicians, other, shareToCover, sizes, warranty);
    }

    /** The same with one more warranty term to compare. */
    public NetworkPolicy withWarrantyMonths(int months) {
        List<Integer> terms = new ArrayList<>(warranty.months);
        if (!terms.contains(months)) {
            terms.add(months);
        }
        return new NetworkPolicy(technicians, onSite, shareToCover, sizes, new Warranty(terms, warranty.costPerKm));
    }
}
