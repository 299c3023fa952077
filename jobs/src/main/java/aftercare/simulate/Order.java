package aftercare.simulate;

import org.jspecify.annotations.Nullable;

/**
 * A service order with all that will ever happen to it. Instants are seconds since 1970, 0 when the thing never
 * happens; money is in cents, hours in hundredths, kilometres in tenths.
 */
final class Order {
    static final int INSTALL = 0;
    static final int REPAIR = 1;
    static final int MAINTENANCE = 2;
    static final int EXCHANGE = 3;

    static final int FIXED = 0;
    static final int NOT_FIXED = 1;
    static final int END_OF_LIFE = 2;
    static final int NO_FAULT_FOUND = 3;
    static final int UNKNOWN = 4;

    long number;
    int service;
    final Model model;
    int region;
    int sale;
    int unit;
    int soldDay;
    int madeDay;
    int symptom;
    int cause;
    /** Drawn once it is known when and where the order is opened, and there ever after. */
    @SuppressWarnings("NullAway.Init")
    Outlet outlet;

    int technician = -1;

    long opened;
    long desired;
    long promised;
    long arrived;
    long completed;
    long cancelled;
    long partsRequested;
    long partsReceived;
    long firstReport;
    long finalReport;

    int outcome;
    int labourHours;
    int travel;
    int labourCost;
    int partsCost;
    int paid;
    int claimed;

    boolean serialKnown;
    boolean soldKnown;
    boolean customerKnown;
    boolean regionGiven;
    boolean arrivalKnown;
    boolean technicianKnown;
    boolean visitDenied;
    /** Which settlement rule the order breaks on purpose, or null. */
    @Nullable
    Fraud fraud;

    /** The order this one repeats, if any. */
    @Nullable
    Order earlier;
    /** When the same unit was brought back, 0 if it was not. */
    long broughtBack;

    Order(Model model) {
        this.model = model;
    }

    /** Names the unit across orders. */
    long unitKey() {
        return ((long) model.index() << 48) | ((long) region << 40) | ((long) sale << 28) | unit;
    }

    int depth() {
        return earlier == null ? 0 : 1 + earlier.depth();
    }

    boolean inWarranty() {
        return opened / Window.DAY < Model.warrantyEnd(soldDay);
    }

    /** Another order for the same unit by the same people at the same time, to be changed by the caller. */
    Order twin() {
        Order twin = new Order(model);
        twin.service = service;
        twin.region = region;
        twin.sale = sale;
        twin.unit = unit;
        twin.soldDay = soldDay;
        twin.madeDay = madeDay;
        twin.symptom = symptom;
        twin.cause = cause;
        twin.outlet = outlet;
        twin.technician = technician;
        twin.outcome = outcome;
        twin.labourHours = labourHours;
        twin.travel = travel;
        twin.labourCost = labourCost;
        twin.partsCost = partsCost;
        twin.claimed = claimed;
        twin.serialKnown = serialKnown;
        twin.soldKnown = soldKnown;
        twin.customerKnown = customerKnown;
        twin.regionGiven = regionGiven;
        twin.arrivalKnown = arrivalKnown;
        twin.technicianKnown = technicianKnown;
        twin.opened = opened;
        twin.promised = promised;
        twin.arrived = arrived;
        twin.completed = completed;
        twin.firstReport = firstReport;
        twin.finalReport = finalReport;
        return twin;
    }

    /** Moves everything that happened by a number of seconds. */
    void shift(long seconds) {
        opened += seconds;
        promised = promised == 0 ? 0 : promised + seconds;
        arrived += seconds;
        completed += seconds;
        firstReport += seconds;
        finalReport += seconds;
    }

    /** The last instant before {@code end} at which something happened to the order. */
    long lastEvent(long end) {
        long last = opened;
        last = later(last, arrived, end);
        last = later(last, partsRequested, end);
        last = later(last, partsReceived, end);
        last = later(last, completed, end);
        return later(last, cancelled, end);
    }

    private static long later(long last, long instant, long end) {
        return instant > last && instant < end ? instant : last;
    }

    boolean completedBefore(long end) {
        return completed > 0 && completed < end;
    }
}
