package aftercare.serve.dashboard;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Scorecard;
import aftercare.serve.dashboard.Card.Click;
import aftercare.serve.dashboard.Card.Display;
import aftercare.serve.dashboard.CardSettings.Goal;
import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.serve.dashboard.Dashboard.Tab;
import aftercare.serve.dashboard.DashboardFile.CardEntry;
import aftercare.serve.dashboard.DashboardFile.FilterEntry;
import aftercare.serve.dashboard.DashboardFile.TabEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes dashboards of one language of their files. */
final class DashboardReader {
    private final DashboardFiles files;
    private final Labels labels;
    private final Map<String, String> ends;
    private final Map<String, Map<String, String>> codes = new LinkedHashMap<>();
    private final Macros macros;
    private final ColumnLabels columnLabels;

    DashboardReader(DashboardFiles files, Contracts contracts, Labels labels, Index index) {
        this.files = files;
        this.labels = labels;
        this.ends = labelled("ends", index.ends());
        index.codes().forEach((set, words) -> codes.put(set, labelled("codes." + set, words)));
        codes.putAll(ofContracts(contracts));
        this.macros = new Macros(this::words, contracts.standards().names(), labels.language());
        this.columnLabels = new ColumnLabels(contracts, labels);
    }

    /** Words that contracts say: of promises, sources, their columns, gold tables, and the KPIs of the scorecard. */
    private Map<String, Map<String, String>> ofContracts(Contracts contracts) {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, String> fields = new LinkedHashMap<>();
        for (Contract source : contracts.sources()) {
            sources.put(source.source(), labels.in(source.title()));
            source.columns().forEach(column -> fields.putIfAbsent(column.name(), labels.in(column.label())));
        }
        Map<String, String> tables = new LinkedHashMap<>();
        contracts.gold().forEach(table -> tables.put(table.table(), labels.in(table.title())));
        Map<String, String> promises = new LinkedHashMap<>();
        contracts.promiseNames().forEach((promise, name) -> promises.put(promise, labels.in(name)));
        Map<String, String> kpis = new LinkedHashMap<>();
        Map<String, String> actions = new LinkedHashMap<>();
        for (Scorecard.Kpi kpi : Scorecard.load(contracts).kpis()) {
            kpis.put(kpi.metric(), labels.in(kpi.label()));
            actions.put(kpi.metric(), labels.in(kpi.action()));
        }
        return Map.of(
                "source", sources,
                "field", fields,
                "table", tables,
                "promise", promises,
                "scorecard_kpi", kpis,
                "scorecard_action", actions);
    }

    private Map<String, String> words(String set) {
        if (!codes.containsKey(set)) {
            throw new IllegalArgumentException("there are no codes " + set + " in " + DashboardFiles.INDEX);
        }
        return codes.get(set);
    }

    private String word(String set, String code) {
        return words(set).getOrDefault(code, code);
    }

    private Map<String, String> labelled(String place, Map<String, String> words) {
        Map<String, String> labelled = new LinkedHashMap<>();
        words.forEach((code, word) -> labelled.put(code, labels.text(place + '.' + code, word)));
        return labelled;
    }

    /** @throws aftercare.config.AftercareException AFC-1106 when it does not say what it must */
    Dashboard read(String name) {
        DashboardFile file = files.read(name + ".yaml", DashboardFiles.SCHEMA, DashboardFile.class);
        List<String> problems = new ArrayList<>();
        if (!file.dashboard().equals(name)) {
            problems.add("it calls itself " + file.dashboard());
        }
        List<Filter> filters = file.filters().entrySet().stream()
                .map(entry -> filter(name, entry.getKey(), entry.getValue()))
                .toList();
        Map<String, Filter.Type> types = filters.stream().collect(Collectors.toMap(Filter::name, Filter::type));
        List<Tab> tabs =
                file.tabs().stream().map(tab -> tab(name, tab, types, problems)).toList();
        if (!problems.isEmpty()) {
            throw DashboardErrors.unfit(name, problems);
        }
        return new Dashboard(
                name,
                labels.text(name + ".title", file.title()),
                labels.text(name + ".description", file.description()),
                file.collection(),
                file.readers(),
                file.people(),
                file.subscription(),
                filters,
                tabs);
    }

    private Filter filter(String dashboard, String name, FilterEntry entry) {
        return new Filter(
                name,
                labels.text(dashboard + ".filters." + name, entry.label()),
                entry.type(),
                FilterField.of(entry.field()),
                entry.within(),
                entry.defaults(),
                entry.required(),
                entry.words() == null ? Map.of() : words(entry.words()),
                entry.own());
    }

    private Tab tab(String dashboard, TabEntry entry, Map<String, Filter.Type> types, List<String> problems) {
        return new Tab(
                entry.tab(),
                labels.text(dashboard + ".tabs." + entry.tab(), entry.title()),
                entry.cards().stream()
                        .map(card -> card(dashboard, card, types, problems))
                        .toList());
    }

    private Card card(String dashboard, CardEntry entry, Map<String, Filter.Type> types, List<String> problems) {
        String place = dashboard + ".cards." + entry.card();
        String title = labels.text(place + ".title", entry.title());
        if (entry.display() == Display.HEADING) {
            return new Card(
                    entry.card(),
                    title,
                    "",
                    Display.HEADING,
                    entry.at(),
                    null,
                    Map.of(),
                    CardSettings.NONE,
                    null,
                    null);
        }
        Map<String, FilterField> filters = new LinkedHashMap<>();
        entry.filters().forEach((filter, field) -> filters.put(filter, FilterField.of(field)));
        CardSql sql = entry.sql() == null
                ? sql("cards/" + entry.query() + ".sql", files.sql(entry.query()), entry.given(), filters, types)
                : sql(dashboard + ".yaml (card " + entry.card() + ")", entry.sql(), entry.given(), filters, types);
        String description = labels.text(place + ".description", entry.description());
        return new Card(
                entry.card(),
                title,
                labels.sentences(description, Objects.requireNonNull(ends.get(entry.ends()), entry.ends())),
                entry.display(),
                entry.at(),
                sql,
                filters,
                settings(place, entry, sql, problems),
                click(entry, sql.columns()),
                entry.alert());
    }

    /** @param file what messages call the file that holds it */
    CardSql sql(
            String file,
            String text,
            Map<String, String> given,
            Map<String, FilterField> filters,
            Map<String, Filter.Type> types) {
        Map<String, CardSql.Binding> bindings = new LinkedHashMap<>();
        filters.forEach((filter, field) ->
                bindings.put(filter, new CardSql.Binding(field, types.getOrDefault(filter, Filter.Type.LIST))));
        try {
            CardSql sql = new CardSql(macros.expand(Macros.fill(text, given)).strip(), bindings);
            sql.columns();
            return sql;
        } catch (IllegalArgumentException unfit) {
            throw DashboardErrors.unfit(file, List.of(unfit.getMessage()), unfit);
        }
    }

    private CardSettings settings(String place, CardEntry entry, CardSql sql, List<String> problems) {
        List<String> names = sql.columns();
        UnaryOperator<String> shown = name -> columnLabels.shown(name, names);
        Map<Role, String> roles = new LinkedHashMap<>();
        entry.roles().forEach((role, column) -> roles.put(role, shown.apply(column)));
        return new CardSettings(
                entry.dimensions().stream().map(shown).toList(),
                entry.metrics(),
                roles,
                entry.right(),
                entry.goal() == null
                        ? null
                        : new Goal(
                                entry.goal().value(),
                                labels.text(place + ".goal", entry.goal().label())),
                entry.compare(),
                entry.stacked(),
                entry.pivot(),
                entry.colours().stream()
                        .map(colour -> new ColourRule(
                                colour.columns().stream().map(shown).toList(),
                                colour.when(this::word),
                                colour.tone(),
                                colour.row()))
                        .toList(),
                entry.leftOut().stream().map(shown).toList(),
                columnLabels.of(place, entry, sql, problems));
    }

    private @Nullable Click click(CardEntry entry, List<String> names) {
        if (entry.click() == null) {
            return null;
        }
        Map<String, String> set = new LinkedHashMap<>();
        entry.click().set().forEach((filter, column) -> set.put(filter, columnLabels.shown(column, names)));
        return new Click(entry.click().dashboard(), entry.click().tab(), set);
    }

    /**
     * What all dashboards share; {@code dashboards/index.yaml}.
     *
     * @param dashboards their names, in order
     * @param ends sentences that say when the data of a card end
     * @param codes words for codes, by set and code
     */
    record Index(List<String> dashboards, Map<String, String> ends, Map<String, Map<String, String>> codes) {}
}
