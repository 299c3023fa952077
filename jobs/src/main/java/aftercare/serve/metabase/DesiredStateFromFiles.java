package aftercare.serve.metabase;

import aftercare.config.Language;
import aftercare.contract.CodeWords;
import aftercare.contract.Messages;
import aftercare.serve.dashboard.Card;
import aftercare.serve.dashboard.Card.Click;
import aftercare.serve.dashboard.Dashboard;
import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.serve.dashboard.Dashboard.Schedule;
import aftercare.serve.dashboard.Dashboard.Tab;
import aftercare.serve.dashboard.Dashboards;
import aftercare.serve.dashboard.FilterField;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The dashboards of dashboards/ as they shall stand in Metabase. */
public final class DesiredStateFromFiles {
    private static final int MORNING = 8;

    private final Dashboards dashboards;
    private final Language language;
    private final Optional<Currency> currency;
    private final CardWords words;
    private final Function<FilterField, List<String>> values;

    private DesiredStateFromFiles(
            Dashboards dashboards,
            Language language,
            Optional<Currency> currency,
            Function<FilterField, List<String>> values) {
        this.dashboards = dashboards;
        this.language = language;
        this.currency = currency;
        this.words = new CardWords(language);
        this.values = values;
    }

    /**
     * What the files say.
     *
     * @param currency that of all amounts of money; empty where nobody said it
     * @param values the values that a column of the marts holds, such as {@link MartsCatalog#values} tells
     */
    public static DesiredState of(
            Dashboards dashboards,
            Language language,
            Optional<Currency> currency,
            Function<FilterField, List<String>> values) {
        return new DesiredStateFromFiles(dashboards, language, currency, values).state();
    }

    private DesiredState state() {
        List<DesiredState.QuestionSpec> questions = new ArrayList<>();
        List<DesiredState.AlertSpec> alerts = new ArrayList<>();
        List<DesiredState.SubscriptionSpec> subscriptions = new ArrayList<>();
        for (Dashboard dashboard : dashboards.list()) {
            dashboard.cards().filter(card -> !card.isHeading()).forEach(card -> {
                questions.add(question(dashboard, card));
                if (card.alert() != null) {
                    alerts.add(new DesiredState.AlertSpec(card.id(), dashboard.collection(), cron(card.alert())));
                }
            });
            if (dashboard.subscription() != null) {
                subscriptions.add(new DesiredState.SubscriptionSpec(
                        dashboard.name(), dashboard.collection(), dashboard.subscription(), MORNING));
            }
        }
        return new DesiredState(
                collections(),
                questions,
                dashboards.list().stream().map(this::spec).toList(),
                alerts,
                subscriptions);
    }

    /** In Quartz' form: second, minute, hour, day, month, weekday, year. */
    private static String cron(Schedule schedule) {
        return switch (schedule) {
            case DAILY -> "0 0 " + MORNING + " * * ? *";
            case WEEKLY -> "0 0 " + MORNING + " ? * 2 *";
            case MONTHLY -> "0 0 " + MORNING + " 1 * ? *";
        };
    }

    /** A group may read a collection only if it may read every dashboard in it; the owner may. */
    private List<DesiredState.CollectionSpec> collections() {
        Map<String, Set<String>> readers = new LinkedHashMap<>();
        for (Dashboard dashboard : dashboards.list()) {
            readers.computeIfAbsent(dashboard.collection(), any -> new LinkedHashSet<>(dashboard.readers()))
                    .retainAll(dashboard.readers());
        }
        List<DesiredState.CollectionSpec> collections = new ArrayList<>();
        readers.forEach((owner, may) -> {
            may.add(owner);
            ReaderGroup department = ReaderGroup.of(owner);
            collections.add(new DesiredState.CollectionSpec(
                    owner, department.title(language), department.description(language), List.copyOf(may)));
        });
        return collections;
    }

    private DesiredState.QuestionSpec question(Dashboard dashboard, Card card) {
        VisualizationSettings visualization = new VisualizationSettings(card, currency, words);
        Map<String, Filter> filters = new LinkedHashMap<>();
        dashboard.filters().forEach(filter -> filters.put(filter.name(), filter));
        LinkedFilters linked = new LinkedFilters(dashboard);
        List<DesiredState.Tag> tags = new ArrayList<>();
        String sql = new AskedQuery(card, words, currency).sql();
        for (Map.Entry<String, FilterField> condition : new TreeMap<>(card.filters()).entrySet()) {
            Filter filter = Objects.requireNonNull(filters.get(condition.getKey()), condition.getKey());
            FilterField field = linked.wired(filter, condition.getValue());
            sql = linked.sql(sql, filter, condition.getValue());
            tags.add(new DesiredState.Tag(
                    filter.name(),
                    filter.label(),
                    "dimension",
                    field.table(),
                    field.column(),
                    type(filter),
                    filter.required() ? filter.defaults() : List.of()));
        }
        return new DesiredState.QuestionSpec(
                card.id(),
                dashboard.collection(),
                dashboard.people() ? Login.HR : Login.READER,
                card.title(),
                described(card),
                visualization.display(),
                sql,
                tags,
                visualization.settings());
    }

    private String described(Card card) {
        if (!AskedQuery.isTrendInPoints(card)) {
            return card.description();
        }
        String unit = card.settings().column(card.settings().metrics().get(0)).unit();
        return card.description()
                + Messages.text("between.sentences").in(language)
                + words.inBrackets("share".equals(unit));
    }

    private static String type(Filter filter) {
        return switch (filter.type()) {
            case MONTH -> "date/month-year";
            case LIST -> "string/=";
        };
    }

    private DesiredState.DashboardSpec spec(Dashboard dashboard) {
        List<DesiredState.TileSpec> tiles = new ArrayList<>();
        for (int tab = 0; tab < dashboard.tabs().size(); tab++) {
            for (Card card : dashboard.tabs().get(tab).cards()) {
                tiles.add(tile(dashboard, card, tab));
            }
        }
        return new DesiredState.DashboardSpec(
                dashboard.name(),
                dashboard.collection(),
                dashboard.title(),
                dashboard.description(),
                dashboard.filters().stream()
                        .map(filter -> new DesiredState.FilterSpec(
                                filter.name(),
                                filter.label(),
                                type(filter),
                                filter.within(),
                                filter.defaults(),
                                filter.required(),
                                offered(filter)))
                        .toList(),
                dashboard.tabs().stream().map(Tab::title).toList(),
                tiles);
    }

    /** The words that a filter names, and those for codes that only the marts know. */
    private Map<String, String> offered(Filter filter) {
        Map<String, String> offered = new LinkedHashMap<>(filter.words());
        if (filter.own()) {
            values.apply(filter.field())
                    .forEach(
                            code -> offered.putIfAbsent(code, CodeWords.of(code).in(language)));
        }
        return offered;
    }

    private DesiredState.TileSpec tile(Dashboard dashboard, Card card, int tab) {
        DesiredState.Place place = new DesiredState.Place(
                tab, card.at().y(), card.at().x(), card.at().width(), card.at().height());
        if (card.isHeading()) {
            return new DesiredState.TileSpec.TextTile(place, true, card.title());
        }
        Map<String, String> wiring = new TreeMap<>();
        card.filters().keySet().forEach(name -> wiring.put(name, name));
        Map<String, DesiredState.ClickSpec> clicks =
                card.click() == null ? Map.of() : Map.of("", click(dashboard, card, card.click()));
        return new DesiredState.TileSpec.CardTile(place, card.id(), wiring, clicks);
    }

    private DesiredState.ClickSpec click(Dashboard dashboard, Card card, Click click) {
        Map<String, String> set = new TreeMap<>();
        click.set()
                .forEach((filter, column) -> set.put(
                        filter, AskedQuery.name(card.settings(), card.settings().column(column))));
        if (click.dashboard() == null) {
            return new DesiredState.ClickSpec(DesiredState.ClickSpec.Kind.FILTER, "", 0, set);
        }
        List<String> tabs = dashboards.dashboard(click.dashboard()).tabs().stream()
                .map(Tab::id)
                .toList();
        int tab = click.tab() == null ? 0 : tabs.indexOf(click.tab());
        return new DesiredState.ClickSpec(
                DesiredState.ClickSpec.Kind.DASHBOARD,
                click.dashboard(),
                tab,
                set,
                kept(dashboard, dashboards.dashboard(click.dashboard()), set.keySet()));
    }

    /** The filters that both dashboards have and that a click does not set: a month that was chosen stays chosen. */
    private static List<String> kept(Dashboard from, Dashboard to, Set<String> set) {
        Set<String> there = to.filters().stream().map(Filter::name).collect(Collectors.toSet());
        return from.filters().stream()
                .map(Filter::name)
                .filter(there::contains)
                .filter(filter -> !set.contains(filter))
                .sorted()
                .toList();
    }
}
