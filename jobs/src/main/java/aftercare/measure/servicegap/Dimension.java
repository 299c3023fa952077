package aftercare.measure.servicegap;

import aftercare.contract.Messages;
import aftercare.contract.Text;
import java.util.Locale;
import java.util.stream.Stream;

/** A dimension of service quality, told by the first letter of an item's code. */
enum Dimension {
    TANGIBLES('T'),
    RELIABILITY('R'),
    RESPONSIVENESS('S'),
    ASSURANCE('A'),
    EMPATHY('E'),
    RECOVERY('C'),
    /** Items that a company added under a letter of its own. */
    OTHER('?');

    private final char letter;

    Dimension(char letter) {
        this.letter = letter;
    }

    static Dimension of(String item) {
        return Stream.of(values())
                .filter(each -> item.charAt(0) == each.letter)
                .findFirst()
                .orElse(OTHER);
    }

    /** Its name in gold tables and in schemas/service_gaps.yaml. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people call it. */
    Text label() {
        return Messages.text("servicegap.dimension." + word());
    }
}
