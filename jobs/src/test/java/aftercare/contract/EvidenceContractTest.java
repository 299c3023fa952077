package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvidenceContractTest {
    @Test
    void everyFigureOfEveryMonthlyTableIsExplained() {
        assertThat(Evidence.load().unexplained(Contracts.load())).isEmpty();
    }
}
