package aftercare.serve.dashboard;

/** What the number of the last month is held against. */
public enum Compare {
    LAST_MONTH,
    LAST_YEAR,
    /** The column in role {@link Role#TARGET}. */
    TARGET
}
