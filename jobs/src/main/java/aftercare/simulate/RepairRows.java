package aftercare.simulate;

import java.util.List;

/** Orders as rows of the source repairs, as they stood at an instant. */
final class RepairRows {
    static final String HEADER =
            "repair_id,outlet_id,model_id,service_type,opened_at,region_id,technician_id,serial_no,"
                    + "customer_id,customer_phone,promised_at,arrived_at,completed_at,cancelled_at,outcome,symptom_code,"
                    + "cause_code,sold_on,manufactured_on,travel_km,labour_hours,labour_cost,parts_cost,customer_paid,"
                    + "claimed_amount,parts_requested_at,parts_received_at,updated_at";

    static final Blemishes BLEMISHES = new Blemishes(
            List.of(
                    Blemishes.of(4, "2026-13-45 25:61:00"),
                    Blemishes.of(4, ""),
                    Blemishes.of(1, ""),
                    Blemishes.of(2, ""),
                    Blemishes.of(3, "repar"),
                    Blemishes.of(12, "2001-01-01 00:00:00"),
                    Blemishes.of(20, "-3.50"),
                    Blemishes.of(14, "mended?"),
                    Blemishes.tooShort()),
            27,
            16,
            "C99",
            1,
            "O99999");

    private static final String[] SERVICES = {"install", "repair", "maintenance", "exchange"};
    private static final String[] OUTCOMES = {"fixed", "not_fixed", "end_of_life", "no_fault_found", "unknown"};
    private static final String[] CAUSES = causes();

    private final Network network;
    private final String[] modelIds;
    private final String[] regionIds;

    RepairRows(Network network) {
        this.network = network;
        modelIds = network.models.stream().map(Model::id).toArray(String[]::new);
        regionIds = network.regions.stream().map(Region::id).toArray(String[]::new);
    }

    /** Builds the row of an order as known at {@code end}: what happened at or after it has not happened yet. */
    void build(CsvRows rows, Order order, long end, long updatedAt) {
        boolean done = order.completedBefore(end);
        boolean arrived = order.arrived > 0 && order.arrived < end;
        boolean cancelled = order.cancelled > 0 && order.cancelled < end;
        String model = modelIds[order.model.index()];
        rows.begin();
        rows.code("S", order.number, 10);
        rows.ascii(order.outlet.id);
        rows.ascii(model);
        rows.ascii(SERVICES[order.service]);
        rows.instant(order.opened);
        rows.ascii(order.regionGiven ? regionIds[order.region] : "");
        rows.ascii(arrived && order.technicianKnown ? network.technicians.get(order.technician).id : "");
        who(rows, order, model);
        rows.instant(order.promised);
        rows.instant(arrived && order.arrivalKnown ? order.arrived : 0);
        rows.instant(done ? order.completed : 0);
        rows.instant(cancelled ? order.cancelled : 0);
        rows.ascii(done ? OUTCOMES[order.outcome] : "");
        boolean repair = order.service == Order.REPAIR;
        rows.ascii(repair ? order.model.category().symptom(order.symptom) : "");
        rows.ascii(repair && done ? CAUSES[order.cause] : "");
        units(rows, order);
        money(rows, order, done, cancelled);
        rows.instant(order.partsRequested < end ? order.partsRequested : 0);
        rows.instant(order.partsReceived < end ? order.partsReceived : 0);
        rows.instant(updatedAt);
    }

    private void who(CsvRows rows, Order order, String model) {
        if (order.serialKnown) {
            rows.serial(model, order.region + 1, order.sale, order.unit);
        } else {
            rows.empty();
        }
        if (order.customerKnown) {
            long key = order.unitKey();
            rows.code("C", customer(key), 8);
            rows.code("13", Streams.fixed(key ^ 0x5DEECE66DL, 1_000_000_000), 9);
        } else {
            rows.empty();
            rows.empty();
        }
    }

    static int customer(long unitKey) {
        return Streams.fixed(unitKey, 100_000_000);
    }

    private static void units(CsvRows rows, Order order) {
        if (order.soldKnown) {
            rows.day(order.soldDay);
        } else {
            rows.empty();
        }
        if (order.serialKnown) {
            rows.day(order.madeDay);
        } else {
            rows.empty();
        }
    }

    private static void money(CsvRows rows, Order order, boolean done, boolean cancelled) {
        if (done) {
            rows.decimal((long) order.travel, 1);
            rows.decimal((long) order.labourHours, 2);
            rows.decimal((long) order.labourCost, 2);
            rows.decimal((long) order.partsCost, 2);
            rows.decimal((long) order.paid, 2);
        } else {
            for (int i = 0; i < 5; i++) {
                rows.empty();
            }
        }
        if ((done || cancelled) && order.claimed > 0) {
            rows.decimal((long) order.claimed, 2);
        } else {
            rows.empty();
        }
    }

    private static String[] causes() {
        String[] causes = new String[3 * Category.SYMPTOM_SHARES.length];
        for (int i = 0; i < causes.length; i++) {
            causes[i] = (i < 9 ? "C0" : "C") + (i + 1);
        }
        return causes;
    }
}
