package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How outlets are scored, compared with their peers and advised on; kept in {@code schemas/scorecard.yaml}.
 *
 * @param fewestCompleted below so many completed orders an outlet has no score and no flag, and a single month counts
 *     for no review
 * @param pooledMonths so many last months are added up, rising; the next where the first are too few to judge a KPI
 * @param kpis what is looked at
 * @param grades the scores from which on a grade is given
 * @param ageBandsMonths where one age of units ends and the next begins, in months, rising
 * @param funnel when a KPI stands out from the peers'
 * @param probation when an outlet on probation is judged
 * @param revocation when an outlet's contract is to be reviewed
 */
public record Scorecard(
        @JsonProperty("fewest_completed") int fewestCompleted,
        @JsonProperty("pooled_months") List<Integer> pooledMonths,
        List<Kpi> kpis,
        Grades grades,
        @JsonProperty("age_bands_months") List<Integer> ageBandsMonths,
        Funnel funnel,
        Probation probation,
        Revocation revocation)
        implements Serializable {

    /**
     * A figure that outlets are scored and compared by.
     *
     * @param metric the figure, as gold tables name it
     * @param weight its part of the score; 0 for none
     * @param fewest below so many it neither counts for the score nor is compared
     * @param label what people call it
     * @param action what to do where it is low
     */
    public record Kpi(String metric, double weight, int fewest, Text label, Text action) implements Serializable {}

    /**
     * Where grades begin.
     *
     * @param a the score from which on the grade is A
     * @param b the score from which on it is B; below it is C
     */
    public record Grades(
            @JsonProperty("A") double a, @JsonProperty("B") double b) implements Serializable {}

    /**
     * When a KPI stands out from the peers'.
     *
     * @param winsorised share of outlets at either end that do not widen the limits
     * @param lowSigmas beyond so many a KPI is low or high
     * @param clearSigmas beyond so many one KPI is enough
     */
    public record Funnel(
            double winsorised,
            @JsonProperty("low_sigmas") double lowSigmas,
            @JsonProperty("clear_sigmas") double clearSigmas)
            implements Serializable {

        /** Whether among so many outlets one that stands out would still widen the limits meant to catch it. */
        public boolean few(long outlets) {
            return winsorised * (outlets - 1) < 1;
        }
    }

    /**
     * When an outlet on probation is judged.
     *
     * @param fullMonths after how many full months an outlet is judged
     * @param confidence of the intervals that are held against the floors
     */
    public record Probation(@JsonProperty("full_months") int fullMonths, double confidence) implements Serializable {}

    /**
     * When an outlet's contract is to be reviewed.
     *
     * @param lowKpis so many KPIs low
     * @param months in so many months
     * @param ofLast of the last so many
     * @param severeComplaints or so many severe complaints in these months
     * @param severeP that chance brings with at most this probability
     */
    public record Revocation(
            @JsonProperty("low_kpis") int lowKpis,
            int months,
            @JsonProperty("of_last") int ofLast,
            @JsonProperty("severe_complaints") int severeComplaints,
            @JsonProperty("severe_p") double severeP)
            implements Serializable {}

    public Scorecard {
        pooledMonths = pooledMonths.stream().sorted().toList();
        kpis = List.copyOf(kpis);
        ageBandsMonths = ageBandsMonths.stream().sorted().toList();
    }

    /**
     * The scorecard of this installation.
     *
     * @throws aftercare.config.AftercareException AFC-1101 when it breaks its schema
     */
    public static Scorecard load() {
        return Contracts.document("scorecard", Scorecard.class);
    }

    /** The same, with the rules in force on the day of the contracts in its texts. */
    public static Scorecard load(Contracts contracts) {
        return contracts.asOfTheirDay("scorecard", Scorecard.class);
    }

    /** The scorecard below a folder. */
    public static Scorecard read(Path schemas) {
        return Contracts.document(schemas, "scorecard", Scorecard.class);
    }

    /** What is said of a metric; null when the scorecard leaves it out. */
    public @Nullable Kpi kpi(String metric) {
        return kpis.stream()
                .filter(kpi -> kpi.metric().equals(metric))
                .findFirst()
                .orElse(null);
    }
}
