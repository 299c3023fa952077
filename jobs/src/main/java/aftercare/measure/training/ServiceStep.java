package aftercare.measure.training;

import aftercare.contract.Messages;
import aftercare.contract.Text;
import java.util.Locale;

/** The steps of a service that can go wrong and cost the customer's satisfaction. */
enum ServiceStep {
    DIAGNOSIS,
    PARTS,
    WORKMANSHIP,
    PUNCTUALITY,
    MANNER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What went wrong. */
    Text says() {
        return Messages.text("training.step." + label());
    }
}
