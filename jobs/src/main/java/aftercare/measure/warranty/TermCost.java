package aftercare.measure.warranty;

/**
 * What a warranty term costs for a model.
 *
 * @param modelId the model
 * @param term months of warranty
 * @param inForce whether it is the model's own term
 * @param repairs that a unit needs within the term
 * @param extrapolatedShare of these at ages that nobody has seen
 * @param costPerRepair NaN when nobody knows what a repair costs
 * @param costed repairs whose cost is known
 * @param costPerUnit repairs x cost per repair
 * @param low lower end of its 95 % interval
 * @param high upper end of its 95 % interval
 * @param fleetRepairs in warranty in the year ahead
 * @param plannedRepairs of these, by units not sold yet
 */
record TermCost(
        String modelId,
        int term,
        boolean inForce,
        double repairs,
        double extrapolatedShare,
        double costPerRepair,
        long costed,
        double costPerUnit,
        double low,
        double high,
        double fleetRepairs,
        double plannedRepairs) {}
