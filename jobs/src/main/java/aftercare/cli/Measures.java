package aftercare.cli;

import aftercare.contract.Contracts;
import aftercare.contract.FleetPolicy;
import aftercare.contract.NetworkPolicy;
import aftercare.contract.Rules;
import aftercare.contract.Scorecard;
import aftercare.contract.ServiceGaps;
import aftercare.contract.TrainingPolicy;
import aftercare.measure.api.Measure;
import aftercare.measure.closing.Restatement;
import aftercare.measure.competitors.CompetitorPosition;
import aftercare.measure.complaints.ComplaintDetail;
import aftercare.measure.complaints.ComplaintMonth;
import aftercare.measure.dimensions.DimModel;
import aftercare.measure.dimensions.DimMonth;
import aftercare.measure.dimensions.DimOutlet;
import aftercare.measure.dimensions.DimRegion;
import aftercare.measure.dimensions.DimTechnician;
import aftercare.measure.dimensions.OutletHistory;
import aftercare.measure.earlywarning.EmergingIssue;
import aftercare.measure.forecast.ForecastAccuracy;
import aftercare.measure.forecast.ForecastWarning;
import aftercare.measure.forecast.InstalledBaseMonth;
import aftercare.measure.forecast.RepairAgeMonth;
import aftercare.measure.forecast.RepairForecastMonth;
import aftercare.measure.forecast.RepairRateAge;
import aftercare.measure.forecast.RepairSeason;
import aftercare.measure.forecast.ReportingDelay;
import aftercare.measure.health.LoadLedger;
import aftercare.measure.health.MetricCatalog;
import aftercare.measure.health.QuarantineSummary;
import aftercare.measure.health.StandIn;
import aftercare.measure.health.StandardInForce;
import aftercare.measure.network.NetworkPlanYear;
import aftercare.measure.network.OutletSite;
import aftercare.measure.network.PlanWarning;
import aftercare.measure.outlets.OrderDetail;
import aftercare.measure.outlets.OutletKpiDetail;
import aftercare.measure.outlets.OutletKpiMonth;
import aftercare.measure.outlets.OutletScorecardKpi;
import aftercare.measure.outlets.OutletScorecardMonth;
import aftercare.measure.promises.PromiseMonth;
import aftercare.measure.satisfaction.SatisfactionDetail;
import aftercare.measure.satisfaction.SatisfactionMonth;
import aftercare.measure.servicegap.ServiceGapQuarter;
import aftercare.measure.servicegap.Servqual;
import aftercare.measure.settlement.SettlementFlag;
import aftercare.measure.training.TrainingEffect;
import aftercare.measure.training.TrainingNeed;
import aftercare.measure.training.TrainingPlanPerson;
import aftercare.measure.training.TrainingPlanRegion;
import aftercare.measure.warranty.WarrantyCost;
import java.util.List;
import java.util.Map;

/** All measures; the order in which they run follows from what they read. */
final class Measures {
    private Measures() {}

    static List<Measure> all(Contracts contracts) {
        Map<String, double[]> inService = FleetPolicy.load().byMonth();
        NetworkPolicy policy = NetworkPolicy.load(contracts);
        Scorecard scorecard = Scorecard.load(contracts);
        TrainingPolicy training = TrainingPolicy.load();
        ServiceGaps gaps = ServiceGaps.load(contracts);
        Rules rules = contracts.rules();
        return List.of(
                new SatisfactionMonth(rules),
                new SatisfactionDetail(rules),
                new OutletKpiMonth(rules),
                new OutletKpiDetail(rules),
                new OrderDetail(rules),
                new ComplaintMonth(rules),
                new ComplaintDetail(rules),
                new RepairAgeMonth(rules),
                new ForecastAccuracy(inService),
                new RepairForecastMonth(inService),
                new InstalledBaseMonth(inService),
                new RepairRateAge(inService),
                new RepairSeason(inService),
                new ReportingDelay(),
                new ForecastWarning(),
                new PromiseMonth(contracts.promises(), contracts.standards()),
                new OutletScorecardKpi(scorecard, contracts.standards(), rules),
                new OutletScorecardMonth(scorecard),
                new EmergingIssue(),
                new SettlementFlag(contracts.promises(), rules),
                new TrainingNeed(training, contracts.standards(), rules),
                new TrainingEffect(training, rules),
                new TrainingPlanPerson(),
                new TrainingPlanRegion(),
                new Servqual(gaps),
                new ServiceGapQuarter(gaps, contracts),
                new CompetitorPosition(gaps, contracts),
                new DimRegion(),
                new DimOutlet(),
                new OutletHistory(),
                new DimModel(),
                new DimTechnician(),
                new DimMonth(),
                new NetworkPlanYear(policy),
                new OutletSite(policy),
                new WarrantyCost(policy),
                new PlanWarning(),
                new Restatement(contracts.gold(), rules),
                new MetricCatalog(contracts.gold()),
                new LoadLedger(),
                new StandIn(),
                new StandardInForce(contracts.standards()),
                new QuarantineSummary(contracts.sourceNames()));
    }
}
