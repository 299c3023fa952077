package aftercare.serve.report;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures euro = in(Language.EN, "EUR");

    private static Figures in(Language language, String currency) {
        return new Figures(language, Optional.of(Currency.getInstance(currency)));
    }

    @Test
    void anAmountOfMoneyCarriesTheCurrencyStated() {
        assertThat(euro.of(1234.5, "money")).isEqualTo("€1,235");
        assertThat(euro.of(12_345_678.0, "money")).isEqualTo("€12.35\u00a0million");
        assertThat(in(Language.ZH_CN, "CNY").of(123_456.0, "money")).isEqualTo("¥12.35\u00a0万");
        assertThat(in(Language.EN, "CHF").of(12.0, "money")).isEqualTo("CHF\u00a012.00");
    }

    @Test
    void theMinusStandsBeforeTheCurrency() {
        assertThat(euro.of(-12.0, "money")).isEqualTo("\u2212€12.00");
        assertThat(euro.change(-12.0, "money")).isEqualTo("\u2212€12.00");
    }

    @Test
    void anIntervalNamesItsCurrency() {
        assertThat(euro.interval(10, 20, "money")).isEqualTo("€10.00–20.00");
    }

    @Test
    void withoutACurrencyAnAmountStandsAloneAndOtherUnitsNeverHaveOne() {
        assertThat(new Figures(Language.EN).of(1234.0, "money")).isEqualTo("1,234");
        assertThat(euro.of(1234.0, "count")).isEqualTo("1,234");
    }
}
