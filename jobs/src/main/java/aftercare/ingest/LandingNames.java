package aftercare.ingest;

import static org.apache.spark.sql.functions.udf;

import aftercare.contract.FileNames;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Finds the landing path of a file by the name that silver has of it: of two rows, that of the later path counts. */
final class LandingNames {
    private final HashMap<String, String> byCode;

    /**
     * @param byCode the paths that silver does not name in full, as {@code Deliveries.hiddenPaths} gives them
     */
    LandingNames(Map<String, String> byCode) {
        this.byCode = new HashMap<>(byCode);
    }

    /** The landing paths for a column of names in silver. */
    Column landing(Column file) {
        if (byCode.isEmpty()) {
            return file;
        }
        HashMap<String, String> paths = byCode;
        UDF1<String, String> path = name -> {
            String code = name == null ? null : FileNames.code(name);
            return code == null ? name : paths.getOrDefault(code, name);
        };
        return udf(path, DataTypes.StringType).apply(file);
    }
}
