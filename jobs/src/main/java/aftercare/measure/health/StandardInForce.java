package aftercare.measure.health;

import aftercare.contract.DefaultStandards;
import aftercare.contract.Standard;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Standards;
import aftercare.table.StandardInForceTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What each metric was to reach, and from when until when; one row per metric, scope, member and version. Defined in
 * schemas/gold/standard_in_force.yaml.
 *
 * @param shipped the standards that hold unless the source {@code standards} says otherwise
 */
public record StandardInForce(DefaultStandards shipped) implements Measure {
    private static final StructType TYPE = new StructType()
            .add(StandardInForceTable.METRIC, DataTypes.StringType)
            .add(StandardInForceTable.SCOPE, DataTypes.StringType)
            .add(StandardInForceTable.SCOPE_ID, DataTypes.StringType)
            .add(StandardInForceTable.VALID_FROM, DataTypes.DateType)
            .add(StandardInForceTable.VALID_TO, DataTypes.DateType)
            .add(StandardInForceTable.TARGET, DataTypes.DoubleType)
            .add(StandardInForceTable.FLOOR, DataTypes.DoubleType);

    @Override
    public String settings() {
        return shipped.toString();
    }

    @Override
    public String table() {
        return Tables.STANDARD_IN_FORCE;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.STANDARDS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        List<Row> versions = Standards.of(shipped, inputs).versions().stream()
                .map(version -> row(version.standard(), version.until() == null ? null : Date.valueOf(version.until())))
                .toList();
        return inputs.spark().createDataFrame(versions, TYPE);
    }

    private static Row row(Standard standard, Date until) {
        return RowFactory.create(
                standard.metric(),
                standard.scope(),
                standard.scopeId(),
                Date.valueOf(standard.validFrom()),
                until,
                standard.target(),
                standard.floor());
    }
}
