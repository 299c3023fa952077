package aftercare.serve.dashboard;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.RuleTexts;
import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.serve.dashboard.DashboardReader.Index;
import aftercare.table.DimMonthTable;
import aftercare.table.DimOutletTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All dashboards in one language, checked while they are read. */
public final class Dashboards {
    private final DashboardReader reader;
    private final RuleTexts texts;
    private final Map<String, Dashboard> dashboards;
    private final Map<String, Card> cards;

    private Dashboards(
            DashboardReader reader, RuleTexts texts, Map<String, Dashboard> dashboards, Map<String, Card> cards) {
        this.reader = reader;
        this.texts = texts;
        this.dashboards = dashboards;
        this.cards = cards;
    }

    /**
     * Reads the dashboards of this installation.
     *
     * @param contracts what the tables hold; columns are called as they say
     * @param language the language of all texts
     * @throws aftercare.config.AftercareException AFC-1106 when one does not say what it must
     */
    public static Dashboards load(Contracts contracts, Language language) {
        return load(DashboardFiles.ofThisInstallation(), contracts, language);
    }

    static Dashboards load(DashboardFiles asWritten, Contracts contracts, Language language) {
        DashboardFiles files = asWritten.filledWith(contracts.texts());
        return load(files, contracts, new Labels(files.translations(), language));
    }

    static Dashboards load(DashboardFiles files, Contracts contracts, Labels labels) {
        Index index = files.read(DashboardFiles.INDEX, Index.class);
        DashboardReader reader = new DashboardReader(files, contracts, labels, index);
        Map<String, Dashboard> dashboards = new LinkedHashMap<>();
        index.dashboards().forEach(name -> dashboards.put(name, reader.read(name)));
        check(List.copyOf(dashboards.values()), contracts);
        return new Dashboards(reader, contracts.texts(), dashboards, cards(dashboards));
    }

    private static void check(List<Dashboard> dashboards, Contracts contracts) {
        DashboardRules rules = new DashboardRules(dashboards, contracts);
        for (Dashboard dashboard : dashboards) {
            List<String> problems = rules.problems(dashboard);
            if (!problems.isEmpty()) {
                throw DashboardErrors.unfit(dashboard.name(), problems);
            }
        }
    }

    private static Map<String, Card> cards(Map<String, Dashboard> dashboards) {
        Map<String, Card> cards = new LinkedHashMap<>();
        for (Dashboard dashboard : dashboards.values()) {
            List<String> twice = new ArrayList<>();
            dashboard.cards().forEach(card -> {
                if (cards.put(card.id(), card) != null) {
                    twice.add("card " + card.id() + " is there twice");
                }
            });
            if (!twice.isEmpty()) {
                throw DashboardErrors.unfit(dashboard.name(), twice);
            }
        }
        return cards;
    }

    /** All dashboards, in the order of index.yaml. */
    public List<Dashboard> list() {
        return List.copyOf(dashboards.values());
    }

    /**
     * A dashboard by its name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Dashboard dashboard(String name) {
        Dashboard dashboard = dashboards.get(name);
        if (dashboard == null) {
            throw new IllegalArgumentException("no dashboard " + name);
        }
        return dashboard;
    }

    /** A card by its name; empty where there is none. */
    public Optional<Card> find(String id) {
        return Optional.ofNullable(cards.get(id));
    }

    /**
     * A card by its name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Card card(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no card " + id));
    }

    /**
     * A query of one month that stands on no dashboard and is written as cards are.
     *
     * @param name what messages call it
     * @param sql its text, with macros and at most the filters {@code month} and, of a letter, {@code outlet}
     * @throws aftercare.config.AftercareException AFC-1106 when a macro in it is not what it must be
     */
    public CardSql query(String name, String sql) {
        return reader.sql(
                name,
                texts.fill(sql),
                Map.of(),
                Map.of(
                        Filter.MONTH, new FilterField(Tables.DIM_MONTH, DimMonthTable.MONTH),
                        Filter.OUTLET, new FilterField(Tables.DIM_OUTLET, DimOutletTable.OUTLET_ID)),
                Map.of(Filter.MONTH, Filter.Type.MONTH, Filter.OUTLET, Filter.Type.LIST));
    }
}
