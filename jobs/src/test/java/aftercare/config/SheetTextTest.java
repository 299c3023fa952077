package aftercare.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+49 171 1234567",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "-",
                "＝1+1",
                "=HYPERLINK(\"http://a\")"
            })
    void aTextThatBeginsLikeAFormulaGetsAnApostrophe(String text) {
        assertThat(SheetText.guarded(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "R1", "-5", "+3", "-1.25", "-1,250.00", "a=b", "'=1", " =1", "维修"})
    void allElseStaysAsItIsANegativeNumberToo(String text) {
        assertThat(SheetText.guarded(text)).isEqualTo(text);
    }
}
