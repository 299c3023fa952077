package aftercare.cli.doctor;

import java.util.Optional;

/** One thing that can be wrong with a set-up. Looks, and changes nothing that stays. */
public interface Check {
    /** One or two words for the line. */
    String name();

    /** What was seen; empty when there is nothing to look at, such as no lake given. */
    Optional<Finding> look();
}
