package aftercare.measure.engine;

import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.TableCache;
import aftercare.measure.api.Scenario;
import java.util.Set;

/**
 * What all measures of one run share.
 *
 * @param lake where they read and write
 * @param contracts what the tables hold
 * @param tables the tables they read
 * @param sharedNumbers numbers in silver that tell nothing
 * @param spoken of which months each source speaks
 * @param scenario what is taken to be otherwise than it is
 * @param computed the gold tables computed under the scenario; all others are read as the base plan has them
 * @param progress who is told
 */
record RunContext(
        Lake lake,
        Contracts contracts,
        TableCache tables,
        SharedNumbers sharedNumbers,
        SpokenSources spoken,
        Scenario scenario,
        Set<String> computed,
        Progress progress) {

    /** Whose rows of a gold table are read: the scenario's where it has its own, else the base plan's. */
    String scenarioOf(String table) {
        return computed.contains(table) ? scenario.name() : Scenario.BASE_NAME;
    }
}
