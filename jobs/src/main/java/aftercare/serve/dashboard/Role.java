package aftercare.serve.dashboard;

/** The part a column plays in a card or in a drawing of the monthly report. */
public enum Role {
    /** The figure itself; of a card, its first metric. */
    VALUE,
    /** The month or quarter a figure is of; of a card, its first dimension where that is one. */
    MONTH,
    /** Which of several lines a row belongs to; of a card, its second dimension. */
    SERIES,
    /** What stands across, in a matrix or a quadrant. */
    X,
    /** Where a quadrant is parted from left to right. */
    MIDDLE_X,
    /** Where a quadrant is parted from bottom to top. */
    MIDDLE,
    /** Whether a member of a quadrant is where to begin. */
    BEGIN,
    /** What came, beside what was expected. */
    ACTUAL,
    /** What part of a bar is meant. */
    PART,
    /** The share that a bar is of all. */
    SHARE,
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
    /** What happened in the month, as notes on the figure say. */
    NOTE,
    /** The figure once more in months of which something is noted, else null: a chart draws a mark there. */
    NOTED,
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
