package aftercare.ingest;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A forgotten person as files are searched for them: by the codes that are kept, and, while the erasure runs that names
 * them, also by the number itself.
 */
final class TracedPerson {
    private final ForgottenPerson person;
    private final Set<String> orders;
    private final Set<String> found = new HashSet<>();
    private final @Nullable String customer;
    private final @Nullable String serial;
    private final @Nullable Pattern named;

    /**
     * @param orders the codes of the orders known to be theirs
     * @param customer the number as it was given; null where only its code is known
     * @param serial the serial number as it was given; null where none was or only its code is known
     */
    TracedPerson(ForgottenPerson person, Set<String> orders, @Nullable String customer, @Nullable String serial) {
        this.person = person;
        this.orders = new HashSet<>(orders);
        this.customer = customer;
        this.serial = serial;
        this.named =
                customer == null ? null : Pattern.compile(word(customer) + (serial == null ? "" : "|" + word(serial)));
    }

    /** Finds a number that stands by itself: 12 is not in 4123. */
    static String word(String number) {
        return "(?<![\\p{L}\\p{N}])" + Pattern.quote(number) + "(?![\\p{L}\\p{N}])";
    }

    ForgottenPerson person() {
        return person;
    }

    /** The number, while the erasure runs. */
    @Nullable
    String customer() {
        return customer;
    }

    /** The serial number, while the erasure runs. */
    @Nullable
    String serial() {
        return serial;
    }

    /** Finds the numbers in a text; nothing where only codes are known. */
    String pattern() {
        return named == null ? "$^" : named.pattern();
    }

    /** Whether an event of a day was to be forgotten; one of which nobody knows the day was. */
    boolean reaches(@Nullable LocalDate day) {
        return day == null || !day.isAfter(person.lastDay());
    }

    void addOrder(String code) {
        if (orders.add(code)) {
            found.add(code);
        }
    }

    boolean hasOrder(String code) {
        return orders.contains(code);
    }

    /** The orders that were found now. */
    Set<String> found() {
        return found;
    }

    /** Whether a text names the person, alone or among other words; never where only codes are known. */
    boolean isNamedIn(String text) {
        return named != null
                && (contains(text, customer) || contains(text, serial))
                && named.matcher(text).find();
    }

    private static boolean contains(String text, @Nullable String number) {
        return number != null && text.contains(number);
    }

    /** A text with marks in place of the numbers. */
    String withoutNames(String text) {
        return named == null
                ? text
                : named.matcher(text)
                        .replaceAll(found ->
                                found.group().equals(serial) ? String.valueOf(person.serialMark()) : person.mark());
    }
}
