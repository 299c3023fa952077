package aftercare.simulate;

import java.util.List;

/**
 * How rows of a source get dirty.
 *
 * @param damages each one gets a row refused
 * @param updatedAt field of updated_at, or -1 for a source without versions
 * @param content field that differed in an older version
 * @param earlier what stood there
 * @param reference field that may name something unknown, or -1
 * @param unknown the unknown name
 */
record Blemishes(List<Damage> damages, int updatedAt, int content, String earlier, int reference, String unknown) {
    /** Puts {@code value} in a field; field -1 drops the last two fields of the row instead. */
    record Damage(int field, String value) {
        void strike(CsvRows rows) {
            if (field < 0) {
                rows.drop(2);
            } else {
                rows.replace(field, value);
            }
        }
    }

    static Damage of(int field, String value) {
        return new Damage(field, value);
    }

    static Damage tooShort() {
        return new Damage(-1, "");
    }

    static Blemishes refusalsOnly(Damage... damages) {
        return new Blemishes(List.of(damages), -1, -1, "", -1, "");
    }

    boolean versions() {
        return updatedAt >= 0;
    }
}
