package aftercare.serve.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.Language;
import aftercare.serve.report.OutletLetter;
import aftercare.serve.report.OutletLetters.Written;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters sent to a real mail server of the test's own. */
class LetterPostTest {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    @TempDir
    private Path folder;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void anOutletGetsItsLetterAttachedAndHowItStandsInTheText() throws IOException, MessagingException {
        book("北1,a@north.example,", "O2,c@south.example,");

        LetterPost.Result result = send(Language.EN, false, letter("北1"));

        assertThat(result).isEqualTo(new LetterPost.Result(1, 0, List.of()));
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("a@north.example");
        assertThat(mail.getFrom()[0]).hasToString("service@example.com");
        assertThat(mail.getSubject()).isEqualTo("Letter to 北1");
        String whole = GreenMailUtil.getWholeMessage(mail);
        assertThat(whole).contains("filename=", "text/html").doesNotContain("south");
    }

    @Test
    void aLetterIsNotSentTwiceUnlessThatIsAskedFor() throws IOException {
        book("O1,a@x.example,", "O1,b@x.example,");

        assertThat(send(Language.EN, false, letter("O1")).sent()).isEqualTo(2);
        assertThat(send(Language.ZH_CN, false, letter("O1"))).isEqualTo(new LetterPost.Result(0, 2, List.of()));
        assertThat(send(Language.EN, true, letter("O1")).sent()).isEqualTo(2);
        assertThat(server.getReceivedMessages()).hasSize(4);
    }

    @Test
    void whoReadsAnotherLanguageGetsNothingInThisOneAndWhoHasNoAddressIsNamed() throws IOException {
        book("O1,a@x.example,zh-CN", "O1,b@x.example,en");

        LetterPost.Result result = send(Language.EN, false, letter("O1"), letter("O7"));

        assertThat(result).isEqualTo(new LetterPost.Result(1, 0, List.of("O7")));
        assertThat(recipients()).containsExactly("b@x.example");
    }

    @Test
    void aRecipientThatIsRefusedIsNamedAndAllOthersGetTheirLetters() throws IOException {
        book("O1,a@x.example,", "O2,refused@x.example,", "O3,c@x.example,");
        server.getUserManager().setMessageDeliveryHandler((message, mailbox) -> {
            if ("refused@x.example".equals(mailbox.getEmail())) {
                throw new IllegalStateException("no such mailbox");
            }
            return server.getUserManager().getUserByEmail(mailbox.getEmail()) == null
                    ? server.setUser(mailbox.getEmail(), "")
                    : server.getUserManager().getUserByEmail(mailbox.getEmail());
        });

        assertThatThrownBy(() -> send(Language.EN, false, letter("O1"), letter("O2"), letter("O3")))
                .hasMessageContaining("AFC-4302")
                .hasMessageContaining("1 letter was not sent; 2 went out")
                .hasMessageContaining("O2, refused@x.example");
        assertThat(Files.readString(folder.resolve("sent.csv")))
                .contains("2026-10,O1,a@x.example", "2026-10,O3,c@x.example")
                .doesNotContain("refused");
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() throws IOException {
        book("O1,a@x.example,");
        int port = server.getSmtp().getPort();
        server.stop();

        assertThatThrownBy(() -> post(port).send(written(letter("O1")), Language.EN, folder, false))
                .hasMessageContaining("AFC-4301")
                .hasMessageContaining("smtp://127.0.0.1:" + port);
    }

    @Test
    void aPasswordGoesOverTheNetOnlyWithTls() {
        MailServer away = MailServer.at("smtp://mail.example", Map.of("AFTERCARE_SMTP_USER", "u"));
        MailServer without = MailServer.at("smtp://mail.example", Map.of());

        assertThat(away.properties())
                .containsEntry("mail.smtp.starttls.required", "true")
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true");
        assertThat(without.properties())
                .containsEntry("mail.smtp.starttls.enable", "true")
                .containsEntry("mail.smtp.starttls.required", "false");
    }

    @Test
    void anAddressThatIsNoneIsNamedWithItsLine() throws IOException {
        book("O1,a@x.example,", "O2,not an address,");

        assertThatThrownBy(() -> AddressBook.read(folder.resolve("to.csv")))
                .hasMessageContaining("AFC-1002")
                .hasMessageContaining("Line 3")
                .hasMessageContaining("not an address");
    }

    private List<String> recipients() {
        return Arrays.stream(server.getReceivedMessages())
                .map(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString();
                    } catch (MessagingException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                })
                .toList();
    }

    private void book(String... lines) throws IOException {
        Files.writeString(folder.resolve("to.csv"), "outlet_id,address,language\n" + String.join("\n", lines) + "\n");
    }

    private LetterPost.Result send(Language language, boolean again, OutletLetter... letters) {
        return post(server.getSmtp().getPort()).send(written(letters), language, folder, again);
    }

    private LetterPost post(int port) {
        return LetterPost.from(
                "service@example.com",
                MailServer.at("smtp://127.0.0.1:" + port, Map.of()),
                AddressBook.read(folder.resolve("to.csv")),
                Clock.systemUTC());
    }

    private static Written written(OutletLetter... letters) {
        return new Written(OCTOBER, List.of(letters), List.of(), List.of());
    }

    private OutletLetter letter(String outlet) throws IOException {
        Path file = Files.writeString(folder.resolve("letter.html"), "<p>" + outlet);
        return new OutletLetter(outlet, outlet, List.of(file), "Letter to " + outlet, "You do well, " + outlet + ".");
    }
}
