package aftercare.serve.dashboard;

import java.util.Map;

/**
 * Where a click on a row leads.
 *
 * @param dashboard the dashboard it opens; null for the one the card stands on, which it narrows
 * @param tab the tab it opens; null for the first, or for staying
 * @param set filters of that dashboard, each with the column whose value it takes
 */
public record Click(String dashboard, String tab, Map<String, String> set) {
    public Click {
        set = Map.copyOf(set);
    }
}
