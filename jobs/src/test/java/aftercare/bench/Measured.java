package aftercare.bench;

import java.util.List;

/**
 * One company measured.
 *
 * @param orders service orders
 * @param ingestFull Aftercare loading all files into an empty lake
 * @param computeFull Aftercare computing the two tables for the first time
 * @param ingestDay Aftercare loading the next day's files
 * @param computeDay Aftercare bringing the two tables up to the next day
 * @param duckDbFull DuckDB loading all files and computing the two tables
 * @param duckDbBoth the same with the next day's files among them
 * @param full the tables as of the last day, beside DuckDB's
 * @param day the tables as of the next day, beside DuckDB's
 */
record Measured(
        long orders,
        Step ingestFull,
        Step computeFull,
        Step ingestDay,
        Step computeDay,
        DuckDbSteps duckDbFull,
        DuckDbSteps duckDbBoth,
        List<Comparison> full,
        List<Comparison> day) {

    /**
     * A whole run of DuckDB and its two parts.
     *
     * @param whole the process, start of its Java included
     * @param load reading, refusing and deduplicating
     * @param compute the two tables
     */
    record DuckDbSteps(Step whole, Step load, Step compute) {}

    double fullSeconds() {
        return ingestFull.seconds() + computeFull.seconds();
    }

    double daySeconds() {
        return ingestDay.seconds() + computeDay.seconds();
    }
}
