package aftercare.serve.dashboard;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.util.Collection;

/** What can be wrong with dashboards. */
final class DashboardErrors {
    private DashboardErrors() {}

    static AftercareException unfit(String file, Collection<String> reasons, Throwable cause) {
        return new AftercareException(
                ErrorCode.BAD_DASHBOARD,
                "The file dashboards/" + file + " does not say what it must.",
                String.join("; ", reasons) + ".",
                "Mend the file; its form is described in schemas/dashboard.schema.json.",
                cause);
    }

    static AftercareException unfit(String dashboard, Collection<String> reasons) {
        return unfit(dashboard + ".yaml", reasons, null);
    }
}
