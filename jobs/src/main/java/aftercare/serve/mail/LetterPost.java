package aftercare.serve.mail;

import aftercare.config.Language;
import aftercare.serve.report.OutletLetter;
import aftercare.serve.report.OutletLetters.Written;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends letters: a mail an address, with the letter attached, and how the outlet stands in its text. */
public final class LetterPost {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final MailServer server;
    private final InternetAddress from;
    private final AddressBook book;
    private final Clock clock;

    /**
     * What became of the letters.
     *
     * @param sent how many mails the server took
     * @param before how many were sent by an earlier run, and not again
     * @param unaddressed outlets that no line of the address book names
     */
    public record Result(int sent, int before, List<String> unaddressed) {}

    private LetterPost(MailServer server, InternetAddress from, AddressBook book, Clock clock) {
        this.server = server;
        this.from = from;
        this.book = book;
        this.clock = clock;
    }

    /**
     * Takes the sender, the server and where to send.
     *
     * @throws aftercare.config.AftercareException AFC-1002 when the sender is no address
     */
    public static LetterPost from(String sender, MailServer server, AddressBook book, Clock clock) {
        try {
            return new LetterPost(server, new InternetAddress(sender, true), book, clock);
        } catch (AddressException unfit) {
            throw MailErrors.badSender(sender);
        }
    }

    /**
     * Sends what was not sent before.
     *
     * @param written the letters
     * @param language theirs; addresses that read another one get nothing
     * @param folder where the letters are, and where what was sent is noted
     * @param again whether also what was sent before
     * @throws aftercare.config.AftercareException AFC-4301 when the server does not answer; AFC-4302 when it did not
     *     take some of the letters, after all others went out; AFC-2101 when what was sent cannot be noted
     */
    public Result send(Written written, Language language, Path folder, boolean again) {
        SentLetters noted = new SentLetters(folder);
        List<String> failures = new ArrayList<>();
        List<String> unaddressed = new ArrayList<>();
        int sent = 0;
        int before = 0;
        Session session = Session.getInstance(server.properties());
        try (Transport transport = session.getTransport(server.protocol())) {
            for (OutletLetter letter : written.letters()) {
                if (!book.knows(letter.outlet())) {
                    unaddressed.add(letter.outlet());
                }
                for (AddressBook.Entry to : book.of(letter.outlet(), language)) {
                    if (noted.holds(written.month(), to) && !again) {
                        before++;
                        continue;
                    }
                    connect(transport);
                    try {
                        MimeMessage mail = mail(session, letter, to);
                        transport.sendMessage(mail, mail.getAllRecipients());
                    } catch (MessagingException | IOException refused) {
                        failures.add(letter.outlet() + ", " + to.address() + ": " + MailErrors.reason(refused));
                        continue;
                    }
                    noted.note(written.month(), to, clock.instant());
                    sent++;
                }
            }
        } catch (MessagingException unreachable) {
            throw MailErrors.unreachable(server, unreachable);
        }
        if (!failures.isEmpty()) {
            throw MailErrors.refused(failures, sent);
        }
        return new Result(sent, before, unaddressed);
    }

    /** Once for all letters, and again where the server hung up. */
    private void connect(Transport transport) throws MessagingException {
        if (!transport.isConnected()) {
            transport.connect(server.host(), server.port(), server.user(), server.password());
        }
    }

    private MimeMessage mail(Session session, OutletLetter letter, AddressBook.Entry to)
            throws MessagingException, IOException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.mail(), StandardCharsets.UTF_8.name());
        MimeMultipart parts = new MimeMultipart(text);
        for (Path file : letter.files()) {
            MimeBodyPart attached = new MimeBodyPart();
            attached.attachFile(file.toFile(), type(file), "base64");
            parts.addBodyPart(attached);
        }
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(from);
        mail.setRecipient(MimeMessage.RecipientType.TO, to.address());
        mail.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        mail.setHeader("Date", DATE.format(clock.instant()));
        mail.setContent(parts);
        mail.saveChanges();
        return mail;
    }

    private static String type(Path file) {
        return file.toString().endsWith(".xlsx")
                ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                : "text/html; charset=utf-8";
    }
}
