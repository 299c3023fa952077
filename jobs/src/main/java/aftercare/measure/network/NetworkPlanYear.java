package aftercare.measure.network;

import aftercare.contract.NetworkPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Technicians and outlets that each year of the forecast takes, beside what there is; one row per region and calendar year. Defined in
 * schemas/gold/network_plan_year.yaml and docs/network.md.
 */
public final class NetworkPlanYear implements Measure {
    private static final StructType TYPE = StructType.fromDDL("origin DATE, region_id STRING, year INT, months_n INT,"
            + " peak_month DATE, peak_jobs_p80 INT, labour_hours DOUBLE, travel_hours DOUBLE,"
            + " technicians_needed INT, technicians_now INT, technician_gap INT, outlets_needed INT, outlets_now INT,"
            + " outlet_gap INT, size_mix STRING, covered_share_now DOUBLE, covered_share DOUBLE,"
            + " one_fewer_share_lost DOUBLE, binding_limit STRING, proven BOOLEAN");

    private final NetworkPolicy policy;

    public NetworkPlanYear(NetworkPolicy policy) {
        this.policy = policy;
    }

    @Override
    public String table() {
        return Tables.NETWORK_PLAN_YEAR;
    }

    @Override
    public List<String> sources() {
        return Regions.SOURCES;
    }

    @Override
    public List<String> gold() {
        return List.of(Regions.FORECAST);
    }

    @Override
    public String settings() {
        return policy.toString();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        NetworkPolicy assumed = Assumptions.of(policy, inputs.scenario());
        JavaRDD<Row> planned = new Regions(inputs, asOf, assumed).facts(false).flatMap(region -> new RegionPlan(
                        region, assumed)
                .years().stream().map(year -> row(region, year)).iterator());
        return inputs.spark().createDataFrame(planned, TYPE);
    }

    private static Row row(RegionFacts region, RegionPlan.Year year) {
        Workload workload = year.workload();
        int technicians = workload.technicianCount();
        int standing = region.outlets().size();
        return RowFactory.create(
                AsOf.date(workload.origin()),
                region.regionId(),
                workload.year(),
                workload.months(),
                AsOf.date(workload.peak()),
                workload.jobs(),
                workload.labourHours(),
                workload.travelHours(),
                technicians,
                region.technicians(),
                technicians - region.technicians(),
                year.outlets(),
                standing,
                year.outlets() - standing,
                year.sizeMix(),
                year.coveredNow(),
                year.covered(),
                year.lostWithOneFewer(),
                year.limit().word(),
                year.proven());
    }
}
