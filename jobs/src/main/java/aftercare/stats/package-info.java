/** The statistics that measures rest on: pure functions without Spark and without anything else of ours. */
package aftercare.stats;
