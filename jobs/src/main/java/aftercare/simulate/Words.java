package aftercare.simulate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What people of the invented company write and say: {@code simulate/words.yaml}.
 *
 * @param regionHeader the header of the sheet of regions
 * @param pleased what pleased customers say
 * @param awkward texts with characters that break careless parsers
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
record Words(@JsonProperty("region_header") String regionHeader, String[] pleased, String[] awkward) {
    static final Words INVENTED = read();

    private static Words read() {
        try (InputStream file = Words.class.getResourceAsStream("/simulate/words.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readValue(file, Words.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
