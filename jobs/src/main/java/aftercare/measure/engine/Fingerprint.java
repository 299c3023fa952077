package aftercare.measure.engine;

import aftercare.config.ProgramCode;
import aftercare.contract.Contracts;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Scenario;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What tables are computed by: contracts, and the code of measures and of the mathematics below them. When it changes,
 * tables are computed anew.
 */
final class Fingerprint {
    private static final List<String> CODE = List.of("aftercare/measure", "aftercare/stats", "aftercare/timeseries");
    private static final int LENGTH = 16;

    private final byte[] code = ProgramCode.hash(CODE);
    private final Contracts contracts;

    Fingerprint(Contracts contracts) {
        this.contracts = contracts;
    }

    String of(Measure measure, Scenario scenario) {
        MessageDigest digest = sha256();
        digest.update(code);
        digest.update(text(contracts.gold(measure.table())));
        measure.sources().forEach(source -> digest.update(text(contracts.source(source))));
        digest.update(text(measure.settings()));
        digest.update(text(scenario.saying()));
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }

    private static byte[] text(Object contract) {
        return contract.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
