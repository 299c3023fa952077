package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.lake.LakeDamage;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns whatever ended a command into the one form of error that users meet. */
final class ErrorReport {
    private ErrorReport() {}

    /** The error to show: one of ours anywhere in the chain of causes, damage of the lake, or an unexpected one. */
    static AftercareException of(Throwable thrown) {
        return first(thrown, ErrorReport::ours).or(() -> LakeDamage.of(thrown)).orElseGet(() -> unexpected(thrown));
    }

    private static Optional<AftercareException> ours(Throwable link) {
        return link instanceof AftercareException error ? Optional.of(error) : Optional.empty();
    }

    private static AftercareException unexpected(Throwable thrown) {
        Throwable root = root(thrown);
        String reason = root.getClass().getSimpleName() + ": " + firstLine(String.valueOf(root.getMessage()));
        return new AftercareException(
                ErrorCode.UNEXPECTED,
                "Something unexpected went wrong.",
                reason,
                "Run the same command with --debug to see where; if it stays, report it with that output.",
                thrown);
    }

    private static Optional<AftercareException> first(
            Throwable thrown, Function<Throwable, Optional<AftercareException>> recognise) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable link = thrown; link != null && seen.add(link); link = link.getCause()) {
            Optional<AftercareException> found = recognise.apply(link);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable link = thrown;
        while (seen.add(link) && link.getCause() != null) {
            link = link.getCause();
        }
        return link;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
