package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.Text;
import aftercare.table.ActionTable;
import aftercare.table.NetworkPlanYearTable;
import aftercare.table.OutletSiteTable;
import aftercare.table.Tables;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Technicians that regions lack and sites that are to be opened or given up, by the plan in force. */
final class PlanAdvice implements Adviser {
    static final String TECHNICIANS = "technicians";
    static final String SITE = "site";

    @Override
    public List<String> gold() {
        return List.of(Tables.NETWORK_PLAN_YEAR, Tables.OUTLET_SITE);
    }

    @Override
    public List<ActionTable.Builder> advice(Known known, Effects effects) {
        Map<String, NetworkPlanYearTable.Values> lacking = known
                .latest(Tables.NETWORK_PLAN_YEAR, NetworkPlanYearTable.ORIGIN)
                .filter(col(NetworkPlanYearTable.TECHNICIAN_GAP).gt(0))
                .collectAsList()
                .stream()
                .map(NetworkPlanYearTable::of)
                .collect(Collectors.toMap(
                        NetworkPlanYearTable.Values::regionId,
                        Function.identity(),
                        BinaryOperator.minBy(Comparator.comparingInt(NetworkPlanYearTable.Values::year)),
                        TreeMap::new));
        Stream<ActionTable.Builder> sites = known
                .latest(Tables.OUTLET_SITE, OutletSiteTable.ORIGIN)
                .filter(col(OutletSiteTable.ACTION).isin("open", "give_up"))
                .collectAsList()
                .stream()
                .map(OutletSiteTable::of)
                .map(PlanAdvice::site);
        return Stream.concat(lacking.values().stream().map(PlanAdvice::technicians), sites)
                .toList();
    }

    private static ActionTable.Builder technicians(NetworkPlanYearTable.Values plan) {
        Text advice = Adviser.say(TECHNICIANS, "gap", plan.technicianGap(), "year", plan.year());
        return Adviser.about(TECHNICIANS, plan.regionId(), advice)
                .regionId(plan.regionId())
                .owner("planning")
                .evidenceTable(Tables.NETWORK_PLAN_YEAR)
                .evidenceKey("scenario=" + plan.scenario() + ",origin=" + plan.origin() + ",region_id="
                        + plan.regionId() + ",year=" + plan.year());
    }

    private static ActionTable.Builder site(OutletSiteTable.Values site) {
        boolean open = site.action().equals("open");
        Text advice = open
                ? Adviser.say(
                        site.city() == null ? "site.open" : "site.open_near",
                        "city",
                        site.city() == null ? "" : site.city(),
                        "size",
                        site.size(),
                        "jobs",
                        site.jobsCovered(),
                        "year",
                        site.year())
                : Adviser.say("site.give_up", "year", site.year());
        return Adviser.about(SITE, site.regionId() + "/" + site.rank(), advice)
                .regionId(site.regionId())
                .outletId(site.outletId())
                .owner("planning")
                .evidenceTable(Tables.OUTLET_SITE)
                .evidenceKey("scenario=" + site.scenario() + ",origin=" + site.origin() + ",region_id="
                        + site.regionId() + ",rank=" + site.rank());
    }
}
