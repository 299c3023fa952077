package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IndirectStandardisationTest {
    /**
     * Cancer deaths in the USA in 1940 by the age-specific rates of 1960 (Selvin, Statistical Analysis of Epidemiologic
     * Data, 1991; the example of ageadjust.indirect in the R package epitools): 71,058 observed, 85,556.9 expected,
     * ratio 0.8305.
     */
    @Test
    void theMixOfAgesOf1940BringsTheExpectedDeaths() {
        double[] deaths1960 = {141, 926, 1253, 1080, 1869, 4891, 14956, 30888, 41725, 26501, 5928};
        double[] people1960 = {
            1784033, 7065148, 15658730, 10482916, 9939972, 10563872, 9114202, 6850263, 4702482, 1874619, 330915
        };
        double[] people1940 = {
            906897, 3794573, 10003544, 10629526, 9465330, 8249558, 7294330, 5022499, 2920220, 1019504, 142532
        };
        double[] rates = new double[deaths1960.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = deaths1960[i] / people1960[i];
        }

        IndirectStandardisation found = IndirectStandardisation.of(people1940, rates);

        assertThat(found.expected()).isCloseTo(85_556.89, within(0.01));
        assertThat(found.ratio(71_058)).isCloseTo(0.8305, within(5e-5));
    }

    @Test
    void aMemberWithTheMixOfAllIsExpectedToFareAsAll() {
        IndirectStandardisation found = IndirectStandardisation.of(new double[] {30, 10}, new double[] {0.9, 0.5});
        assertThat(found.rate()).isCloseTo(0.8, within(1e-12));
    }
}
