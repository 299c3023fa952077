package aftercare.measure.drivers;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;

/** Makes of all cells of a member of a cut the rows of its windows. */
final class MemberWindows implements FlatMapGroupsFunction<String, Row, Row> {
    /** Between a cut and the name of its member. */
    static final String END_OF_CUT = "\n";

    private static final long serialVersionUID = 1L;
    /** How many months the windows have. */
    private static final int[] WINDOWS = {1, 3, 12};

    private final int firstSpoken;
    private final List<LastMonth> lastMonths;

    /**
     * The last month of windows.
     *
     * @param number its number
     * @param publishable how many orders are to be rated before there are rows
     * @param fewest how many are to be rated with a driver, and as many without, before it is judged
     */
    record LastMonth(int number, int publishable, int fewest) implements Serializable {}

    /**
     * @param firstSpoken the number of the first month of which ratings speak, before which no window begins
     * @param lastMonths in which windows end
     */
    MemberWindows(int firstSpoken, List<LastMonth> lastMonths) {
        this.firstSpoken = firstSpoken;
        this.lastMonths = List.copyOf(lastMonths);
    }

    /** How many months the longest window has. */
    static int longest() {
        return WINDOWS[WINDOWS.length - 1];
    }

    @Override
    public Iterator<Row> call(String member, Iterator<Row> rows) {
        List<Cell> cells = new ArrayList<>();
        rows.forEachRemaining(row -> cells.add(Cell.of(row)));
        cells.sort(Cell.ORDER);
        int at = member.indexOf(END_OF_CUT);
        List<Row> made = new ArrayList<>();
        for (LastMonth last : lastMonths) {
            for (int months : WINDOWS) {
                int first = last.number() - months + 1;
                List<Cell> within = cells.stream()
                        .filter(cell -> cell.month() >= first && cell.month() <= last.number())
                        .toList();
                long rated = within.stream().mapToLong(Cell::rated).sum();
                if (first >= firstSpoken && rated >= last.publishable()) {
                    made.addAll(new DriverWindow(
                                    member.substring(0, at),
                                    member.substring(at + END_OF_CUT.length()),
                                    last.number(),
                                    months,
                                    within,
                                    last.fewest())
                            .rows());
                }
            }
        }
        return made.iterator();
    }
}
