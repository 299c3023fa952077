package aftercare.serve.metabase;

import aftercare.config.Language;
import aftercare.contract.Messages;
import aftercare.serve.dashboard.Card;
import aftercare.serve.dashboard.Card.Display;
import aftercare.serve.dashboard.CardSettings.CardColumn;
import java.util.stream.Collectors;

/**
 * Says yes and no in the reader's language where a card shows whether something is so, since Metabase writes true and
 * false in any language; and months in cells as 2026-10, since Metabase has no such style and shows their first day.
 */
final class YesOrNo {
    private final Language language;

    YesOrNo(Language language) {
        this.language = language;
    }

    String word(boolean truth) {
        return Messages.text(truth ? "figures.yes" : "figures.no").in(language);
    }

    /** Whether a column is one that readers see as yes and no. */
    static boolean isSaid(CardColumn column) {
        return "truth".equals(column.unit()) && !column.hidden();
    }

    /** The query of a card; where it shows neither, as it is. Rows keep the order of the query within. */
    String sql(Card card) {
        String sql = card.query().text();
        if (card.settings().columns().stream().noneMatch(column -> isSaid(column) || isMonthInACell(card, column))) {
            return sql;
        }
        String columns = card.settings().columns().stream()
                .map(column -> isSaid(column)
                        ? said(column.name())
                        : isMonthInACell(card, column)
                                ? "to_char(%1$s, 'YYYY-MM') as %1$s".formatted(column.name())
                                : column.name())
                .collect(Collectors.joining(",\n       "));
        return "select " + columns + "\nfrom (\n" + sql + ") as answer";
    }

    private static boolean isMonthInACell(Card card, CardColumn column) {
        return "month".equals(column.unit())
                && !column.hidden()
                && (card.display() == Display.TABLE || card.display() == Display.SCALAR);
    }

    private String said(String column) {
        return "case %1$s when true then '%2$s' when false then '%3$s' end as %1$s"
                .formatted(column, word(true), word(false));
    }
}
