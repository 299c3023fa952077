package aftercare.stats;

/** Which rule of a control chart says that the latest point is no chance variation. */
public enum ControlSignal {
    NONE("none"),
    BEYOND_3_SIGMA("beyond_3_sigma"),
    TWO_OF_THREE_BEYOND_2_SIGMA("two_of_three_beyond_2_sigma"),
    SEVEN_ON_ONE_SIDE("seven_on_one_side"),
    SEVEN_POINT_TREND("seven_point_trend");

    private final String label;

    ControlSignal(String label) {
        this.label = label;
    }

    /** The name under which tables hold it. */
    public String label() {
        return label;
    }
}
