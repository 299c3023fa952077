package aftercare.serve.dashboard;

/**
 * A column of the marts.
 *
 * @param table its table
 * @param column its name
 */
public record FilterField(String table, String column) {
    /** Reads {@code table.column}, the form that the JSON Schema asks for. */
    static FilterField of(String text) {
        int dot = text.indexOf('.');
        return new FilterField(text.substring(0, dot), text.substring(dot + 1));
    }

    /** As a query names it, in full. Both names are of small letters, digits and underscores. */
    public String sql() {
        return "\"marts\".\"" + table + "\".\"" + column + '"';
    }

    @Override
    public String toString() {
        return table + '.' + column;
    }
}
