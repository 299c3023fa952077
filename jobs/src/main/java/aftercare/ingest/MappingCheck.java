package aftercare.ingest;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the JSON Schema of mappings cannot see: whether names, character sets, date forms and globs are ones there are.
 */
final class MappingCheck {
    private MappingCheck() {}

    /**
     * Checks a mapping.
     *
     * @throws aftercare.config.AftercareException AFC-1102 with all that is wrong; AFC-1103 for a source there is not
     */
    static void check(String file, Mapping mapping, Contracts contracts) {
        List<String> wrong = new ArrayList<>();
        mapping.into().forEach((source, columns) -> {
            Contract contract = contracts.source(source);
            List<String> known = contract.columns().stream().map(Column::name).toList();
            mapping.origins(source).keySet().stream()
                    .filter(column -> !known.contains(column))
                    .forEach(column -> wrong.add("the source " + source + " has no column " + column));
        });
        String encoding = mapping.format().encoding();
        if (encoding != null) {
            tryTo(() -> Charset.forName(encoding), "no character set is called " + encoding, wrong);
        }
        checkTexts(mapping, wrong);
        for (String glob : mapping.match().globs()) {
            tryTo(() -> FileSystems.getDefault().getPathMatcher("glob:" + glob), glob + " is no glob", wrong);
        }
        if (!wrong.isEmpty()) {
            throw IngestErrors.badMapping(file, wrong);
        }
    }

    /** Zones, the language, and date forms: what cannot be honoured is refused here, not read in another way later. */
    private static void checkTexts(Mapping mapping, List<String> wrong) {
        Set<String> zones = new LinkedHashSet<>();
        zones.add(mapping.format().zone());
        mapping.into().keySet().forEach(source -> mapping.origins(source)
                .values()
                .forEach(origin -> zones.add(origin.treatment().zone())));
        zones.remove(null);
        zones.forEach(zone -> tryTo(() -> ZoneId.of(zone), "no time zone is called " + zone, wrong));
        String tag = mapping.format().locale();
        Locale locale = tag == null ? Locale.ENGLISH : Locale.forLanguageTag(tag.replace('_', '-'));
        if (Stream.of(Locale.getAvailableLocales())
                .noneMatch(known -> known.getLanguage().equals(locale.getLanguage()))) {
            wrong.add("no language is called " + tag);
        }
        for (String form : mapping.format().dates()) {
            tryTo(
                    () -> {
                        String never = DateForm.of(form, locale).neverReads();
                        if (never != null) {
                            wrong.add("the date form " + form + " " + never);
                        }
                    },
                    form + " is no date form of java.time",
                    wrong);
        }
    }

    private static void tryTo(Runnable attempt, String otherwise, List<String> wrong) {
        try {
            attempt.run();
        } catch (IllegalArgumentException | DateTimeException unknown) {
            wrong.add(otherwise);
        }
    }
}
