package aftercare.serve.metabase;

import aftercare.contract.ColumnType;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.table.DimOutletTable;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Metabase is told of a column beyond its name: keys, so that filters can narrow one another, shares, so that they
 * are shown in percent, and places. No currency: a contract does not know which, and Metabase would show dollars.
 */
final class FieldMeaning {
    private static final String DIMENSION = "dim_";
    /** Called so in every dimension. */
    private static final String NAME = DimOutletTable.NAME;

    /** The dimension that each text key leads to, such as dim_outlet for outlet_id. */
    private final Map<String, String> dimensionOfKey = new HashMap<>();

    FieldMeaning(Collection<GoldContract> contracts) {
        for (GoldContract contract : contracts) {
            if (contract.table().startsWith(DIMENSION)
                    && contract.key().size() == 1
                    && isText(contract, contract.key().get(0))) {
                dimensionOfKey.put(contract.key().get(0), contract.table());
            }
        }
    }

    private static boolean isText(GoldContract contract, String key) {
        return contract.columns().stream()
                .anyMatch(column -> column.name().equals(key) && column.type().kind() == ColumnType.Kind.STRING);
    }

    /**
     * The field that says what people call the members that a key leads to: filters offer these names in place of
     * codes.
     */
    Optional<Long> nameOf(String table, GoldColumn column, MartsIndex index) {
        String dimension = dimensionOfKey.get(column.name());
        return dimension == null || dimension.equals(table) ? Optional.empty() : index.fieldId(dimension, NAME);
    }

    /**
     * Adds semantic type, the field a key leads to, and how its values are offered, where there is something to say.
     */
    void describe(ObjectNode field, String table, GoldColumn column, MartsIndex index) {
        String dimension = dimensionOfKey.get(column.name());
        if (dimension != null && !dimension.equals(table)) {
            index.fieldId(dimension, column.name()).ifPresent(target -> field.put("semantic_type", "type/FK")
                    .put("fk_target_field_id", target)
                    .put("has_field_values", "list"));
        } else if (dimension != null) {
            field.put("semantic_type", "type/PK").put("has_field_values", "list");
        } else if ("share".equals(column.unit())) {
            field.put("semantic_type", "type/Percentage");
        } else if (DimOutletTable.LATITUDE.equals(column.name())) {
            field.put("semantic_type", "type/Latitude");
        } else if (DimOutletTable.LONGITUDE.equals(column.name())) {
            field.put("semantic_type", "type/Longitude");
        } else if (NAME.equals(column.name()) && table.startsWith(DIMENSION)) {
            field.put("semantic_type", "type/Name");
        }
    }
}
