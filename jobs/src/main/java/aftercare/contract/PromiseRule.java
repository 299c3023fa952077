package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One version of one promise to customers, from {@code schemas/promises.yaml}.
 *
 * @param promise its name, under which its target stands in the standards
 * @param validFrom the first day whose events it judges
 * @param judged how it is judged
 * @param of which service_type of orders, or kind of requests; null for all
 * @param window how long the promise holds or may take; null where it has no term
 * @param answer how long a request may wait for its decision; null for other promises
 * @param says the promise in a sentence
 * @param columns for each part that its judgement needs, the columns that play it
 */
public record PromiseRule(
        String promise,
        LocalDate validFrom,
        Judged judged,
        @Nullable String of,
        @Nullable Span window,
        @Nullable Span answer,
        Text says,
        Map<String, List<String>> columns) {

    /** How a promise is judged; docs/metrics.md says what is due and what is kept. */
    public enum Judged {
        @JsonProperty("calls")
        CALLS,
        @JsonProperty("visit")
        VISIT,
        @JsonProperty("request")
        REQUEST,
        @JsonProperty("record")
        RECORD,
        @JsonProperty("callback")
        CALLBACK,
        @JsonProperty("free_repair")
        FREE_REPAIR
    }

    /**
     * A length of time in one unit; the other two are 0. A day is 24 hours where it is added to an instant.
     *
     * @param hours whole hours
     * @param days whole days
     * @param months calendar months
     */
    public record Span(int hours, int days, int months) implements Serializable {
        /** The span in hours; months have no fixed length. */
        public int inHours() {
            if (months > 0) {
                throw new IllegalStateException("months are no number of hours");
            }
            return hours + 24 * days;
        }
    }

    public PromiseRule {
        columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    @JsonCreator
    static PromiseRule read(
            @JsonProperty("promise") String promise,
            @JsonProperty("valid_from") String validFrom,
            @JsonProperty("judged") Judged judged,
            @JsonProperty("of") @Nullable String of,
            @JsonProperty("window") @Nullable Span window,
            @JsonProperty("answer") @Nullable Span answer,
            @JsonProperty("says") Text says,
            @JsonProperty("columns") Map<String, List<String>> columns) {
        return new PromiseRule(promise, LocalDate.parse(validFrom), judged, of, window, answer, says, columns);
    }

    /** The same promise, said otherwise. */
    PromiseRule saying(Text sentence) {
        return new PromiseRule(promise, validFrom, judged, of, window, answer, sentence, columns);
    }

    /** The window of a promise whose judgement needs one. */
    public Span term() {
        return Objects.requireNonNull(window, () -> promise + " has no window");
    }

    /** How long a request under this promise may wait for its decision. */
    public Span answerTerm() {
        return Objects.requireNonNull(answer, () -> promise + " does not say when a request is answered");
    }

    /** The column that plays a part. */
    public String column(String part) {
        return Objects.requireNonNull(columns.get(part), "a checked rule names each part")
                .get(0);
    }
}
