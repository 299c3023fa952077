package aftercare.serve.report;

import aftercare.serve.dashboard.Card;
import aftercare.serve.dashboard.CardSettings;
import aftercare.serve.dashboard.CardSettings.CardColumn;
import aftercare.serve.dashboard.CardSql;
import aftercare.serve.dashboard.ColourRule;
import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.serve.dashboard.DashboardFiles;
import aftercare.serve.dashboard.Dashboards;
import aftercare.serve.dashboard.Role;
import aftercare.serve.report.MartsReader.Edition;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * The questions that the marts of an edition can answer: the dashboards' cards, for the month reported and with the
 * filters' defaults, and a few queries that stand on no dashboard ({@code dashboards/report/NAME.sql}). Those of a
 * letter are all its own ({@code dashboards/letter/NAME.sql}), so that no card of other outlets can stand in one.
 */
final class CardQueries {
    private static final Set<String> TIMES = Set.of("month", "quarter");

    private final Edition edition;
    private final Dashboards dashboards;
    private final DashboardFiles files;
    private final Map<String, List<String>> chosen = new HashMap<>();
    private final boolean letter;

    /** What a letter to an outlet asks, or what letters ask about all outlets, which names none. */
    static CardQueries ofLetters(Edition edition, Dashboards dashboards, DashboardFiles files, List<String> outlet) {
        CardQueries queries = new CardQueries(edition, dashboards, files, true);
        queries.chosen.put(Filter.MONTH, month(edition));
        queries.chosen.put(Filter.OUTLET, outlet);
        return queries;
    }

    CardQueries(Edition edition, Dashboards dashboards, DashboardFiles files) {
        this(edition, dashboards, files, false);
        dashboards.list().forEach(dashboard -> dashboard
                .filters()
                .forEach(filter -> chosen.put(filter.name(), filter.defaults())));
        chosen.put(Filter.MONTH, month(edition));
    }

    private CardQueries(Edition edition, Dashboards dashboards, DashboardFiles files, boolean letter) {
        this.edition = edition;
        this.dashboards = dashboards;
        this.files = files;
        this.letter = letter;
    }

    private static List<String> month(Edition edition) {
        return List.of(YearMonth.from(edition.month()).toString());
    }

    /**
     * The question of that name.
     *
     * @throws aftercare.config.AftercareException AFC-1106 when there is none of that name
     */
    Question question(String name) {
        if (letter && !Evidence.UNDELIVERED.equals(name)) {
            return files.query("letter", name)
                    .map(sql -> own("letter/" + name, name, sql))
                    .orElseThrow(() -> ReportErrors.noSuchQuery(name));
        }
        return files.query("report", name)
                .map(sql -> own("report/" + name, name, sql))
                .or(() -> dashboards.find(name).map(this::ofCard))
                .orElseThrow(() -> ReportErrors.noSuchCard(name));
    }

    /** The tables that a question reads and the marts lack. */
    List<String> missing(Question question) {
        return question.tables().stream()
                .filter(table -> !edition.tables().contains(table))
                .toList();
    }

    private Question own(String file, String name, String text) {
        CardSql sql = dashboards.query(file + ".sql", text);
        return new Question(name, "", sql.with(chosen), sql.tables(), Map.of(), Map.of(), List.of());
    }

    private Question ofCard(Card card) {
        Map<String, CardColumn> columns = new LinkedHashMap<>();
        card.settings().columns().forEach(column -> columns.put(column.name(), column));
        return new Question(
                card.id(),
                card.title(),
                card.query().with(chosen),
                card.query().tables(),
                columns,
                roles(card.settings()),
                card.settings().colours());
    }

    /**
     * A card's own words for the parts that drawings ask for: its first figure is the value, its first dimension the
     * month or the label.
     */
    private static Map<Role, String> roles(CardSettings settings) {
        Map<Role, String> roles = new EnumMap<>(Role.class);
        if (!settings.metrics().isEmpty()) {
            roles.put(Role.VALUE, settings.metrics().get(0));
        }
        List<String> dimensions = settings.dimensions();
        if (!dimensions.isEmpty()) {
            String first = dimensions.get(0);
            roles.put(TIMES.contains(settings.column(first).unit()) ? Role.MONTH : Role.LABEL, first);
        }
        if (dimensions.size() > 1) {
            roles.put(Role.SERIES, dimensions.get(1));
        }
        roles.putAll(settings.roles());
        return roles;
    }

    /**
     * What the report asks the marts: a card of a dashboard, or a query of its own.
     *
     * @param name what the plan calls it
     * @param title what readers call it; empty for a query of the report's own
     * @param query for the month reported
     * @param tables the gold tables that the query reads
     * @param columns what the card says of the columns, by name; empty for a query of the report's own
     * @param roles which column plays which part, as the card says
     * @param colours when a cell is coloured, as the card says
     */
    record Question(
            String name,
            String title,
            CardSql.Query query,
            SortedSet<String> tables,
            Map<String, CardColumn> columns,
            Map<Role, String> roles,
            List<ColourRule> colours) {}
}
