package aftercare.serve.metabase;

import aftercare.serve.dashboard.Card;
import aftercare.serve.dashboard.Card.Display;
import aftercare.serve.dashboard.CardSettings;
import aftercare.serve.dashboard.CardSettings.CardColumn;
import aftercare.serve.dashboard.CardSettings.Compare;
import aftercare.serve.dashboard.Role;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The query of a card as Metabase asks it, where Metabase cannot show as it should what the query itself returns:
 *
 * <ul>
 *   <li>yes and no in the reader's language, since Metabase writes true and false;
 *   <li>months in cells as 2026-10 and quarters as 2026-Q4, since Metabase has no such style and shows their first day;
 *   <li>a column down the side of a turned table by its label, since Metabase heads it by its name;
 *   <li>both ends of an interval in one cell of a table, since columns beyond the width of a card are hidden;
 *   <li>differences rounded as they are shown, since Metabase writes what rounds to nothing as -0;
 *   <li>a rate with its change in percentage points, since a trend of Metabase tells the change in percent of the rate;
 *   <li>once more the figures beyond their limits, so that they can be marked.
 * </ul>
 */
final class AskedQuery {
    /** Where a figure lies beyond its limits: the figure once more, else null. */
    static final String BEYOND = "beyond_limits";

    private static final String MONEY = "money";
    private static final Set<String> IN_POINTS = Set.of("share", "points", "per_1000", MONEY);

    private final Card card;
    private final CardSettings settings;
    private final CardWords words;
    private final Optional<Currency> currency;

    /**
     * Takes the card.
     *
     * @param currency that of all amounts of money; empty where nobody said it
     */
    AskedQuery(Card card, CardWords words, Optional<Currency> currency) {
        this.currency = currency;
        this.card = card;
        this.settings = card.settings();
        this.words = words;
    }

    /** Whether its figure is shown as a text, with the change since the month before in brackets. */
    static boolean isTrendInPoints(Card card) {
        return card.display() == Display.SMARTSCALAR
                && card.settings().compare().contains(Compare.LAST_MONTH)
                && IN_POINTS.contains(
                        card.settings().column(card.settings().metrics().get(0)).unit());
    }

    /** Whether figures beyond their limits are marked. */
    static boolean marksLimits(Card card) {
        CardSettings settings = card.settings();
        return (card.display() == Display.LINE || card.display() == Display.SCATTER)
                && settings.dimensions().size() == 1
                && settings.roles().containsKey(Role.LIMIT_LOW)
                && settings.roles().containsKey(Role.LIMIT_HIGH);
    }

    /** Whether the interval of a table's figure stands in one cell, that of its lower end. */
    static boolean joinsInterval(Card card) {
        CardSettings settings = card.settings();
        return card.display() == Display.TABLE
                && settings.pivot() == null
                && settings.roles().containsKey(Role.LOW)
                && settings.roles().containsKey(Role.HIGH)
                && !settings.column(settings.roles().get(Role.LOW)).hidden();
    }

    /** What the query calls a column. */
    static String name(CardSettings settings, CardColumn column) {
        return settings.pivot() != null && settings.pivot().row().equals(column.name())
                ? column.label()
                : column.name();
    }

    /** The query; where there is nothing to change, as it is. Rows keep the order of the query within. */
    String sql() {
        String sql = card.query().text();
        if (isTrendInPoints(card)) {
            return trend(sql);
        }
        List<String> columns = new ArrayList<>();
        boolean same = true;
        for (CardColumn column : settings.columns()) {
            String shown = shown(column);
            same &= shown.equals(column.name());
            columns.add(shown);
        }
        if (marksLimits(card)) {
            columns.add(beyond());
        } else if (same) {
            return sql;
        }
        return "select " + String.join(",\n       ", columns) + "\nfrom (\n" + sql + ") as answer";
    }

    private String shown(CardColumn column) {
        if (CardWords.isSaid(column)) {
            return "case %1$s when true then '%2$s' when false then '%3$s' end as %1$s"
                    .formatted(column.name(), words.word(true), words.word(false));
        }
        if (isMonthInACell(column)) {
            return "to_char(%1$s, 'YYYY-MM') as %1$s".formatted(column.name());
        }
        if ("quarter".equals(column.unit()) && !column.hidden() && card.display() == Display.TABLE) {
            return "to_char(%1$s, '%2$s') as %1$s"
                    .formatted(column.name(), isClicked(column) ? "YYYY-MM" : "YYYY-\"Q\"Q");
        }
        if ("sentence".equals(column.unit()) && !column.hidden() && card.display() == Display.TABLE) {
            // Metabase makes a row as high as its words need in one line after the other, and forgets line breaks.
            return "replace(%1$s, chr(10), ' ') as %1$s".formatted(column.name());
        }
        if (joinsInterval(card) && column.name().equals(settings.roles().get(Role.LOW))) {
            return interval(column);
        }
        if (card.display() == Display.TABLE && settings.pivot() == null && !column.hidden()) {
            if ("share_points".equals(column.unit())) {
                return "round(%1$s::numeric, 3) as %1$s".formatted(column.name());
            }
            if ("count".equals(column.unit())) {
                return "round(%1$s::numeric) as %1$s".formatted(column.name());
            }
        }
        String name = name(settings, column);
        return name.equals(column.name()) ? name : column.name() + " as \"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A quarter is chosen by its first month. */
    private boolean isClicked(CardColumn column) {
        return card.click() != null && card.click().set().containsValue(column.name());
    }

    private String interval(CardColumn low) {
        String high = Work.made(settings.roles(), Role.HIGH);
        String ends = words.range(number(low.name(), low.unit()), number(high, low.unit()));
        return switch (low.unit()) {
                    case "share" -> ends + " || '%'";
                    case "share_points" -> ends + " || ' pp'";
                    case "hours" -> ends + " || ' h'";
                    default -> ends;
                }
                + " as " + low.name();
    }

    private static String number(String column, String unit) {
        return switch (unit) {
            case "share", "share_points" -> "to_char(round((100 * " + column + ")::numeric, 1), 'FM9990.0')";
            case "count", "money" -> "to_char(round(" + column + "::numeric), 'FM999,999,990')";
            case "hours" -> "to_char(round(" + column + "::numeric, 1), 'FM9990.0')";
            default -> "to_char(round(" + column + "::numeric, 2), 'FM999990.00')";
        };
    }

    private boolean isMonthInACell(CardColumn column) {
        return "month".equals(column.unit())
                && !column.hidden()
                && (card.display() == Display.TABLE || card.display() == Display.SCALAR);
    }

    private String beyond() {
        return "case when %1$s < %2$s or %1$s > %3$s then %1$s end as %4$s"
                .formatted(
                        settings.metrics().get(0),
                        settings.roles().get(Role.LIMIT_LOW),
                        settings.roles().get(Role.LIMIT_HIGH),
                        BEYOND);
    }

    /** The last row that has the figure, which is followed by its change since the month before. */
    private String trend(String sql) {
        String month = settings.dimensions().get(0);
        CardColumn figure = settings.column(settings.metrics().get(0));
        boolean share = "share".equals(figure.unit());
        boolean money = MONEY.equals(figure.unit());
        String scale = share ? "100 * " : "";
        String before =
                money ? currency.map(stated -> stated.getCurrencyCode() + " ").orElse("") : "";
        String form = money ? "FM999,999,990" : "FM9990.0";
        List<String> columns = new ArrayList<>();
        for (CardColumn column : settings.columns()) {
            columns.add(
                    column.equals(figure)
                            ? """
                            '%s' || to_char(%slatest.%s, '%s') || '%s' || case sign(change)
                                    when 1 then ' (▲ ' || to_char(change, '%4$s') || ')'
                                    when -1 then ' (▼ ' || to_char(-change, '%4$s') || ')'
                                    when 0 then ' (± 0)'
                                    else '' end as %3$s""".formatted(before, scale, figure.name(), form, share ? "%" : "")
                            : "latest." + column.name());
        }
        return """
                with answer as (
                %1$s),
                latest as (
                select * from answer where %2$s is not null order by %3$s desc limit 1)
                select %4$s
                from latest
                left join answer as earlier on earlier.%3$s = latest.%3$s - interval '1 month'
                cross join lateral (select round((%5$s(latest.%2$s - earlier.%2$s))::numeric, %6$d) as change) as moved""".formatted(sql, figure.name(), month, String.join(",\n       ", columns), scale, money ? 0 : 1);
    }
}
