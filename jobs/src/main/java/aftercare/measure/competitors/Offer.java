package aftercare.measure.competitors;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a company offers under one item.
 *
 * @param company its name
 * @param item the service
 * @param validFrom first day of the terms
 * @param offered whether it is offered at all
 * @param value size of the promise; null where it has none
 * @param unit of the value, as stated; null where it is not
 * @param score quality by trials, 1 to 5; null where nobody tried
 */
record Offer(
        String company,
        String item,
        LocalDate validFrom,
        boolean offered,
        @Nullable Double value,
        @Nullable String unit,
        @Nullable Double score) {
    static final String US = "us";

    /** The unit in one spelling; as stated where we do not know it. */
    @Nullable
    String unitWord() {
        return TermUnit.of(unit).map(TermUnit::word).orElse(unit);
    }

    /** The value in the unit of another offer; null where there is none or the units do not measure the same. */
    @Nullable
    Double valueIn(Offer other) {
        if (value == null || other.value == null || Objects.equals(unitWord(), other.unitWord())) {
            return value;
        }
        return TermUnit.of(unit)
                .flatMap(own -> TermUnit.of(other.unit).flatMap(wanted -> own.in(wanted, value)))
                .orElse(null);
    }
}
