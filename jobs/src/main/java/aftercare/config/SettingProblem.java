package aftercare.config;

import aftercare.config.SettingsFile.GivenTexts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One thing wrong with the settings; all of them together make one error. */
record SettingProblem(ErrorCode code, String problem, String fix) {

    static SettingProblem missing(Setting<?> setting) {
        return new SettingProblem(
                ErrorCode.MISSING_OPTION,
                setting.flag() + " is missing (" + lowerFirst(setting.help()) + ").",
                "Give " + setting.flag() + " " + setting.placeholder() + ", set " + setting.variable()
                        + ", or write `" + setting.key() + ": " + setting.placeholder() + "` into "
                        + SettingsFile.DEFAULT_NAME + ".");
    }

    static SettingProblem bad(Setting<?> setting, GivenTexts given, String complaint) {
        String texts = Redaction.of(String.join(", ", given.texts()));
        return new SettingProblem(
                ErrorCode.BAD_OPTION,
                setting.flag() + " `" + texts + "` " + complaint + " (from " + given.origin() + ").",
                "Give " + setting.expects() + " for " + setting.flag() + ".");
    }

    static SettingProblem unknownKey(String key, GivenTexts given) {
        String suggestion = DidYouMean.among(SettingsCatalog.byKey().keySet(), key)
                .map(near -> "Did you mean `" + near + "`?")
                .orElse("Remove the line; `aftercare COMMAND --help` lists the settings of a command.");
        return new SettingProblem(
                ErrorCode.BAD_SETTINGS_FILE,
                "There is no setting `" + key + "` (from " + given.origin() + ").",
                suggestion);
    }

    /**
     * One error for all of them; its code is that of the gravest: a bad file, then a bad option, then a missing one.
     */
    static AftercareException together(List<SettingProblem> problems) {
        ErrorCode code = gravest(problems);
        if (problems.size() == 1) {
            SettingProblem only = problems.get(0);
            return new AftercareException(code, headline(code), only.problem(), only.fix());
        }
        return new AftercareException(
                code,
                problems.size() + " settings are missing or wrong.",
                problems.stream().map(SettingProblem::problem).collect(Collectors.joining("\n")),
                problems.stream().map(SettingProblem::fix).distinct().collect(Collectors.joining("\n")));
    }

    private static ErrorCode gravest(List<SettingProblem> problems) {
        for (ErrorCode code : List.of(ErrorCode.BAD_SETTINGS_FILE, ErrorCode.BAD_OPTION)) {
            if (problems.stream().anyMatch(problem -> problem.code() == code)) {
                return code;
            }
        }
        return ErrorCode.MISSING_OPTION;
    }

    private static String headline(ErrorCode code) {
        return switch (code) {
            case MISSING_OPTION -> "A setting is missing.";
            case BAD_OPTION -> "A setting has a value that cannot be used.";
            default -> "The settings file says something unknown.";
        };
    }

    private static String lowerFirst(String help) {
        return help.substring(0, 1).toLowerCase(Locale.ROOT) + help.substring(1);
    }
}
