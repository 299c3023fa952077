package aftercare.measure.facts;

/** How far back an emerging issue is looked for, for whoever finds issues and whoever counts their repairs. */
public final class IssueWindow {
    /** Days up to the one looked at, as schemas/gold/emerging_issue.yaml says. */
    public static final int DAYS = 90;

    private IssueWindow() {}
}
