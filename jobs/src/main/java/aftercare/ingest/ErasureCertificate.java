package aftercare.ingest;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was searched and changed to forget a person, without saying who: names of files in which the number stands are
 * told with the mark in its place.
 *
 * @param erasure the name of the erasure
 * @param program the version of Aftercare
 * @param began when it began, in UTC
 * @param ended when it ended, in UTC
 * @param customer the code of the customer's number
 * @param serial the code of the serial number; null where none was named
 * @param mark what stands in place of the customer's number
 * @param until the last day, in the business zone, of the events that were forgotten
 * @param filesSearched how many files of bronze were searched
 * @param files those that were rewritten
 * @param toLookAt those that could not be searched, or still hold the number, each with the reason
 * @param removed what was removed whole, below the lake
 * @param tables the tables that were searched
 * @param named columns that figures are made of and that name the person all the same, with how often; left as they are
 * @param marts what was done with the marts
 */
public record ErasureCertificate(
        String erasure,
        String program,
        String began,
        String ended,
        String customer,
        @Nullable String serial,
        String mark,
        String until,
        int filesSearched,
        List<File> files,
        List<String> toLookAt,
        List<String> removed,
        List<Table> tables,
        Map<String, Long> named,
        String marts) {

    /**
     * A file of bronze that was rewritten.
     *
     * @param path its landing path
     * @param was what it was known by
     * @param is what it is known by now
     * @param rows how many of its records were changed
     */
    public record File(String path, String was, String is, int rows) {}

    /**
     * A table of the lake.
     *
     * @param table its path below the lake
     * @param rows how many of its rows were changed
     * @param versions how many older versions cannot be read any more; 0 when they stay
     */
    public record Table(String table, long rows, long versions) {}

    public ErasureCertificate {
        files = List.copyOf(files);
        toLookAt = List.copyOf(toLookAt);
        removed = List.copyOf(removed);
        tables = List.copyOf(tables);
        named = Map.copyOf(named);
    }

    /** The same, with what was done with the marts. */
    public ErasureCertificate with(String doneWithMarts, Clock clock) {
        return new ErasureCertificate(
                erasure,
                program,
                began,
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                customer,
                serial,
                mark,
                until,
                filesSearched,
                files,
                toLookAt,
                removed,
                tables,
                named,
                doneWithMarts);
    }

    /** How many records and rows were changed, in files and tables. */
    public long changed() {
        return files.stream().mapToLong(File::rows).sum()
                + tables.stream().mapToLong(Table::rows).sum();
    }

    /** It as a text for people. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("Certificate of erasure " + erasure);
        lines.add("");
        lines.add("By:        " + program);
        lines.add("Began:     " + began);
        lines.add("Ended:     " + ended);
        lines.add("Customer:  " + customer + " (a code made with the lake's key; the number itself is kept nowhere)");
        if (serial != null) {
            lines.add("Serial:    " + serial + " (likewise)");
        }
        lines.add("Events:    up to and including " + until);
        lines.add("Now stands in place of the number: " + mark);
        lines.add("");
        lines.add(count(filesSearched, "delivered file") + " searched, " + files.size() + " rewritten");
        files.forEach(file -> lines.add(
                "  " + file.path() + ": " + count(file.rows(), "record") + "; " + file.was() + " is now " + file.is()));
        toLookAt.forEach(file -> lines.add("  LOOK AT: " + file));
        removed.forEach(path -> lines.add("  removed: " + path));
        lines.add("");
        lines.add(count(tables.size(), "table") + " of the lake searched");
        tables.stream()
                .filter(table -> table.rows() > 0 || table.versions() > 0)
                .forEach(table -> lines.add("  " + table.table() + ": " + count(table.rows(), "row") + " changed"
                        + (table.versions() > 0
                                ? ", older versions up to " + table.versions() + " removed for good"
                                : "")));
        named.forEach((place, rows) -> lines.add("  LEFT, because figures are made of it: " + place + " names the"
                + " customer in " + count(rows, "row")));
        lines.add("");
        lines.add("Marts: " + marts);
        lines.add("");
        return String.join(System.lineSeparator(), lines);
    }

    private static String count(long n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }
}
