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
 * Where outlets should be, given those that stay; one row per region and site, in the order to act in. Defined in
 * schemas/gold/outlet_site.yaml and docs/network.md.
 */
public final class OutletSite implements Measure {
    private static final StructType TYPE = StructType.fromDDL("origin DATE, region_id STRING, rank INT, year INT,"
            + " action STRING, outlet_id STRING, latitude DOUBLE, longitude DOUBLE, city STRING, size STRING,"
            + " jobs_covered INT, covered_share_before DOUBLE, covered_share_after DOUBLE,"
            + " share_lost_without DOUBLE, binding_limit STRING, proven BOOLEAN");

    private final NetworkPolicy policy;

    public OutletSite(NetworkPolicy policy) {
        this.policy = policy;
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
        NetworkPolicy assumed = Assumptions.of(policy, inputs.scenario());
        JavaRDD<Row> planned = new Regions(inputs, asOf, assumed).facts(true).flatMap(region -> new RegionPlan(
                        region, assumed)
                .sites().stream().map(site -> row(region, site)).iterator());
        return inputs.spark().createDataFrame(planned, TYPE);
    }

    private static Row row(RegionFacts region, PlannedSite site) {
        return RowFactory.create(
                AsOf.date(site.workload().origin()),
                region.regionId(),
                site.rank(),
                site.workload().year(),
                site.action(),
                site.outletId(),
                site.at().latitude(),
                site.at().longitude(),
                site.city() == null ? region.name() : site.city(),
                site.sizes(),
                site.jobs(),
                site.before(),
                site.after(),
                site.lostWithout(),
                site.limit().word(),
                site.proven());
    }
}
