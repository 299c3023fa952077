package aftercare.serve.dashboard;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What can be wrong with dashboards. */
final class DashboardErrors {
    private DashboardErrors() {}

    static AftercareException unfit(String file, Collection<String> reasons, @Nullable Throwable cause) {
        return new AftercareException(
                ErrorCode.BAD_DASHBOARD,
                "The file dashboards/" + file + " does not say what it must.",
                String.join("; ", reasons) + ".",
                "Correct the file; dashboards/README.md says what it may say.",
                cause);
    }

    static AftercareException schema(String file, String schema, Collection<String> reasons) {
        return new AftercareException(
                ErrorCode.BAD_DASHBOARD,
                "The file dashboards/" + file + " does not have the form that it must have.",
                String.join("; ", reasons) + ".",
                "Correct these lines; schemas/" + schema + " says what each key may hold.");
    }

    static AftercareException unfit(String dashboard, Collection<String> reasons) {
        return unfit(dashboard + ".yaml", reasons, null);
    }
}
