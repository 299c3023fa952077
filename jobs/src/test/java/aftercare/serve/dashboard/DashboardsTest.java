package aftercare.serve.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DashboardsTest {
    private static final Contracts CONTRACTS = Contracts.load();

    @ParameterizedTest
    @EnumSource(Language.class)
    void allDashboardsFitTogetherInEachLanguage(Language language) {
        Dashboards all = Dashboards.load(CONTRACTS, language);

        assertThat(all.list()).isNotEmpty();
    }

    @Test
    void aCardSaysWhatItAnswersAndWhenItsDataEnd() {
        Card card = Dashboards.load(CONTRACTS, Language.EN).card("satisfaction_kpi");

        assertThat(card.description())
                .startsWith("Share of rated orders")
                .endsWith("the last full one unless you choose.");
        assertThat(card.settings().column("satisfaction_rate").unit()).isEqualTo("share");
    }

    @Test
    void chineseCardsSpeakChinese() {
        Card card = Dashboards.load(CONTRACTS, Language.ZH_CN).card("complaint_causes");

        assertThat(card.title()).isEqualTo("投诉原因");
        assertThat(card.sql().text()).contains("then '服务态度'");
        assertThat(card.settings().column("received_n").label()).isEqualTo("受理投诉数");
    }
}
