package aftercare.measure.evidence;

import aftercare.contract.Column;
import aftercare.contract.ColumnType;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import java.util.Objects;
import java.util.stream.Collectors;

/** The view {@code referring}: the rows of a source that name something in a field, and whether that was delivered. */
final class ReferenceView {
    static final String REFERENCES = "referring";

    private ReferenceView() {}

    /** The view of one field of one source. */
    static String of(Contracts contracts, String source, String field) {
        Contract contract = contracts.source(source);
        Column column = contract.column(field).orElseThrow();
        String refersTo = Objects.requireNonNull(column.references(), "a field that refers to another source");
        int point = refersTo.indexOf('.');
        String there = refersTo.substring(point + 1);
        String at = "r." + Objects.requireNonNull(contract.month(), "facts have a month");
        boolean isDay = contract.column(at.substring(2)).orElseThrow().type().kind() == ColumnType.Kind.DATE;
        String within = isDay
                ? at + " >= m.month and " + at + " < plus_months(m.month, 1)"
                : at + " >= m.begins_at and " + at + " < m.ends_at";
        String id = contract.key().stream()
                .map(name -> "cast(r." + name + " as string)")
                .collect(Collectors.joining(", ' ', ", "concat(", ")"));
        return "select m.month, " + id + " as event_id, r._file, r._line, t." + there + " is not null as found\nfrom "
                + source + " r\njoin months m on " + within + "\nleft join (select distinct " + there + " from "
                + refersTo.substring(0, point) + ") as t on r." + field + " = t." + there + "\nwhere r." + field
                + " is not null";
    }
}
