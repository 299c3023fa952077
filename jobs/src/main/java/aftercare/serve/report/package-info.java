/** The monthly report: one HTML page with everything it needs inside, from the same cards as the dashboards. */
package aftercare.serve.report;
