package aftercare.serve.dashboard;

import aftercare.config.Language;
import aftercare.contract.Messages;
import aftercare.contract.Text;
import aftercare.contract.Translations;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The words of one language, by where they stand: {@code quality.cards.satisfaction.title}. English stands in the
 * dashboards themselves, and for what the language does not say.
 */
final class Labels {
    private final Translations translations;
    private final Language language;
    private final SortedSet<String> asked = new TreeSet<>();

    Labels(Translations translations, Language language) {
        this.translations = translations;
        this.language = language;
    }

    /** What stands at a place, for what stands there in English. */
    String text(String place, String english) {
        asked.add(place);
        return in(translations.text(place, english));
    }

    String in(Text text) {
        return text.in(language);
    }

    Language language() {
        return language;
    }

    /** Two sentences as one text. */
    String sentences(String one, String other) {
        return one + in(Messages.text("between.sentences")) + other;
    }

    /** Whether a column that ends in {@code _zh} is shown in place of the one without. */
    boolean readsChineseColumns() {
        return language.readsChineseColumns();
    }

    /** The places that were asked for and that the language does not say. */
    SortedSet<String> missing() {
        SortedSet<String> missing = new TreeSet<>(asked);
        missing.removeAll(translations.places(language));
        return missing;
    }

    /** The places that the language says and nobody asked for. */
    SortedSet<String> unused() {
        Set<String> said = translations.places(language);
        SortedSet<String> unused = new TreeSet<>(said);
        unused.removeAll(asked);
        return unused;
    }
}
