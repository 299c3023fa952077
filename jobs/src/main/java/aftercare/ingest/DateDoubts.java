package aftercare.ingest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of a day that is not written in an accepted form how many days it may mean, and what in a mapping decides. */
final class DateDoubts {
    private static final Pattern NUMERIC = Pattern.compile("(\\d{1,4})([./-])(\\d{1,2})\\2(\\d{4}|\\d{2})"
            + "(?:(,? )(\\d{1,2}):\\d{2}(:\\d{2})?( ?[AaPp]\\.?[Mm]\\.?)?)?");
    private static final int FULL_YEAR = 4;

    private DateDoubts() {}

    /** What may be said of the text, as a predicate; null when it does not look like a day in numbers. */
    static @Nullable String of(String text) {
        Matcher parts = NUMERIC.matcher(text);
        if (!parts.matches() || parts.group(1).length() > 2) {
            return null;
        }
        Map<String, LocalDate> readings = new LinkedHashMap<>();
        boolean fullYear = parts.group(4).length() == FULL_YEAR;
        int first = Integer.parseInt(parts.group(1));
        int second = Integer.parseInt(parts.group(3));
        int third = Integer.parseInt(parts.group(4));
        String between = parts.group(2);
        String day = "d".repeat(parts.group(1).length());
        String month = "M".repeat(parts.group(3).length());
        String firstMonth = "M".repeat(parts.group(1).length());
        String secondDay = "d".repeat(parts.group(3).length());
        String year = fullYear ? "yyyy" : "yy";
        add(readings, day + between + month + between + year, year(third), second, first);
        add(readings, firstMonth + between + secondDay + between + year, year(third), first, second);
        if (!fullYear && parts.group(1).length() == 2) {
            add(readings, "yy" + between + month + between + "dd", year(first), second, third);
        }
        if (readings.isEmpty()) {
            return null;
        }
        String time = time(parts);
        long days = readings.values().stream().distinct().count();
        String lines = readings.keySet().stream()
                .map(pattern -> "format: {dates: [\"" + pattern + time + "\"]}")
                .collect(Collectors.joining(" or "));
        return (days > 1
                        ? "may mean " + (days == 2 ? "two" : "three") + " days"
                        : "is in a form that elsewhere means another day")
                + "; the mapping decides: "
                + lines;
    }

    private static String time(Matcher parts) {
        if (parts.group(5) == null) {
            return "";
        }
        boolean halves = parts.group(8) != null;
        String hour = (halves ? "h" : "H").repeat(parts.group(6).length());
        String half = !halves ? "" : parts.group(8).startsWith(" ") ? " a" : "a";
        return parts.group(5) + hour + ":mm" + (parts.group(7) == null ? "" : ":ss") + half;
    }

    private static int year(int stated) {
        int century = DateForm.FIRST_SHORT_YEAR % 100;
        return stated >= 100 ? stated : stated < century ? 2000 + stated : 1900 + stated;
    }

    private static void add(Map<String, LocalDate> readings, String pattern, int year, int month, int day) {
        try {
            readings.put(pattern, LocalDate.of(year, month, day));
        } catch (DateTimeException noDay) {
            // not this way round
        }
    }
}
