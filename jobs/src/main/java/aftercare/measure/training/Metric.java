package aftercare.measure.training;

/** What technicians are judged by: each a share of jobs, where more is better. Its counts stand in {@link Counts} at its place. */
enum Metric {
    FIRST_FIX("first_fix_rate", "fixed at the first visit", "一次修复"),
    ON_SITE("onsite_rate", "reached within 24 hours", "24 小时内上门"),
    TURNAROUND("turnaround_hours_p90", "completed in time", "按时完工"),
    SATISFACTION("satisfaction_rate", "rated 4 or 5", "评价满意");

    /** The standard that it is held against, and how a row names it. */
    final String standard;

    final String english;
    final String chinese;

    Metric(String standard, String english, String chinese) {
        this.standard = standard;
        this.english = english;
        this.chinese = chinese;
    }
}
