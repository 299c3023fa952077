package aftercare.simulate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows of a source get dirty.
 *
 * @param damages each one gets a row refused
 * @param updatedAt the column that tells versions apart; null for a source without versions
 * @param earlier what differed in an older version; null for a source without versions
 * @param unknown names something that nobody listed; null for a source where that does not happen
 */
record Blemishes(
        List<Damage> damages,
        @Nullable String updatedAt,
        @Nullable Damage earlier,
        @Nullable Damage unknown) {
    /** Changes the row just built. */
    interface Damage {
        void strike(CsvRows rows);
    }

    static Damage of(String column, String value) {
        return rows -> rows.replace(column, value);
    }

    static Damage tooShort() {
        return rows -> rows.drop(2);
    }

    static Blemishes refusalsOnly(Damage... damages) {
        return new Blemishes(List.of(damages), null, null, null);
    }
}
