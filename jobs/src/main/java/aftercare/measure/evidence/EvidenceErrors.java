package aftercare.measure.evidence;

import static org.apache.spark.sql.functions.col;

import aftercare.config.AftercareException;
import aftercare.config.DidYouMean;
import aftercare.config.ErrorCode;
import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What may be wrong with a figure that is asked for. */
final class EvidenceErrors {
    private static final int MOST_NAMED = 5;

    private EvidenceErrors() {}

    /** The monthly table of that name. */
    static GoldContract monthly(Contracts contracts, String table) {
        List<String> names = contracts.gold().stream()
                .filter(contract -> contract.month() != null)
                .map(GoldContract::table)
                .toList();
        String name = table.startsWith("gold.") ? table.substring("gold.".length()) : table;
        if (!names.contains(name)) {
            throw new AftercareException(
                    ErrorCode.UNKNOWN_TABLE,
                    "There is no monthly table '" + table + "'.",
                    nearest(names, name) + "The monthly tables are " + String.join(", ", names) + ".",
                    "Use one of these names.");
        }
        return contracts.gold(name);
    }

    /** The column of that name, which is not of the key. */
    static GoldColumn figure(GoldContract contract, String column) {
        List<String> names = contract.columns().stream()
                .map(GoldColumn::name)
                .filter(name -> !contract.key().contains(name))
                .toList();
        if (!names.contains(column)) {
            throw new AftercareException(
                    ErrorCode.UNKNOWN_COLUMN,
                    "The table " + contract.table() + " has no figure '" + column + "'.",
                    nearest(names, column) + "Its figures are " + String.join(", ", names) + ".",
                    "Use one of these names.");
        }
        return contract.column(column).orElseThrow();
    }

    static AftercareException versionGone(String table, Exception cause) {
        return new AftercareException(
                ErrorCode.VERSION_GONE,
                "The version of " + table + " that the figure was computed from is gone.",
                "Its older versions were removed, as aftercare forget and a retention do.",
                "Compute again, with the same --as-of the figures stay what they are: aftercare compute.",
                cause);
    }

    private static String nearest(List<String> names, String typed) {
        return DidYouMean.among(names, typed)
                .map(name -> "Did you mean " + name + "? ")
                .orElse("");
    }

    static AftercareException badKey(GoldContract contract, String text) {
        return new AftercareException(
                ErrorCode.NO_SUCH_ROW,
                "The key '" + text + "' does not name a row of " + contract.table() + ".",
                "Its key is " + String.join(",", contract.key()) + ".",
                "Give its values in this order with commas between, or each as COLUMN=VALUE; a month as 2026-10.");
    }

    /** No row has the key; names what the nearest ones have in place of its last part that is not found. */
    static AftercareException noSuchRow(GoldContract contract, Map<String, String> key, Dataset<Row> rows) {
        Dataset<Row> left = rows;
        for (Map.Entry<String, String> part : key.entrySet()) {
            Dataset<Row> found = left.filter(col(part.getKey()).cast("string").equalTo(part.getValue()));
            if (found.isEmpty()) {
                List<String> there = left
                        .select(col(part.getKey()).cast("string").as(part.getKey()))
                        .distinct()
                        .orderBy(part.getKey())
                        .collectAsList()
                        .stream()
                        .map(row -> row.<String>getAs(part.getKey()))
                        .toList();
                String some = there.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (there.size() > MOST_NAMED ? " and " + (there.size() - MOST_NAMED) + " more" : "");
                return new AftercareException(
                        ErrorCode.NO_SUCH_ROW,
                        "The table " + contract.table() + " has no row with " + part.getKey() + " = " + part.getValue()
                                + ".",
                        nearest(there, part.getValue())
                                + (there.isEmpty() ? "It has no rows." : "There it has " + some + "."),
                        "Name a row that is there; its key is " + String.join(",", contract.key()) + ".");
            }
            left = found;
        }
        throw new IllegalStateException("the row is there");
    }

    static AftercareException notByMonth(GoldContract contract) {
        return new AftercareException(
                ErrorCode.BAD_OPTION,
                "The rows of " + contract.table() + " stand in one month each.",
                "Its key " + String.join(",", contract.key()) + " has no month to compare with another.",
                "Leave --against out.");
    }

    static AftercareException notComputed(String table) {
        return new AftercareException(
                ErrorCode.LAKE_MISSING,
                "The lake has no table " + table + ".",
                "It was not computed yet.",
                "Compute it first: aftercare compute.");
    }
}
