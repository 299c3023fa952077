package aftercare.timeseries;

/**
 * A member of the family of exponential smoothing models in the notation of Hyndman, Koehler, Ord and Snyder,
 * Forecasting with Exponential Smoothing (2008): how errors, trend and season enter.
 */
record EtsModel(boolean multiplicativeError, Trend trend, Season season) {
    /** Smoothing parameters (beta and gamma as they multiply the error) and the initial level and trend. */
    record Parameters(double alpha, double beta, double gamma, double phi, double level, double trend) {}

    enum Trend {
        NONE("N"),
        ADDITIVE("A"),
        DAMPED("Ad");

        private final String letter;

        Trend(String letter) {
            this.letter = letter;
        }
    }

    enum Season {
        NONE("N"),
        ADDITIVE("A"),
        MULTIPLICATIVE("M");

        private final String letter;

        Season(String letter) {
            this.letter = letter;
        }
    }

    /** From its usual name, such as {@code MAdM} or {@code ANN}. */
    static EtsModel of(String name) {
        for (Trend trend : Trend.values()) {
            for (Season season : Season.values()) {
                for (boolean multiplicative : new boolean[] {false, true}) {
                    EtsModel model = new EtsModel(multiplicative, trend, season);
                    if (model.name().equals(name)) {
                        return model;
                    }
                }
            }
        }
        throw new IllegalArgumentException("There is no ETS model " + name);
    }

    String name() {
        return (multiplicativeError ? "M" : "A") + trend.letter + season.letter;
    }

    boolean hasTrend() {
        return trend != Trend.NONE;
    }

    boolean isDamped() {
        return trend == Trend.DAMPED;
    }

    boolean hasSeason() {
        return season != Season.NONE;
    }

    boolean multiplies() {
        return multiplicativeError || season == Season.MULTIPLICATIVE;
    }

    /** Smoothing parameters, free initial states and the error variance: what AICc counts. */
    int parameters(int period) {
        int count = 3; // alpha, initial level, variance
        count += hasTrend() ? 2 : 0;
        count += isDamped() ? 1 : 0;
        count += hasSeason() ? period : 0; // gamma and period - 1 states
        return count;
    }
}
