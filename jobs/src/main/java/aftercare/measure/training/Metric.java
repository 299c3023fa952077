package aftercare.measure.training;

import aftercare.contract.Messages;
import aftercare.contract.Text;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.SatisfactionMonthTable;
import java.util.Locale;

/**
 * What technicians are judged by: each a share of jobs, where more is better. Its counts stand in {@link JobCounts} at
 * its place.
 */
enum Metric {
    FIRST_FIX(OutletKpiMonthTable.FIRST_FIX_RATE),
    ON_SITE(OutletKpiMonthTable.ONSITE_RATE),
    TURNAROUND(OutletKpiMonthTable.TURNAROUND_HOURS_P90),
    SATISFACTION(SatisfactionMonthTable.SATISFACTION_RATE);

    /** The standard that it is compared with, and how a row names it. */
    final String standard;

    Metric(String standard) {
        this.standard = standard;
    }

    /** How rows name it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a job that it counts was. */
    Text label() {
        return Messages.text("training.metric." + code());
    }
}
