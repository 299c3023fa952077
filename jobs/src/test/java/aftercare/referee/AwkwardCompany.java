package aftercare.referee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * An invented company whose data sits on every edge the definitions have: events exactly on boundaries and a second
 * around them, members nobody listed, versions out of order, rows that break rules. It is not realistic and is not
 * meant to be; it is there to tell two implementations apart. The same seed and size give the same bytes.
 *
 * <p>Below 5 % of the rows of each file are refused, so that a loader with the usual limit takes them all.
 */
public final class AwkwardCompany {

    /** The day to compute for. Events reach beyond its end, and some lie exactly on it. */
    public static final LocalDate AS_OF = LocalDate.of(2026, 3, 17);

    /** Orders written unless told otherwise. */
    public static final int ORDERS = 60_000;

    /** First month with orders; from it to {@link #AS_OF} it is 26 months. */
    static final LocalDateTime START = LocalDateTime.of(2024, 2, 1, 0, 0);

    static final LocalDateTime END = AS_OF.plusDays(1).atStartOfDay();

    private AwkwardCompany() {}

    /** Writes the usual company into {@code landing/<source>/*.csv}. */
    public static void write(Path landing) {
        write(landing, ORDERS, 20260317L);
    }

    /**
     * Writes a company.
     *
     * @param landing folder that gets one folder for each source
     * @param orders service orders, other than the 2,000 or so that script the control charts
     * @param seed what all chance comes from
     */
    public static void write(Path landing, int orders, long seed) {
        Dice dice = new Dice(seed);
        AwkwardNetwork network = new AwkwardNetwork(dice);
        AwkwardOrders service = new AwkwardOrders(dice, network);
        AwkwardCallbacks callbacks = new AwkwardCallbacks(dice);
        AwkwardComplaints complaints = new AwkwardComplaints(dice, network);
        try {
            network.write(landing);
            service.make(orders);
            ScriptedCharts.play(service, callbacks);
            service.write(landing.resolve("repairs"));
            callbacks.make(service.orders());
            callbacks.write(landing.resolve("callbacks"));
            complaints.make(service.orders());
            complaints.write(landing.resolve("complaints"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
