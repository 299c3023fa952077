package aftercare.contract;

import java.util.Objects;

/**
 * A sentence in the two languages Aftercare speaks.
 *
 * @param en English
 * @param zh Chinese
 */
public record Text(String en, String zh) implements java.io.Serializable {
    public Text {
        Objects.requireNonNull(en, "en");
        Objects.requireNonNull(zh, "zh");
    }
}
