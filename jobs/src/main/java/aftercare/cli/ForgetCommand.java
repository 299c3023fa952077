package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.ingest.ErasureCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

final class ForgetCommand implements Command {
    private static final Setting<Optional<String>> MARTS = SettingsCatalog.MARTS.optional();

    @Override
    public String name() {
        return "forget";
    }

    @Override
    public String summary() {
        return "Take a person out of everything the lake holds, and certify it; figures stay as they are";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.LAKE,
                SettingsCatalog.CUSTOMER,
                SettingsCatalog.SERIAL,
                SettingsCatalog.UNTIL,
                MARTS,
                SettingsCatalog.CERTIFICATE,
                SettingsCatalog.ZONE,
                SettingsCatalog.WAIT,
                SettingsCatalog.MASTER);
    }

    /** It puts files in the place of others, of which a process that goes on should not remember the old ones. */
    @Override
    public boolean runsInEngine() {
        return false;
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (OpeningMarts marts = settings.of(MARTS).map(OpeningMarts::of).orElse(null);
                LakeWork work = LakeWork.changing(settings, console)) {
            ErasureCertificate certificate = work.forget(settings, Optional.ofNullable(marts), console);
            Optional<Path> copy = settings.of(SettingsCatalog.CERTIFICATE);
            copy.ifPresent(file -> write(file, certificate.text()));
            console.out()
                    .printf(
                            Locale.ROOT,
                            "Forgotten: %,d records and rows are changed. The certificate is %s/ops/erasures/%s.txt%s.%n",
                            certificate.changed(),
                            settings.of(SettingsCatalog.LAKE),
                            certificate.erasure(),
                            copy.map(file -> " and " + file).orElse(""));
            if (certificate.changed() == 0) {
                console.progress().warn("nothing was found; is it the number that the delivered files have?");
            }
            if (!certificate.toLookAt().isEmpty() || !certificate.named().isEmpty()) {
                console.progress()
                        .warn("some files could not be searched or still hold the number; the certificate lists them,"
                                + " and a person has to look at them");
            }
            return ExitStatus.DONE;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new AftercareException(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    "The certificate cannot be written to " + file + ".",
                    unwritable.getMessage() + ".",
                    "The lake keeps it too, below ops/erasures; copy it from there.",
                    unwritable);
        }
    }
}
