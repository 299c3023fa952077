package aftercare.simulate;

import java.util.ArrayList;
import java.util.List;

/** A service outlet with its history and its character. */
final class Outlet {
    /** What was true of the outlet from the first day of a month on. */
    record Version(int month, int region, String name, String status) {}

    final int index;
    final String id;
    final String kind;
    final String city;
    final int opened;
    final double latitude;
    final double longitude;
    final double size;
    final List<Version> versions = new ArrayList<>();
    /** Multiplies the time until somebody arrives. */
    double slowness;
    /** Chance that a repair is handed back not fixed. */
    double failRisk;
    /** Chance that a repaired unit breaks again within 30 days. */
    double repeatRisk;
    /** Points of satisfaction its people add or cost. */
    double manner;

    Outlet(int index, String id, String kind, String city, int opened, double latitude, double longitude, double size) {
        this.index = index;
        this.id = id;
        this.kind = kind;
        this.city = city;
        this.opened = opened;
        this.latitude = latitude;
        this.longitude = longitude;
        this.size = size;
    }

    Version at(int month) {
        Version found = versions.get(0);
        for (Version version : versions) {
            if (version.month <= month) {
                found = version;
            }
        }
        return found;
    }

    boolean works(int month) {
        String status = at(month).status;
        return opened <= month && !"suspended".equals(status) && !"closed".equals(status);
    }
}
