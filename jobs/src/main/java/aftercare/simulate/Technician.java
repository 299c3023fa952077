package aftercare.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A technician with the outlets worked for and what they are good at. */
final class Technician {
    /** The outlet from the first day of a month on. */
    record Post(int month, int outlet) {}

    final int index;
    final String id;
    final String name;
    final String role;
    final int hiredOn;
    /** Window month from which the technician is gone, or {@link Integer#MAX_VALUE}. */
    int left = Integer.MAX_VALUE;

    final List<Post> posts = new ArrayList<>();
    final double manner;
    /** Extra chance per category that a job has to be done again. */
    final double[] weakness = new double[Category.values().length];
    /** First day after a course that worked, per category. */
    final int[] cured = new int[Category.values().length];

    Technician(int index, String id, String name, String role, int hiredOn, double manner) {
        this.index = index;
        this.id = id;
        this.name = name;
        this.role = role;
        this.hiredOn = hiredOn;
        this.manner = manner;
        Arrays.fill(cured, Integer.MAX_VALUE);
    }

    int outletAt(int month) {
        int found = posts.get(0).outlet;
        for (Post post : posts) {
            if (post.month <= month) {
                found = post.outlet;
            }
        }
        return found;
    }

    double weakness(Category category, int day) {
        int c = category.place();
        return day >= cured[c] ? 0.1 * weakness[c] : weakness[c];
    }
}
