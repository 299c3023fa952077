package aftercare.measure.training;

import aftercare.table.OutletKpiMonthTable;
import aftercare.table.SatisfactionMonthTable;

/**
 * What technicians are judged by: each a share of jobs, where more is better. Its counts stand in {@link JobCounts} at
 * its place.
 */
enum Metric {
    FIRST_FIX(OutletKpiMonthTable.FIRST_FIX_RATE, "fixed at the first visit", "一次修复"),
    ON_SITE(OutletKpiMonthTable.ONSITE_RATE, "reached within {onsite_visit.hours} hours", "{onsite_visit.hours} 小时内上门"),
    TURNAROUND(OutletKpiMonthTable.TURNAROUND_HOURS_P90, "completed in time", "按时完工"),
    SATISFACTION(SatisfactionMonthTable.SATISFACTION_RATE, "rated 4 or 5", "评价满意");

    /** The standard that it is compared with, and how a row names it. */
    final String standard;

    final String english;
    final String chinese;

    Metric(String standard, String english, String chinese) {
        this.standard = standard;
        this.english = english;
        this.chinese = chinese;
    }
}
