package aftercare.config;

/** What a table can be exported as. */
public enum ExportFormat {
    CSV,
    JSON,
    PARQUET,
    XLSX
}
