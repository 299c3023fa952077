package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import aftercare.serve.report.PagePart.Head;
import aftercare.serve.report.PagePart.TableCell;
import aftercare.serve.report.PagePart.TableRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table of one figure by two sorts of members: role {@code label} down, {@code x} across, both by name, coloured as
 * the card says.
 */
final class Matrix {
    private Matrix() {}

    static PagePart.Table of(View view, String message, String says, String source) {
        Set<String> across = new LinkedHashSet<>();
        Map<String, Map<String, Map<String, Object>>> down = new TreeMap<>();
        for (Map<String, Object> row : view.rows().list()) {
            across.add(view.text(row, Role.X));
            down.computeIfAbsent(view.text(row, Role.LABEL), any -> new LinkedHashMap<>())
                    .put(view.text(row, Role.X), row);
        }
        List<String> columns = across.stream().sorted().toList();
        List<TableRow> lines = new ArrayList<>();
        down.forEach((name, cells) -> lines.add(line(view, name, columns, cells)));
        return new PagePart.Table(
                view.block().id(), view.block().half(), message, says, heads(view, columns), lines, "", source);
    }

    private static List<Head> heads(View view, List<String> columns) {
        List<Head> heads = new ArrayList<>(List.of(new Head(view.labelOf(Role.LABEL), false, "", "")));
        columns.forEach(column -> heads.add(new Head(column, true, "", "")));
        return heads;
    }

    private static TableRow line(View view, String name, List<String> columns, Map<String, Map<String, Object>> rows) {
        List<TableCell> cells = new ArrayList<>(List.of(new TableCell(name, "", "", "")));
        for (String column : columns) {
            Map<String, Object> row = rows.getOrDefault(column, Map.of());
            String value = view.needed(Role.VALUE);
            cells.add(new TableCell(
                    view.figures().of(row.get(value), view.unit(value)),
                    "",
                    "num",
                    FigureTable.tone(view, row, value)));
        }
        return new TableRow(false, cells);
    }
}
