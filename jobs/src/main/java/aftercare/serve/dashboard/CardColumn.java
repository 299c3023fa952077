package aftercare.serve.dashboard;

/**
 * A column that a card's query returns.
 *
 * @param name as the query names it
 * @param label what readers call it
 * @param unit the contracts' units (share, count, hours, money, ...), share_points for a difference of shares, and month, day, instant, text,
 *     truth for what is no number
 * @param better which direction is good: higher, lower or neutral; null where none is said
 * @param hidden whether it only serves clicks and rules
 */
public record CardColumn(String name, String label, String unit, String better, boolean hidden) {
    public boolean lowerIsBetter() {
        return "lower".equals(better);
    }
}
