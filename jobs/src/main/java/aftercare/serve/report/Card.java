package aftercare.serve.report;

import java.util.List;

/**
 * A query whose rows the report shows.
 *
 * @param name what the plan calls it
 * @param sql its query for the month reported
 * @param tables the gold tables that the query reads
 */
record Card(String name, String sql, List<String> tables) {}
