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
    private static final Pattern SECRET_IN_ADDRESS =
            Pattern.compile("(?i)[?&;](user|username|password|pwd)=|//[^/@]*:[^/@]*@");

    private final MappingDocument document;
    private final Contracts contracts;
    private final List<String> wrong = new ArrayList<>();

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
        document.mapping().into().keySet().forEach(check::source);
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
            say(
                    "queries over several files are not read yet; look single fields up (lookup), or join the files"
                            + " before they are delivered",
                    INTO,
                    source,
                    "query");
        }
        if (query == null) {
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
        String encoding = format.encoding();
        if (encoding != null) {
            tryTo(() -> Charset.forName(encoding), "no character set is called " + encoding, FORMAT, "encoding");
        }
        for (String form : format.dates()) {
            dateForm(form, format.locale());
        }
        zone(format.zone(), FORMAT, "zone");
        String footer = format.footer();
        if (footer != null) {
            tryTo(() -> Pattern.compile(footer), footer + " is no regular expression", FORMAT, "footer");
        }
        String locale = format.locale();
        if (locale != null && !isLanguage(locale)) {
            say("no language is called " + locale + "; write de, en-US, zh-CN and the like", FORMAT, "locale");
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
