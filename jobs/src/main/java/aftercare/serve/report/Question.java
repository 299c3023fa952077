package aftercare.serve.report;

import aftercare.serve.dashboard.CardColumn;
import aftercare.serve.dashboard.CardSql;
import aftercare.serve.dashboard.ColourRule;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

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
        Map<String, String> roles,
        List<ColourRule> colours) {}
