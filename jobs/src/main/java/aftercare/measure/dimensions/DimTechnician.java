package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.DimTechnicianTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every technician, listed or only named, as of the as-of day; one row per technician, by staff code alone. Defined in
 * schemas/gold/dim_technician.yaml.
 */
public final class DimTechnician implements Measure {
    private static final String ID = DimTechnicianTable.TECHNICIAN_ID;

    private static final List<String> ATTRIBUTES = List.of(
            DimTechnicianTable.OUTLET_ID,
            DimTechnicianTable.ROLE,
            DimTechnicianTable.HIRED_ON,
            DimTechnicianTable.LEFT_ON);

    private static final List<String> NAMING = List.of(Tables.REPAIRS, Tables.SKILL_ASSESSMENTS, Tables.TRAININGS);

    @Override
    public String table() {
        return Tables.DIM_TECHNICIAN;
    }

    @Override
    public List<String> sources() {
        return Sources.listedAndNaming("technicians", NAMING);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> listed = Versions.shown(inputs.silver(Tables.TECHNICIANS), ID, ATTRIBUTES, asOf);
        return Members.withUnlisted(listed, ID, inputs, NAMING);
    }
}
