package aftercare.bench;

/**
 * What one process, or one part of it, took.
 *
 * @param name for the report
 * @param rows data rows delivered in the files that the step is about
 * @param seconds of the wall clock, start and end of the process included
 * @param peakMegabytes largest resident memory of the process, in MB of 1,048,576 bytes; negative when not known
 */
record Step(String name, long rows, double seconds, long peakMegabytes) {

    double rowsPerSecond() {
        return rows / seconds;
    }
}
