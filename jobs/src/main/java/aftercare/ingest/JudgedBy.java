package aftercare.ingest;

import aftercare.config.ProgramCode;
import aftercare.contract.AcceptedForms;
import aftercare.contract.Contract;
import aftercare.lake.Lake;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By what the refused rows of a source were judged last, {@code ops/judged/<source>.json}: contract, mapping and
 * program. Rows that would be judged by the same again would be refused again, so a replay leaves them alone.
 */
final class JudgedBy {
    private static final Logger LOG = LoggerFactory.getLogger(JudgedBy.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CODE = List.of("aftercare/ingest", "aftercare/contract");
    private static final int LENGTH = 16;

    private final Lake lake;
    private final Path file;
    private final byte[] basis;

    JudgedBy(Lake lake, Contract contract) {
        this.lake = lake;
        this.file = new Path(lake.ops("judged"), contract.source() + ".json");
        MessageDigest digest = sha256();
        digest.update(Code.HASH);
        digest.update(text(contract.toString()));
        AcceptedForms forms = AcceptedForms.installed();
        digest.update(text(forms.dates() + "" + forms.yes() + forms.no() + new TreeMap<>(forms.units())));
        this.basis = digest.digest();
    }

    /** Hashed once: a replay asks for every source. */
    private static final class Code {
        static final byte[] HASH = ProgramCode.hash(CODE);
    }

    /** Whether rows of a file were refused by what they would be judged by now. */
    boolean isSame(String name, String sha256, @Nullable String mapping) {
        return fingerprint(mapping).equals(read().get(key(name, sha256)));
    }

    /** Notes by what the rows of files were judged now, and forgets the files that wait no more. */
    void note(Collection<LandedFile> files, @Nullable Collection<String> stillOpen) {
        Map<String, String> judged = new TreeMap<>(read());
        files.forEach(each -> judged.put(key(each.name(), each.sha256()), fingerprint(each.mapping())));
        if (stillOpen != null) {
            judged.keySet().retainAll(stillOpen);
        }
        write(judged);
    }

    private void write(Map<String, String> judged) {
        try {
            lake.writeSmall(file, JSON.writeValueAsString(judged));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts becomes JSON", impossible);
        }
    }

    /** Knows files by other fingerprints, each by the one it had. */
    void rename(Map<String, String> fingerprints) {
        Map<String, String> judged = new TreeMap<>();
        read().forEach((place, by) -> {
            String sha256 = place.substring(0, place.indexOf(' '));
            judged.put(key(place.substring(sha256.length() + 1), fingerprints.getOrDefault(sha256, sha256)), by);
        });
        if (!judged.equals(read())) {
            write(judged);
        }
    }

    /** What a file is noted under. */
    static String key(String name, String sha256) {
        return sha256 + " " + name;
    }

    private String fingerprint(@Nullable String mapping) {
        MessageDigest digest = sha256();
        digest.update(basis);
        // Bronze names mappings by what they say.
        digest.update(text(String.valueOf(mapping)));
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }

    private Map<String, String> read() {
        if (!lake.exists(file)) {
            return Map.of();
        }
        try {
            return JSON.readValue(lake.readSmall(file), new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException damaged) {
            LOG.warn("{} is damaged, so refused rows are judged anew", file);
            return Map.of();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
