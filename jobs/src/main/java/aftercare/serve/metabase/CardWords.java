package aftercare.serve.metabase;

import aftercare.config.Language;
import aftercare.contract.Messages;
import aftercare.serve.dashboard.CardSettings.CardColumn;

/** What cards say in the reader's language besides their labels: Metabase itself writes true and false, for one. */
final class CardWords {
    private final Language language;

    CardWords(Language language) {
        this.language = language;
    }

    String word(boolean truth) {
        return Messages.text(truth ? "figures.yes" : "figures.no").in(language);
    }

    /** What marks figures beyond their limits. */
    String beyondLimits() {
        return Messages.text("figures.beyond_limits").in(language);
    }

    /** What the brackets behind a figure say. */
    String inBrackets(boolean share) {
        return Messages.text(share ? "figures.change_in_points" : "figures.change")
                .in(language);
    }

    /** What heads a column of intervals. */
    String interval() {
        return Messages.text("figures.interval").in(language);
    }

    /** An interval as an expression of SQL, of those of its ends. */
    String range(String low, String high) {
        return Messages.text("figures.range")
                .in(language)
                .replaceFirst("^\\{low}", "")
                .replaceFirst("\\{high}$", "")
                .transform(between -> low + " || '" + between + "' || " + high);
    }

    /** Whether a column is one that readers see as yes and no. */
    static boolean isSaid(CardColumn column) {
        return "truth".equals(column.unit()) && !column.hidden();
    }
}
