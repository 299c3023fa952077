/** The monthly report: one HTML page with everything it needs inside, from the same cards as the dashboards. */
@NullMarked
package aftercare.serve.report;

import org.jspecify.annotations.NullMarked;
