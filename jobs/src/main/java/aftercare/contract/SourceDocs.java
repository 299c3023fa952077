package aftercare.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page about sources: what a file for Aftercare may hold. */
final class SourceDocs {
    private final Collection<Contract> sources;

    SourceDocs(Collection<Contract> sources) {
        this.sources = sources;
    }

    String page() {
        Markdown page = Markdown.generatedPage("Sources", "`schemas/sources/*.yaml`")
                .block(
                        "A file for a source lies in the folder `<input>/<source>/`. Its header may use the names below or any"
                                + " spelling listed under *accepted headers*; case, spaces, `_` and `-` do not matter. A row that"
                                + " breaks a condition or a rule is not lost: it goes to quarantine with the reason. Foreign exports"
                                + " are translated by a mapping instead. [accepted-forms.md](accepted-forms.md) says how days,"
                                + " numbers, yes and no may be written.")
                .heading(2, "Contents")
                .bullets(sources.stream()
                        .map(source -> Markdown.link(source.source()) + ": " + Markdown.title(source.title()))
                        .toList());
        sources.forEach(source -> add(page, source));
        return page.toString();
    }

    private static void add(Markdown page, Contract source) {
        page.heading(2, source.source())
                .block("**" + Markdown.title(source.title()) + "**")
                .block(Markdown.paragraphs(source.description()))
                .bullets(facts(source))
                .table(
                        List.of("column", "type, unit", "conditions", "meaning"),
                        source.columns().stream().map(SourceDocs::row).toList());
        if (!source.rules().isEmpty()) {
            page.table(
                    List.of("rule", "every row must meet", "else it is refused, for"),
                    source.rules().stream()
                            .map(rule -> List.of(
                                    Markdown.code(rule.name()),
                                    Markdown.code(rule.says()),
                                    Markdown.both(rule.reason())))
                            .toList());
        }
        page.foldedTable(
                        Markdown.title(Messages.text("docs.accepted_headers")),
                        List.of("column", "also read from"),
                        aliases(source))
                .foldedTable(
                        Markdown.title(Messages.text("docs.accepted_values")),
                        List.of("column", "value", "also written"),
                        spellings(source));
    }

    private static List<String> facts(Contract source) {
        String byOrder = source.refusesConflicts()
                ? "the later file counts, of one path the later delivery; rows of one file that differ under one key are all"
                        + " refused"
                : "the later file counts, of one path the later delivery, then the later line";
        String whole = source.maxRejectShare() == null
                ? "what `--max-reject-share` says"
                : String.valueOf(source.maxRejectShare());
        return List.of(
                "answers: " + (source.answers() == null ? "" : Markdown.title(source.answers())),
                "grain: " + Markdown.title(source.grain()),
                "key: " + Markdown.codes(source.key()),
                "version: of several rows with one key, "
                        + (source.version() == null
                                ? byOrder
                                : "the latest " + Markdown.code(source.version()) + ", then " + byOrder),
                "month: "
                        + (source.month() == null
                                ? "none; the source is reference data"
                                : Markdown.code(source.month()) + ", in the business zone, partitions the facts"),
                "a file is refused whole from 20 refused rows on, where their share is more than " + whole);
    }

    private static List<String> row(Column column) {
        return List.of(
                Markdown.code(column.name()),
                column.type() + (column.unit() == null ? "" : ", " + Markdown.plain(column.unit())),
                String.join(Markdown.BREAK, conditions(column)),
                Markdown.both(column.description()));
    }

    private static List<String> conditions(Column column) {
        List<String> conditions = new ArrayList<>();
        if (column.required()) {
            conditions.add("**required**");
        }
        if (column.defaultValue() != null) {
            conditions.add("empty means " + Markdown.code(column.defaultValue()));
        }
        if (!column.values().isEmpty()) {
            conditions.add("one of " + Markdown.codes(column.values()));
        }
        if (column.min() != null) {
            conditions.add("at least " + column.min());
        }
        if (column.max() != null) {
            conditions.add("at most " + column.max());
        }
        if (!column.dates().isEmpty()) {
            conditions.add("also written " + Markdown.codes(column.dates()));
        }
        if (column.placeholders() != null) {
            conditions.add(Markdown.link("placeholders", "accepted-forms.md#nothing") + " are nothing");
        }
        if (column.references() != null) {
            conditions.add("known in " + Markdown.code(column.references()));
        }
        if (column.pii() != null) {
            conditions.add(
                    switch (column.pii()) {
                        case HASH -> "personal: stored as a keyed hash";
                        case DROP -> "personal: never stored";
                    });
        }
        return conditions;
    }

    private static List<List<String>> aliases(Contract source) {
        return source.columns().stream()
                .filter(column -> !column.aliases().isEmpty())
                .map(column -> List.of(Markdown.code(column.name()), Markdown.codes(column.aliases())))
                .toList();
    }

    private static List<List<String>> spellings(Contract source) {
        List<List<String>> rows = new ArrayList<>();
        for (Column column : source.columns()) {
            spellingsByValue(column)
                    .forEach((value, spellings) -> rows.add(
                            List.of(Markdown.code(column.name()), Markdown.code(value), Markdown.codes(spellings))));
        }
        return rows;
    }

    /** Sorted, since contracts do not keep the order of spellings. */
    private static Map<String, Set<String>> spellingsByValue(Column column) {
        return column.valueAliases().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toCollection(TreeSet::new))));
    }
}
