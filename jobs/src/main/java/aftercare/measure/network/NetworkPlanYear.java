package aftercare.measure.network;

import aftercare.contract.Contracts;
import aftercare.contract.NetworkPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.NetworkPlanYearTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Technicians and outlets that each year of the forecast takes, beside what there is; one row per region and calendar
 * year. Defined in schemas/gold/network_plan_year.yaml and docs/network.md.
 */
public record NetworkPlanYear(NetworkPolicy policy) implements Measure {
    public NetworkPlanYear(Contracts contracts) {
        this(NetworkPolicy.load(contracts));
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
        return inputs.spark()
                .createDataFrame(
                        Regions.plans(inputs, asOf, policy, false).flatMap(plan -> plan.years().stream()
                                .map(year -> row(plan.region(), year))
                                .iterator()),
                        NetworkPlanYearTable.SCHEMA);
    }

    private static Row row(RegionFacts region, RegionPlan.Year year) {
        Workload workload = year.workload();
        int technicians = workload.technicianCount();
        int standing = region.outlets().size();
        return NetworkPlanYearTable.row()
                .origin(workload.origin().atDay(1))
                .regionId(region.regionId())
                .year(workload.year())
                .monthsN(workload.months())
                .peakMonth(workload.peak().atDay(1))
                .peakJobsP80(workload.jobs())
                .labourHours(workload.labourHours())
                .travelHours(workload.travelHours())
                .techniciansNeeded(technicians)
                .techniciansNow(region.technicians())
                .technicianGap(technicians - region.technicians())
                .outletsNeeded(year.outlets())
                .outletsNow(standing)
                .outletGap(year.outlets() - standing)
                .sizeMix(year.sizeMix())
                .coveredShareNow(year.coveredNow())
                .coveredShare(year.covered())
                .oneFewerShareLost(year.lostWithOneFewer())
                .bindingLimit(year.limit().word())
                .proven(year.proven())
                .build();
    }
}
