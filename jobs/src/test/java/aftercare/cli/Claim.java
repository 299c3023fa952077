package aftercare.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sentence of the English report says, and how it is found out again from the published gold tables: not by the
 * query that the report used.
 *
 * <p>A pattern is the sentence with its figures in braces: {@code {rate}} a number as the report writes it,
 * {@code {low:percent}} one without the unit that follows it, {@code {change:points}} percentage points,
 * {@code {name:text}} words, {@code {month:month}} a month in words. {@code [...]} may be missing; of {@code <a|b>} one
 * stands there. The query returns one row with a column for each figure that it can tell; {@code holds} says whether
 * the judgement is right; in it {@code :month} is the first day of the month reported and {@code :name} the words of a
 * slot of text.
 */
record Claim(String block, String says, String sql) {
    private static final String NUMBER =
            "([\u2212\u00b1+-]?[0-9][0-9,]*(?:\\.[0-9]+)?(?: (?:%|million|months|pts|h)(?![a-z]))?)";
    private static final String BARE = "([\u2212\u00b1+-]?[0-9][0-9,]*(?:\\.[0-9]+)?)";
    private static final String MONTH = "([A-Z][a-z]+ [0-9]{4})";
    private static final Pattern SLOT = Pattern.compile("\\{([a-z_]+)(?::([a-z]+))?}");

    /** The slots of a pattern in order, each with its kind. */
    private Map<String, String> slots() {
        Map<String, String> slots = new LinkedHashMap<>();
        SLOT.matcher(says)
                .results()
                .forEach(slot -> slots.put(slot.group(1), slot.group(2) == null ? "number" : slot.group(2)));
        return slots;
    }

    private Pattern pattern() {
        StringBuilder regex = new StringBuilder();
        Matcher slot = SLOT.matcher(says);
        int at = 0;
        while (slot.find()) {
            regex.append(outside(says.substring(at, slot.start())));
            String kind = slot.group(2) == null ? "number" : slot.group(2);
            regex.append(
                    switch (kind) {
                        case "text" -> "([^;]+?)";
                        case "month" -> MONTH;
                        case "percent", "points", "money" -> BARE;
                        default -> NUMBER;
                    });
            at = slot.end();
        }
        return Pattern.compile(regex.append(outside(says.substring(at))).toString());
    }

    private static String outside(String text) {
        StringBuilder regex = new StringBuilder();
        for (char letter : text.toCharArray()) {
            regex.append(
                    switch (letter) {
                        case '[', '<' -> "(?:";
                        case ']' -> ")?";
                        case '>' -> ")";
                        case '|' -> "|";
                        default -> Pattern.quote(String.valueOf(letter));
                    });
        }
        return regex.toString();
    }

    /** What the sentence says in each slot; empty where it says something else. */
    Optional<Map<String, String>> read(String sentence) {
        Matcher match = pattern().matcher(sentence);
        if (!match.matches()) {
            return Optional.empty();
        }
        Map<String, String> said = new LinkedHashMap<>();
        int group = 1;
        for (String slot : slots().keySet()) {
            if (match.group(group) != null) {
                said.put(slot, match.group(group));
            }
            group++;
        }
        return Optional.of(said);
    }

    /** What is wrong with what the sentence says; empty for nothing. */
    List<String> faults(Map<String, String> said, Connection marts, LocalDate month) {
        List<Object> values = new ArrayList<>();
        Matcher name = Pattern.compile("(?<!:):([a-z_]+)").matcher(sql);
        String query = name.replaceAll(found -> {
            String asked = found.group(1);
            values.add(asked.equals("month") ? java.sql.Date.valueOf(month) : said.getOrDefault(asked, ""));
            return asked.equals("month") ? "?::date" : "?::text";
        });
        try (PreparedStatement statement = marts.prepareStatement(query)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return List.of("gold has no row for it");
                }
                return compare(said, row);
            }
        } catch (SQLException refused) {
            return List.of("the query in claims.yaml was refused: " + refused.getMessage());
        }
    }

    private List<String> compare(Map<String, String> said, ResultSet row) throws SQLException {
        List<String> faults = new ArrayList<>();
        Map<String, String> slots = slots();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String column = row.getMetaData().getColumnLabel(i);
            Object found = row.getObject(i);
            if (column.equals("holds")) {
                if (!Boolean.TRUE.equals(found)) {
                    faults.add("it does not hold");
                }
            } else if (said.containsKey(column) && !same(said.get(column), slots.get(column), found)) {
                faults.add(column + " is " + found);
            }
        }
        for (String slot : said.keySet()) {
            if (!"text".equals(slots.get(slot)) && !has(row, slot)) {
                faults.add("nothing tells " + slot);
            }
        }
        return faults;
    }

    private static boolean has(ResultSet row, String column) throws SQLException {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            if (row.getMetaData().getColumnLabel(i).equals(column)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(String said, String kind, Object found) {
        if (found == null) {
            return false;
        }
        if (kind.equals("month")) {
            LocalDate day = found instanceof java.sql.Date date
                    ? date.toLocalDate()
                    : LocalDate.parse(found.toString().substring(0, 10));
            return YearMonth.from(day)
                    .format(DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH))
                    .equals(said);
        }
        if (kind.equals("text")) {
            return said.equalsIgnoreCase(found.toString());
        }
        double value = ((Number) found).doubleValue();
        boolean percent = said.endsWith("%") || kind.equals("percent") || kind.equals("points");
        boolean million = said.endsWith("million");
        String digits = said.replaceAll("[^0-9.]", "");
        int places = digits.indexOf('.') < 0 ? 0 : digits.length() - digits.indexOf('.') - 1;
        double scale = percent ? 100 : million ? 1e-6 : 1;
        double number = Double.parseDouble(digits) * (said.startsWith("\u2212") ? -1 : 1);
        return Math.abs(number - value * scale) <= 0.5001 * Math.pow(10, -places);
    }
}
