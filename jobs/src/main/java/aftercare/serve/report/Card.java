package aftercare.serve.report;

import aftercare.contract.Text;
import java.util.List;

/**
 * A card of the dashboards, as far as the report needs it.
 *
 * @param name what the plan calls it
 * @param title what it is called
 * @param answers which question it answers
 * @param sql its query for the month reported
 * @param tables the gold tables that the query reads
 */
record Card(String name, Text title, Text answers, String sql, List<String> tables) {}
