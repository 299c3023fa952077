package aftercare.measure.training;

import java.io.Serializable;
import java.util.List;

/**
 * What a course was followed by in a region, over one length of window.
 *
 * @param trained one per technician trained
 * @param controls technicians who were not, each compared with all trained ones at once
 */
public record RegionEffect(String skill, String course, int days, List<Trained> trained, List<Control> controls)
        implements Serializable {
    /**
     * First fixes and jobs before and after, and the rates of the untrained in the same days.
     *
     * @param before first fixes, jobs
     * @param after first fixes, jobs
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
    record Trained(String technician, double[] before, double[] after, double controlBefore, double controlAfter)
            implements Serializable {}

    /**
     * How far an untrained technician moved the rates with which the trained are compared, each time weighed by the
     * jobs of the trained one.
     */
    record Control(String technician, double before, double after) implements Serializable {}
}
