package aftercare.measure.network;

import aftercare.contract.Contracts;
import aftercare.contract.NetworkPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.OutletSiteTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where outlets should be, given those that stay; one row per region and site, in the order to act in. Defined in
 * schemas/gold/outlet_site.yaml and docs/network.md.
 */
public record OutletSite(NetworkPolicy policy) implements Measure {
    public OutletSite(Contracts contracts) {
        this(NetworkPolicy.load(contracts));
    }

    @Override
    public String table() {
        return Tables.OUTLET_SITE;
    }

    @Override
    public List<String> sources() {
        return Regions.SOURCES;
    }

    @Override
    public List<String> gold() {
        return List.of(Regions.FORECAST, CurrentOutlets.SCORECARD);
    }

    @Override
    public String settings() {
        return policy.toString();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return inputs.spark()
                .createDataFrame(
                        Regions.plans(inputs, asOf, policy, true).flatMap(plan -> plan.sites().stream()
                                .map(site -> row(plan.region(), site))
                                .iterator()),
                        OutletSiteTable.SCHEMA);
    }

    private static Row row(RegionFacts region, RegionPlan.Site site) {
        return OutletSiteTable.row()
                .origin(site.workload().origin().atDay(1))
                .regionId(region.regionId())
                .rank(site.rank())
                .year(site.workload().year())
                .action(site.action())
                .outletId(site.outletId())
                .latitude(site.at().latitude())
                .longitude(site.at().longitude())
                .city(site.city() == null ? region.name() : site.city())
                .size(site.sizes())
                .jobsCovered(site.jobs())
                .coveredShareBefore(site.before())
                .coveredShareAfter(site.after())
                .shareLostWithout(site.lostWithout())
                .bindingLimit(site.limit().word())
                .proven(site.proven())
                .build();
    }
}
