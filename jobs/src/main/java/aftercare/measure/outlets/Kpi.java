package aftercare.measure.outlets;

import aftercare.contract.Messages;
import aftercare.contract.Text;
import aftercare.stats.CountTail;
import aftercare.stats.Interval;
import aftercare.stats.Wilson;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.SatisfactionMonthTable;
import java.util.Locale;
import java.util.stream.Stream;

/** A figure that outlets are scored by: where it stands, and how it is compared with like. */
enum Kpi {
    SATISFACTION(
            SatisfactionMonthTable.SATISFACTION_RATE,
            SatisfactionMonthTable.SATISFIED_N,
            SatisfactionMonthTable.RATED_N,
            true,
            Reference.BY_MODEL),
    FIRST_FIX(
            OutletKpiMonthTable.FIRST_FIX_RATE,
            OutletKpiMonthTable.FIRST_FIX_N,
            OutletKpiMonthTable.FIRST_FIX_D,
            true,
            Reference.BY_MODEL_AND_AGE),
    ON_SITE(
            OutletKpiMonthTable.ONSITE_RATE,
            OutletKpiMonthTable.ONSITE_KEPT_N,
            OutletKpiMonthTable.ONSITE_DUE_N,
            true,
            Reference.BY_MODEL_AND_AGE),
    FIXED(
            OutletKpiMonthTable.FIXED_RATE,
            OutletKpiMonthTable.FIXED_N,
            OutletKpiMonthTable.OUTCOME_KNOWN_N,
            true,
            Reference.BY_MODEL_AND_AGE),
    COMPLAINTS(
            OutletKpiMonthTable.COMPLAINTS_PER_1000,
            OutletKpiMonthTable.COMPLAINTS_N,
            OutletKpiMonthTable.COMPLETED_N,
            false,
            Reference.COMPANY),
    SEVERE_COMPLAINTS(
            "severe_complaints_per_1000",
            "severe_complaints_n",
            OutletKpiMonthTable.COMPLETED_N,
            false,
            Reference.COMPANY);

    /** Where the rate expected of an outlet's mix comes from. */
    enum Reference {
        BY_MODEL,
        BY_MODEL_AND_AGE,
        COMPANY;

        /**
         * What it is expected of, as reasons say it.
         *
         * @param few whether outlets are so few that it moves with all others, not with those of the region
         */
        Text of(boolean few) {
            return Messages.text("outlets.reference." + name().toLowerCase(Locale.ROOT) + (few ? "_few" : ""));
        }
    }

    final String metric;
    final String numerator;
    final String denominator;
    /** Whether it is a proportion, where more is better; else a rate of complaints, where less is. */
    final boolean proportion;

    final Reference reference;

    Kpi(String metric, String numerator, String denominator, boolean proportion, Reference reference) {
        this.metric = metric;
        this.numerator = numerator;
        this.denominator = denominator;
        this.proportion = proportion;
        this.reference = reference;
    }

    static Kpi of(String metric) {
        return Stream.of(values())
                .filter(kpi -> kpi.metric.equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no KPI " + metric));
    }

    /** Where a figure lies with 95 % confidence, as a plain ratio: Wilson's interval, Garwood's for complaints. */
    Interval interval(long n, long d) {
        if (proportion) {
            return Wilson.interval(n, d);
        }
        Interval mean = CountTail.mean(n, 0.95);
        return new Interval(mean.low() / d, mean.high() / d);
    }

    /** The figure in its own unit: a share, or complaints per 1,000 orders. */
    double inUnit(double figure) {
        return proportion ? figure : 1000 * figure;
    }

    /** A figure in its own unit as a plain ratio. */
    double fromUnit(double figure) {
        return proportion ? figure : figure / 1000;
    }
}
