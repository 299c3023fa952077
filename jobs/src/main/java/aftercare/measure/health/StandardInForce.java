package aftercare.measure.health;

import aftercare.contract.Contracts;
import aftercare.contract.DefaultStandards;
import aftercare.contract.Standard;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Standards;
import aftercare.table.StandardInForceTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The target of each metric, and from when until when it holds; one row per metric, scope, member and version. Defined
 * in schemas/gold/standard_in_force.yaml.
 *
 * @param shipped the standards that hold unless the source {@code standards} says otherwise
 */
public record StandardInForce(DefaultStandards shipped) implements Measure {
    public StandardInForce(Contracts contracts) {
        this(contracts.standards());
    }

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
                .map(StandardInForce::row)
                .toList();
        return inputs.spark().createDataFrame(versions, StandardInForceTable.SCHEMA);
    }

    private static Row row(Standards.Version version) {
        Standard standard = version.standard();
        return StandardInForceTable.row()
                .metric(standard.metric())
                .scope(standard.scope())
                .scopeId(standard.scopeId())
                .validFrom(standard.validFrom())
                .validTo(version.until())
                .target(standard.target())
                .floor(standard.floor())
                .build();
    }
}
