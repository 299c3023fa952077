package aftercare.measure.network;

import aftercare.contract.NetworkPolicy;
import aftercare.measure.api.Scenario;

/** The policy as a scenario has it. */
final class Assumptions {
    private Assumptions() {}

    static NetworkPolicy of(NetworkPolicy policy, Scenario scenario) {
        NetworkPolicy assumed = policy;
        if (scenario.utilisation().isPresent()) {
            assumed = assumed.withUtilisation(scenario.utilisation().getAsDouble());
        }
        if (scenario.onSiteHours().isPresent()) {
            assumed = assumed.withOnSiteHours(scenario.onSiteHours().getAsDouble());
        }
        return assumed;
    }
}
