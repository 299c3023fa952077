package aftercare.serve.dashboard;

import aftercare.contract.Contracts;
import aftercare.serve.dashboard.Card.Display;
import aftercare.serve.dashboard.CardSettings.Compare;
import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.serve.dashboard.Dashboard.Tab;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the JSON Schema cannot say: that the parts of all dashboards fit together. */
final class DashboardRules {
    /** The group that may see people, as it is called among groups. */
    private static final List<String> MAY_SEE_PEOPLE = List.of("hr");

    private final Map<String, Dashboard> dashboards;
    private final Contracts contracts;

    DashboardRules(List<Dashboard> dashboards, Contracts contracts) {
        this.contracts = contracts;
        this.dashboards = dashboards.stream().collect(Collectors.toMap(Dashboard::name, Function.identity()));
    }

    /** What is wrong with a dashboard; empty when nothing is. */
    List<String> problems(Dashboard dashboard) {
        List<String> problems = new ArrayList<>();
        filters(dashboard, problems);
        people(dashboard, problems);
        for (Tab tab : dashboard.tabs()) {
            layout(tab, problems);
        }
        dashboard.cards().filter(card -> !card.isHeading()).forEach(card -> {
            filters(dashboard, card, problems);
            columns(card, problems);
            display(card, problems);
            click(dashboard, card, problems);
        });
        return problems;
    }

    private static void filters(Dashboard dashboard, List<String> problems) {
        Set<String> names = names(dashboard);
        for (Filter filter : dashboard.filters()) {
            if (!names.containsAll(filter.within())) {
                problems.add("filter " + filter.name() + " lies within one that there is not");
            }
            if (filter.required() && filter.defaults().isEmpty()) {
                problems.add("filter " + filter.name() + " is required and has no default");
            }
            if (dashboard.cards().noneMatch(card -> card.filters().containsKey(filter.name()))) {
                problems.add("filter " + filter.name() + " narrows no card");
            }
        }
    }

    /**
     * Rows about single people are asked for as aftercare_hr, and shown to nobody but HR; to others such a card would
     * be empty.
     */
    private void people(Dashboard dashboard, List<String> problems) {
        if (dashboard.people() && !dashboard.readers().equals(MAY_SEE_PEOPLE)) {
            problems.add("it is about single people, and others than " + MAY_SEE_PEOPLE + " may read it");
        }
        if (!dashboard.people()) {
            dashboard.cards().filter(card -> !card.isHeading()).forEach(card -> card.query().tables().stream()
                    .filter(table -> contracts.gold(table).isAboutPeople())
                    .forEach(table -> problems.add("card " + card.id() + " reads " + table
                            + ", which is about single people, and its dashboard does not say so")));
        }
    }

    private static Set<String> names(Dashboard dashboard) {
        return dashboard.filters().stream().map(Filter::name).collect(Collectors.toSet());
    }

    private static void layout(Tab tab, List<String> problems) {
        for (int i = 0; i < tab.cards().size(); i++) {
            Card card = tab.cards().get(i);
            if (!card.at().fits()) {
                problems.add("card " + card.id() + " sticks out on the right");
            }
            tab.cards().stream()
                    .skip(i + 1L)
                    .filter(other -> other.at().overlaps(card.at()))
                    .forEach(other -> problems.add("cards " + card.id() + " and " + other.id() + " overlap"));
        }
    }

    private static void filters(Dashboard dashboard, Card card, List<String> problems) {
        if (!card.query().placeholders().equals(card.filters().keySet())) {
            problems.add("card " + card.id() + " declares the filters "
                    + card.filters().keySet() + " and its query names "
                    + card.query().placeholders());
        }
        if (!names(dashboard).containsAll(card.filters().keySet())) {
            problems.add("card " + card.id() + " obeys a filter that its dashboard lacks");
        }
        Set<String> required = dashboard.filters().stream()
                .filter(Filter::required)
                .map(Filter::name)
                .collect(Collectors.toSet());
        if (!required.containsAll(card.query().required())) {
            problems.add("card " + card.id() + " cannot do without a filter that may be empty");
        }
        Map<String, String> columns = dashboard.filters().stream()
                .collect(Collectors.toMap(Filter::name, one -> one.field().column()));
        card.filters().forEach((filter, field) -> {
            if (!card.query().tables().contains(field.table())) {
                problems.add("card " + card.id() + " does not read the table of its filter " + filter);
            }
            // Metabase offers the values of every column that a filter is bound to.
            if (!field.column().equals(columns.getOrDefault(filter, field.column()))) {
                problems.add("card " + card.id() + " binds its filter " + filter + " to a column of another kind: "
                        + field.column());
            }
        });
    }

    private static void columns(Card card, List<String> problems) {
        Set<String> returned = new LinkedHashSet<>(card.query().columns());
        if (returned.size() < card.query().columns().size()) {
            problems.add("card " + card.id() + " returns two columns of one name");
        }
        CardSettings settings = card.settings();
        Set<String> named = new HashSet<>(settings.roles().values());
        Stream.of(settings.dimensions(), settings.metrics(), settings.right()).forEach(named::addAll);
        settings.colours().forEach(colour -> named.addAll(colour.columns()));
        if (settings.pivot() != null) {
            named.addAll(List.of(
                    settings.pivot().row(),
                    settings.pivot().column(),
                    settings.pivot().cell()));
        }
        if (card.click() != null) {
            named.addAll(card.click().set().values());
        }
        named.removeAll(returned);
        if (!named.isEmpty()) {
            problems.add("card " + card.id() + " names columns that its query does not return: " + named);
        }
    }

    private static void display(Card card, List<String> problems) {
        CardSettings settings = card.settings();
        boolean drawn = card.display().isChart() && card.display() != Display.TABLE && card.display() != Display.MAP;
        if ((drawn || card.display() == Display.SMARTSCALAR)
                && (settings.dimensions().isEmpty() || settings.metrics().isEmpty())) {
            problems.add("card " + card.id() + " needs dimensions and metrics");
        }
        if (card.display() == Display.SCALAR && settings.metrics().size() != 1) {
            problems.add("card " + card.id() + " needs one metric");
        }
        if (card.display() == Display.MAP
                && !settings.roles().keySet().containsAll(List.of(Role.LATITUDE, Role.LONGITUDE))) {
            problems.add("card " + card.id() + " needs latitude and longitude");
        }
        if (!settings.metrics().containsAll(settings.right())) {
            problems.add("card " + card.id() + " draws on the right what is none of its metrics");
        }
        if (settings.compare().contains(Compare.TARGET) && !settings.roles().containsKey(Role.TARGET)) {
            problems.add("card " + card.id() + " compares with a target that it lacks");
        }
    }

    private void click(Dashboard dashboard, Card card, List<String> problems) {
        if (card.click() == null) {
            if (card.display().isChart()) {
                problems.add("card " + card.id() + " leads nowhere when clicked");
            }
            return;
        }
        String to = card.click().dashboard() == null
                ? dashboard.name()
                : card.click().dashboard();
        Dashboard target = dashboards.get(to);
        if (target == null) {
            problems.add("card " + card.id() + " leads to a dashboard that there is not: " + to);
            return;
        }
        if (!names(target).containsAll(card.click().set().keySet())) {
            problems.add("card " + card.id() + " sets filters that " + to + " lacks");
        }
        String tab = card.click().tab();
        if (tab != null && target.tabs().stream().noneMatch(one -> one.id().equals(tab))) {
            problems.add("card " + card.id() + " leads to a tab that " + to + " lacks: " + tab);
        }
    }
}
