package aftercare.cli.doctor;

import static java.util.function.Predicate.not;

import aftercare.config.DidYouMean;
import aftercare.config.Setting;
import aftercare.config.SettingsCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A mistyped AFTERCARE_ variable is silently without effect; this is where it shows. */
final class VariablesCheck implements Check {
    /** Read by the launcher or kept out of the settings because they are secret. */
    private static final List<String> BESIDES = List.of(
            "AFTERCARE_HEAP",
            "AFTERCARE_JAVA_OPTS",
            "AFTERCARE_MAIN",
            "AFTERCARE_MARTS_PASSWORD",
            "AFTERCARE_READER_PASSWORD",
            "AFTERCARE_HR_PASSWORD",
            "AFTERCARE_METABASE_API_KEY",
            "AFTERCARE_METABASE_USER",
            "AFTERCARE_METABASE_PASSWORD",
            PiiKeyCheck.VARIABLE);

    private final Map<String, String> environment;

    VariablesCheck(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "variables";
    }

    @Override
    public Optional<Finding> look() {
        Set<String> known = SettingsCatalog.byKey().values().stream()
                .map(Setting::variable)
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(BESIDES);
        Set<String> ours = environment.keySet().stream()
                .filter(name -> name.startsWith("AFTERCARE_"))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> unknown = ours.stream().filter(not(known::contains)).toList();
        if (unknown.isEmpty()) {
            return Optional.of(Finding.ok(
                    ours.isEmpty() ? "No AFTERCARE_ variables are set." : "Set: " + String.join(", ", ours) + "."));
        }
        return Optional.of(Finding.warn(
                "Nothing reads " + String.join(", ", unknown) + ".",
                unknown.stream().map(name -> advice(name, known)).collect(Collectors.joining(" "))));
    }

    private static String advice(String name, Set<String> known) {
        return DidYouMean.among(known, name)
                .map(near -> "Rename " + name + " to " + near + ".")
                .orElse("Unset " + name + ".");
    }
}
