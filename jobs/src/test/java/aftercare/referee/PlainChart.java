package aftercare.referee;

import java.time.LocalDate;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The p' chart of D12 for one member and month, drawn the slow way. */
final class PlainChart {

    private final List<Point> points;
    private final double centre;
    private final double sigmaZ;

    private PlainChart(List<Point> points) {
        this.points = points;
        double rated = points.stream().mapToLong(Point::rated).sum();
        this.centre = points.stream().mapToLong(Point::satisfied).sum() / rated;
        this.sigmaZ = IntStream.range(1, points.size())
                        .mapToDouble(i -> Math.abs(z(i) - z(i - 1)))
                        .average()
                        .orElse(0)
                / 1.128;
    }

    /** The signal at the last of the points, of which those within 24 months make the chart. */
    static String signal(List<Point> history) {
        LocalDate first = history.get(history.size() - 1).month().minusMonths(23);
        List<Point> window =
                history.stream().filter(point -> !point.month().isBefore(first)).toList();
        return new PlainChart(window).signal();
    }

    private String signal() {
        int last = points.size() - 1;
        // Where all satisfied customers, or none, make the centre, z is not a number and neither is sigma.
        if (points.size() < 8 || !(sigmaZ > 0)) {
            return "none";
        }
        if (Math.abs(distance(last)) > 3) {
            return "beyond_3_sigma";
        }
        double side = Math.signum(distance(last));
        if (side * distance(last) > 2 && (side * distance(last - 1) > 2 || side * distance(last - 2) > 2)) {
            return "two_of_three_beyond_2_sigma";
        }
        if (lastSeven(last, i -> distance(i) > 0) || lastSeven(last, i -> distance(i) < 0)) {
            return "seven_on_one_side";
        }
        if (lastSteps(last, i -> rate(i) > rate(i - 1)) || lastSteps(last, i -> rate(i) < rate(i - 1))) {
            return "seven_point_trend";
        }
        return "none";
    }

    private static boolean lastSeven(int last, IntPredicate holds) {
        return IntStream.rangeClosed(last - 6, last).allMatch(holds);
    }

    /** Seven points in a row are six steps. */
    private static boolean lastSteps(int last, IntPredicate holds) {
        return IntStream.rangeClosed(last - 5, last).allMatch(holds);
    }

    private double distance(int i) {
        return z(i) / sigmaZ;
    }

    private double z(int i) {
        return (rate(i) - centre)
                / Math.sqrt(centre * (1 - centre) / points.get(i).rated());
    }

    private double rate(int i) {
        return points.get(i).satisfied() / (double) points.get(i).rated();
    }

    /** Ratings of one month. */
    record Point(LocalDate month, long rated, long satisfied) {}
}
