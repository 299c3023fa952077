package aftercare.ingest.map;

import aftercare.contract.Column;
import aftercare.contract.ColumnType.Kind;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.MappingHints;
import aftercare.ingest.FileSample;
import aftercare.ingest.map.Table.Field;
import aftercare.table.CallbacksTable;
import aftercare.table.ModelsTable;
import aftercare.table.OutletsTable;
import aftercare.table.RegionsTable;
import aftercare.table.RepairsTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is proposed for one file.
 *
 * @param sample the file
 * @param table the table in it
 * @param sheets its sheets that are to be read, by name; empty for the first, or where there are none
 * @param unread sheets that are not read
 * @param sources what it gives, the first of them the main one; empty when it is recognised as nothing we have
 */
record FileProposal(
        FileSample sample, Table table, List<String> sheets, List<String> unread, List<SourceProposal> sources) {

    private static final String REPAIRS = "repairs";
    private static final String CALLBACKS = "callbacks";
    private static final String OUTLETS = "outlets";
    private static final String MODELS = "models";
    private static final String REGIONS = "regions";
    private static final double LEAST = 1.5;
    /** What a second source must at least be sure of. */
    private static final double SECOND = 0.7;

    static FileProposal of(FileSample sample, Contracts contracts, MappingHints hints, FieldNames names) {
        List<Table> tables =
                sample.sheets().stream().map(sheet -> Table.of(sheet, hints)).toList();
        SourceMatcher matcher = new SourceMatcher(hints, names);
        FileProposal best = null;
        for (Table table : tables) {
            List<SourceProposal> sources = sources(sample, table, contracts, hints, names, matcher);
            FileProposal proposal = new FileProposal(sample, table, List.of(), List.of(), sources);
            if (best == null || proposal.score() > best.score()) {
                best = proposal;
            }
        }
        if (best == null) {
            throw new IllegalStateException("a file without a sheet is refused while it is read");
        }
        return best.withSheets(tables);
    }

    private double score() {
        return sources.isEmpty() ? Double.NEGATIVE_INFINITY : sources.get(0).score();
    }

    private FileProposal withSheets(List<Table> tables) {
        List<String> alike = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Table other : tables) {
            boolean same = headers(other).equals(headers(table));
            (same ? alike : others).add(other.sheet());
        }
        boolean firstOnly = alike.size() == 1
                && !tables.isEmpty()
                && alike.get(0).equals(tables.get(0).sheet());
        return new FileProposal(sample, table, firstOnly ? List.of() : alike, others, sources);
    }

    private static List<String> headers(Table table) {
        return table.fields().stream().map(Field::name).toList();
    }

    private static List<SourceProposal> sources(
            FileSample sample,
            Table table,
            Contracts contracts,
            MappingHints hints,
            FieldNames names,
            SourceMatcher matcher) {
        Map<String, SourceProposal> all = new LinkedHashMap<>();
        for (Contract contract : contracts.sources()) {
            Map<String, Match> matches = matcher.match(contract, table);
            all.put(
                    contract.source(),
                    SourceProposal.of(
                            contract, matches, signs(contract.source(), sample, table, hints, names), null, hints));
        }
        SourceProposal main = all.values().stream()
                .filter(proposal -> !proposal.matches().isEmpty())
                .max(Comparator.comparingDouble(SourceProposal::score))
                .orElse(null);
        if (main == null || main.score() < LEAST) {
            return List.of();
        }
        List<SourceProposal> sources = new ArrayList<>();
        sources.add(main.where(rowsThatCount(table, hints)));
        SourceProposal ratings = ratings(main, all);
        if (ratings != null) {
            sources.add(ratings);
        }
        sources.addAll(dimensions(main, all));
        return sources;
    }

    private static double signs(String source, FileSample sample, Table table, MappingHints hints, FieldNames names) {
        List<String> words = hints.signs().getOrDefault(source, List.of());
        double inName = names.holds(sample.name(), words) || names.holds(table.sheet(), words) ? 2 : 0;
        long inFields = table.fields().stream()
                .filter(field -> names.holds(field.name(), words))
                .count();
        return inName + Math.min(2.5, 0.5 * inFields);
    }

    /** Rows that were deleted or merged where the file came from. */
    private static @Nullable String rowsThatCount(Table table, MappingHints hints) {
        if (table.junk() != null) {
            return table.junk();
        }
        for (Field field : table.fields()) {
            List<String> gone = field.profile().fewWords()
                    ? field.profile().words().stream()
                            .filter(word -> hints.leftOut().contains(word.toLowerCase(Locale.ROOT)))
                            .toList()
                    : List.of();
            if (!gone.isEmpty() && gone.size() < field.profile().values().size()) {
                return quoted(field.name()) + " not in ('" + String.join("', '", gone) + "')";
            }
        }
        return null;
    }

    /** Ratings that stand beside tickets or orders are callbacks too. */
    private static @Nullable SourceProposal ratings(SourceProposal main, Map<String, SourceProposal> all) {
        SourceProposal callbacks = all.get(CALLBACKS);
        Match rating = callbacks == null ? null : callbacks.matches().get(CallbacksTable.SATISFACTION);
        Match key = main.matches().get(main.contract().key().get(0));
        if (callbacks == null
                || rating == null
                || key == null
                || rating.score() < SECOND
                || main.contract().source().equals(CALLBACKS)
                || main.matches().values().stream()
                        .anyMatch(match -> match.field().equals(rating.field()))) {
            return null;
        }
        Match ended = main.matches().values().stream()
                .filter(match -> match.column().type().kind() == Kind.TIMESTAMP
                        && !match.column().name().equals(main.contract().version())
                        && !match.column().name().equals(main.contract().month()))
                .reduce((one, other) -> other)
                .orElse(main.matches().get(String.valueOf(main.contract().month())));
        Map<String, Match> matches = new LinkedHashMap<>();
        for (Column column : callbacks.contract().columns()) {
            boolean order = column.name().equals(RepairsTable.REPAIR_ID);
            if (order || column.name().equals(callbacks.contract().key().get(0))) {
                matches.put(column.name(), again(column, key, "the number of the ticket"));
            } else if (column.name().equals(callbacks.contract().month()) && ended != null) {
                matches.put(column.name(), again(column, ended, "no field says when it was rated"));
            } else if (column.name().equals(rating.column().name())) {
                matches.put(column.name(), rating);
            }
        }
        Map<String, String> constants = Map.of(CallbacksTable.RESULT, "reached");
        List<Column> missing = callbacks.contract().columns().stream()
                .filter(column -> column.required()
                        && !matches.containsKey(column.name())
                        && !constants.containsKey(column.name()))
                .toList();
        String where = quoted(rating.field().name()) + " <> ''";
        return new SourceProposal(callbacks.contract(), matches, constants, missing, where, rating.score());
    }

    private static Match again(Column column, Match match, String because) {
        return new Match(column, match.field(), match.second(), match.unit(), 0.7, because, Map.of(), List.of());
    }

    /** Outlets, models and regions that each order names. */
    private static List<SourceProposal> dimensions(SourceProposal main, Map<String, SourceProposal> all) {
        if (!main.contract().source().equals(REPAIRS)) {
            return List.of();
        }
        List<SourceProposal> dimensions = new ArrayList<>();
        Match outlet = main.matches().get(RepairsTable.OUTLET_ID);
        Match region = main.matches().get(RepairsTable.REGION_ID);
        Match model = main.matches().get(RepairsTable.MODEL_ID);
        if (outlet != null && region != null) {
            add(
                    dimensions,
                    all.get(OUTLETS),
                    Map.of(OutletsTable.OUTLET_ID, outlet, OutletsTable.NAME, outlet, OutletsTable.REGION_ID, region));
        }
        SourceProposal models = all.get(MODELS);
        Match category = models == null ? null : models.matches().get(ModelsTable.CATEGORY);
        if (model != null && models != null && category != null) {
            Match name = models.matches().get(ModelsTable.NAME);
            add(
                    dimensions,
                    models,
                    Map.of(
                            ModelsTable.MODEL_ID, model,
                            ModelsTable.NAME, name == null ? model : name,
                            ModelsTable.CATEGORY, category));
        }
        if (region != null) {
            add(dimensions, all.get(REGIONS), Map.of(RegionsTable.REGION_ID, region, RegionsTable.NAME, region));
        }
        return dimensions;
    }

    private static void add(
            List<SourceProposal> dimensions, @Nullable SourceProposal source, Map<String, Match> columns) {
        if (source == null) {
            return;
        }
        Map<String, Match> matches = new LinkedHashMap<>();
        for (Column column : source.contract().columns()) {
            Match match = columns.get(column.name());
            if (match != null) {
                matches.put(column.name(), again(column, match, "named on each order"));
            }
        }
        dimensions.add(new SourceProposal(source.contract(), matches, Map.of(), List.of(), null, 0));
    }

    /** A field as Spark SQL writes it. */
    static String quoted(String field) {
        return field.matches("[A-Za-z_][A-Za-z0-9_]*") ? field : "`" + field.replace("`", "``") + "`";
    }

    /** Fields that no column takes. */
    List<String> unused() {
        Set<String> used = new HashSet<>();
        sources.forEach(source -> source.matches().values().forEach(match -> {
            used.add(match.field().name());
            if (match.second() != null) {
                used.add(match.second().name());
            }
        }));
        return table.fields().stream()
                .map(Field::name)
                .filter(name -> !used.contains(name))
                .toList();
    }

    /** Fields that matter for how days and numbers are written. */
    Set<Field> used() {
        return sources.stream()
                .flatMap(source -> source.matches().values().stream())
                .flatMap(match -> match.second() == null
                        ? java.util.stream.Stream.of(match.field())
                        : java.util.stream.Stream.of(match.field(), match.second()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
