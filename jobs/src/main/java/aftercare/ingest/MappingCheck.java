package aftercare.ingest;

import aftercare.config.AftercareException;
import aftercare.config.DidYouMean;
import aftercare.contract.Column;
import aftercare.contract.ColumnType;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import aftercare.contract.MappingDocument;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the JSON Schema of mappings cannot see: whether sources, columns, zones, languages, character sets, date forms,
 * patterns and globs are ones there are.
 */
final class MappingCheck {
    private static final String FORMAT = "format";
    private static final String INTO = "into";
    private static final String TABLES = "tables";
    private static final String QUERY = "query";
    private static final Pattern SECRET_IN_ADDRESS =
            Pattern.compile("(?i)[?&;](user|username|password|pwd)=|//[^/@]*:[^/@]*@");

    private final MappingDocument document;
    private final Contracts contracts;
    private final List<String> wrong = new ArrayList<>();
    /** The tables that queries read. */
    private final Set<String> read = new HashSet<>();

    private MappingCheck(MappingDocument document, Contracts contracts) {
        this.document = document;
        this.contracts = contracts;
    }

    /**
     * Checks a mapping.
     *
     * @throws AftercareException AFC-1102 with all that is wrong
     */
    static void check(String file, MappingDocument document, Contracts contracts) {
        MappingCheck check = new MappingCheck(document, contracts);
        check.format();
        check.globs();
        check.database();
        check.tables();
        document.mapping().into().keySet().forEach(check::source);
        check.unreadTables();
        if (!check.wrong.isEmpty()) {
            throw IngestErrors.badMapping(file, check.wrong);
        }
    }

    private void source(String source) {
        if (!contracts.sourceNames().contains(source)) {
            say("there is no source '" + source + "'" + meant(contracts.sourceNames(), source), INTO, source);
            return;
        }
        Mapping mapping = document.mapping();
        Contract contract = contracts.source(source);
        String where = mapping.where(source);
        if (where != null) {
            sql(where, INTO, source, "where");
        }
        String query = mapping.query(source);
        if (query != null) {
            query(source, query);
            return;
        }
        if (!mapping.tables().isEmpty()) {
            say(
                    "the mapping has tables, and " + source + " says its columns one by one; write query: and a select"
                            + " over " + String.join(", ", mapping.tables().keySet()),
                    INTO,
                    source);
        } else {
            Set<String> stated = mapping.origins(source).keySet();
            List<String> known = contract.columns().stream().map(Column::name).toList();
            List<String> lacking = contract.columns().stream()
                    .filter(column -> column.required() && column.defaultValue() == null)
                    .map(Column::name)
                    .filter(name ->
                            !stated.contains(name) && stated.stream().noneMatch(each -> isMeant(known, each, name)))
                    .toList();
            if (!lacking.isEmpty()) {
                say("the source " + source + " needs " + String.join(", ", lacking) + " too", INTO, source);
            }
        }
        mapping.origins(source).forEach((name, origin) -> {
            Optional<Column> column = contract.columns().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            if (column.isEmpty()) {
                List<String> known =
                        contract.columns().stream().map(Column::name).toList();
                say("the source " + source + " has no column " + name + meant(known, name), INTO, source, name);
            } else {
                origin(column.get(), origin, INTO, source, name);
            }
        });
    }

    /** A query stands alone: its select says columns and conditions. */
    private void query(String source, String sql) {
        Mapping mapping = document.mapping();
        if (mapping.tables().isEmpty()) {
            say(
                    "a query reads tables, and the mapping names none; write tables: {name: \"glob of its files\"} in"
                            + " place of match",
                    INTO,
                    source,
                    QUERY);
            return;
        }
        List<String> columns = List.copyOf(mapping.origins(source).keySet());
        if (!columns.isEmpty()) {
            say(
                    "columns stand beside the query (" + String.join(", ", columns)
                            + "); name them in its select instead",
                    INTO,
                    source,
                    columns.get(0));
            return;
        }
        if (mapping.where(source) != null) {
            say("a where stands beside the query; write it into the select", INTO, source, "where");
            return;
        }
        try {
            read.addAll(TableQuery.parsed(sql, mapping.tables().keySet()).reads());
        } catch (FieldExpressions.Unusable unusable) {
            read.addAll(mapping.tables().keySet());
            say(source + ".query: " + unusable.getMessage(), INTO, source, QUERY);
        }
    }

    private void tables() {
        Mapping mapping = document.mapping();
        if (mapping.tables().isEmpty()) {
            return;
        }
        if (!mapping.match().globs().isEmpty() || mapping.match().database() != null) {
            say(
                    "match stands beside tables; what is mapped row by row takes a mapping of its own, behind a line"
                            + " of ---",
                    "match");
        }
        if (mapping.refuse().equals(Mapping.FILE)) {
            say("what each query gives is taken by itself, so refuse: file says nothing here; leave it out", "refuse");
        }
        mapping.tables().forEach((name, table) -> {
            table.globs().forEach(glob -> glob(glob, TABLES, name, "match"));
            encoding(table.format(), TABLES, name, FORMAT, "encoding");
            footer(table.format(), TABLES, name, FORMAT, "footer");
        });
    }

    private void unreadTables() {
        Mapping mapping = document.mapping();
        boolean asked = mapping.into().keySet().stream().anyMatch(source -> mapping.query(source) != null);
        for (String name : mapping.tables().keySet()) {
            if (asked && wrong.isEmpty() && !read.contains(name)) {
                say("no query reads the table " + name + "; leave it out, or join it", TABLES, name);
            }
        }
    }

    private void origin(Column column, Mapping.Origin origin, String... path) {
        if (origin instanceof Mapping.Origin.Expression expression) {
            sql(expression.sql(), with(path, "expr"));
        }
        if (origin instanceof Mapping.Origin.Lookup lookup) {
            glob(lookup.file(), with(path, "lookup"));
        }
        Mapping.Treatment treatment = origin.treatment();
        zone(treatment.zone(), with(path, "zone"));
        ColumnType.Kind kind = column.type().kind();
        boolean ofTime = kind == ColumnType.Kind.DATE || kind == ColumnType.Kind.TIMESTAMP;
        if (!ofTime && !treatment.plus().isEmpty()) {
            say("durations are added to days and instants, and " + column.name() + " is none", with(path, "plus"));
        }
        if (treatment.hash()
                && (kind != ColumnType.Kind.STRING || !column.values().isEmpty())) {
            say(
                    "hash is for names and numbers of people, and " + column.name() + " is no free text",
                    with(path, "hash"));
        }
    }

    private void format() {
        Mapping.Format format = document.mapping().format();
        encoding(format, FORMAT, "encoding");
        for (String form : format.dates()) {
            dateForm(form, format.locale());
        }
        zone(format.zone(), FORMAT, "zone");
        footer(format, FORMAT, "footer");
        String locale = format.locale();
        if (locale != null && !isLanguage(locale)) {
            say("no language is called " + locale + "; write de, en-US, zh-CN and the like", FORMAT, "locale");
        }
    }

    private void encoding(Mapping.Format format, String... path) {
        String encoding = format.encoding();
        if (encoding != null) {
            tryTo(() -> Charset.forName(encoding), "no character set is called " + encoding, path);
        }
    }

    private void footer(Mapping.Format format, String... path) {
        String footer = format.footer();
        if (footer != null) {
            tryTo(() -> Pattern.compile(footer), footer + " is no regular expression", path);
        }
    }

    /** What cannot be honoured is refused here, and not read in another way later. */
    private void dateForm(String form, @Nullable String language) {
        String unusable = DateForm.unusable(form, language);
        if (unusable != null) {
            say(unusable, FORMAT, "dates");
        }
    }

    private void database() {
        Mapping.Database database = document.mapping().match().database();
        if (database != null && SECRET_IN_ADDRESS.matcher(database.url()).find()) {
            say(
                    "passwords do not belong into mappings, which are kept in the lake; say AFTERCARE_JDBC_USER and"
                            + " AFTERCARE_JDBC_PASSWORD in the environment",
                    "match",
                    "jdbc");
        }
    }

    private void globs() {
        document.mapping().match().globs().forEach(glob -> glob(glob, "match"));
    }

    private void glob(String glob, String... path) {
        tryTo(() -> FileSystems.getDefault().getPathMatcher("glob:" + glob), glob + " is no glob", path);
    }

    private void zone(@Nullable String zone, String... path) {
        if (zone != null) {
            tryTo(
                    () -> ZoneId.of(zone),
                    "no time zone is called " + zone + meant(ZoneId.getAvailableZoneIds(), zone)
                            + "; write Europe/Berlin, UTC, +08:00 and the like",
                    path);
        }
    }

    private static boolean isLanguage(String name) {
        String language = Locale.forLanguageTag(name.replace('_', '-')).getLanguage();
        return Arrays.asList(Locale.getISOLanguages()).contains(language);
    }

    private void sql(String sql, String... path) {
        try {
            FieldExpressions.checkForm(sql);
        } catch (FieldExpressions.Unusable unusable) {
            say(String.join(".", Arrays.copyOfRange(path, 1, path.length)) + ": " + unusable.getMessage(), path);
        }
    }

    private void tryTo(Runnable attempt, String otherwise, String... path) {
        try {
            attempt.run();
        } catch (IllegalArgumentException | DateTimeException unknown) {
            say(otherwise, path);
        }
    }

    private void say(String what, String... path) {
        wrong.add(document.place(path) + what);
    }

    private static String[] with(String[] path, String last) {
        String[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = last;
        return longer;
    }

    /** Whether a column there is not stands for one there is. */
    private static boolean isMeant(List<String> known, String typed, String name) {
        return !known.contains(typed)
                && DidYouMean.among(known, typed).filter(name::equals).isPresent();
    }

    /** The names that were most likely meant, or all where there are few. */
    private static String meant(java.util.Collection<String> known, String typed) {
        return DidYouMean.among(known, typed)
                .map(near -> "; did you mean " + near + "?")
                .orElse(known.size() > 60 ? "" : "; there are " + String.join(", ", known));
    }
}
