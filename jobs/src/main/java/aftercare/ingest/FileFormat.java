package aftercare.ingest;

import java.util.Locale;
import java.util.Optional;

/** How the records of a landing file are written. */
enum FileFormat {
    CSV,
    TSV,
    JSON,
    JSONL,
    PARQUET,
    XLSX;

    /** The format a file's name tells, {@code .gz} aside. */
    static Optional<FileFormat> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            name = name.substring(0, name.length() - 3);
        }
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return switch (extension) {
            case "csv", "txt" -> Optional.of(CSV);
            case "tsv" -> Optional.of(TSV);
            case "json" -> Optional.of(JSON);
            case "jsonl", "ndjson" -> Optional.of(JSONL);
            case "parquet" -> Optional.of(PARQUET);
            case "xlsx" -> Optional.of(XLSX);
            default -> Optional.empty();
        };
    }

    /** Whether a file's name says that it is compressed. */
    static boolean gzip(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /** Whether records are lines of text, so that a large file can be cut between them. */
    boolean delimited() {
        return this == CSV || this == TSV;
    }

    boolean text() {
        return this != PARQUET && this != XLSX;
    }
}
