package aftercare.simulate;

import aftercare.table.RepairsTable;
import java.util.List;

/** Orders as rows of the source repairs, as they stood at an instant. */
final class RepairRows {
    static final List<String> COLUMNS = List.of(
            RepairsTable.REPAIR_ID,
            RepairsTable.OUTLET_ID,
            RepairsTable.MODEL_ID,
            RepairsTable.SERVICE_TYPE,
            RepairsTable.OPENED_AT,
            RepairsTable.REGION_ID,
            RepairsTable.TECHNICIAN_ID,
            RepairsTable.SERIAL_NO,
            RepairsTable.CUSTOMER_ID,
            RepairsTable.CUSTOMER_PHONE,
            RepairsTable.PROMISED_AT,
            RepairsTable.ARRIVED_AT,
            RepairsTable.COMPLETED_AT,
            RepairsTable.CANCELLED_AT,
            RepairsTable.OUTCOME,
            RepairsTable.SYMPTOM_CODE,
            RepairsTable.CAUSE_CODE,
            RepairsTable.SOLD_ON,
            RepairsTable.MANUFACTURED_ON,
            RepairsTable.TRAVEL_KM,
            RepairsTable.LABOUR_HOURS,
            RepairsTable.LABOUR_COST,
            RepairsTable.PARTS_COST,
            RepairsTable.CUSTOMER_PAID,
            RepairsTable.CLAIMED_AMOUNT,
            RepairsTable.PARTS_REQUESTED_AT,
            RepairsTable.PARTS_RECEIVED_AT,
            RepairsTable.UPDATED_AT);

    static final Blemishes BLEMISHES = new Blemishes(
            List.of(
                    Blemishes.of(RepairsTable.OPENED_AT, "2026-13-45 25:61:00"),
                    Blemishes.of(RepairsTable.OPENED_AT, ""),
                    Blemishes.of(RepairsTable.OUTLET_ID, ""),
                    Blemishes.of(RepairsTable.MODEL_ID, ""),
                    Blemishes.of(RepairsTable.SERVICE_TYPE, "repar"),
                    Blemishes.of(RepairsTable.COMPLETED_AT, "2001-01-01 00:00:00"),
                    Blemishes.of(RepairsTable.LABOUR_HOURS, "-3.50"),
                    Blemishes.of(RepairsTable.OUTCOME, "repaired?"),
                    Blemishes.tooShort()),
            RepairsTable.UPDATED_AT,
            Blemishes.of(RepairsTable.CAUSE_CODE, "C99"),
            Blemishes.of(RepairsTable.OUTLET_ID, "O99999"));

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
        rows.day(order.soldKnown ? order.soldDay : 0);
        rows.day(order.serialKnown ? order.madeDay : 0);
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
