package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must have been delivered before nothing counted means zero: a source, or one of some columns of a source that
 * has to be filled at least once. Written {@code callbacks}, {@code repairs.serial_no} or {@code complaints.resolved_at
 * or status}.
 *
 * @param source the source
 * @param columns of its columns one must be filled somewhere; empty where any row of the source will do
 */
public record Need(String source, List<String> columns) {
    private static final String OR = " or ";

    public Need {
        columns = List.copyOf(columns);
    }

    /** A whole source. */
    public static Need of(String source) {
        return new Need(source, List.of());
    }

    /** A column of a source. */
    public static Need of(String source, String column) {
        return new Need(source, List.of(column));
    }

    /** Reads one as it is written in a contract. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Need parse(String written) {
        int dot = written.indexOf('.');
        return dot < 0
                ? of(written)
                : new Need(
                        written.substring(0, dot),
                        List.of(written.substring(dot + 1).split(OR)));
    }

    /**
     * When what needs it is missing, for people.
     *
     * @param what which message says it, of a figure or of a row
     */
    Text says(String what, Contract contract) {
        return columns.isEmpty()
                ? Messages.text(what + ".source", "source", contract.title())
                : Messages.text(
                        what + ".column",
                        "source",
                        contract.title(),
                        "column",
                        Text.joined(
                                Messages.text("silence.or"),
                                columns.stream().map(Text::of).toList()));
    }

    /** What is wrong with it; empty when the sources have it. */
    Optional<String> fault(@Nullable Contract contract) {
        if (contract == null) {
            return Optional.of("there is no source " + source);
        }
        return columns.stream()
                .filter(column -> contract.silverColumns().stream()
                        .noneMatch(known -> known.name().equals(column)))
                .map(column -> "silver of " + source + " has no column " + column)
                .findFirst();
    }

    @Override
    public String toString() {
        return Stream.of(source, String.join(OR, columns))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("."));
    }
}
