package aftercare.ingest;

import aftercare.contract.Column;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How the texts of one column of one file are read.
 *
 * @param zone the business zone
 * @param written where timestamps without an offset were written down
 * @param hashed whether only a keyed hash of it is kept, though the contract does not say so
 * @param texts what the mapping states for the file
 * @param format how the file is written
 * @param separator its field separator
 */
record ColumnForms(ZoneId zone, ZoneId written, boolean hashed, TextForms texts, FileFormat format, char separator) {
    /** A file in our own form. */
    static ColumnForms own(ZoneId zone) {
        return new ColumnForms(zone, zone, false, TextForms.UNSTATED, FileFormat.CSV, ',');
    }

    Instants instants(Column column) {
        List<String> patterns = new ArrayList<>(texts.dates());
        patterns.addAll(column.dates());
        Locale locale = Objects.requireNonNullElse(texts.locale(), Locale.ENGLISH);
        return new Instants(zone, written, locale, patterns, format == FileFormat.XLSX);
    }

    Numbers numbers(Column column) {
        return new Numbers(texts.decimal(), format, separator, column.unit());
    }
}
