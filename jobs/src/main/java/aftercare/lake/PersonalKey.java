package aftercare.lake;

import aftercare.config.AftercareException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The key under which personal columns are hashed: AFTERCARE_PII_KEY where it is set, else a random one that stays with
 * the lake, so that the same customer keeps the same code. The lake keeps a fingerprint of it, which tells nothing of
 * the key, and no row is coded under another one.
 */
final class PersonalKey {
    static final String VARIABLE = "AFTERCARE_PII_KEY";
    /** The file of a key that stays with the lake, below {@code ops}. */
    static final String FILE = "personal.key";
    /** The file of the fingerprint, below {@code ops}. */
    static final String FINGERPRINT = "personal.fingerprint";

    private static final String SAID = "aftercare personal key";
    private static final int DIGITS = 32;
    private static final int BYTES = 32;

    private final Lake lake;
    private final Map<String, String> environment;

    PersonalKey(Lake lake, Map<String, String> environment) {
        this.lake = lake;
        this.environment = environment;
    }

    /**
     * The key; a lake that has none is given one.
     *
     * @throws AftercareException AFC-2050 when it is not the one that the lake was loaded with, AFC-2051 when that is
     *     gone
     */
    byte[] key() {
        byte[] stated = stated();
        byte[] stored = stored();
        byte[] key = stated == null ? stored : stated;
        Path file = lake.ops(FINGERPRINT);
        if (lake.exists(file)) {
            if (key == null) {
                throw LakeErrors.keyLost(lake.root().toString());
            }
            if (!MessageDigest.isEqual(bytes(lake.readSmall(file)), bytes(fingerprint(key)))) {
                throw LakeErrors.otherKey(lake.root().toString(), stated != null, stored != null);
            }
            PrivateFiles.close(lake, lake.ops(FILE));
            return key;
        }
        // A lake from before fingerprints were kept, or a new one.
        boolean loaded = !lake.list(lake.at("silver")).isEmpty();
        if (loaded && key == null) {
            throw LakeErrors.keyLost(lake.root().toString());
        }
        if (loaded && stated != null && stored != null && !MessageDigest.isEqual(stated, stored)) {
            throw LakeErrors.otherKey(lake.root().toString(), true, true);
        }
        byte[] chosen = key == null ? random() : key;
        PrivateFiles.close(lake, lake.ops(FILE));
        lake.writeSmall(file, fingerprint(chosen));
        return chosen;
    }

    private byte @Nullable [] stated() {
        String stated = environment.get(VARIABLE);
        return stated == null || stated.isBlank() ? null : bytes(stated);
    }

    private byte @Nullable [] stored() {
        Path file = lake.ops(FILE);
        return lake.exists(file) ? HexFormat.of().parseHex(lake.readSmall(file)) : null;
    }

    private byte[] random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        lake.writePrivate(lake.ops(FILE), HexFormat.of().formatHex(random));
        return random;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String fingerprint(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(SAID))).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }
}
