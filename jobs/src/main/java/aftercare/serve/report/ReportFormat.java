package aftercare.serve.report;

/** What the report, or a letter, is written as. */
public enum ReportFormat {
    /** One page that any browser shows and prints. */
    HTML,
    /** A workbook with the figures behind it. */
    XLSX
}
