package aftercare.simulate;

/** How large a network an asked number of orders belongs to: between 20,000 and 10 million it grows by powers. */
record Size(int regions, int outlets, int models, int technicians) {
    static Size of(long orders) {
        double x = Math.log(orders / 20_000.0) / Math.log(500);
        double y = Math.min(x, 1.2);
        int outlets = grown(40, 50, y, 6);
        int technicians = Math.max(grown(120, 8_000 / 120.0, y, 18), 2 * outlets);
        return new Size(grown(8, 30 / 8.0, y, 3), outlets, grown(12, 5, y, 6), technicians);
    }

    private static int grown(double usual, double factor, double x, int fewest) {
        return (int) Math.max(fewest, Math.round(usual * Math.pow(factor, x)));
    }
}
