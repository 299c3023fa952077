package aftercare.ingest;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns what tells who somebody is into a code: the same for the same person within a lake, and of no use without the
 * key. HMAC-SHA-256 (RFC 2104), cut to 128 bits.
 */
final class PersonalHash {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES_KEPT = 16;

    private final Mac mac;

    PersonalHash(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    /** The code of a text: 32 hexadecimal digits. */
    UTF8String of(String text) {
        byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        byte[] hex = new byte[BYTES_KEPT * 2];
        for (int i = 0; i < BYTES_KEPT; i++) {
            hex[2 * i] = HEX[(digest[i] >> 4) & 0xf];
            hex[2 * i + 1] = HEX[digest[i] & 0xf];
        }
        return UTF8String.fromBytes(hex);
    }
}
