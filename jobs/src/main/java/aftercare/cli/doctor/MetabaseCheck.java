package aftercare.cli.doctor;

import aftercare.config.AftercareException;
import aftercare.serve.metabase.MetabaseStatus;
import java.util.Map;
import java.util.Optional;

/** Metabase must answer, let us in as an administrator, and be of a release that we know. */
final class MetabaseCheck implements Check {
    private final Optional<String> address;
    private final Map<String, String> environment;

    MetabaseCheck(Optional<String> address, Map<String, String> environment) {
        this.address = address;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "metabase";
    }

    @Override
    public Optional<Finding> look() {
        return address.map(this::ask);
    }

    private Finding ask(String metabase) {
        try {
            MetabaseStatus status = MetabaseStatus.of(metabase, environment);
            if (!status.proven()) {
                return Finding.warn(
                        "Metabase " + status.version() + " answers, but the dashboards are proven against "
                                + MetabaseStatus.provenVersion() + ".",
                        "Use that release, or look at `aftercare dashboards plan` before apply.");
            }
            return Finding.ok("Metabase " + status.version()
                    + (status.isNew() ? " is new; apply makes its first user." : " lets us in as an administrator."));
        } catch (AftercareException trouble) {
            return Finding.failBeside(trouble.problem() + " " + trouble.reason(), trouble.fix());
        }
    }
}
