package aftercare.cli;

import aftercare.contract.Contracts;
import aftercare.measure.Measure;
import aftercare.measure.outlets.OutletKpiMonth;
import aftercare.measure.satisfaction.SatisfactionMonth;
import java.util.List;

/** All measures; the order in which they run follows from what they read. */
final class Measures {
    private Measures() {}

    static List<Measure> all(Contracts contracts) {
        return List.of(new OutletKpiMonth(), new SatisfactionMonth());
    }
}
