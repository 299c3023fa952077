package aftercare.ingest;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was to be forgotten, without saying who: only codes made with the lake's key are kept, so that files
 * which come again, or later, are known to name that person.
 *
 * @param erasure the name of the erasure
 * @param customer the code of the customer's number, as silver held it
 * @param serial the code of the serial number of the customer's unit; null where none was named
 * @param mark what stands in place of the customer's number: the same for all rows, so that counts and repeats stay
 * @param serialMark what stands in place of the serial number; null where none was named
 * @param until the last day, in the business zone, of the events that were to be forgotten
 * @param program the version of Aftercare that did it
 */
record ForgottenPerson(
        String erasure,
        String customer,
        @Nullable String serial,
        String mark,
        @Nullable String serialMark,
        String until,
        String program) {
    ForgottenPerson {
        Objects.requireNonNull(erasure, "an erasure has a name");
        Objects.requireNonNull(customer, "a person is known by a code");
        Objects.requireNonNull(mark, "something stands in place of the number");
        Objects.requireNonNull(until, "an erasure ends on a day");
    }

    LocalDate lastDay() {
        return LocalDate.parse(until);
    }
}
