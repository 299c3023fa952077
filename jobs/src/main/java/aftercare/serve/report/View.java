package aftercare.serve.report;

import aftercare.contract.Text;
import aftercare.serve.report.ReportPlan.Block;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A block with the rows it shows: everything a drawing asks for.
 *
 * @param block what is to be drawn
 * @param rows its rows
 * @param tables the gold tables its query reads
 * @param month the first day of the month reported
 * @param lexicon what columns mean
 * @param figures how numbers are written
 * @param words the words of the page
 */
record View(
        Block block,
        Rows rows,
        List<String> tables,
        LocalDate month,
        Lexicon lexicon,
        Figures figures,
        Map<String, String> words) {

    /** The column that plays a part; null when none does, or when the query does not return it. */
    String column(String role) {
        String column = block.roles().get(role);
        return rows.has(column) ? column : null;
    }

    boolean has(String role) {
        return column(role) != null;
    }

    Double number(Map<String, Object> row, String role) {
        String column = column(role);
        return column == null ? null : Rows.number(row, column);
    }

    String text(Map<String, Object> row, String role) {
        return Rows.text(row, column(role));
    }

    LocalDate day(Map<String, Object> row, String role) {
        String column = column(role);
        return column == null ? null : Rows.day(row, column);
    }

    /** What a column is called. */
    String label(String column) {
        Text own = block.labels().get(column);
        if (own != null) {
            return lexicon.in(own);
        }
        return term(column).map(term -> lexicon.in(term.column().label())).orElseGet(() -> lexicon.plainName(column));
    }

    String unit(String column) {
        String own = block.units().get(column);
        return own != null
                ? own
                : term(column).map(term -> term.column().unit()).orElse("");
    }

    Optional<Lexicon.Term> term(String column) {
        return column == null ? Optional.empty() : lexicon.term(column, tables);
    }

    String unitOf(String role) {
        return unit(column(role));
    }

    /** Whether a row rests on too few cases to be judged by itself. */
    boolean isSmall(Map<String, Object> row) {
        String column = column("publishable");
        if (column != null) {
            return Boolean.FALSE.equals(row.get(column));
        }
        Double n = number(row, "n");
        return n != null && "share".equals(unitOf("value")) && n < SMALL;
    }

    /** Shares of fewer cases are greyed, as in the measures' own {@code publishable}. */
    static final int SMALL = 30;

    /** A value with how many cases it rests on and its interval: {@code 83.7 %, n = 651, 95 % interval 80.7–86.4 %}. */
    String tip(Map<String, Object> row) {
        List<String> parts = new ArrayList<>();
        String unit = unitOf("value");
        parts.add(figures.of(number(row, "value"), unit));
        if (number(row, "n") != null) {
            parts.add("n" + "\u00a0=\u00a0" + figures.of(number(row, "n"), "count"));
        }
        if (number(row, "low") != null && number(row, "high") != null) {
            parts.add(words.get("interval") + " " + figures.interval(number(row, "low"), number(row, "high"), unit));
        }
        if (number(row, "target") != null) {
            parts.add(words.get("target") + " " + figures.of(number(row, "target"), unit));
        }
        return String.join("\n", parts);
    }

    /** Whether the whole interval lies on the wrong side of the target, so that chance alone does not explain it. */
    boolean isMissed(Map<String, Object> row) {
        Double target = number(row, "target");
        Double low = number(row, "low");
        Double high = number(row, "high");
        if (target == null || low == null || high == null) {
            return false;
        }
        return lowerIsBetter() ? low > target : high < target;
    }

    boolean lowerIsBetter() {
        return term(column("value")).map(Lexicon.Term::lowerIsBetter).orElse(false);
    }
}
