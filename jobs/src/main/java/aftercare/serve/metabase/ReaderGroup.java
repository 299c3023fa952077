package aftercare.serve.metabase;

import aftercare.config.Language;
import aftercare.contract.Messages;
import aftercare.contract.Text;
import java.util.Locale;

/** A group of readers, and what its collection is called. */
enum ReaderGroup {
    QUALITY,
    MANAGEMENT,
    PLANNING,
    HR,
    DATA;

    static ReaderGroup of(String group) {
        return valueOf(group.toUpperCase(Locale.ROOT));
    }

    String title(Language language) {
        return said("title").in(language);
    }

    String description(Language language) {
        return said("description").in(language);
    }

    private Text said(String part) {
        return Messages.text("readers." + name().toLowerCase(Locale.ROOT) + "." + part);
    }
}
