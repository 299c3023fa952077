package aftercare.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** What the drivers of satisfaction truly cost each order of an invented company. */
public final class PlantedEffects {
    private static final NormalDistribution CHANCE = new NormalDistribution();
    private static final double SATISFIED_FROM = 3.5;

    private final CompanyGenerator.World world;
    private final Map<String, Order> orders = new HashMap<>();

    /** Invents the company's orders again. */
    public PlantedEffects(GenerateOptions options) {
        world = CompanyGenerator.world(options);
        for (int month = 0; month < world.network().window.months(); month++) {
            for (Order order : OrderMonth.draw(world, month, world.fresh().get(month))) {
                orders.put(Truth.orderIds(List.of(order.number)).get(0), order);
            }
        }
    }

    /**
     * By how much a driver lowers the chance that an order's customer is satisfied: below 0, or 0 where it did not
     * happen or nobody minds it.
     *
     * @param askedAt when the customer was asked, in seconds since 1970
     */
    public double of(String repairId, long askedAt, String driver) {
        Order order = orders.get(repairId);
        Displeasure minded =
                Displeasure.with(order, askedAt, world.options().shape().sensitivity());
        double points = Opinion.PLEASED + Opinion.people(world, order) - minded.points();
        double cost =
                switch (driver) {
                    case "late_on_site" -> minded.late();
                    case "not_fixed" -> minded.notFixed();
                    case "came_back" -> minded.back();
                    case "waited_for_parts" -> minded.waited();
                    case "second_visit" -> minded.tried();
                    case "charged_in_warranty" -> minded.fee();
                    default -> 0;
                };
        return satisfied(points) - satisfied(points + cost);
    }

    private static double satisfied(double points) {
        return CHANCE.cumulativeProbability((points - SATISFIED_FROM) / Opinion.SPREAD);
    }
}
