package aftercare.serve.dashboard;

/** The part a column plays beside the figures of a card. */
public enum Role {
    /** Lower end of the figure's interval. */
    LOW,
    /** Upper end of the figure's interval. */
    HIGH,
    /** How many cases the figure rests on. */
    N,
    /** What was to be reached, by the standards in force. */
    TARGET,
    /** What was not to be missed. */
    FLOOR,
    /** Centre line of a control chart. */
    CENTRE,
    /** Lower control or funnel limit. */
    LIMIT_LOW,
    /** Upper control or funnel limit. */
    LIMIT_HIGH,
    /** Whether the figure rests on enough cases; rows where it does not are greyed. */
    PUBLISHABLE,
    /** The figure once more where it rests on few cases, else null: a chart draws that part of its line grey. */
    FEW,
    /** Which rule of the control chart fires. */
    SIGNAL,
    /** Where the member stands among its peers. */
    POSITION,
    /** What was expected. */
    EXPECTED,
    /** Name of the member that the row is about. */
    LABEL,
    LATITUDE,
    LONGITUDE
}
