package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.GoldColumn;
import aftercare.referee.AwkwardCompany;
import aftercare.referee.Referee;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every figure of every row and cut equals what an independent SQL referee finds in the same 60,000 awkward orders.
 */
class IndependentSqlTest {
    private static final double TOLERANCE = 1e-9;

    @TempDir
    static Path folder;

    private static Pipeline pipeline;
    private static Referee referee;

    @BeforeAll
    static void bothCompute() {
        Path landing = folder.resolve("landing");
        AwkwardCompany.write(landing);
        pipeline = new Pipeline(folder.resolve("lake"));
        pipeline.load(landing);
        pipeline.compute(AwkwardCompany.AS_OF);
        referee = Referee.open(null, 2, "2GB");
        referee.load(landing);
        referee.compute(AwkwardCompany.AS_OF);
    }

    @AfterAll
    static void close() {
        referee.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"outlet_kpi_month", "satisfaction_month", "complaint_month"})
    void allRowsAndAllColumnsEqualTheReferee(String table) {
        Map<String, Map<String, Object>> ours = ours(table);
        Map<String, Map<String, Object>> theirs = theirs(table);
        assertThat(ours.keySet()).isEqualTo(theirs.keySet());
        List<String> differences = new ArrayList<>();
        ours.forEach((key, row) -> row.forEach((column, value) -> {
            Object expected = theirs.get(key).get(column);
            if (!same(value, expected)) {
                differences.add(key + " " + column + ": ours " + value + ", computed " + expected);
            }
        }));
        assertThat(differences).isEmpty();
        assertThat(ours).hasSizeGreaterThan(500);
    }

    private static boolean same(Object ours, Object theirs) {
        if (ours == null || theirs == null) {
            return ours == theirs;
        }
        if (ours instanceof Double number) {
            return Math.abs(number - ((Number) theirs).doubleValue()) <= TOLERANCE * Math.max(1, Math.abs(number));
        }
        if (ours instanceof BigDecimal number) {
            return number.compareTo((BigDecimal) theirs) == 0;
        }
        return ours.toString().equals(theirs.toString());
    }

    private static Map<String, Map<String, Object>> ours(String table) {
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        for (Row row : pipeline.lake().read(pipeline.lake().gold(table)).collectAsList()) {
            Map<String, Object> named = new LinkedHashMap<>();
            for (GoldColumn column : Pipeline.contracts().gold(table).columns()) {
                Object value = row.getAs(column.name());
                named.put(column.name(), value instanceof Date date ? date.toLocalDate() : value);
            }
            rows.put(key(table, named), named);
        }
        return rows;
    }

    private static Map<String, Map<String, Object>> theirs(String table) {
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        referee.rows(table).forEach(row -> rows.put(key(table, row), row));
        return rows;
    }

    private static String key(String table, Map<String, Object> row) {
        return Pipeline.contracts().gold(table).key().stream()
                .map(name -> String.valueOf(row.get(name)))
                .reduce((one, other) -> one + "|" + other)
                .orElseThrow();
    }
}
