package aftercare.simulate;

import java.time.LocalDate;
import java.util.SplittableRandom;

/** A unit that a customer wants to give back or exchange, as one JSON object. */
record ProductReturn(
        String kind,
        Model model,
        Region region,
        Outlet outlet,
        String serial,
        int soldOn,
        int requestedOn,
        int decidedOn,
        boolean approved,
        String reason) {
    private static final String[] REASONS = {"defective", "changed_mind", "wrong_item", "damaged_in_transport"};

    /** A return of a unit sold in the month, or null when it comes after the end. */
    static ProductReturn draw(
            CompanyGenerator.World world, Model model, Region region, int month, int units, SplittableRandom random) {
        Window window = world.network().window;
        boolean exchange = random.nextDouble() < 0.45;
        int soldOn = window.firstDay(month) + random.nextInt(window.days(month));
        int days = random.nextDouble() < 0.85 ? random.nextInt(exchange ? 30 : 15) : 16 + random.nextInt(40);
        int requested = soldOn + 1 + days;
        boolean inTime = days + 1 <= (exchange ? 30 : 15);
        boolean approved = random.nextDouble() < (inTime ? 0.96 : 0.25);
        int decided = requested + random.nextInt(6);
        Outlet outlet = world.network().outlet(random, month, region.index());
        String serial = model.id() + "-RET-" + (100_000 + random.nextInt(900_000));
        String reason = Streams.any(random, REASONS);
        if (requested > window.lastDay() || units == 0) {
            return null;
        }
        int known = decided > window.lastDay() ? 0 : decided;
        return new ProductReturn(
                exchange ? "exchange" : "return",
                model,
                region,
                outlet,
                serial,
                soldOn,
                requested,
                known,
                approved,
                reason);
    }

    String json(long number) {
        String decision = decidedOn == 0
                ? ""
                : ",\"decided_on\":\"" + LocalDate.ofEpochDay(decidedOn) + "\",\"decision\":\""
                        + (approved ? "approved" : "rejected") + "\"";
        return "{\"return_id\":\"X" + (1_000_000_000L + number) + "\",\"kind\":\"" + kind + "\",\"model_id\":\""
                + model.id() + "\",\"serial_no\":\"" + serial + "\",\"outlet_id\":\"" + outlet.id
                + "\",\"region_id\":\"" + region.id() + "\",\"sold_on\":\"" + LocalDate.ofEpochDay(soldOn)
                + "\",\"requested_on\":\"" + LocalDate.ofEpochDay(requestedOn) + "\"" + decision + ",\"reason\":\""
                + reason + "\"}";
    }
}
