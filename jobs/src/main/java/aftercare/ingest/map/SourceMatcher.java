package aftercare.ingest.map;

import aftercare.contract.Column;
import aftercare.contract.ColumnType.Kind;
import aftercare.contract.Contract;
import aftercare.contract.MappingHints;
import aftercare.ingest.map.Table.Field;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds for each column of a source the field that it may come from, by name first and by values then. */
final class SourceMatcher {
    private static final double LEAST = 0.6;
    private static final double BY_NAME = 0.6;
    private static final double GUESS = 0.55;
    private static final double OWN_NAME = 0.65;
    private static final double EXCEL_DAY_LEAST = 20_000;
    private static final double EXCEL_DAY_GREATEST = 80_000;
    private static final List<String> UNITS = List.of("minutes", "hours", "seconds", "days");

    private final MappingHints hints;
    private final FieldNames names;

    SourceMatcher(MappingHints hints, FieldNames names) {
        this.hints = hints;
        this.names = names;
    }

    private record Pair(Column column, Field field, double score, double name, KnownValues known) {}

    /** The columns of a source that the fields of a table give, in the order of the contract. */
    Map<String, Match> match(Contract contract, Table table) {
        List<Pair> pairs = new ArrayList<>();
        for (Column column : contract.columns()) {
            if (neverStored(column)) {
                continue;
            }
            for (Field field : table.fields()) {
                Pair pair = pair(contract, column, field);
                if (pair.score() >= LEAST && pair.name() >= BY_NAME) {
                    pairs.add(pair);
                }
            }
        }
        Map<String, Match> found = new LinkedHashMap<>();
        Set<Field> taken = new HashSet<>();
        for (Pair pair : new FieldAssignment<>(pairs, each -> each.column().name(), Pair::field, Pair::score).best()) {
            taken.add(pair.field());
            found.put(
                    pair.column().name(),
                    Match.of(
                            pair.column(),
                            pair.field(),
                            pair.score(),
                            pair.name() >= 0.93 ? "by its name" : "its name is alike",
                            pair.known()));
        }
        byValues(contract, table, found, taken);
        joins(contract, table, found, taken);
        durations(contract, table, found, taken);
        Map<String, Match> ordered = new LinkedHashMap<>();
        contract.columns().forEach(column -> {
            Match match = found.get(column.name());
            if (match != null) {
                ordered.put(column.name(), match);
            }
        });
        return ordered;
    }

    /** Texts and names that no table keeps; a mapping needs no line for them. */
    private static boolean neverStored(Column column) {
        return column.pii() == Column.Pii.DROP && !column.name().endsWith("phone");
    }

    private Pair pair(Contract contract, Column column, Field field) {
        double name = names.likeness(field.name(), column.name());
        for (String alias : column.aliases()) {
            name = Math.max(name, 0.985 * names.likeness(field.name(), alias));
        }
        List<String> further = hints.names(contract.source(), column.name());
        for (int i = 0; i < further.size(); i++) {
            double rank = Math.max(0.75, 0.97 - 0.012 * i);
            name = Math.max(name, rank * names.likeness(field.name(), further.get(i)));
        }
        KnownValues known =
                closed(column) ? KnownValues.of(contract.source(), column, field.profile(), hints) : KnownValues.NONE;
        boolean numbered = column.type().kind() != Kind.STRING && names.numbersThings(field.name());
        name = numbered && name < 0.95 ? 0.5 * name : name;
        double fits = fits(contract, column, field.profile(), known);
        // Our own name outweighs values that look odd: the load says what is wrong with them.
        boolean own = names.likeness(field.name(), column.name()) == 1
                && !field.profile().empty();
        return new Pair(column, field, name * (own ? Math.max(fits, OWN_NAME) : fits), name, known);
    }

    private static boolean closed(Column column) {
        return switch (column.type().kind()) {
            case STRING -> !column.values().isEmpty();
            case BOOLEAN, INT -> true;
            default -> false;
        };
    }

    /** Whether values are such as the column takes, from 0 to 1. */
    private static double fits(Contract contract, Column column, Profile profile, KnownValues known) {
        if (profile.empty()) {
            return contract.key().contains(column.name()) ? 0.2 : 0.65;
        }
        return switch (column.type().kind()) {
            case STRING -> column.values().isEmpty() ? text(contract, column, profile) : words(known);
            case BOOLEAN -> known.share() >= 0.5 && !yearOrMore(profile) ? 1 : 0.1;
            case INT, LONG -> whole(column, profile, known);
            case DECIMAL, DOUBLE -> profile.numbers() && profile.form() == null ? inRange(column, profile) : 0.05;
            case DATE, TIMESTAMP -> instants(profile);
        };
    }

    private static double words(KnownValues known) {
        return known.share() == 0 ? 0.3 : 0.45 + 0.55 * known.share();
    }

    private static boolean yearOrMore(Profile profile) {
        return profile.numbers() && profile.greatest() > 1;
    }

    private static double instants(Profile profile) {
        ObservedForm form = profile.form();
        if (form != null) {
            return form.day() ? 1 : 0.05;
        }
        return profile.numbers() && profile.least() > EXCEL_DAY_LEAST && profile.greatest() < EXCEL_DAY_GREATEST
                ? 0.7
                : 0.02;
    }

    private static double whole(Column column, Profile profile, KnownValues known) {
        if (!known.translated().isEmpty()) {
            boolean fractions = profile.numbers() && !profile.whole();
            return known.share() >= 0.5 && !fractions ? 0.97 : 0.2;
        }
        if (column.name().equals("severity")) {
            // Whether 1 is slight or severe, numbers alone do not tell.
            return 0.2;
        }
        return profile.whole() ? inRange(column, profile) : 0.1;
    }

    private static double inRange(Column column, Profile profile) {
        boolean low = column.min() != null && !column.min().contains("-0") && profile.least() < number(column.min());
        boolean high = column.max() != null && profile.greatest() > number(column.max());
        return low || high ? 0.2 : 1;
    }

    private static double number(String bound) {
        return Double.parseDouble(bound);
    }

    private static double text(Contract contract, Column column, Profile profile) {
        boolean isText = column.pii() == Column.Pii.DROP && !column.name().endsWith("phone");
        if (column.name().endsWith("phone")) {
            return profile.phones() ? 1 : 0.2;
        }
        if (profile.form() != null) {
            return profile.numbers() ? 0.8 : 0.05;
        }
        if (profile.longTexts()) {
            return isText ? 1 : 0.3;
        }
        if (profile.numbers() && !profile.whole()) {
            return 0.15;
        }
        boolean key = contract.key().get(0).equals(column.name());
        if (key) {
            return profile.unique() ? 1 : contract.key().size() > 1 ? 0.95 : 0.75;
        }
        boolean counts = profile.numbers() && profile.greatest() < 2;
        // What orders share is not different in each row.
        boolean shared = column.references() != null && profile.rows() >= 5 && profile.unique();
        return counts ? 0.3 : shared ? 0.85 : 1;
    }

    /** What no name gives away: numbers of rows, their instants, telephone numbers, known words. */
    private void byValues(Contract contract, Table table, Map<String, Match> found, Set<Field> taken) {
        Column key = column(contract, contract.key().get(0));
        if (!found.containsKey(key.name()) && contract.key().size() == 1) {
            table.fields().stream()
                    .filter(field -> !taken.contains(field)
                            && field.profile().unique()
                            && field.profile().form() == null
                            && !field.profile().longTexts()
                            && !field.profile().persons()
                            && (!field.profile().numbers() || field.profile().whole()))
                    .findFirst()
                    .ifPresent(field -> put(found, taken, key, field, GUESS, "no value stands there twice"));
        }
        String month = contract.month();
        if (month != null && !found.containsKey(month)) {
            earliest(table, taken)
                    .ifPresent(
                            field -> put(found, taken, column(contract, month), field, GUESS, "the earliest instant"));
        }
        for (Column column : contract.columns()) {
            if (found.containsKey(column.name())) {
                continue;
            }
            if (column.name().endsWith("phone")) {
                table.fields().stream()
                        .filter(field ->
                                !taken.contains(field) && field.profile().phones())
                        .findFirst()
                        .ifPresent(field -> put(found, taken, column, field, 0.75, "it holds telephone numbers"));
            } else if (!column.values().isEmpty() && !contract.key().contains(column.name())) {
                byWords(contract, column, table, found, taken);
            }
        }
    }

    private void byWords(Contract contract, Column column, Table table, Map<String, Match> found, Set<Field> taken) {
        for (Field field : table.fields()) {
            KnownValues known = KnownValues.of(contract.source(), column, field.profile(), hints);
            boolean letters = !field.profile().numbers() && !field.profile().truths();
            if (!taken.contains(field)
                    && letters
                    && known.share() >= 0.75
                    && field.profile().values().size() - known.unknown().size() >= 2) {
                taken.add(field);
                found.put(column.name(), Match.of(column, field, GUESS, "its values are known", known));
                return;
            }
        }
    }

    private static void put(
            Map<String, Match> found, Set<Field> taken, Column column, Field field, double score, String because) {
        taken.add(field);
        found.put(column.name(), Match.of(column, field, score, because, KnownValues.NONE));
    }

    private static Optional<Field> earliest(Table table, Set<Field> taken) {
        return table.fields().stream()
                .filter(field -> !taken.contains(field)
                        && field.profile().form() != null
                        && field.profile().form().day()
                        && field.profile().filled() >= 0.95 * table.rows())
                .min(Comparator.comparing(SourceMatcher::begin));
    }

    private static LocalDateTime begin(Field field) {
        ObservedForm form = field.profile().form();
        String value = field.profile().values().keySet().iterator().next();
        LocalDateTime at = form == null ? null : form.instant(value);
        return at == null ? LocalDateTime.MAX : at;
    }

    /** A day and the time of it, where they stand in two fields. */
    private void joins(Contract contract, Table table, Map<String, Match> found, Set<Field> taken) {
        for (Match match : List.copyOf(found.values())) {
            ObservedForm form = match.field().profile().form();
            boolean instant = match.column().type().kind() == Kind.TIMESTAMP;
            if (!instant || form == null || form.time()) {
                continue;
            }
            boolean first = match.column().name().equals(contract.month());
            Field time = table.fields().stream()
                    .filter(field -> timeOnly(field) && !taken.contains(field))
                    .filter(field -> sameOccasion(match.field(), field, first))
                    .findFirst()
                    .orElse(null);
            if (time != null) {
                taken.add(time);
                found.put(match.column().name(), match.joined(time));
            }
        }
    }

    private static boolean timeOnly(Field field) {
        ObservedForm form = field.profile().form();
        return form != null && !form.day() && form.time();
    }

    private boolean sameOccasion(Field day, Field time, boolean first) {
        List<String> ofDay = names.words(day.name());
        List<String> ofTime = names.words(time.name());
        return ofDay.equals(ofTime) || (first && ofTime.equals(List.of("at")));
    }

    /** How long it took, in place of when it ended. */
    private void durations(Contract contract, Table table, Map<String, Match> found, Set<Field> taken) {
        Match begin = contract.month() == null ? null : found.get(contract.month());
        if (begin == null || begin.isJoin()) {
            return;
        }
        for (Column column : contract.columns()) {
            List<String> wanted = hints.durations().get(contract.source() + "." + column.name());
            Match known = found.get(column.name());
            if (wanted == null || (known != null && known.score() >= 0.7)) {
                continue;
            }
            for (Field field : table.fields()) {
                String unit = unit(field);
                if (unit != null && !taken.contains(field) && names.holds(field.name(), wanted)) {
                    taken.add(field);
                    found.put(column.name(), Match.duration(column, field, begin.field(), unit, 0.75));
                    break;
                }
            }
        }
    }

    private @Nullable String unit(Field field) {
        if (!field.profile().numbers() || field.profile().form() != null) {
            return null;
        }
        List<String> words = new ArrayList<>(names.words(field.name()));
        return UNITS.stream().filter(words::contains).findFirst().orElse(null);
    }

    private static Column column(Contract contract, String name) {
        return contract.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
