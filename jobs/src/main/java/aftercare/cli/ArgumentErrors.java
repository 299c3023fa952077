package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.DidYouMean;
import aftercare.config.ErrorCode;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in our words what picocli could not make sense of. */
final class ArgumentErrors {
    private ArgumentErrors() {}

    static AftercareException of(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched(), command);
        }
        if (e instanceof OverwrittenOptionException twice) {
            String flag = twice.getOverwritten().paramLabel();
            return bad("An option is given twice.", firstLine(e), "Give " + flag + " once.", command);
        }
        return bad("An option is not complete.", firstLine(e), "Give the option its value.", command);
    }

    static AftercareException noCommand(CommandSpec command) {
        return new AftercareException(
                ErrorCode.MISSING_OPTION,
                "No command is given.",
                "`" + command.qualifiedName() + "` needs one of "
                        + String.join(", ", command.subcommands().keySet()) + ".",
                helpOf(command));
    }

    private static AftercareException unknown(List<String> unmatched, CommandSpec command) {
        String word = unmatched.get(0).split("=", 2)[0];
        boolean option = word.startsWith("-");
        Collection<String> known =
                option ? command.optionsMap().keySet() : command.subcommands().keySet();
        String fix = DidYouMean.among(known, word)
                .map(near -> "Did you mean " + near + "?")
                .orElse(helpOf(command));
        return new AftercareException(
                ErrorCode.UNKNOWN_OPTION,
                option ? "There is no option " + word + "." : "There is no command or argument " + word + " here.",
                "`" + command.qualifiedName() + "` does not know it.",
                fix);
    }

    private static AftercareException bad(String problem, String reason, String fix, CommandSpec command) {
        return new AftercareException(ErrorCode.BAD_OPTION, problem, reason, fix + " " + helpOf(command));
    }

    private static String helpOf(CommandSpec command) {
        return "`" + command.qualifiedName() + " --help` shows what there is.";
    }

    private static String firstLine(ParameterException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
