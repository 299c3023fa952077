package aftercare.bench;

import java.util.List;

/**
 * What was found in one invented company of what is planted about skills and courses.
 *
 * @param people technicians who still work and should have the planted skill
 * @param lacking of these, those who lack it
 * @param byJobs whom the figures of their jobs name
 * @param byAny whom these or an assessment name
 * @param falseCells needs by figures in the two skills that nobody lacks
 * @param soundCells technicians in these two skills
 * @param effects rows of the effective and of the useless course
 */
record SeedTraining(
        long seed,
        int people,
        int lacking,
        Named byJobs,
        Named byAny,
        int falseCells,
        int soundCells,
        List<Effect> effects) {

    /**
     * People named as lacking the skill.
     *
     * @param rightly who do lack it
     * @param wrongly who do not
     */
    record Named(int rightly, int wrongly) {}

    /** What was found of a course over a length of window; the figures are null where none is told. */
    record Effect(
            boolean effective,
            int days,
            long trained,
            long controls,
            String status,
            Double effect,
            Double low,
            Double high) {}
}
