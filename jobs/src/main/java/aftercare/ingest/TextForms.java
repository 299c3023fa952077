package aftercare.ingest;

import aftercare.contract.Mapping;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the texts of a file are to be understood, as far as its mapping states it.
 *
 * @param zone where timestamps without an offset were written down; null for the business zone
 * @param locale the language of month and day names; null for English
 * @param decimal the decimal sign; null where the file decides
 * @param dates date forms, tried before all others
 * @param nulls words that stand for nothing, beside the accepted ones
 */
record TextForms(
        @Nullable ZoneId zone,
        @Nullable Locale locale,
        @Nullable Character decimal,
        List<String> dates,
        List<String> nulls)
        implements Serializable {
    /** Nothing is stated. */
    static final TextForms UNSTATED = new TextForms(null, null, null, List.of(), List.of());

    static TextForms of(Mapping.Format format) {
        String zone = format.zone();
        String locale = format.locale();
        String decimal = format.decimal();
        return new TextForms(
                zone == null ? null : ZoneId.of(zone),
                locale == null ? null : Locale.forLanguageTag(locale.replace('_', '-')),
                decimal == null ? null : decimal.charAt(0),
                format.dates(),
                format.nulls());
    }
}
