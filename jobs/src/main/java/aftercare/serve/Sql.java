package aftercare.serve;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names and texts as SQL wants them quoted. */
final class Sql {
    private Sql() {}

    static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String name(String schema, String table) {
        return name(schema) + '.' + name(table);
    }

    static String names(Collection<String> identifiers) {
        return identifiers.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    static String sparkName(String column) {
        return '`' + column.replace("`", "``") + '`';
    }
}
