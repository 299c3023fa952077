/** The monthly report and letters to outlets: HTML and workbooks, from the same cards as the dashboards. */
@NullMarked
package aftercare.serve.report;

import org.jspecify.annotations.NullMarked;
