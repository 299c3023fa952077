package aftercare.serve.dashboard;

/** How often something is sent or looked at. */
public enum Schedule {
    DAILY,
    WEEKLY,
    MONTHLY
}
