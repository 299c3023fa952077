package aftercare.serve.metabase;

import aftercare.serve.dashboard.Dashboard;
import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.serve.dashboard.FilterField;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * The filters of a dashboard that narrow one another's values, as outlets by region. Metabase finds the values of such
 * a filter by joining every table in which a card is wired to it or to the filter that narrows it; over facts that is a
 * query without end. So a card's condition on them is a choice among the members of a dimension, {@code fact.outlet_id
 * in (select outlet_id from dim_outlet where {{outlet}})}, and the filter is wired to the dimension alone.
 */
final class LinkedFilters {
    private final Set<String> names = new HashSet<>();

    LinkedFilters(Dashboard dashboard) {
        dashboard.filters().stream()
                .filter(filter -> !filter.within().isEmpty())
                .forEach(filter -> {
                    names.add(filter.name());
                    names.addAll(filter.within());
                });
    }

    /** The column that a card's filter is wired to, where its condition is about another. */
    FilterField wired(Filter filter, FilterField condition) {
        return names.contains(filter.name()) ? filter.field() : condition;
    }

    /** A card's query with the condition that a filter sets. */
    String sql(String query, Filter filter, FilterField condition) {
        FilterField wired = wired(filter, condition);
        if (wired.equals(condition)) {
            return query;
        }
        String chosen = "%s in (select %s from marts.%s where {{%s}})"
                .formatted(condition.sql(), wired.column(), wired.table(), filter.name());
        return query.replaceAll("\\{\\{\\s*" + filter.name() + "\\s*}}", Matcher.quoteReplacement(chosen));
    }
}
