package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of zones as texts write them. EST is five hours behind Greenwich whatever the season, as its writer meant; a
 * name that several zones have is honoured only where the zone at hand is one of them.
 */
final class ZoneNames {
    private static final Map<String, String> LISTED = AcceptedForms.installed().zones();
    private static final Map<Locale, Map<String, String>> LONG = new ConcurrentHashMap<>();
    private static final Pattern WORD = Pattern.compile("(?<![\\p{L}/_])\\p{Lu}{1,5}(?![\\p{L}/_])");
    private static final Pattern OFFSET = Pattern.compile("(?:UTC|GMT|\\s)([+-])(\\d{1,2})(?::?(\\d{2}))?(?!\\d)");
    private static final Pattern TRAILING =
            Pattern.compile("\\s*(Z|UTC|GMT|UT|(?:UTC|GMT)?[+-]\\d{2}:?\\d{2}|(?:UTC|GMT)[+-]\\d{1,2})$");
    private static final Pattern SIX_DIGITS = Pattern.compile("\\d{6}$");
    private static final int MILLIS = 1000;

    private ZoneNames() {}

    /** A text with its zone taken off the end, and that zone. */
    record Zoned(String text, ZoneOffset offset) {}

    /**
     * The text with an offset in place of the zone it names; null when it names none that is known for certain.
     *
     * @param near the zone whose own names count first
     * @param locale the language of names in full; null when there are none
     */
    static @Nullable String asOffsets(String stated, ZoneId near, @Nullable Locale locale) {
        String text = Blanks.plain(stated);
        Matcher offset = OFFSET.matcher(text);
        if (offset.find()) {
            String blank = Character.isWhitespace(text.charAt(offset.start())) ? " " : "";
            String hours = offset.group(2).length() == 1 ? "0" + offset.group(2) : offset.group(2);
            String minutes = offset.group(3) == null ? "00" : offset.group(3);
            return text.substring(0, offset.start()) + blank + offset.group(1) + hours + ":" + minutes
                    + text.substring(offset.end());
        }
        Map<String, String> names = locale == null ? Map.of() : LONG.computeIfAbsent(locale, ZoneNames::longNames);
        String longest = names.keySet().stream()
                .filter(text::contains)
                .max(java.util.Comparator.comparingInt(String::length))
                .orElse(null);
        if (longest != null) {
            return text.replace(longest, names.get(longest));
        }
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String known = offset(word.group(), near);
            if (known != null) {
                return text.substring(0, word.start()) + known + text.substring(word.end());
            }
        }
        return null;
    }

    private static @Nullable String offset(String name, ZoneId near) {
        TimeZone zone = TimeZone.getTimeZone(near);
        for (boolean summer : new boolean[] {false, true}) {
            boolean itsOwn = name.equals(zone.getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH));
            if (itsOwn && (!summer || zone.observesDaylightTime())) {
                return offset(zone, summer);
            }
        }
        return LISTED.get(name);
    }

    private static String offset(TimeZone zone, boolean summer) {
        ZoneOffset offset =
                ZoneOffset.ofTotalSeconds((zone.getRawOffset() + (summer ? zone.getDSTSavings() : 0)) / MILLIS);
        return offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId();
    }

    private static Map<String, String> longNames(Locale locale) {
        Map<String, String> names = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (String id : ZoneId.getAvailableZoneIds()) {
            TimeZone zone = TimeZone.getTimeZone(id);
            for (boolean summer : new boolean[] {false, true}) {
                if (!summer || zone.observesDaylightTime()) {
                    String name = zone.getDisplayName(summer, TimeZone.LONG, locale);
                    String offset = offset(zone, summer);
                    if (!names.computeIfAbsent(name, any -> offset).equals(offset)) {
                        several.add(name);
                    }
                }
            }
        }
        names.keySet().removeAll(several);
        names.keySet().removeIf(name -> name.length() <= "WEST ".length());
        return names;
    }

    /** Takes UTC, Z or an offset off the end of a time; null when none stands there. */
    static @Nullable Zoned trailing(String text) {
        Matcher end = TRAILING.matcher(text);
        if (!end.find()) {
            return null;
        }
        String time = text.substring(0, end.start());
        if (time.indexOf(':') < 0 && !SIX_DIGITS.matcher(time).find()) {
            return null;
        }
        try {
            return new Zoned(time, of(end.group(1)));
        } catch (DateTimeException noOffset) {
            return null;
        }
    }

    /** The offset of UTC, Z, +0800, +08:00, UTC+8 and the like. */
    static ZoneOffset of(String name) {
        String offset = name.startsWith("UTC") || name.startsWith("GMT") ? name.substring(3) : name;
        return offset.isEmpty() || offset.equalsIgnoreCase("Z") || offset.equals("UT")
                ? ZoneOffset.UTC
                : ZoneOffset.of(offset);
    }
}
