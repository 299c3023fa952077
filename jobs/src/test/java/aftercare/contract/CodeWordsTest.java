package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeWordsTest {
    @ParameterizedTest
    @CsvSource({
        "gas_and_heating, Gas and heating, 燃气与加热",
        "no_steam_today, No steam today, No steam today",
        "frost, Frost, 结霜",
        "C03, C03, C03",
        "E-12, E-12, E-12",
        "Coffee maker, Coffee maker, Coffee maker",
        "空调, 空调, 空调"
    })
    void aCodeOfSmallLettersIsReadAsWordsAndWhateverElseStandsThereAsItIs(String code, String english, String chinese) {
        assertThat(CodeWords.of(code).en()).isEqualTo(english);
        assertThat(CodeWords.of(code).zh()).isEqualTo(chinese);
    }

    @ParameterizedTest
    @CsvSource({"gas_and_heating, gas and heating", "LED panel, LED panel"})
    void withinASentenceItHasNoCapitalThatWasNotThere(String code, String word) {
        assertThat(CodeWords.within(code).en()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"repairs, serial_no, Serial no, 序列号", "repairs, symptom_code, Symptom code, 故障现象"})
    void aColumnIsCalledByItsNameAndInChineseByItsFirstChineseSpelling(
            String source, String column, String english, String chinese) {
        Text label = Contracts.load().source(source).columns().stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .orElseThrow()
                .label();

        assertThat(label.en()).isEqualTo(english);
        assertThat(label.zh()).isEqualTo(chinese);
    }
}
