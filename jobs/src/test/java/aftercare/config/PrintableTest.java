package aftercare.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void aTextWithinALineBeginsNoOther() {
        assertThat(Printable.line("a\nerror AFC-9001\r\tb")).isEqualTo("a\\nerror AFC-9001\\r\\tb");
    }

    @Test
    void nothingSteersTheTerminalOrTurnsTheOrderOfLetters() {
        assertThat(Printable.line("\u001b[2Jgone \u0007 \u009b31m \u202ecod.exe \u2028 \u0085"))
                .isEqualTo("\\u001b[2Jgone \\u0007 \\u009b31m \\u202ecod.exe \\u2028 \\u0085");
    }

    @Test
    void aTextOfSeveralLinesKeepsThemAndItsTabs() {
        assertThat(Printable.lines("a\r\n\tb\u001b[0m\rc")).isEqualTo("a\n\tb\\u001b[0m\\rc");
    }

    @Test
    void whatIsPlainStaysTheSameText() {
        String plain = "维修 Müller \uD83D\uDE00 100 %";

        assertThat(Printable.line(plain)).isSameAs(plain);
    }
}
