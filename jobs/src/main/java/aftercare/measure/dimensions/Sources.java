package aftercare.measure.dimensions;

import java.util.List;
import java.util.stream.Stream;

/** Which sources a dimension reads. */
final class Sources {
    private Sources() {}

    /** The source that lists the members, and those that name them. */
    static List<String> listedAndNaming(String listing, List<String> naming) {
        return Stream.concat(Stream.of(listing), naming.stream()).toList();
    }
}
