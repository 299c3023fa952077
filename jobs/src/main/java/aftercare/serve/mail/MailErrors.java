package aftercare.serve.mail;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What can go wrong with mail, in words for a person. */
final class MailErrors {
    private MailErrors() {}

    static AftercareException badAddresses(Path file, String why) {
        return new AftercareException(
                ErrorCode.BAD_OPTION,
                "The addresses in " + file + " cannot be used.",
                why,
                "Give a CSV file with the columns outlet_id, address and, if you like, language, a line for each address.");
    }

    static AftercareException badSender(String sender) {
        return new AftercareException(
                ErrorCode.BAD_OPTION,
                "Letters cannot be sent from " + sender + ".",
                "That is no mail address.",
                "Give one such as --mail-from service@example.com.");
    }

    static AftercareException unreachable(MailServer server, Exception failure) {
        return new AftercareException(
                ErrorCode.MAIL_UNREACHABLE,
                "The mail server " + server + " does not answer, or does not let us in.",
                reason(failure) + ".",
                "Check --smtp; user and password are AFTERCARE_SMTP_USER and AFTERCARE_SMTP_PASSWORD in the environment."
                        + " Run the same command again: letters that were sent are not sent twice.",
                failure);
    }

    static AftercareException refused(List<String> failures, int sent) {
        return new AftercareException(
                ErrorCode.MAIL_REFUSED,
                failures.size() + (failures.size() == 1 ? " letter was" : " letters were") + " not sent; " + sent
                        + " went out.",
                String.join("; ", failures) + ".",
                "Correct these addresses in the file of --mail-to and run the same command again: letters that were"
                        + " sent are not sent twice.");
    }

    static AftercareException unwritable(Path file, Exception failure) {
        return new AftercareException(
                ErrorCode.OUTPUT_UNWRITABLE,
                "What was sent cannot be noted in " + file + ", so nothing more is sent.",
                reason(failure) + ".",
                "Name a folder that you may write to: --out DIR.",
                failure);
    }

    static String reason(Exception failure) {
        return Objects.toString(failure.getMessage(), failure.getClass().getSimpleName())
                .replaceAll("\\s+", " ")
                .strip()
                .replaceAll("[.;]+$", "");
    }
}
