package aftercare.ingest.map;

import aftercare.ingest.map.Table.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The date forms that a mapping must state. Fields of one file are written alike: what one of them decides holds for
 * all.
 *
 * @param patterns what every source does not read anyway
 * @param locale the language of names of months; empty for English or none
 * @param decided whether a value above 12 told day from month
 * @param open fields that may be read in two ways
 * @param readings the two ways
 */
record Dates(List<String> patterns, String locale, boolean decided, List<String> open, List<List<String>> readings) {

    static Dates of(FileProposal file) {
        Map<String, ObservedForm> forms = new LinkedHashMap<>();
        Map<String, String> times = new LinkedHashMap<>();
        for (SourceProposal source : file.sources()) {
            for (Match match : source.matches().values()) {
                boolean instant =
                        switch (match.column().type().kind()) {
                            case DATE, TIMESTAMP -> true;
                            default -> false;
                        };
                Field field = match.isDuration() && match.second() != null ? match.second() : match.field();
                ObservedForm form = field.profile().form();
                if (instant && form != null) {
                    Field second = match.second();
                    ObservedForm time =
                            match.isJoin() && second != null ? second.profile().form() : null;
                    String name = time == null ? field.name() : match.fields();
                    forms.put(name, form);
                    times.put(name, time == null ? "" : " " + time.pattern());
                }
            }
        }
        boolean dayFirst =
                forms.values().stream().anyMatch(form -> form.numeric() && form.other() == null && form.dayFirst());
        boolean monthFirst =
                forms.values().stream().anyMatch(form -> form.numeric() && form.other() == null && !form.dayFirst());
        boolean decided = dayFirst != monthFirst;
        Set<String> patterns = new LinkedHashSet<>();
        Set<String> swapped = new LinkedHashSet<>();
        List<String> open = new ArrayList<>();
        String locale = "";
        for (Map.Entry<String, ObservedForm> entry : forms.entrySet()) {
            ObservedForm form = entry.getValue();
            locale = form.locale().isEmpty() ? locale : form.locale();
            String time = times.getOrDefault(entry.getKey(), "");
            String other = form.other();
            if (other == null) {
                add(patterns, form.pattern(), time);
                add(swapped, form.pattern(), time);
            } else if (decided) {
                add(patterns, form.dayFirst() == dayFirst ? form.pattern() : other, time);
            } else {
                open.add(entry.getKey());
                add(patterns, form.dayFirst() ? form.pattern() : other, time);
                add(swapped, form.dayFirst() ? other : form.pattern(), time);
            }
        }
        return new Dates(
                List.copyOf(patterns),
                locale,
                decided,
                List.copyOf(open),
                open.isEmpty()
                        ? List.of()
                        : Stream.of(patterns, swapped).map(List::copyOf).toList());
    }

    /** Forms that every source reads need no pattern, unless a time is joined to them that none reads. */
    private static void add(Set<String> patterns, String day, String time) {
        boolean usual = time.isEmpty() || time.equals(" H:mm") || time.equals(" H:mm:ss");
        if (day.isEmpty() && !usual) {
            patterns.add("yyyy-MM-dd" + time);
        } else if (!day.isEmpty() && !READ_ANYWAY.contains(day)) {
            patterns.add(day + time);
        } else if (!day.isEmpty() && !usual) {
            patterns.add(day + time);
        }
    }

    /** Accepted by every source, so they come without a pattern. */
    private static final Set<String> READ_ANYWAY = Set.of("d.M.yyyy", "yyyy/M/d", "yyyy-MM-dd");
}
