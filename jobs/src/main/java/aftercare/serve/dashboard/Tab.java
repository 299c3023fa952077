package aftercare.serve.dashboard;

import java.util.List;

/**
 * One tab of a dashboard.
 *
 * @param id its name, unique within the dashboard
 * @param title what readers call it
 * @param cards what stands on it
 */
public record Tab(String id, String title, List<Card> cards) {
    public Tab {
        cards = List.copyOf(cards);
    }
}
