package aftercare.simulate;

import aftercare.table.ProductReturnsTable;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

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
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String[] REASONS = {"defective", "changed_mind", "wrong_item", "damaged_in_transport"};

    /** A return of a unit sold in the month, or null when it comes after the end. */
    static @Nullable ProductReturn draw(
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
        ObjectNode json = JSON.objectNode()
                .put(ProductReturnsTable.RETURN_ID, "X" + (1_000_000_000L + number))
                .put(ProductReturnsTable.KIND, kind)
                .put(ProductReturnsTable.MODEL_ID, model.id())
                .put(ProductReturnsTable.SERIAL_NO, serial)
                .put(ProductReturnsTable.OUTLET_ID, outlet.id)
                .put(ProductReturnsTable.REGION_ID, region.id())
                .put(ProductReturnsTable.SOLD_ON, day(soldOn))
                .put(ProductReturnsTable.REQUESTED_ON, day(requestedOn));
        if (decidedOn != 0) {
            json.put(ProductReturnsTable.DECIDED_ON, day(decidedOn))
                    .put(ProductReturnsTable.DECISION, approved ? "approved" : "rejected");
        }
        return json.put(ProductReturnsTable.REASON, reason).toString();
    }

    private static String day(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }
}
