package aftercare.serve.dashboard;

import java.util.List;
import java.util.Map;

/**
 * What all dashboards share; {@code dashboards/index.yaml}.
 *
 * @param dashboards their names, in order
 * @param ends sentences that say when the data of a card end
 * @param codes words for codes, by set and code
 */
record Index(List<String> dashboards, Map<String, String> ends, Map<String, Map<String, String>> codes) {}
