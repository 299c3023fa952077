package aftercare.serve.metabase;

import aftercare.serve.dashboard.Dashboard.Schedule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that shall stand in Metabase, in one language.
 *
 * @param collections the collections, each with who may read it
 * @param questions the cards
 * @param dashboards the dashboards
 * @param alerts which cards are sent to whom as soon as they have a row
 * @param subscriptions which dashboards are sent as they come
 */
public record DesiredState(
        List<CollectionSpec> collections,
        List<QuestionSpec> questions,
        List<DashboardSpec> dashboards,
        List<AlertSpec> alerts,
        List<SubscriptionSpec> subscriptions) {

    /**
     * A collection.
     *
     * @param key its stable name
     * @param readers the groups that may read it; no other user may, administrators aside
     */
    public record CollectionSpec(String key, String title, String description, List<String> readers) {}

    /**
     * A card: one SQL query and how it is drawn.
     *
     * @param key its stable name, such as {@code quality/satisfaction_trend}
     * @param collection key of its collection
     * @param login as whom Metabase asks the marts
     * @param description what it means and when its data end
     * @param display Metabase's name of the chart, such as line or smartscalar
     * @param settings Metabase's visualization settings
     */
    public record QuestionSpec(
            String key,
            String collection,
            Login login,
            String title,
            String description,
            String display,
            String sql,
            List<Tag> tags,
            ObjectNode settings) {}

    /**
     * A {@code {{name}}} in the SQL.
     *
     * @param type dimension for a field filter, else text, number or date
     * @param table the table in the marts that a field filter narrows; empty for others
     * @param column its column
     * @param widget Metabase's name of the input, such as string/= or date/all-options; empty for others than field
     *     filters
     * @param defaults the values it has unless others are given
     */
    public record Tag(
            String name, String label, String type, String table, String column, String widget, List<String> defaults) {
        boolean isFieldFilter() {
            return "dimension".equals(type);
        }
    }

    /**
     * A dashboard.
     *
     * @param key its stable name
     * @param collection key of its collection
     * @param tabs titles of its tabs; empty for none
     * @param tiles what stands on it
     */
    public record DashboardSpec(
            String key,
            String collection,
            String title,
            String description,
            List<FilterSpec> filters,
            List<String> tabs,
            List<TileSpec> tiles) {}

    /**
     * A filter above a dashboard.
     *
     * @param id its stable name on the dashboard
     * @param type Metabase's parameter type, such as string/= or date/all-options
     * @param within the filters that narrow its values
     * @param defaults the values it has unless others are chosen; empty for none
     * @param required whether it always has a value
     * @param offered its values and what they are called; empty for those of its field, as they are
     */
    public record FilterSpec(
            String id,
            String label,
            String type,
            List<String> within,
            List<String> defaults,
            boolean required,
            Map<String, String> offered) {}

    /**
     * A place on the 24 columns of a dashboard.
     *
     * @param tab which tab, from 0; 0 too where there are none
     */
    public record Place(int tab, int row, int col, int width, int height) {}

    /** What stands in a place. */
    public sealed interface TileSpec {
        Place place();

        /**
         * A card.
         *
         * @param question its key
         * @param wiring which tag of the card each filter of the dashboard sets
         * @param clicks what a click does, by column; under the empty name, a click anywhere
         */
        record CardTile(Place place, String question, Map<String, String> wiring, Map<String, ClickSpec> clicks)
                implements TileSpec {}

        /**
         * A heading or a text.
         *
         * @param heading whether it is a heading
         */
        record TextTile(Place place, boolean heading, String text) implements TileSpec {}
    }

    /**
     * What a click on a value does: it sets filters, here or on another dashboard, or opens another card.
     *
     * @param kind where to
     * @param target key of the dashboard or card; empty for the filters of the same dashboard
     * @param tab which tab of the dashboard, from 0
     * @param values which column of the clicked row goes into which filter (of a dashboard) or tag (of a card)
     * @param kept the filters of this dashboard that go on as they are, where the clicked row says nothing of them
     */
    public record ClickSpec(Kind kind, String target, int tab, Map<String, String> values, List<String> kept) {
        /** One that keeps no filters. */
        ClickSpec(Kind kind, String target, int tab, Map<String, String> values) {
            this(kind, target, tab, values, List.of());
        }

        /** Where a click leads. */
        public enum Kind {
            FILTER,
            DASHBOARD,
            QUESTION
        }
    }

    /**
     * Sends a card to a group as soon as it has a row; for cards that list breaches alone.
     *
     * @param cron when the card is checked, in Quartz' form with seconds
     */
    public record AlertSpec(String question, String group, String cron) {}

    /**
     * Sends a dashboard to the members of a group.
     *
     * @param every how often; on the first day of a month, on Mondays, or each day
     * @param hour from 0 to 23, in the zone of Metabase's reports
     */
    public record SubscriptionSpec(String dashboard, String group, Schedule every, int hour) {}

    QuestionSpec question(String key) {
        return questions.stream()
                .filter(question -> question.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no card " + key));
    }

    /** As whom Metabase has to read the marts. */
    List<Login> logins() {
        return questions.stream().map(QuestionSpec::login).distinct().sorted().toList();
    }

    /** Whether cards of a collection may show rows about single people. */
    boolean showsPeople(String collection) {
        return questions.stream()
                .anyMatch(question -> question.collection().equals(collection) && question.login() == Login.HR);
    }

    /** The tables that filters narrow through a login. */
    Set<String> filtered(Login login) {
        return questions.stream()
                .filter(question -> question.login() == login)
                .flatMap(question -> question.tags().stream())
                .filter(Tag::isFieldFilter)
                .map(Tag::table)
                .collect(Collectors.toSet());
    }

    /** Every group that reads or is sent something. */
    List<String> groups() {
        return collections.stream()
                .flatMap(collection -> collection.readers().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
