package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.RepairsTable;
import aftercare.table.SkillAssessmentsTable;
import aftercare.table.Tables;
import aftercare.table.TechniciansTable;
import aftercare.table.TrainingsTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every technician, listed or only named, as of the as-of day; one row per technician, by staff code alone. Defined in
 * schemas/gold/dim_technician.yaml.
 */
public final class DimTechnician implements Measure {
    private static final Members MEMBERS = new Members(
            Tables.TECHNICIANS,
            TechniciansTable.TECHNICIAN_ID,
            Map.of(
                    Tables.REPAIRS, RepairsTable.TECHNICIAN_ID,
                    Tables.SKILL_ASSESSMENTS, SkillAssessmentsTable.TECHNICIAN_ID,
                    Tables.TRAININGS, TrainingsTable.TECHNICIAN_ID));

    @Override
    public String table() {
        return Tables.DIM_TECHNICIAN;
    }

    @Override
    public List<String> sources() {
        return MEMBERS.sources();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return MEMBERS.versioned(
                inputs,
                asOf,
                TechniciansTable.VALID_FROM,
                TechniciansTable.OUTLET_ID,
                TechniciansTable.ROLE,
                TechniciansTable.HIRED_ON,
                TechniciansTable.LEFT_ON);
    }
}
